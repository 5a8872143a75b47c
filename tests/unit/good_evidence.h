/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GOOD_EVIDENCE_H
#define GOOD_EVIDENCE_H

#include <stdio.h>
#include <string.h>

#include "config/configuration.h"
#include "site/evidence.h"

#define GOOD_FUNCTION UINT64_C(0xffff800080010000)
#define GOOD_TRAMPOLINE UINT64_C(0xffff800080020000)
#define GOOD_BPF_TRAMPOLINE UINT64_C(0xffff800080030000)
#define GOOD_FAR_TRAMPOLINE (GOOD_TRAMPOLINE + (UINT64_C(1) << 30))

/* Names an address as a kernel would. */
static inline void good_name(struct evidence_name *name, uint64_t address, enum site_owner owner,
			     unsigned int index, const char *symbol)
{
	name->address = address;
	name->owner = owner;
	name->index = index;
	snprintf(name->symbol, sizeof(name->symbol), "%s", symbol);
}

/* Where BPF put its trampoline. */
static inline void good_bpf_trampoline(struct evidence_name *name)
{
	good_name(name, GOOD_BPF_TRAMPOLINE, OWNER_BPF_TRAMPOLINE, 0,
		  "bpf_trampoline_6442536467+0x0/0x100 [bpf]");
}

static inline void good_func(struct evidence_name *name, const char *symbol)
{
	good_name(name, 0x8000, OWNER_UNKNOWN, 0, symbol);
}

/* The one ops on a tracee that has only one: its name as a literal, and what it calls. */
static inline void good_ops(struct evidence *evidence, const struct configuration *configuration,
			    struct evidence_name *literal)
{
	const unsigned int brings = configuration_brings(configuration);
	struct evidence_name *behind = &evidence->behind;

	if (configuration_has_direct(configuration)) {
		good_name(literal, 0x2000, OWNER_DIRECT_OPS, 0, "direct_ops+0x0/0x10 [tracetoll]");
		*behind = evidence->trampoline;
	} else if (brings & BRINGS_DIRECT) {
		good_name(literal, 0x2100, OWNER_FOREIGN_DIRECT_OPS, 0, "0x0000000000002100");
		good_bpf_trampoline(behind);
	} else if (configuration->relevant) {
		good_name(literal, 0x4000, OWNER_RELEVANT_OPS, 0,
			  "relevant+0x0/0x9000 [tracetoll]");
		good_func(behind, "empty_callback+0x0/0x8 [tracetoll]");
	} else if (brings & BRINGS_GRAPH) {
		good_name(literal, 0x3000, OWNER_GRAPH_OPS, 0, "graph_ops+0x0/0x10");
		good_func(behind, "ftrace_graph_func+0x0/0x58");
	} else if (brings & BRINGS_FPROBE) {
		good_name(literal, 0x3100, OWNER_FPROBE_OPS, 0, "fprobe_ftrace_ops+0x0/0x10");
		good_func(behind, "fprobe_ftrace_entry+0x0/0x100");
	} else if (brings & BRINGS_TRACER) {
		good_name(literal, 0x3200, OWNER_FOREIGN_OPS, 0, "0x0000000000003200");
		good_func(behind, "function_trace_call+0x0/0x100");
	} else {
		good_name(literal, 0x3300, OWNER_FOREIGN_OPS, 0, "kprobe_ftrace_ops+0x0/0x10");
		good_func(behind, "kprobe_ftrace_handler+0x0/0x100");
	}
}

/* Whom the literal of a kernel with CALL_OPS names, or the target on x86. */
static inline void good_lead(struct evidence *evidence, const struct configuration *configuration,
			     const struct kernel_abilities *abilities)
{
	const bool is_list = evidence->path == PATH_LIST || evidence->path == PATH_LIST_DIRECT;
	const unsigned int ops =
		configuration_ops_on_tracee(configuration, abilities->architecture);
	struct evidence_name unused;

	memset(&evidence->behind, 0, sizeof(evidence->behind));
	if (abilities->call_ops && is_list)
		good_name(&evidence->literal, 0x5000, OWNER_LIST_OPS, 0,
			  "ftrace_list_ops+0x0/0x10");
	else if (abilities->call_ops && !ops)
		good_name(&evidence->literal, 0x1000, OWNER_NOP_OPS, 0, "ftrace_nop_ops+0x0/0x10");
	else if (abilities->call_ops)
		good_ops(evidence, configuration, &evidence->literal);
	else if (evidence->path == PATH_TRAMP)
		good_ops(evidence, configuration, &unused);
	if (evidence->path == PATH_DIRECT && !configuration_has_direct(configuration))
		good_bpf_trampoline(&evidence->target);
	else if (evidence->path == PATH_DIRECT)
		evidence->target = evidence->trampoline;
	else if (evidence->path == PATH_TRAMP)
		good_name(&evidence->target, 0x6100, OWNER_OPS_TRAMPOLINE, 0, "0x0000000000006100");
	else if (evidence->path != PATH_NOP && evidence->path != PATH_BREAKPOINT &&
		 evidence->path != PATH_NO_SITE)
		good_name(&evidence->target, 0x6000, OWNER_FTRACE_CALLER, 0,
			  "ftrace_caller+0x0/0x9c");
}

