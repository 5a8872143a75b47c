// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two attachments, in every order of coming and going: what the patch site is left with.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "attach/device_verify.h"
#include "verify/order.h"
#include "verify/test.h"

#define ATTACHMENTS TRACETOLL_ATTACHMENT_COUNT

static int attach(const struct verify *verify, const struct order *order,
		  struct complaint *complaint)
{
	return device_attach_in_order(verify->device, order->first, order->second, order->removed,
				      complaint);
}

/* The path of all patch sites; PATH_UNKNOWN with @reason if they differ. */
static enum path common_path(const struct verify *verify, char *reason, size_t size)
{
	struct evidence evidence[TRACETOLL_CALL_COUNT];
	struct complaint complaint;

	if (test_look(verify, false, evidence, &complaint)) {
		test_explain(&complaint, reason, size);
		return PATH_UNKNOWN;
	}
	for (int i = 1; i < TRACETOLL_CALL_COUNT; i++) {
		if (evidence[i].path == evidence[0].path)
			continue;
		snprintf(reason, size, "%s has the path %s, %s has %s", test_tracee_name(0),
			 path_name(evidence[0].path), test_tracee_name(i),
			 path_name(evidence[i].path));
		return PATH_UNKNOWN;
	}
	return evidence[0].path;
}

/* What is attached: its path, and that what stays is hit as often as it should. */
static bool judge_left(const struct verify *verify, const struct order *order, enum path *path,
		       char *reason, size_t size)
{
	const enum path expected = order_expected_path(order, dispatch_of(&verify->abilities));
	struct test_outcome outcome;
	struct counts per_call;

	*path = common_path(verify, reason, size);
	if (reason[0])
		return false;
	if (*path != expected) {
		snprintf(reason, size, "the path is %s, expected is %s", path_name(*path),
			 path_name(expected));
		return false;
	}
	order_expect(&per_call, order, expected);
	test_make_calls(verify, &test_calls_few, &per_call, true, &outcome);
	snprintf(reason, size, "%s", outcome.failure[0] ? outcome.failure : outcome.counted);
	return !reason[0];
}

static bool try_order(const struct verify *verify, const struct order *order, enum path *path,
		      char *reason, size_t size)
{
	struct complaint complaint;
	bool right;
	int err = attach(verify, order, &complaint);

	*path = PATH_UNKNOWN;
	reason[0] = '\0';
	if (order_is_refused(order)) {
		if (err == -EBUSY)
			return true;
		if (!err)
			test_detach(verify, reason, size);
		snprintf(reason, size, "a second direct call was not refused as busy");
		return false;
	}
	if (err) {
		test_explain(&complaint, reason, size);
		return false;
	}
	right = judge_left(verify, order, path, reason, size);
	return test_detach(verify, reason, size) && right;
}

static void test_pair(struct verify *verify, const char *name, struct order order)
{
	static const char *const removals[] = { "both", "without the first", "without the second" };
	char detail[128] = "";
	bool passed = true;

	if (order_is_refused(&order)) {
		char reason[TEST_REASON_SIZE];
		enum path path;

		passed = try_order(verify, &order, &path, reason, sizeof(reason));
		ktap_result(&verify->ktap, passed, name,
			    passed ? "refused, as it must be" : reason);
		return;
	}
	for (order.removed = 0; order.removed < 3; order.removed++) {
		char reason[TEST_REASON_SIZE];
		size_t length = strlen(detail);
		enum path path;

		if (!try_order(verify, &order, &path, reason, sizeof(reason))) {
			ktap_note(&verify->ktap, "%s, %s: %s", name, removals[order.removed],
				  reason);
			passed = false;
		}
		snprintf(detail + length, sizeof(detail) - length, "%s%s", length ? " | " : "",
			 path_name(path));
	}
	/* Also of a pair that failed: what was found is what one wants to know then. */
	if (!passed)
		ktap_note(&verify->ktap, "%s: %s", name, detail);
	ktap_result(&verify->ktap, passed, name, passed ? detail : NULL);
}

void test_orders(struct verify *verify)
{
	static const char name[] = "orders: two attachments come and one goes";
	char left[TEST_REASON_SIZE] = "";

	ktap_begin_subtests(&verify->ktap, name, ATTACHMENTS * ATTACHMENTS + 1);
	ktap_note(&verify->ktap, "path with both | without the first | without the second");
	for (int first = 0; first < ATTACHMENTS; first++) {
		for (int second = 0; second < ATTACHMENTS; second++) {
			const struct order order = {
				.first = (enum tracetoll_attachment)first,
				.second = (enum tracetoll_attachment)second,
			};
			const char *reason = order_unavailable(&order, &verify->abilities);
			char pair[64];

			if (verify->stopped(verify->context))
				continue;
			snprintf(pair, sizeof(pair), "%s, %s", order_attachment_name(order.first),
				 order_attachment_name(order.second));
			if (reason)
				ktap_skip(&verify->ktap, pair, reason);
			else
				test_pair(verify, pair, order);
		}
	}
	if (!verify->stopped(verify->context))
		ktap_result(&verify->ktap, test_is_as_before(verify, left, sizeof(left)),
			    "after detach", left);
	ktap_end_subtests(&verify->ktap, name);
}
