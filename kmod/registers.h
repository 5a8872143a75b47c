/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_REGISTERS_H
#define TRACETOLL_REGISTERS_H

/*
 * The tracee that keeps the registers that it finds, and who calls it with known ones.
 * One file per architecture, registers_*; assembler, as no compiler promises which
 * register holds what. The numbers in front are for both languages.
 */

/* What the tracee returns, and what its twin (verify.h, tracetoll_verify_redirect_target). */
#define TRACETOLL_REGISTERS_VALUE 0x5472616365652121
#define TRACETOLL_REDIRECTED_VALUE 0x4564697265637421

/* Registers of the masks of struct tracetoll_call. */
#if defined(CONFIG_ARM64)
#define TRACETOLL_REGISTERS_ARGUMENTS 9 /* x0 to x7, and x8: where to put a large result */
#define TRACETOLL_REGISTERS_SAVED 11 /* x19 to x29 */
#elif defined(CONFIG_RISCV) && defined(CONFIG_64BIT)
#define TRACETOLL_REGISTERS_ARGUMENTS 8 /* a0 to a7 */
#define TRACETOLL_REGISTERS_SAVED 12 /* s0 to s11 */
#else
#define TRACETOLL_REGISTERS_ARGUMENTS 0 /* nobody looks at registers */
#define TRACETOLL_REGISTERS_SAVED 0
#endif
#define TRACETOLL_REGISTERS_ARGUMENTS_MAX 9
#define TRACETOLL_REGISTERS_SAVED_MAX 12

/* Byte offsets in struct tracetoll_registers. */
#define TRACETOLL_OFFSET_ARGUMENTS 0
#define TRACETOLL_OFFSET_SAVED 72
#define TRACETOLL_OFFSET_RETURN_ADDRESS 168
#define TRACETOLL_OFFSET_STACK 176
#define TRACETOLL_OFFSET_ENTERED 184
#define TRACETOLL_OFFSET_RETURN_VALUE 192

#ifndef __ASSEMBLER__

#include <linux/types.h>

struct tracetoll_registers {
	u64 arguments[TRACETOLL_REGISTERS_ARGUMENTS_MAX];
	u64 saved[TRACETOLL_REGISTERS_SAVED_MAX];
	u64 return_address;
	u64 stack;
	u64 entered; /* raised by one at each entry */
	u64 return_value;
};

/* What the tracee or its twin found last. Guarded by the owner lock. */
extern struct tracetoll_registers tracetoll_registers_found;

/* Has a patch site. Writes tracetoll_registers_found, returns TRACETOLL_REGISTERS_VALUE. */
unsigned long tracetoll_registers_tracee(void);

#if TRACETOLL_REGISTERS_SAVED

/*
 * Loads arguments and saved of @load, calls the tracee, and writes saved and
 * return_value of @after.
 */
void tracetoll_registers_caller(const struct tracetoll_registers *load,
				struct tracetoll_registers *after);

/* The instruction behind that call. */
extern const char tracetoll_registers_return[];

#endif

#endif /* __ASSEMBLER__ */

#endif /* TRACETOLL_REGISTERS_H */
