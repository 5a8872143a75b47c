// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a decoded patch site and the names behind it to the path a call takes.
 */
#include "site/prove.h"

#include <string.h>

static const struct {
	const char *symbol;
	enum site_owner owner;
} known_symbols[] = {
	{ "ftrace_caller", OWNER_FTRACE_CALLER },
	{ "ftrace_regs_caller", OWNER_FTRACE_CALLER }, /* x86: an ops wants all registers */
	{ "ftrace_list_ops", OWNER_LIST_OPS },
	{ "ftrace_nop_ops", OWNER_NOP_OPS },
	{ "graph_ops", OWNER_GRAPH_OPS },
	{ "fprobe_ftrace_ops", OWNER_FPROBE_OPS },
};

const char *site_owner_name(enum site_owner owner)
{
	switch (owner) {
	case OWNER_TRAMPOLINE:
		return "trampoline";
	case OWNER_DIRECT_OPS:
		return "direct-ops";
	case OWNER_RELEVANT_OPS:
		return "relevant-ops";
	case OWNER_IRRELEVANT_OPS:
		return "irrelevant-ops";
	case OWNER_FTRACE_CALLER:
		return "ftrace-caller";
	case OWNER_LIST_OPS:
		return "list-ops";
	case OWNER_NOP_OPS:
		return "nop-ops";
	case OWNER_GRAPH_OPS:
		return "graph-ops";
	case OWNER_FPROBE_OPS:
		return "fprobe-ops";
	case OWNER_FOREIGN_OPS:
		return "foreign-ops";
	case OWNER_FOREIGN_DIRECT_OPS:
		return "foreign-direct-ops";
	case OWNER_FOREIGN_DIRECT_CALL:
		return "foreign-direct-call";
	case OWNER_BPF_TRAMPOLINE:
		return "bpf-trampoline";
	case OWNER_OPS_TRAMPOLINE:
		return "ops-trampoline";
	case OWNER_UNKNOWN:
		break;
	}
	return "unknown";
}

/* "bpf_trampoline_6442536467+0x0/0x100 [bpf]" (bpf_image_ksym_init) */
static bool is_bpf_trampoline(const char *symbol)
{
	static const char prefix[] = "bpf_trampoline_";
	size_t digits;

	if (strncmp(symbol, prefix, strlen(prefix)) != 0)
		return false;
	symbol += strlen(prefix);
	digits = strspn(symbol, "0123456789");
	return digits && !strncmp(symbol + digits, "+0x0/", strlen("+0x0/"));
}

enum site_owner site_owner_of_symbol(const char *symbol)
{
	for (size_t i = 0; i < sizeof(known_symbols) / sizeof(known_symbols[0]); i++) {
		size_t length = strlen(known_symbols[i].symbol);

		if (!strncmp(symbol, known_symbols[i].symbol, length) &&
		    !strncmp(symbol + length, "+0x0/", strlen("+0x0/")))
			return known_symbols[i].owner;
	}
	return is_bpf_trampoline(symbol) ? OWNER_BPF_TRAMPOLINE : OWNER_UNKNOWN;
}

enum site_owner site_owner_of_ops(const char *func, uint64_t direct_call)
{
	/* fgraph.c, fprobe.c: each is of one ops for the whole system. */
	if (!strncmp(func, "ftrace_graph_func+", strlen("ftrace_graph_func+")))
		return OWNER_GRAPH_OPS;
	if (!strncmp(func, "fprobe_ftrace_entry+", strlen("fprobe_ftrace_entry+")))
		return OWNER_FPROBE_OPS;
	return direct_call ? OWNER_FOREIGN_DIRECT_OPS : OWNER_FOREIGN_OPS;
}

bool site_owner_is_direct_call(enum site_owner owner)
{
	return owner == OWNER_TRAMPOLINE || owner == OWNER_BPF_TRAMPOLINE ||
	       owner == OWNER_FOREIGN_DIRECT_CALL;
}

/* Behind ftrace_caller the literal decides, on kernels that have one. */
static enum path path_by_literal(enum site_owner literal, bool direct)
{
	switch (literal) {
	case OWNER_DIRECT_OPS:
	case OWNER_FOREIGN_DIRECT_OPS:
		return PATH_CALLOPS_DIRECT;
	case OWNER_RELEVANT_OPS:
	case OWNER_GRAPH_OPS:
	case OWNER_FPROBE_OPS:
	case OWNER_FOREIGN_OPS:
		return PATH_CALLOPS_FUNC;
	case OWNER_LIST_OPS:
		return direct ? PATH_LIST_DIRECT : PATH_LIST;
	default:
		return PATH_UNKNOWN;
	}
}

enum path site_path(const struct kernel_abilities *abilities, const struct site *site,
		    enum site_owner target, bool target_named, enum site_owner literal, bool direct)
{
	bool x86 = abilities->architecture == ARCHITECTURE_X86_64;

	/* What looks like a site there is none that anybody patches, and nothing is known of it. */
	if (abilities->no_sites && site->kind != SITE_BREAKPOINT)
		return site->kind == SITE_UNKNOWN ? PATH_NO_SITE : PATH_UNKNOWN;
	switch (site->kind) {
	case SITE_DISABLED:
		return PATH_NOP;
	case SITE_BREAKPOINT:
		return PATH_BREAKPOINT;
	case SITE_UNKNOWN:
		return PATH_UNKNOWN;
	case SITE_CALL:
	case SITE_JUMP:
		break;
	}
	if (site_owner_is_direct_call(target))
		return PATH_DIRECT;
	if (target == OWNER_FTRACE_CALLER) {
		if (x86)
			return direct ? PATH_LIST_DIRECT : PATH_LIST;
		if (!abilities->call_ops)
			return PATH_GLOBAL;
		return site->has_literal ? path_by_literal(literal, direct) : PATH_UNKNOWN;
	}
	return x86 && (target == OWNER_OPS_TRAMPOLINE || !target_named) ? PATH_TRAMP : PATH_UNKNOWN;
}

bool site_bl_reaches(uint64_t from, uint64_t to)
{
	int64_t distance = (int64_t)(to - from);

	/* imm26 counts words: -2^25 .. 2^25 - 1 of them. */
	return distance >= -ARM64_BL_REACH && distance < ARM64_BL_REACH;
}
