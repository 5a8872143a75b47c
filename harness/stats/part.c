// SPDX-License-Identifier: GPL-2.0-only
#include "stats/part.h"

#include <string.h>

static const struct {
	const char *key;
	const char *title;
	const char *plural;
} parts[PART_COUNT] = {
	[PART_DIRECT] = { "direct", "direct call from the patch site", NULL },
	[PART_CALLOPS_DIRECT] = { "callops-direct", "direct call by ftrace_caller", NULL },
	[PART_ENTRY] = { "entry", "entry, save and restore", NULL },
	[PART_BESIDE] = { "irrelevant-beside", "each irrelevant ops, no list",
			  "irrelevant ops, no list" },
	[PART_LIST] = { "list", "list entry", NULL },
	[PART_RELEVANT] = { "relevant", "each relevant ops", "relevant ops" },
	[PART_RCU] = { "rcu", "each that asks whether RCU watches",
		       "that ask whether RCU watches" },
	[PART_STUB] = { "stub", "each ops passed over (stub)", "ops passed over (stub)" },
	[PART_IRRELEVANT] = { "irrelevant", "each irrelevant ops", "irrelevant ops" },
	[PART_LATE] = { "late-direct", "late direct call", NULL },
	[PART_REGISTERS] = { "registers", "each ops tested with all registers",
			     "ops tested with all registers" },
};

const char *part_key(enum part part)
{
	return parts[part].key;
}

const char *part_title(enum part part)
{
	return parts[part].title;
}

const char *part_plural(enum part part)
{
	return parts[part].plural;
}

/* Each ops of the system is looked at; those with FTRACE_OPS_FL_STUB no further. */
static void count_list(const struct configuration *configuration, enum architecture architecture,
		       double counts[PART_COUNT])
{
	bool direct = configuration_has_direct(configuration);
	double relevant = configuration->relevant;

	counts[PART_ENTRY] = 1;
	counts[PART_LIST] = 1;
	counts[PART_IRRELEVANT] = configuration->irrelevant;
	if (configuration->row->ops_flags & OPS_STUB) {
		counts[PART_STUB] = relevant;
		relevant = 0;
	}
	if (configuration->row->ops_flags & OPS_RCU)
		counts[PART_RCU] = relevant;
	/* Its callback is call_direct_funcs() of the kernel. */
	counts[PART_RELEVANT] = relevant + (direct ? 1 : 0);
	counts[PART_LATE] = direct ? 1 : 0;
	/*
	 * A direct call's ops wants pt_regs there, so the site calls ftrace_regs_caller; then
	 * ftrace_ops_test() has no need to ask each ops whether it wants them.
	 */
	if (direct && architecture == ARCHITECTURE_X86_64)
		counts[PART_REGISTERS] = counts[PART_RELEVANT] + counts[PART_IRRELEVANT];
}

static bool count_single(const struct configuration *configuration, double counts[PART_COUNT])
{
	/* x86's trampoline calls ftrace_ops_assist_func() for these. */
	if (configuration->relevant != 1 || configuration->row->ops_flags)
		return false;
	counts[PART_ENTRY] = 1;
	counts[PART_BESIDE] = configuration->irrelevant;
	return true;
}

bool part_counts(const struct configuration *configuration, enum path path,
		 enum architecture architecture, double counts[PART_COUNT])
{
	const struct configuration_row *row = configuration->row;

	memset(counts, 0, PART_COUNT * sizeof(*counts));
	if (row->without_call || row->fprobes || row->bpf || row->tracefs)
		return false;
	if (row->trampoline != TRAMPOLINE_NONE && row->trampoline != TRAMPOLINE_SHORTEST &&
	    row->trampoline != TRAMPOLINE_FAR)
		return false;
	switch (path) {
	case PATH_DIRECT:
		counts[PART_DIRECT] = 1;
		return true;
	case PATH_CALLOPS_DIRECT:
		counts[PART_CALLOPS_DIRECT] = 1;
		return true;
	case PATH_CALLOPS_FUNC:
	case PATH_TRAMP:
		return count_single(configuration, counts);
	case PATH_LIST:
	case PATH_LIST_DIRECT:
	case PATH_GLOBAL:
		/* Ops of a module are never called but by the list (FTRACE_OPS_FL_DYNAMIC). */
		count_list(configuration, architecture, counts);
		return true;
	default:
		return false;
	}
}
