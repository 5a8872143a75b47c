// SPDX-License-Identifier: GPL-2.0-only
/*
 * One configuration: the path, the counts, the calling convention, and nothing left.
 */
#include <stdio.h>
#include <string.h>

#include "attach/device_verify.h"
#include "site/check.h"
#include "verify/convention.h"
#include "verify/test.h"

/* The tests of one configuration as it is, and those with a trampoline that counts. */
#define TESTS_AS_IT_IS 5
#define TESTS_COUNTING 2

/* A configuration that is attached: what was seen of it before and after the calls. */
struct attached {
	const struct configuration *configuration;
	struct evidence before[TRACETOLL_CALL_COUNT];
	struct evidence after[TRACETOLL_CALL_COUNT];
	struct counts per_call;
	struct test_outcome outcome;
};

static void result(struct verify *verify, const char *name, bool passed, const char *reason,
		   const char *detail)
{
	ktap_result(&verify->ktap, passed, name, passed ? detail : reason);
}

/* All three patch sites must lead the expected way, before the calls and after. */
static void test_path(struct verify *verify, const struct attached *attached)
{
	struct check_list checks;
	char reason[TEST_REASON_SIZE] = "";
	bool passed = true;

	check_list_all(&checks);
	for (int i = 0; passed && i < TRACETOLL_CALL_COUNT; i++) {
		const struct claim claim = {
			.configuration = attached->configuration,
			.abilities = &verify->abilities,
			.baseline = &verify->baselines[i],
			.expected = configuration_expected_path(attached->configuration,
								&verify->abilities),
		};
		char wrong[CHECK_REASON_SIZE];
		const struct check *failing =
			check_list_failing(&checks, &claim, &attached->before[i],
					   &attached->after[i], wrong, sizeof(wrong));

		passed = !failing;
		if (failing)
			snprintf(reason, sizeof(reason), "%s: %s: %s",
				 test_tracee_name((enum tracetoll_call_kind)i), failing->name,
				 wrong);
	}
	result(verify, "path", passed, reason, path_name(attached->before[0].path));
}

static void test_counts(struct verify *verify, const struct counts *per_call,
			const struct test_outcome *outcome, const char *name)
{
	const bool passed = !outcome->failure[0] && !outcome->counted[0];
	char detail[64];

	if (passed && !counts_can_tell(per_call)) {
		ktap_skip(&verify->ktap, name, "nothing is attached that counts");
		return;
	}
	snprintf(detail, sizeof(detail), "%llu calls", (unsigned long long)outcome->calls);
	result(verify, name, passed, outcome->failure[0] ? outcome->failure : outcome->counted,
	       detail);
}

/* The kinds that do not look at registers tell by what they return. */
static bool values_are_right(const struct test_outcome *outcome, char *reason, size_t size)
{
	for (int kind = 0; kind < TRACETOLL_CALL_COUNT; kind++) {
		const struct tracetoll_call *call = &outcome->call[kind];

		if (outcome->made[kind] &&
		    !convention_judge_value(call, call->return_value_expected, reason, size))
			return false;
	}
	return true;
}

static void test_registers(struct verify *verify, const struct test_outcome *outcome)
{
	const struct tracetoll_call *call = &outcome->call[TRACETOLL_CALL_REGISTERS];
	char reason[TEST_REASON_SIZE];
	bool passed;

	if (!outcome->failure[0] && !outcome->made[TRACETOLL_CALL_REGISTERS]) {
		ktap_skip(&verify->ktap, "registers", "the module does not look at them here");
		return;
	}
	snprintf(reason, sizeof(reason), "%s", outcome->failure);
	passed = !reason[0] && convention_judge_registers(call, reason, sizeof(reason)) &&
		 values_are_right(outcome, reason, sizeof(reason));
	result(verify, "registers", passed, reason, NULL);
}

static void test_return_address(struct verify *verify, const struct attached *attached)
{
	const struct test_outcome *outcome = &attached->outcome;
	const struct tracetoll_call *call = &outcome->call[TRACETOLL_CALL_REGISTERS];
	const bool exit_handler = attached->configuration->row->fprobes;
	char reason[TEST_REASON_SIZE];
	struct evidence_name name;
	struct complaint complaint;
	bool passed = false;

	if (!outcome->failure[0] && !outcome->made[TRACETOLL_CALL_REGISTERS]) {
		ktap_skip(&verify->ktap, "return address", "the module does not look at it here");
		return;
	}
	if (outcome->failure[0])
		snprintf(reason, sizeof(reason), "%s", outcome->failure);
	else if (device_name_address(verify->device, call->return_address, &name, &complaint))
		test_explain(&complaint, reason, sizeof(reason));
	else
		passed = convention_judge_return(call, name.symbol, exit_handler, reason,
						 sizeof(reason));
	result(verify, "return address", passed, reason,
	       exit_handler ? "return_to_handler, by design" : NULL);
}

