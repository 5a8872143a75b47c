/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PROVE_H
#define PROVE_H

#include <stdbool.h>

#include "config/dispatch.h"
#include "config/path.h"
#include "site/site.h"

/* Whose an address is, as far as the path depends on it. */
enum site_owner {
	OWNER_UNKNOWN = 0,
	OWNER_TRAMPOLINE, /* our direct call's trampoline */
	OWNER_DIRECT_OPS, /* our direct call's ops */
	OWNER_RELEVANT_OPS, /* one of our ops on the tracee */
	OWNER_IRRELEVANT_OPS, /* one of our ops on another function */
	OWNER_FTRACE_CALLER, /* the kernel's entry for everything that is not direct */
	OWNER_LIST_OPS, /* ftrace_list_ops: walk over all ops */
	OWNER_NOP_OPS, /* ftrace_nop_ops: nobody */
	OWNER_GRAPH_OPS, /* graph_ops: all who want to know of returns */
	OWNER_FPROBE_OPS, /* fprobe_ftrace_ops: all fprobes that look at entries only */
	OWNER_FOREIGN_OPS, /* an ops on ftrace's list that is none of ours */
	OWNER_FOREIGN_DIRECT_OPS, /* likewise, and it holds a direct call */
	OWNER_FOREIGN_DIRECT_CALL, /* where such an ops leads; the kernel does not name it */
	OWNER_BPF_TRAMPOLINE, /* made by BPF for a function's programs */
	OWNER_OPS_TRAMPOLINE, /* x86: made by ftrace for one ops, see evidence->behind */
};

/* The owner's name in files: "trampoline", "list-ops", ...; never NULL. */
const char *site_owner_name(enum site_owner owner);

/*
 * The owner by the kernel's symbol ("ftrace_caller+0x0/0x9c"); only an address at
 * the very start of one of the known objects counts.
 */
enum site_owner site_owner_of_symbol(const char *symbol);

/* The owner of an ops of others by the symbol of its func and its direct call, 0 for none. */
enum site_owner site_owner_of_ops(const char *func, uint64_t direct_call);

/* Whether what is there is the trampoline of a direct call, whosever. */
bool site_owner_is_direct_call(enum site_owner owner);

/*
 * The path that a decoded site proves. @target and @literal are the owners of
 * site->target and site->literal; @direct says that a direct call is registered on
 * the function, which only tells list from list-direct. @target_named is false when
 * the kernel has no symbol for the target: on x86 that is a trampoline of one ops.
 */
enum path site_path(const struct kernel_abilities *abilities, const struct site *site,
		    enum site_owner target, bool target_named, enum site_owner literal,
		    bool direct);

/* A BL of arm64 reaches this far, in bytes, from the site. */
#define ARM64_BL_REACH (INT64_C(128) << 20)

/* Whether an arm64 BL at @from reaches @to. */
bool site_bl_reaches(uint64_t from, uint64_t to);

#endif /* PROVE_H */
