// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whom the site leads to: the ops, what that calls, and how far away it is.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "site/check_parts.h"

#define MIB (INT64_C(1) << 20)

static int64_t magnitude(int64_t value)
{
	return value < 0 ? -value : value;
}

static unsigned int ops_on_tracee(const struct claim *claim)
{
	return configuration_ops_on_tracee(claim->configuration, claim->abilities->architecture);
}

static bool brings(const struct claim *claim, unsigned int what)
{
	return claim_brings(claim) & what;
}

/* Whose the ops is that calls its func and nobody else. */
static enum site_owner owner_of_func(const struct claim *claim)
{
	if (brings(claim, BRINGS_GRAPH))
		return OWNER_GRAPH_OPS;
	if (brings(claim, BRINGS_FPROBE))
		return OWNER_FPROBE_OPS;
	if (brings(claim, BRINGS_TRACER))
		return OWNER_FOREIGN_OPS;
	return OWNER_RELEVANT_OPS;
}

static enum site_owner owner_of_direct(const struct claim *claim)
{
	return configuration_has_direct(claim->configuration) ? OWNER_DIRECT_OPS
							      : OWNER_FOREIGN_DIRECT_OPS;
}

/* A breakpoint leaves the literal to those who trace the tracee by ops. */
static enum site_owner owner_behind_breakpoint(const struct claim *claim)
{
	switch (ops_on_tracee(claim)) {
	case 0:
		return OWNER_NOP_OPS;
	case 1:
		return configuration_has_direct(claim->configuration) ||
				       brings(claim, BRINGS_DIRECT)
			       ? owner_of_direct(claim)
			       : owner_of_func(claim);
	default:
		return OWNER_LIST_OPS;
	}
}

/* Whom the literal must name; OWNER_UNKNOWN where the path does not rest on it. */
static enum site_owner literal_of(const struct claim *claim)
{
	switch (claim->expected) {
	case PATH_NOP:
		return OWNER_NOP_OPS;
	case PATH_DIRECT:
	case PATH_CALLOPS_DIRECT:
		return owner_of_direct(claim);
	case PATH_CALLOPS_FUNC:
		return owner_of_func(claim);
	case PATH_LIST:
	case PATH_LIST_DIRECT:
		return OWNER_LIST_OPS;
	case PATH_BREAKPOINT:
		return owner_behind_breakpoint(claim);
	default:
		return OWNER_UNKNOWN;
	}
}

bool check_literal(const struct claim *claim, const struct evidence *before,
		   const struct evidence *after, char *reason, size_t size)
{
	const enum site_owner expected = literal_of(claim);
	const struct evidence *looks[] = { before, after };

	if (!claim->abilities->call_ops || claim->baseline->dirty || expected == OWNER_UNKNOWN)
		return true;
	for (size_t i = 0; i < 2; i++) {
		const struct evidence_name *literal = &looks[i]->literal;

		if (literal->owner == expected && literal->index == 0)
			continue;
		/* A kernel that does not name its data: nobody's is what it was at the start. */
		if (expected == OWNER_NOP_OPS && !strncmp(literal->symbol, "0x", 2) &&
		    literal->address == claim->baseline->evidence.literal.address)
			continue;
		snprintf(reason, size, "the literal names %s, expected is %s",
			 literal->symbol[0] ? literal->symbol : "nothing",
			 site_owner_name(expected));
		return false;
	}
	return true;
}

/* What the one ops on the tracee calls, by its name in the kernel; NULL: another thing tells. */
static const char *callee_of(const struct claim *claim)
{
	static const struct {
		unsigned int brings;
		const char *func;
	} rows[] = {
		{ BRINGS_TRACER, "function_trace_call" }, /* trace_functions.c */
		{ BRINGS_GRAPH, "ftrace_graph_func" }, /* arch/.../ftrace.c */
		{ BRINGS_FPROBE, "fprobe_ftrace_entry" }, /* fprobe.c */
		{ BRINGS_KPROBE, "kprobe_ftrace_handler" }, /* arch/x86/kernel/kprobes/ftrace.c */
	};

	/* x86 before 4346ba160409 (6.14): each fprobe has an ops of its own. */
	if (!claim->abilities->fprobe && brings(claim, BRINGS_FPROBE))
		return "fprobe_handler";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (brings(claim, rows[i].brings))
			return rows[i].func;
	}
	return NULL;
}

