// SPDX-License-Identifier: GPL-2.0-only
/*
 * The direct call, and the trampolines it may lead to.
 */
#include <linux/ftrace.h>
#include <linux/math.h>
#include <linux/nospec.h>
#include <linux/string.h>

#include "attachment.h"
#include "direct.h"
#include "far.h"
#include "filter.h"
#include "trampoline.h"

/* Static, so that a literal that names it can be told by its address. */
static struct ftrace_ops direct_ops __aligned(64);
static u32 registered = TRACETOLL_TRAMPOLINE_NONE;

/* The one of the far module that is far from the tracee. */
static unsigned long far_trampoline;

/* All that are in this module; a kernel without direct calls has none of them. */
static const unsigned long near_trampolines[TRACETOLL_TRAMPOLINE_COUNT] = {
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
	[TRACETOLL_TRAMPOLINE_SHORTEST] = (unsigned long)tracetoll_trampoline_shortest,
	[TRACETOLL_TRAMPOLINE_RETURN] = (unsigned long)tracetoll_trampoline_return,
#ifdef TRACETOLL_HAS_BRANCH
	[TRACETOLL_TRAMPOLINE_BRANCH] = (unsigned long)tracetoll_trampoline_branch,
#endif
	[TRACETOLL_TRAMPOLINE_C] = (unsigned long)tracetoll_trampoline_c,
	[TRACETOLL_TRAMPOLINE_COUNT_A] = (unsigned long)tracetoll_trampoline_count_a,
	[TRACETOLL_TRAMPOLINE_COUNT_B] = (unsigned long)tracetoll_trampoline_count_b,
#endif
};

const struct ftrace_ops *tracetoll_direct_ops(void)
{
	return &direct_ops;
}

unsigned long tracetoll_trampoline_address(u32 trampoline)
{
	if (trampoline >= TRACETOLL_TRAMPOLINE_COUNT)
		return 0;
	if (trampoline == TRACETOLL_TRAMPOLINE_FAR)
		return tracetoll_held_far() ? far_trampoline : 0;
	trampoline = array_index_nospec(trampoline, TRACETOLL_TRAMPOLINE_COUNT);
	return near_trampolines[trampoline];
}

u32 tracetoll_trampoline_at(unsigned long address)
{
	u32 trampoline;

	for (trampoline = 0; address && trampoline < TRACETOLL_TRAMPOLINE_COUNT; trampoline++) {
		if (tracetoll_trampoline_address(trampoline) == address)
			return trampoline;
	}
	return TRACETOLL_TRAMPOLINE_NONE;
}

u32 tracetoll_direct_trampoline(void)
{
	return registered;
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS

static void choose_far_trampoline(const struct tracetoll_functions *functions)
{
	const struct tracetoll_far *far = tracetoll_held_far();
	long low, high;

	if (!far)
		return;
	low = far->trampolines[0] - functions->address[0];
	high = far->trampolines[1] - functions->address[0];
	far_trampoline = far->trampolines[abs(high) > abs(low) ? 1 : 0];
}

int tracetoll_register_direct(const struct tracetoll_functions *functions, u32 trampoline)
{
	unsigned long address;
	int err;

	if (trampoline == TRACETOLL_TRAMPOLINE_FAR)
		choose_far_trampoline(functions);
	address = tracetoll_trampoline_address(trampoline);
	if (!address)
		return -EOPNOTSUPP;
	/* register_ftrace_direct() refuses an ops that carries a func (-EINVAL). */
	memset(&direct_ops, 0, sizeof(direct_ops));
	err = tracetoll_set_filter(&direct_ops, functions);
	if (!err)
		err = register_ftrace_direct(&direct_ops, address);
	if (err)
		tracetoll_free_filter(&direct_ops);
	else
		registered = trampoline;
	return err;
}

int tracetoll_modify_direct(u32 trampoline)
{
	unsigned long address = tracetoll_trampoline_address(trampoline);
	int err;

	if (registered == TRACETOLL_TRAMPOLINE_NONE)
		return -ENOTCONN;
	if (!address)
		return -EOPNOTSUPP;
	err = modify_ftrace_direct(&direct_ops, address);
	if (!err)
		registered = trampoline;
	return err;
}

int tracetoll_detach_direct(void)
{
	int err;

	if (registered == TRACETOLL_TRAMPOLINE_NONE)
		return 0;
	/* "true" would free the filter, whether or not ftrace lives on. */
	err = unregister_ftrace_direct(&direct_ops, tracetoll_trampoline_address(registered),
				       false);
	err = tracetoll_check_release(err, "unregister_ftrace_direct()");
	if (!err)
		tracetoll_free_filter(&direct_ops);
	registered = TRACETOLL_TRAMPOLINE_NONE;
	return err;
}

bool tracetoll_direct_is_sound(void)
{
	return registered != TRACETOLL_TRAMPOLINE_NONE &&
	       direct_ops.flags & FTRACE_OPS_FL_ENABLED &&
	       direct_ops.flags & FTRACE_OPS_FL_DIRECT &&
	       READ_ONCE(direct_ops.direct_call) == tracetoll_trampoline_address(registered);
}

#else

int tracetoll_register_direct(const struct tracetoll_functions *functions, u32 trampoline)
{
	return -EOPNOTSUPP;
}

int tracetoll_modify_direct(u32 trampoline)
{
	return -EOPNOTSUPP;
}

int tracetoll_detach_direct(void)
{
	return 0;
}

bool tracetoll_direct_is_sound(void)
{
	return false;
}

#endif /* CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS */
