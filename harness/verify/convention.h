/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONVENTION_H
#define CONVENTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kmod/tracetoll_ioctl.h"

/*
 * The calling convention: what traced calls brought back, judged. Where something is wrong,
 * @reason says what.
 */

/* How many calls of traced functions one call of @kind is. */
unsigned int convention_traced_calls(enum tracetoll_call_kind kind, unsigned int depth);

/* Whether all arguments and callee-saved registers came through, and the return value. */
bool convention_judge_registers(const struct tracetoll_call *call, char *reason, size_t size);

/* Whether the call returned what the tracee, and nobody else, returns. */
bool convention_judge_value(const struct tracetoll_call *call, uint64_t expected, char *reason,
			    size_t size);

/*
 * Whether the tracee saw its caller's return address. With an @exit_handler the kernel puts
 * its own there by design (function_graph_enter_regs): the @symbol of what the tracee saw
 * must be return_to_handler.
 */
bool convention_judge_return(const struct tracetoll_call *call, const char *symbol,
			     bool exit_handler, char *reason, size_t size);

#endif /* CONVENTION_H */