/* "ftrace_graph_func+0x0/0x58" is ftrace_graph_func. */
static bool is_start_of(const char *symbol, const char *name)
{
	size_t length = strlen(name);

	return !strncmp(symbol, name, length) &&
	       !strncmp(symbol + length, "+0x0/", strlen("+0x0/"));
}

static bool is_of_the_module(const char *symbol)
{
	static const char module[] = " [tracetoll]";
	size_t length = strlen(symbol);

	return length > strlen(module) && !strcmp(symbol + length - strlen(module), module);
}

/* Where the site's direct call leads: at once, or behind ftrace_caller. */
static const struct evidence_name *direct_lead(const struct evidence *look)
{
	return look->path == PATH_DIRECT ? &look->target : &look->behind;
}

/* Not the module's own. */
static bool is_foreign_direct_call(enum site_owner owner)
{
	return owner == OWNER_BPF_TRAMPOLINE || owner == OWNER_FOREIGN_DIRECT_CALL;
}

/* Whether only one ops is asked, which the literal or the target names. */
static bool is_path_of_one(const struct claim *claim)
{
	switch (claim->expected) {
	case PATH_DIRECT:
	case PATH_CALLOPS_DIRECT:
	case PATH_CALLOPS_FUNC:
	case PATH_TRAMP:
		return true;
	case PATH_BREAKPOINT:
		return claim->abilities->call_ops;
	default:
		return false;
	}
}

static bool callee_holds(const struct claim *claim, const struct evidence *look,
			 const char **expected)
{
	const struct evidence_name *behind = &look->behind;

	if (configuration_has_direct(claim->configuration)) {
		*expected = look->trampoline.symbol;
		return look->path == PATH_DIRECT || behind->address == look->trampoline.address;
	}
	if (brings(claim, BRINGS_DIRECT)) {
		*expected = "a BPF trampoline";
		return is_foreign_direct_call(direct_lead(look)->owner);
	}
	if (claim->configuration->relevant) {
		*expected = "the module's callback";
		return is_of_the_module(behind->symbol);
	}
	*expected = callee_of(claim);
	return !*expected || is_start_of(behind->symbol, *expected);
}

bool check_behind(const struct claim *claim, const struct evidence *before,
		  const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *looks[] = { before, after };
	const char *expected;

	if (claim->baseline->dirty || ops_on_tracee(claim) != 1 || !is_path_of_one(claim))
		return true;
	for (size_t i = 0; i < 2; i++) {
		const struct evidence_name *behind = &looks[i]->behind;

		/* Without ftrace's list nobody knows what an ops calls. */
		if (!looks[i]->system_known || callee_holds(claim, looks[i], &expected))
			continue;
		if (brings(claim, BRINGS_DIRECT))
			behind = direct_lead(looks[i]);
		snprintf(reason, size, "the ops calls %s, expected is %s",
			 behind->symbol[0] ? behind->symbol : "nobody that is known", expected);
		return false;
	}
	return true;
}

/* Where the site branches to the module's trampoline itself, it must be the right one. */
static const char *wrong_own_trampoline(const struct claim *claim, const struct evidence *look,
					const char **expected)
{
	*expected = look->trampoline.symbol;
	if (look->path == PATH_DIRECT && look->target.address != look->trampoline.address)
		return look->target.symbol;
	/* Behind ftrace_caller the book tells; it names, where the site has an address. */
	if (look->book.read && look->book.direct &&
	    strcmp(look->book.direct_symbol, look->trampoline.symbol) != 0)
		return look->book.direct_symbol;
	if (look->trampoline.owner == OWNER_TRAMPOLINE &&
	    look->trampoline.index == (unsigned int)claim->configuration->row->trampoline)
		return NULL;
	*expected = "the configuration's";
	return look->trampoline.symbol;
}

