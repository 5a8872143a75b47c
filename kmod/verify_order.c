// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order in which attachments come and go decides what the patch site is left with.
 */
#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/string.h>

#include "attachment.h"
#include "direct.h"
#include "filter.h"
#include "verify.h"

static const u32 ops_flags[TRACETOLL_ATTACHMENT_COUNT] = {
	[TRACETOLL_ATTACHMENT_RCU] = TRACETOLL_OPS_RCU,
	[TRACETOLL_ATTACHMENT_RECURSION] = TRACETOLL_OPS_RECURSION,
	[TRACETOLL_ATTACHMENT_STUB] = TRACETOLL_OPS_STUB,
};

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS

/*
 * Two direct calls on one function: what the kernel says. It refuses by -EBUSY
 * (register_ftrace_direct); one that does not has another rule than is known here.
 */
static int attach_second_direct(void)
{
	static struct ftrace_ops ops;
	unsigned long address = tracetoll_trampoline_address(TRACETOLL_TRAMPOLINE_COUNT_B);
	struct tracetoll_functions functions;
	int err;

	functions.count = tracetoll_verify_functions(functions.address);
	memset(&ops, 0, sizeof(ops));
	err = tracetoll_set_filter(&ops, &functions);
	if (!err)
		err = register_ftrace_direct(&ops, address);
	if (err) {
		tracetoll_free_filter(&ops);
		return err;
	}
	err = unregister_ftrace_direct(&ops, address, false);
	err = tracetoll_check_release(err, "unregister_ftrace_direct()");
	if (err)
		return err;
	tracetoll_free_filter(&ops);
	return -EOPNOTSUPP;
}

#else

static int attach_second_direct(void)
{
	return -EOPNOTSUPP;
}

#endif

static int attach_one(u32 kind, unsigned int index)
{
	switch (kind) {
	case TRACETOLL_ATTACHMENT_DIRECT:
		if (tracetoll_direct_trampoline() != TRACETOLL_TRAMPOLINE_NONE)
			return attach_second_direct();
		return tracetoll_attach_direct(TRACETOLL_TRAMPOLINE_COUNT_A);
	case TRACETOLL_ATTACHMENT_FPROBE:
		return tracetoll_attach_fprobe();
	default:
		return tracetoll_attach_relevant(index, ops_flags[kind]);
	}
}

static int detach_one(u32 kind, unsigned int index)
{
	switch (kind) {
	case TRACETOLL_ATTACHMENT_DIRECT:
		return tracetoll_detach_direct();
	case TRACETOLL_ATTACHMENT_FPROBE:
		return tracetoll_detach_fprobe();
	default:
		return tracetoll_detach_relevant(index);
	}
}

int tracetoll_verify_order(const struct tracetoll_order *order)
{
	int err;

	/* There is one fprobe. */
	if (order->first == TRACETOLL_ATTACHMENT_FPROBE && order->second == order->first)
		return -EOPNOTSUPP;
	err = attach_one(order->first, 0);
	if (!err)
		err = attach_one(order->second, 1);
	if (!err && order->remove)
		err = order->remove == 1 ? detach_one(order->first, 0)
					 : detach_one(order->second, 1);
	return err;
}
