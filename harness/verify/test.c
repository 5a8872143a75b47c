// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the tests share: attach, call, look, and see that nothing is left.
 */
#include "verify/test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "attach/device_verify.h"
#include "attach/look.h"
#include "machine/kprobe_list.h"
#include "site/enabled_functions.h"
#include "verify/convention.h"

const struct test_calls test_calls_many = {
	.calls = { [TRACETOLL_CALL_REGISTERS] = 100,
		   [TRACETOLL_CALL_NESTED] = 50,
		   [TRACETOLL_CALL_RECURSIVE] = 10 },
	.depth = 8,
};

const struct test_calls test_calls_few = {
	.calls = { [TRACETOLL_CALL_REGISTERS] = 10,
		   [TRACETOLL_CALL_NESTED] = 10,
		   [TRACETOLL_CALL_RECURSIVE] = 5 },
	.depth = 4,
};

const char *test_tracee_name(enum tracetoll_call_kind kind)
{
	static const char *const names[TRACETOLL_CALL_COUNT] = {
		[TRACETOLL_CALL_REGISTERS] = "the plain tracee",
		[TRACETOLL_CALL_NESTED] = "the nested tracee",
		[TRACETOLL_CALL_RECURSIVE] = "the recursive tracee",
	};

	return names[kind];
}

void test_explain(const struct complaint *complaint, char *reason, size_t size)
{
	snprintf(reason, size, "%s%s%s", complaint->tried, complaint->error ? ": " : "",
		 complaint->error ? strerror(-complaint->error) : "");
}

static int read_counts(const struct verify *verify, struct counts *counts,
		       struct complaint *complaint)
{
	const struct {
		enum tracetoll_counter counter;
		unsigned int index;
		uint64_t *hits;
	} single[] = {
		{ TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_A,
		  &counts->trampoline_a },
		{ TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_B,
		  &counts->trampoline_b },
		{ TRACETOLL_COUNTER_FPROBE_ENTRY, 0, &counts->fprobe_entry },
		{ TRACETOLL_COUNTER_FPROBE_EXIT, 0, &counts->fprobe_exit },
		{ TRACETOLL_COUNTER_MISALIGNED, 0, &counts->misaligned },
	};
	int err = 0;

	for (unsigned int i = 0; !err && i < counts->relevant_ops; i++)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_RELEVANT, i,
				       &counts->relevant[i], complaint);
	for (unsigned int i = 0; !err && i < counts->irrelevant_ops; i++)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_IRRELEVANT, i,
				       &counts->irrelevant[i], complaint);
	for (size_t i = 0; !err && i < sizeof(single) / sizeof(single[0]); i++)
		err = device_read_hits(verify->device, single[i].counter, single[i].index,
				       single[i].hits, complaint);
	return err;
}

static int make_calls_of(const struct verify *verify, enum tracetoll_call_kind kind,
			 const struct test_calls *calls, bool body, struct test_outcome *outcome,
			 struct complaint *complaint)
{
	int err = device_call(verify->device, kind, calls->calls[kind], calls->depth,
			      &outcome->call[kind], complaint);

	if (err == -EOPNOTSUPP)
		return 0;
	if (err)
		return err;
	outcome->made[kind] = true;
	outcome->calls += (uint64_t)calls->calls[kind] *
			  (body ? convention_traced_calls(kind, calls->depth) : 1);
	return read_counts(verify, &outcome->counts, complaint);
}

void test_make_calls(const struct verify *verify, const struct test_calls *calls,
		     const struct counts *per_call, bool body, struct test_outcome *outcome)
{
	memset(outcome, 0, sizeof(*outcome));
	outcome->counts.relevant_ops = per_call->relevant_ops;
	outcome->counts.irrelevant_ops = per_call->irrelevant_ops;
	for (int kind = 0; kind < TRACETOLL_CALL_COUNT; kind++) {
		struct complaint complaint;
		char reason[COUNTS_REASON_SIZE];

		if (make_calls_of(verify, (enum tracetoll_call_kind)kind, calls, body, outcome,
				  &complaint)) {
			test_explain(&complaint, outcome->failure, sizeof(outcome->failure));
			return;
		}
		if (!outcome->counted[0] && !counts_judge(per_call, outcome->calls,
							  &outcome->counts, reason, sizeof(reason)))
			snprintf(outcome->counted, sizeof(outcome->counted), "%s: %s",
				 test_tracee_name((enum tracetoll_call_kind)kind), reason);
	}
}