/* BPF's: what the site, its literal and the book name must be one and the same. */
static const char *wrong_bpf_trampoline(const struct claim *claim, const struct evidence *look,
					const char **expected)
{
	const struct evidence_name *lead = direct_lead(look);
	const char *listed = look->book.direct_symbol;

	*expected = "a BPF trampoline";
	if (look->path == PATH_DIRECT && claim->abilities->call_ops && look->behind.address &&
	    look->behind.address != look->target.address) {
		*expected = look->behind.symbol;
		return look->target.symbol;
	}
	if (!look->book.read || !look->book.direct)
		return NULL;
	if (site_owner_is_direct_call(lead->owner)) {
		*expected = lead->symbol;
		return strcmp(listed, lead->symbol) ? listed : NULL;
	}
	/* In a list, or under a breakpoint on x86: the book alone tells. */
	return site_owner_of_symbol(listed) == OWNER_BPF_TRAMPOLINE || !strncmp(listed, "0x", 2)
		       ? NULL
		       : listed;
}

bool check_trampoline(const struct claim *claim, const struct evidence *before,
		      const struct evidence *after, char *reason, size_t size)
{
	const bool own = configuration_has_direct(claim->configuration);
	const struct evidence *looks[] = { before, after };

	if (!own && (!brings(claim, BRINGS_DIRECT) || claim->baseline->dirty))
		return true;
	for (size_t i = 0; i < 2; i++) {
		const char *expected;
		const char *found = own ? wrong_own_trampoline(claim, looks[i], &expected)
					: wrong_bpf_trampoline(claim, looks[i], &expected);

		if (!found)
			continue;
		snprintf(reason, size, "the direct call leads to %s, expected is %s", found,
			 expected);
		return false;
	}
	return true;
}

/* A near trampoline must be near, a far one far: the name says so even where the path does not. */
bool check_reach(const struct claim *claim, const struct evidence *before,
		 const struct evidence *after, char *reason, size_t size)
{
	(void)after;
	return claim_placement(claim, before, reason, size) == NULL;
}

const char *claim_placement(const struct claim *claim, const struct evidence *evidence, char *text,
			    size_t size)
{
	const bool far = claim->configuration->row->trampoline == TRAMPOLINE_FAR;
	const int64_t mib = magnitude(evidence->distance) / MIB;
	bool reaches;

	/* Nowhere else does the distance decide the way. */
	if (dispatch_of(claim->abilities) != DISPATCH_ARM64_CALL_OPS ||
	    !configuration_has_direct(claim->configuration) || !evidence->trampoline.address)
		return NULL;
	reaches = site_bl_reaches(evidence->site.address, evidence->trampoline.address);
	if (far == !reaches)
		return NULL;
	/* Among other ops the walk takes the direct call late, from any distance. */
	if (claim->configuration->relevant)
		return NULL;
	if (far)
		snprintf(text, size,
			 "the trampoline is %" PRId64 " MiB from the patch site, within a BL's 128",
			 mib);
	else
		snprintf(text, size,
			 "the trampoline is %" PRId64 " MiB from the patch site, a BL reaches 128",
			 mib);
	return text;
}

/*
 * Where BPF puts its trampoline is not ours to choose, and both ways are right: which one
 * ftrace takes follows from how far it is (ftrace_find_callable_addr).
 */
static bool is_out_of_reach(const struct claim *claim, const struct evidence *evidence)
{
	return dispatch_of(claim->abilities) == DISPATCH_ARM64_CALL_OPS &&
	       !configuration_has_direct(claim->configuration) && brings(claim, BRINGS_DIRECT) &&
	       is_foreign_direct_call(evidence->behind.owner) &&
	       !site_bl_reaches(evidence->site.address, evidence->behind.address);
}

enum path claim_expected_path(const struct claim *claim, const struct evidence *evidence)
{
	const enum path path = configuration_expected_path(claim->configuration, claim->abilities);

	if (claim->baseline->dirty)
		return evidence->path;
	if (path == PATH_DIRECT && is_out_of_reach(claim, evidence))
		return PATH_CALLOPS_DIRECT;
	return path;
}
