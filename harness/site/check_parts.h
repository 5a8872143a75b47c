/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_PARTS_H
#define CHECK_PARTS_H

#include "site/check.h"

/*
 * The checks of the table in check.c that have a file of their own; what each stands against
 * is said there. All are as holds() of struct check.
 */
typedef bool check_holds(const struct claim *claim, const struct evidence *before,
			 const struct evidence *after, char *reason, size_t size);

/* check_lead.c: whom the site leads to. */
check_holds check_literal, check_behind, check_trampoline, check_reach;

/* check_ops.c: what ftrace holds. */
check_holds check_book, check_system, check_graph, check_flags;

/* check_text.c: what stands in the tracee besides its site. */
check_holds check_kprobe, check_body;

/*
 * BRINGS_* of the claim's configuration on its kernel (check_ops.c). Before 6.14 fprobes had
 * an ops each, and looked at exits by rethook and not by function_graph.
 */
unsigned int claim_brings(const struct claim *claim);

#endif /* CHECK_PARTS_H */
