// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a tracer changes on purpose: where the call goes on, what it returns, and which
 * trampoline a direct call takes.
 */
#include <inttypes.h>
#include <stdio.h>

#include "attach/device_verify.h"
#include "verify/convention.h"
#include "verify/frame.h"
#include "verify/test.h"

/* Each waits for RCU while the tracee is called. */
#define SWAPS_ALONE 100
#define SWAPS_BESIDE_OPS 20

static const struct configuration_row row_of_ops = { .pattern = "an ops", .relevant = 1 };
static const struct configuration one_ops = { .row = &row_of_ops, .name = "an ops", .relevant = 1 };

/* Whether every kind of call that was made returned the value that @pick chooses. */
static bool values_are(const struct test_outcome *outcome,
		       uint64_t (*pick)(const struct tracetoll_call *call), char *reason,
		       size_t size)
{
	for (int kind = 0; kind < TRACETOLL_CALL_COUNT; kind++) {
		const struct tracetoll_call *call = &outcome->call[kind];

		if (!outcome->made[kind])
			continue;
		if (pick(call) == call->return_value_expected) {
			snprintf(reason, size, "the changed value is the tracee's own");
			return false;
		}
		if (!convention_judge_value(call, pick(call), reason, size))
			return false;
	}
	return true;
}

static uint64_t redirected(const struct tracetoll_call *call)
{
	return call->return_value_redirected;
}

static uint64_t overridden(const struct tracetoll_call *call)
{
	return call->return_value_override;
}

/* The tracee's body is not reached, so each call is one, whatever the body would call. */
static void test_change(struct verify *verify, const char *name, unsigned int flag,
			uint64_t (*pick)(const struct tracetoll_call *call))
{
	struct test_outcome outcome;
	struct counts per_call;
	struct complaint complaint;
	char reason[TEST_REASON_SIZE];
	bool passed;

	if (test_attach(verify, &one_ops, flag, &complaint)) {
		test_explain(&complaint, reason, sizeof(reason));
		if (complaint.exit_code == EXIT_CODE_SKIPPED)
			ktap_skip(&verify->ktap, name, reason);
		else
			ktap_result(&verify->ktap, false, name, reason);
		return;
	}
	counts_expect(&per_call, &one_ops,
		      configuration_expected_path(&one_ops, &verify->abilities));
	test_make_calls(verify, &test_calls_many, &per_call, false, &outcome);
	snprintf(reason, sizeof(reason), "%s",
		 outcome.failure[0] ? outcome.failure : outcome.counted);
	passed = !reason[0] && values_are(&outcome, pick, reason, sizeof(reason));
	passed = test_detach(verify, reason, sizeof(reason)) && passed;
	passed = test_is_as_before(verify, reason, sizeof(reason)) && passed;
	ktap_result(&verify->ktap, passed, name, passed ? NULL : reason);
}

void test_redirect(struct verify *verify)
{
	test_change(verify, "redirect: an ops leads the call elsewhere", TRACETOLL_SETUP_REDIRECT,
		    redirected);
}

void test_override(struct verify *verify)
{
	test_change(verify, "override: an ops returns for the tracee", TRACETOLL_SETUP_OVERRIDE,
		    overridden);
}

