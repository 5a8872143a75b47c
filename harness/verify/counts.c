// SPDX-License-Identifier: GPL-2.0-only
#include "verify/counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool counts_stub_is_called(enum path path)
{
	return path == PATH_CALLOPS_FUNC || path == PATH_TRAMP;
}

void counts_expect(struct counts *expected, const struct configuration *configuration,
		   enum path path)
{
	const struct configuration_row *row = configuration->row;
	const bool called = !(row->ops_flags & OPS_STUB) || counts_stub_is_called(path);

	memset(expected, 0, sizeof(*expected));
	expected->relevant_ops = configuration->relevant;
	expected->irrelevant_ops = configuration->irrelevant;
	for (unsigned int i = 0; i < configuration->relevant; i++)
		expected->relevant[i] = called;
	expected->trampoline_a = (int)row->trampoline == TRACETOLL_TRAMPOLINE_COUNT_A;
	expected->trampoline_b = (int)row->trampoline == TRACETOLL_TRAMPOLINE_COUNT_B;
	expected->fprobe_entry = row->fprobes;
	expected->fprobe_exit = row->fprobes;
}

static bool judge_one(const char *what, int index, uint64_t expected, uint64_t found, char *reason,
		      size_t size)
{
	char number[16] = "";

	if (found == expected)
		return true;
	if (index >= 0)
		snprintf(number, sizeof(number), " %d", index);
	snprintf(reason, size, "%s%s: %" PRIu64 " hits, expected are %" PRIu64, what, number, found,
		 expected);
	return false;
}

bool counts_judge(const struct counts *per_call, uint64_t calls, const struct counts *found,
		  char *reason, size_t size)
{
	for (unsigned int i = 0; i < per_call->relevant_ops; i++) {
		if (!judge_one("relevant ops", (int)i, per_call->relevant[i] * calls,
			       found->relevant[i], reason, size))
			return false;
	}
	for (unsigned int i = 0; i < per_call->irrelevant_ops; i++) {
		if (!judge_one("irrelevant ops", (int)i, per_call->irrelevant[i] * calls,
			       found->irrelevant[i], reason, size))
			return false;
	}
	return judge_one("trampoline count-a", -1, per_call->trampoline_a * calls,
			 found->trampoline_a, reason, size) &&
	       judge_one("trampoline count-b", -1, per_call->trampoline_b * calls,
			 found->trampoline_b, reason, size) &&
	       judge_one("the fprobe's entry", -1, per_call->fprobe_entry * calls,
			 found->fprobe_entry, reason, size) &&
	       judge_one("the fprobe's exit", -1, per_call->fprobe_exit * calls, found->fprobe_exit,
			 reason, size);
}

bool counts_can_tell(const struct counts *per_call)
{
	return per_call->relevant_ops || per_call->irrelevant_ops || per_call->trampoline_a ||
	       per_call->trampoline_b || per_call->fprobe_entry || per_call->fprobe_exit;
}

uint64_t counts_hits(const struct counts *counts)
{
	uint64_t hits = counts->trampoline_a + counts->trampoline_b + counts->fprobe_entry +
			counts->fprobe_exit;

	for (unsigned int i = 0; i < counts->relevant_ops; i++)
		hits += counts->relevant[i];
	for (unsigned int i = 0; i < counts->irrelevant_ops; i++)
		hits += counts->irrelevant[i];
	return hits;
}

bool counts_judge_stack(const struct counts *found, char *reason, size_t size)
{
	const uint64_t hits = counts_hits(found);

	if (!hits) {
		snprintf(reason, size, "there was no hit that could tell");
		return false;
	}
	if (!found->misaligned)
		return true;
	snprintf(reason, size, "%" PRIu64 " of %" PRIu64 " hits found a stack that is not aligned",
		 found->misaligned, hits);
	return false;
}

bool counts_judge_swap(uint64_t calls, uint64_t a, uint64_t b, char *reason, size_t size)
{
	if (calls && a && b && a + b == calls)
		return true;
	snprintf(reason, size,
		 "%" PRIu64 " calls, %" PRIu64 " hits of trampoline count-a and %" PRIu64
		 " of count-b",
		 calls, a, b);
	return false;
}