int test_attach(const struct verify *verify, const struct configuration *configuration,
		unsigned int flags, struct complaint *complaint)
{
	const struct device_tracee tracee = { TRACETOLL_TRACEE_VERIFY, "the module's functions" };

	return device_attach(verify->device, configuration, &tracee, TRACETOLL_SETUP_COUNT | flags,
			     complaint);
}

bool test_detach(const struct verify *verify, char *reason, size_t size)
{
	struct complaint complaint;

	if (!device_detach(verify->device, &complaint))
		return true;
	if (!*reason)
		test_explain(&complaint, reason, size);
	return false;
}

int test_look_at_one(const struct verify *verify, unsigned int index, bool whole,
		     struct evidence *evidence, struct complaint *complaint)
{
	struct kprobe_found kprobe;
	int err = look_at_site(verify->device, &verify->abilities, index, false, NULL, evidence,
			       complaint);

	if (!err)
		err = look_at_system(verify->device, evidence, complaint);
	if (err || !whole)
		return err;
	look_into_book("", evidence);
	evidence->kprobes_known = !kprobe_list_find(KPROBE_LIST_PATH, evidence->bytes.function,
						    evidence->function.symbol, &kprobe);
	if (evidence->kprobes_known && kprobe.found && !kprobe.disabled)
		snprintf(evidence->kprobe, sizeof(evidence->kprobe), "%s", kprobe.text);
	evidence->kprobes = kprobe.enabled;
	return 0;
}

int test_look(const struct verify *verify, bool whole,
	      struct evidence evidence[TRACETOLL_CALL_COUNT], struct complaint *complaint)
{
	int err = 0;

	for (unsigned int i = 0; !err && i < TRACETOLL_CALL_COUNT; i++)
		err = test_look_at_one(verify, i, whole, &evidence[i], complaint);
	return err;
}

bool test_is_same(const struct evidence *before, const struct evidence *after, const char *tracee,
		  char *reason, size_t size)
{
	if (memcmp(before->bytes.bytes, after->bytes.bytes, SITE_BYTES) != 0)
		snprintf(reason, size, "%s: the patch site has other bytes than before: %s", tracee,
			 path_name(after->path));
	else if (before->book.read && after->book.read && before->book.ops != after->book.ops)
		snprintf(reason, size, "%s: enabled_functions has %u ops on it, before it had %u",
			 tracee, after->book.ops, before->book.ops);
	else if (before->system_known && after->system_known &&
		 before->ops_in_system != after->ops_in_system)
		snprintf(reason, size, "ftrace holds %u ops in the system, before it held %u",
			 after->ops_in_system, before->ops_in_system);
	else
		return true;
	return false;
}

bool test_is_as_before(const struct verify *verify, char *reason, size_t size)
{
	struct evidence after[TRACETOLL_CALL_COUNT];
	struct configuration none;
	struct complaint complaint;
	bool same = true;

	configuration_parse("none", &none);
	if (test_attach(verify, &none, 0, &complaint)) {
		test_explain(&complaint, reason, size);
		return false;
	}
	if (test_look(verify, true, after, &complaint)) {
		test_explain(&complaint, reason, size);
		same = false;
	}
	for (int i = 0; same && i < TRACETOLL_CALL_COUNT; i++)
		same = test_is_same(&verify->baselines[i].evidence, &after[i],
				    test_tracee_name((enum tracetoll_call_kind)i), reason, size);
	return test_detach(verify, reason, size) && same;
}