static bool swap_trampolines(const struct verify *verify, unsigned int swaps, unsigned int relevant,
			     char *text, size_t size)
{
	struct complaint complaint;
	uint64_t calls = 0, a = 0, b = 0, hits = 0, misaligned = 0;
	int err = device_swap(verify->device, swaps, &calls, &complaint);

	if (!err)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_TRAMPOLINE,
				       TRACETOLL_TRAMPOLINE_COUNT_A, &a, &complaint);
	if (!err)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_TRAMPOLINE,
				       TRACETOLL_TRAMPOLINE_COUNT_B, &b, &complaint);
	if (!err)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_MISALIGNED, 0, &misaligned,
				       &complaint);
	if (!err && relevant)
		err = device_read_hits(verify->device, TRACETOLL_COUNTER_RELEVANT, 0, &hits,
				       &complaint);
	if (err) {
		test_explain(&complaint, text, size);
		return false;
	}
	if (!counts_judge_swap(calls, a, b, text, size))
		return false;
	if (relevant && hits != calls) {
		snprintf(text, size, "%" PRIu64 " calls, but %" PRIu64 " hits of the ops", calls,
			 hits);
		return false;
	}
	if (misaligned) {
		snprintf(text, size, "%" PRIu64 " hits with a stack that is not aligned",
			 misaligned);
		return false;
	}
	snprintf(text, size, "%u swaps, %" PRIu64 " + %" PRIu64 " calls", swaps, a, b);
	return true;
}

static void test_swap_beside(struct verify *verify, const char *name, unsigned int swaps,
			     unsigned int relevant)
{
	const struct configuration_row row = {
		.pattern = "a direct call",
		.relevant = (int)relevant,
		.trampoline = (enum trampoline)TRACETOLL_TRAMPOLINE_COUNT_A,
	};
	const struct configuration direct = {
		.row = &row,
		.name = "a direct call",
		.relevant = relevant,
	};
	char swapped[TEST_REASON_SIZE];
	char left[TEST_REASON_SIZE] = "";
	struct complaint complaint;
	bool passed;

	if (test_attach(verify, &direct, 0, &complaint)) {
		test_explain(&complaint, swapped, sizeof(swapped));
		ktap_result(&verify->ktap, false, name, swapped);
		return;
	}
	passed = swap_trampolines(verify, swaps, relevant, swapped, sizeof(swapped));
	if (!test_detach(verify, left, sizeof(left)) ||
	    !test_is_as_before(verify, left, sizeof(left)))
		ktap_result(&verify->ktap, false, name, passed ? left : swapped);
	else
		ktap_result(&verify->ktap, passed, name, swapped);
}

void test_swap(struct verify *verify)
{
	static const char name[] = "swap: a trampoline is exchanged under load";

	if (!verify->abilities.direct_calls) {
		ktap_skip(&verify->ktap, name, "this kernel has no direct calls");
		return;
	}
	ktap_begin_subtests(&verify->ktap, name, 2);
	test_swap_beside(verify, "alone", SWAPS_ALONE, 0);
	test_swap_beside(verify, "beside an ops", SWAPS_BESIDE_OPS, 1);
	ktap_end_subtests(&verify->ktap, name);
}

/* What is true of the structure must be true of the stack that a callback finds. */
void test_frame(struct verify *verify)
{
	static const char name[] = "ftrace_regs: its size keeps the stack aligned";
	struct test_outcome outcome = { 0 };
	struct frame frame;
	struct counts per_call;
	struct complaint complaint;
	char reason[TEST_REASON_SIZE] = "";
	char detail[TEST_REASON_SIZE] = "";
	bool passed;
	int err = frame_read(FRAME_BTF_PATH, &frame);

	if (err) {
		ktap_skip(&verify->ktap, name,
			  "the structure is not in " FRAME_BTF_PATH " (CONFIG_DEBUG_INFO_BTF)");
		return;
	}
	passed =
		frame_judge(&frame, verify->abilities.architecture, detail, reason, sizeof(reason));
	if (passed && test_attach(verify, &one_ops, 0, &complaint)) {
		test_explain(&complaint, reason, sizeof(reason));
		passed = false;
	} else if (passed) {
		counts_expect(&per_call, &one_ops, PATH_UNKNOWN);
		test_make_calls(verify, &test_calls_few, &per_call, true, &outcome);
		snprintf(reason, sizeof(reason), "%s", outcome.failure);
		passed = !reason[0] && counts_judge_stack(&outcome.counts, reason, sizeof(reason));
		passed = test_detach(verify, reason, sizeof(reason)) && passed;
	}
	ktap_result(&verify->ktap, passed, name, passed ? detail : reason);
}
