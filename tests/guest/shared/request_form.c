// SPDX-License-Identifier: GPL-2.0-only
#include "request_form.h"

#include "kmod/tracetoll_ioctl.h"

#define NONE(type, member)                                 \
	{                                                  \
		offsetof(struct type, member), 0, 0, false \
	}
#define BITS(type, member, allowed)                              \
	{                                                        \
		offsetof(struct type, member), allowed, 0, false \
	}
#define UP_TO(type, member, limit)                             \
	{                                                      \
		offsetof(struct type, member), 0, limit, false \
	}
#define ONE_TO(type, member, limit)                           \
	{                                                     \
		offsetof(struct type, member), 0, limit, true \
	}

static const struct request_form forms[] = {
	{
		.command = TRACETOLL_QUERY,
		.size = sizeof(struct tracetoll_query),
		.is_cheap = true,
		.fields = { NONE(tracetoll_query, flags) },
		.field_count = 1,
	},
	{
		/* An ops on the tracee. */
		.command = TRACETOLL_SETUP,
		.size = sizeof(struct tracetoll_setup),
		.name_offset = offsetof(struct tracetoll_setup, name),
		.template = { 0, 1 },
		.fields = { BITS(tracetoll_setup, flags,
				 TRACETOLL_SETUP_COUNT | TRACETOLL_SETUP_COUNT_ALL),
			    UP_TO(tracetoll_setup, relevant, TRACETOLL_RELEVANT_MAX),
			    UP_TO(tracetoll_setup, irrelevant, TRACETOLL_IRRELEVANT_MAX),
			    BITS(tracetoll_setup, ops_flags,
				 TRACETOLL_OPS_RCU | TRACETOLL_OPS_RECURSION | TRACETOLL_OPS_STUB),
			    UP_TO(tracetoll_setup, trampoline, TRACETOLL_TRAMPOLINE_COUNT - 1),
			    UP_TO(tracetoll_setup, fprobes, 1),
			    UP_TO(tracetoll_setup, tracee, TRACETOLL_TRACEE_COUNT - 1) },
		.field_count = 7,
	},
	{
		.command = TRACETOLL_RUN,
		.size = sizeof(struct tracetoll_run),
		.is_cheap = true,
		.template = { 0, 1, 1 },
		.fields = { BITS(tracetoll_run, flags, TRACETOLL_RUN_WITHOUT_CALL),
			    ONE_TO(tracetoll_run, batches, TRACETOLL_BATCHES_MAX),
			    ONE_TO(tracetoll_run, calls_per_batch, TRACETOLL_BATCH_COST_MAX),
			    UP_TO(tracetoll_run, tracee, TRACETOLL_TRACEE_CORE),
			    NONE(tracetoll_run, reserved) },
		.field_count = 5,
	},
	{
		.command = TRACETOLL_SITE,
		.size = sizeof(struct tracetoll_site),
		.is_cheap = true,
		.fields = { NONE(tracetoll_site, flags),
			    UP_TO(tracetoll_site, index, TRACETOLL_CALL_COUNT - 1) },
		.field_count = 2,
	},
	{
		.command = TRACETOLL_SYMBOL,
		.size = sizeof(struct tracetoll_symbol),
		.is_cheap = true,
		.fields = { BITS(tracetoll_symbol, flags, TRACETOLL_SYMBOL_UNNAMED) },
		.field_count = 1,
	},
	{
		.command = TRACETOLL_TEARDOWN,
		.size = sizeof(struct tracetoll_teardown),
		.fields = { NONE(tracetoll_teardown, flags) },
		.field_count = 1,
	},
	{
		.command = TRACETOLL_SYSTEM,
		.size = sizeof(struct tracetoll_system),
		.is_cheap = true,
		.fields = { NONE(tracetoll_system, flags), NONE(tracetoll_system, ops_flags),
			    NONE(tracetoll_system, graph_slot_0) },
		.field_count = 3,
	},
	{
		.command = TRACETOLL_HITS,
		.size = sizeof(struct tracetoll_hits),
		.is_cheap = true,
		.fields = { NONE(tracetoll_hits, flags),
			    UP_TO(tracetoll_hits, counter, TRACETOLL_COUNTER_COUNT - 1),
			    UP_TO(tracetoll_hits, index, TRACETOLL_RELEVANT_MAX - 1) },
		.field_count = 3,
	},
	{
		.command = TRACETOLL_CALL,
		.size = sizeof(struct tracetoll_call),
		.is_cheap = true,
		.template = { 0, TRACETOLL_CALL_RECURSIVE, 1, 1 },
		.fields = { NONE(tracetoll_call, flags),
			    UP_TO(tracetoll_call, kind, TRACETOLL_CALL_COUNT - 1),
			    ONE_TO(tracetoll_call, calls, TRACETOLL_BATCH_COST_MAX),
			    ONE_TO(tracetoll_call, depth, TRACETOLL_CALL_DEPTH_MAX) },
		.field_count = 4,
	},
	{
		.command = TRACETOLL_SWAP,
		.size = sizeof(struct tracetoll_swap),
		.template = { 0, 1 },
		.fields = { NONE(tracetoll_swap, flags), ONE_TO(tracetoll_swap, swaps, 10000),
			    NONE(tracetoll_swap, reserved) },
		.field_count = 3,
	},
	{
		.command = TRACETOLL_ORDER,
		.size = sizeof(struct tracetoll_order),
		.fields = { NONE(tracetoll_order, flags),
			    UP_TO(tracetoll_order, first, TRACETOLL_ATTACHMENT_COUNT - 1),
			    UP_TO(tracetoll_order, second, TRACETOLL_ATTACHMENT_COUNT - 1),
			    UP_TO(tracetoll_order, remove, 2), NONE(tracetoll_order, reserved) },
		.field_count = 5,
	},
	{
		.command = TRACETOLL_INTERRUPTS,
		.size = sizeof(struct tracetoll_interrupts),
		.is_cheap = true,
		.fields = { NONE(tracetoll_interrupts, flags), NONE(tracetoll_interrupts, count),
			    NONE(tracetoll_interrupts, cpu), NONE(tracetoll_interrupts, reserved),
			    NONE(tracetoll_interrupts, waits),
			    NONE(tracetoll_interrupts, preemptions) },
		.field_count = 6,
	},
	{
		.command = TRACETOLL_TEXT,
		.size = sizeof(struct tracetoll_text),
		.is_cheap = true,
		.template = { 0, 1 },
		.fields = { NONE(tracetoll_text, flags),
			    ONE_TO(tracetoll_text, length, TRACETOLL_TEXT_MAX),
			    NONE(tracetoll_text, valid), NONE(tracetoll_text, sum) },
		.field_count = 4,
	},
};

const struct request_form *request_forms(size_t *count)
{
	*count = sizeof(forms) / sizeof(forms[0]);
	return forms;
}
