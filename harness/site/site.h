/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_H
#define SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/dispatch.h"

#define SITE_BEFORE 16 /* bytes kept before the function */
#define SITE_BYTES 48
#define SITE_TARGET_BYTES 16

/* What stands at a patch site, read at one moment; no judgement in it. */
struct site_bytes {
	uint64_t function; /* address of the first byte of the function */
	uint64_t valid; /* bit n: bytes[n] was read */
	uint8_t bytes[SITE_BYTES]; /* from function - SITE_BEFORE */
	uint64_t target; /* address that target_bytes were read at, or 0 */
	bool target_valid;
	uint8_t target_bytes[SITE_TARGET_BYTES];
};

enum site_kind {
	SITE_UNKNOWN, /* no patch site as this architecture writes them */
	SITE_DISABLED, /* a no-op stands there */
	SITE_CALL, /* it calls `target` */
	SITE_JUMP, /* it jumps to `target` (x86, direct call by jmp) */
	SITE_BREAKPOINT, /* a kprobe, or a site that is being patched (x86) */
};

/* What a patch site means. */
struct site {
	enum site_kind kind;
	uint64_t address; /* of the instruction that is patched (rec->ip) */
	/*
	 * SITE_CALL, SITE_JUMP: where it leads in the end. SITE_BREAKPOINT: likewise, where a
	 * branch behind the breakpoint can be read (arm64). Else 0.
	 */
	uint64_t target;
	uint64_t first_target; /* where it leads at once: a PLT, or as target */
	bool via_plt; /* `target` is reached through a module PLT */
	bool has_literal; /* the 8 bytes for the ops could be read */
	uint64_t literal;
};

/*
 * Decodes the bytes as @architecture writes them. Pure: bytes in, meaning out, on
 * any host. The literal is reported where it would be; whether the kernel uses
 * one is the caller's knowledge (struct kernel_abilities).
 */
void site_decode(enum architecture architecture, const struct site_bytes *bytes, struct site *site);

/*
 * Where, in struct site_bytes, begins what ftrace never patches: the tracee's body behind
 * its site.
 */
size_t site_patched_end(enum architecture architecture, const struct site_bytes *bytes,
			const struct site *site);

/* One decoder a file; each is given bytes of its own architecture only. */
void site_decode_arm64(const struct site_bytes *bytes, struct site *site);
void site_decode_riscv64(const struct site_bytes *bytes, struct site *site);
void site_decode_x86_64(const struct site_bytes *bytes, struct site *site);

/*
 * Little-endian reads at @offset from the function (may be negative, down to
 * -SITE_BEFORE). False if a byte lies outside or was not read.
 */
bool site_read_u32(const struct site_bytes *bytes, int offset, uint32_t *value);
bool site_read_u64(const struct site_bytes *bytes, int offset, uint64_t *value);

/* The low @bits bits of @value as a signed number. */
int64_t site_sign_extend(uint64_t value, unsigned int bits);

#endif /* SITE_H */
