// SPDX-License-Identifier: GPL-2.0-only
#include "verify/order.h"

#include <string.h>

/* What is left where one attachment stays, by how the kernel dispatches. */
struct remains {
	enum path direct; /* a direct call stays */
	enum path direct_behind_flagged; /* likewise, and the other had RCU or RECURSION */
	enum path ops; /* anything else stays */
	enum path ops_behind_flagged;
};

/*
 * arm64's BL goes to a direct call's trampoline in reach whatever the literal says;
 * riscv64's goes to ftrace_caller, and that asks the literal.
 */
static const struct remains one_stays[DISPATCH_COUNT] = {
	[DISPATCH_ARM64_CALL_OPS] = { PATH_DIRECT, PATH_DIRECT, PATH_CALLOPS_FUNC, PATH_LIST },
	[DISPATCH_RISCV64_CALL_OPS] = { PATH_CALLOPS_DIRECT, PATH_LIST_DIRECT, PATH_CALLOPS_FUNC,
					PATH_LIST },
	[DISPATCH_GLOBAL] = { PATH_DIRECT, PATH_DIRECT, PATH_GLOBAL, PATH_GLOBAL },
	[DISPATCH_X86_64] = { PATH_DIRECT, PATH_DIRECT, PATH_TRAMP, PATH_TRAMP },
};

const char *order_attachment_name(enum tracetoll_attachment attachment)
{
	switch (attachment) {
	case TRACETOLL_ATTACHMENT_OPS:
		return "ops";
	case TRACETOLL_ATTACHMENT_RCU:
		return "rcu";
	case TRACETOLL_ATTACHMENT_RECURSION:
		return "recursion";
	case TRACETOLL_ATTACHMENT_STUB:
		return "stub";
	case TRACETOLL_ATTACHMENT_DIRECT:
		return "direct";
	case TRACETOLL_ATTACHMENT_FPROBE:
		return "fprobe";
	case TRACETOLL_ATTACHMENT_COUNT:
		break;
	}
	return "unknown";
}

static bool either_is(const struct order *order, enum tracetoll_attachment attachment)
{
	return order->first == attachment || order->second == attachment;
}

const char *order_unavailable(const struct order *order, const struct kernel_abilities *abilities)
{
	if (either_is(order, TRACETOLL_ATTACHMENT_DIRECT) && !abilities->direct_calls)
		return "this kernel has no direct calls";
	if (either_is(order, TRACETOLL_ATTACHMENT_FPROBE) && !abilities->fprobe)
		return "this kernel has no fprobe";
	if (order->first == TRACETOLL_ATTACHMENT_FPROBE && order->first == order->second)
		return "the module has one fprobe";
	return NULL;
}

bool order_is_refused(const struct order *order)
{
	return order->first == TRACETOLL_ATTACHMENT_DIRECT && order->first == order->second;
}

static bool is_flagged(enum tracetoll_attachment attachment)
{
	return attachment == TRACETOLL_ATTACHMENT_RCU ||
	       attachment == TRACETOLL_ATTACHMENT_RECURSION;
}

static enum path path_of_both(bool direct, enum dispatch dispatch)
{
	if (dispatch == DISPATCH_GLOBAL)
		return PATH_GLOBAL;
	return direct ? PATH_LIST_DIRECT : PATH_LIST;
}

enum path order_expected_path(const struct order *order, enum dispatch dispatch)
{
	const struct remains *remains = &one_stays[dispatch];
	enum tracetoll_attachment stays, goes;

	if (!order->removed)
		return path_of_both(either_is(order, TRACETOLL_ATTACHMENT_DIRECT), dispatch);
	stays = order->removed == 1 ? order->second : order->first;
	goes = order->removed == 1 ? order->first : order->second;
	if (stays == TRACETOLL_ATTACHMENT_DIRECT)
		return is_flagged(goes) ? remains->direct_behind_flagged : remains->direct;
	return is_flagged(goes) ? remains->ops_behind_flagged : remains->ops;
}

static void expect_one(struct counts *expected, enum tracetoll_attachment attachment,
		       unsigned int index, enum path path)
{
	switch (attachment) {
	case TRACETOLL_ATTACHMENT_DIRECT:
		expected->trampoline_a = 1;
		break;
	case TRACETOLL_ATTACHMENT_FPROBE:
		expected->fprobe_entry = 1;
		expected->fprobe_exit = 1;
		break;
	case TRACETOLL_ATTACHMENT_STUB:
		expected->relevant[index] = counts_stub_is_called(path);
		break;
	default:
		expected->relevant[index] = 1;
		break;
	}
}

void order_expect(struct counts *expected, const struct order *order, enum path path)
{
	memset(expected, 0, sizeof(*expected));
	expected->relevant_ops = 2;
	if (order->removed != 1)
		expect_one(expected, order->first, 0, path);
	if (order->removed != 2)
		expect_one(expected, order->second, 1, path);
}