/* What ftrace and the list of kprobes hold. */
static inline void good_books(struct evidence *evidence, const struct configuration *configuration,
			      const struct kernel_abilities *abilities)
{
	const unsigned int brings = configuration_brings(configuration);
	const bool own_direct = configuration_has_direct(configuration);
	const unsigned int own =
		configuration->relevant + configuration->irrelevant + (own_direct ? 1 : 0);
	struct evidence_name trampoline = evidence->trampoline;

	if (!own_direct && brings & BRINGS_DIRECT)
		good_bpf_trampoline(&trampoline);
	evidence->kprobes_known = true;
	/* No ftrace: no book, no list, nobody who could patch. */
	evidence->symbols_known = abilities->no_sites;
	if (abilities->no_sites)
		return;
	evidence->book.read = true;
	evidence->book.ops = configuration_ops_on_tracee(configuration, abilities->architecture);
	evidence->book.direct = own_direct || brings & BRINGS_DIRECT;
	snprintf(evidence->book.direct_symbol, sizeof(evidence->book.direct_symbol), "%s",
		 trampoline.symbol);
	snprintf(evidence->book.text, sizeof(evidence->book.text), "tracetoll_tracee (%u)",
		 evidence->book.ops);
	evidence->system_known = true;
	evidence->ops_in_system = own + configuration_brought_ops(brings, abilities->architecture);
	evidence->sound = own;
	evidence->ops_flags = configuration->row->ops_flags;
	evidence->updates_known = true;
	evidence->updates = 7;
	evidence->graph_known = true;
	evidence->graph_users = brings & BRINGS_GRAPH ? 1 : 0;
	evidence->kprobes = brings & BRINGS_KPROBE ? 1 : 0;
	if (evidence->kprobes)
		strcpy(evidence->kprobe, "k tracetoll_tracee+0x0");
}

/* All that a machine shows when @configuration is as it says, on a tracee of nobody else. */
static inline void good_evidence(const struct configuration *configuration,
				 const struct kernel_abilities *abilities,
				 struct evidence *evidence)
{
	const bool far = configuration->row->trampoline == TRAMPOLINE_FAR;

	memset(evidence, 0, sizeof(*evidence));
	evidence->path = configuration_expected_path(configuration, abilities);
	evidence->bytes.function = GOOD_FUNCTION;
	evidence->bytes.valid = UINT64_MAX >> (64 - SITE_BYTES);
	memset(evidence->bytes.bytes, 0x11, SITE_BYTES);
	/* Before the function and at the site: what ftrace writes there. */
	memset(evidence->bytes.bytes + 8, (int)evidence->path, SITE_BEFORE);
	evidence->site.address = GOOD_FUNCTION + 4;
	good_name(&evidence->function, GOOD_FUNCTION, OWNER_UNKNOWN, 0,
		  "tracetoll_tracee+0x0/0x18 [tracetoll]");
	if (configuration_has_direct(configuration)) {
		good_name(&evidence->trampoline, far ? GOOD_FAR_TRAMPOLINE : GOOD_TRAMPOLINE,
			  OWNER_TRAMPOLINE, (unsigned int)configuration->row->trampoline,
			  "tracetoll_trampoline+0x0/0x10 [tracetoll]");
		evidence->distance = (int64_t)(evidence->trampoline.address - GOOD_FUNCTION - 4);
	}
	good_lead(evidence, configuration, abilities);
	good_books(evidence, configuration, abilities);
}

#endif /* GOOD_EVIDENCE_H */