/* The tracee's own stack, and that of all that was hit on the way to it. */
static void test_stack(struct verify *verify, const struct test_outcome *outcome, const char *name)
{
	const bool tracee_tells = outcome->made[TRACETOLL_CALL_REGISTERS];
	const uint64_t hits = counts_hits(&outcome->counts);
	char reason[TEST_REASON_SIZE];
	char detail[64];
	bool passed;

	if (!outcome->failure[0] && !tracee_tells && !hits) {
		ktap_skip(&verify->ktap, name, "nothing here looks at it");
		return;
	}
	snprintf(reason, sizeof(reason), "%s", outcome->failure);
	snprintf(detail, sizeof(detail), "tracee%s", hits ? " and all hits" : "");
	passed = !reason[0];
	if (passed && tracee_tells && outcome->call[TRACETOLL_CALL_REGISTERS].misaligned) {
		snprintf(reason, sizeof(reason), "the tracee's is not aligned");
		passed = false;
	}
	if (passed && hits)
		passed = counts_judge_stack(&outcome->counts, reason, sizeof(reason));
	result(verify, name, passed, reason, detail);
}

static void look_and_call(struct verify *verify, struct attached *attached)
{
	const enum path path =
		configuration_expected_path(attached->configuration, &verify->abilities);
	struct test_outcome *outcome = &attached->outcome;
	struct complaint complaint;

	counts_expect(&attached->per_call, attached->configuration, path);
	test_make_calls(verify, &test_calls_many, &attached->per_call, true, outcome);
	if (!outcome->failure[0] && test_look(verify, false, attached->after, &complaint))
		test_explain(&complaint, outcome->failure, sizeof(outcome->failure));
}

/* A trampoline that calls nobody cannot count: another one stands in for it. */
static void test_counting_trampoline(struct verify *verify,
				     const struct configuration *configuration)
{
	struct configuration_row row = *configuration->row;
	struct configuration counting = *configuration;
	struct test_outcome outcome = { 0 };
	struct counts per_call;
	struct complaint complaint;

	row.trampoline = (enum trampoline)TRACETOLL_TRAMPOLINE_COUNT_A;
	counting.row = &row;
	counts_expect(&per_call, &counting,
		      configuration_expected_path(configuration, &verify->abilities));
	if (test_attach(verify, &counting, 0, &complaint)) {
		test_explain(&complaint, outcome.failure, sizeof(outcome.failure));
	} else {
		test_make_calls(verify, &test_calls_many, &per_call, true, &outcome);
		test_detach(verify, outcome.failure, sizeof(outcome.failure));
	}
	test_counts(verify, &per_call, &outcome,
		    "calls counted, by trampoline count-a in its place");
	test_stack(verify, &outcome, "stack, with trampoline count-a");
}

static void test_attached(struct verify *verify, struct attached *attached)
{
	const struct configuration *configuration = attached->configuration;
	const bool direct = configuration_has_direct(configuration);
	char left[TEST_REASON_SIZE] = "";
	bool clean;

	ktap_begin_subtests(&verify->ktap, configuration->name,
			    TESTS_AS_IT_IS + (direct ? TESTS_COUNTING : 0) + 1);
	look_and_call(verify, attached);
	test_path(verify, attached);
	test_counts(verify, &attached->per_call, &attached->outcome, "calls counted");
	test_registers(verify, &attached->outcome);
	test_return_address(verify, attached);
	test_stack(verify, &attached->outcome, "stack");
	clean = test_detach(verify, left, sizeof(left));
	if (direct)
		test_counting_trampoline(verify, configuration);
	if (clean)
		clean = test_is_as_before(verify, left, sizeof(left));
	result(verify, "after detach", clean, left, "as before");
	ktap_end_subtests(&verify->ktap, configuration->name);
}

void test_configuration(struct verify *verify, const struct configuration *configuration)
{
	const char *reason = configuration_unavailable(configuration, &verify->abilities);
	struct attached attached = { .configuration = configuration };
	const struct claim claim = {
		.configuration = configuration,
		.abilities = &verify->abilities,
		.baseline = &verify->baselines[0],
	};
	char text[TEST_REASON_SIZE] = "";
	struct complaint complaint;
	int err;

	if (reason) {
		ktap_skip(&verify->ktap, configuration->name, reason);
		return;
	}
	err = test_attach(verify, configuration, 0, &complaint);
	if (err) {
		test_explain(&complaint, text, sizeof(text));
		if (complaint.exit_code == EXIT_CODE_SKIPPED)
			ktap_skip(&verify->ktap, configuration->name, text);
		else
			ktap_result(&verify->ktap, false, configuration->name, text);
		return;
	}
	if (test_look(verify, true, attached.before, &complaint)) {
		test_explain(&complaint, text, sizeof(text));
		test_detach(verify, text, sizeof(text));
		ktap_result(&verify->ktap, false, configuration->name, text);
	} else if (claim_placement(&claim, &attached.before[0], text, sizeof(text))) {
		if (test_detach(verify, text, sizeof(text)))
			ktap_skip(&verify->ktap, configuration->name, text);
		else
			ktap_result(&verify->ktap, false, configuration->name, "cannot detach");
	} else {
		test_attached(verify, &attached);
	}
}
