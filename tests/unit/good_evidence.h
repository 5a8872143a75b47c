/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GOOD_EVIDENCE_H
#define GOOD_EVIDENCE_H

#include <stdio.h>
#include <string.h>

#include "config/configuration.h"
#include "site/evidence.h"

#define GOOD_FUNCTION UINT64_C(0xffff800080010000)
#define GOOD_TRAMPOLINE UINT64_C(0xffff800080020000)
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

/* Whom the literal of a kernel with CALL_OPS names on @path. */
static inline void good_literal(struct evidence *evidence,
				const struct configuration *configuration)
{
	struct evidence_name *literal = &evidence->literal;

	switch (evidence->path) {
	case PATH_NOP:
		good_name(literal, 0x1000, OWNER_NOP_OPS, 0, "ftrace_nop_ops+0x0/0x10");
		break;
	case PATH_DIRECT:
	case PATH_CALLOPS_DIRECT:
		good_name(literal, 0x2000, OWNER_DIRECT_OPS, 0, "direct_ops+0x0/0x10 [tracetoll]");
		break;
	case PATH_CALLOPS_FUNC:
		if (configuration->row->fprobes)
			good_name(literal, 0x3000, OWNER_GRAPH_OPS, 0, "graph_ops+0x0/0x10");
		else
			good_name(literal, 0x4000, OWNER_RELEVANT_OPS, 0,
				  "relevant+0x0/0x9000 [tracetoll]");
		break;
	default:
		good_name(literal, 0x5000, OWNER_LIST_OPS, 0, "ftrace_list_ops+0x0/0x10");
	}
}

/* All that a machine shows when @configuration is as it says, on a tracee of nobody else. */
static inline void good_evidence(const struct configuration *configuration,
				 const struct kernel_abilities *abilities,
				 struct evidence *evidence)
{
	const bool far = configuration->row->trampoline == TRAMPOLINE_FAR;
	unsigned int own;

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
	if (abilities->call_ops)
		good_literal(evidence, configuration);
	if (evidence->path != PATH_NOP)
		good_name(&evidence->target, 0x6000, OWNER_FTRACE_CALLER, 0,
			  "ftrace_caller+0x0/0x9c");
	if (configuration_has_direct(configuration)) {
		good_name(&evidence->trampoline, far ? GOOD_FAR_TRAMPOLINE : GOOD_TRAMPOLINE,
			  OWNER_TRAMPOLINE, (unsigned int)configuration->row->trampoline,
			  "tracetoll_trampoline+0x0/0x10 [tracetoll]");
		evidence->distance = (int64_t)(evidence->trampoline.address - GOOD_FUNCTION - 4);
	}
	if (evidence->path == PATH_DIRECT)
		evidence->target = evidence->trampoline;
	evidence->book.read = true;
	evidence->book.ops = configuration_ops_on_tracee(configuration, abilities->architecture);
	evidence->book.direct = configuration_has_direct(configuration);
	snprintf(evidence->book.direct_symbol, sizeof(evidence->book.direct_symbol), "%s",
		 evidence->trampoline.symbol);
	snprintf(evidence->book.text, sizeof(evidence->book.text), "tracetoll_tracee (%u)",
		 evidence->book.ops);
	own = configuration->relevant + configuration->irrelevant + evidence->book.direct;
	evidence->system_known = true;
	evidence->ops_in_system = own + configuration->row->fprobes;
	evidence->sound = own;
	evidence->ops_flags = configuration->row->ops_flags;
	evidence->updates_known = true;
	evidence->graph_known = true;
	evidence->graph_users = configuration->row->fprobes;
	evidence->kprobes_known = true;
	evidence->updates = 7;
}

#endif /* GOOD_EVIDENCE_H */
