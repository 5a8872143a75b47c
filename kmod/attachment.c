// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ops and the direct call that trace the tracee.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ftrace.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "attachment.h"
#include "tracee.h"
#include "tracetoll_ioctl.h"

struct attached_ops {
	struct ftrace_ops ops[TRACETOLL_RELEVANT_MAX];
	unsigned int count;
};

static_assert(TRACETOLL_RELEVANT_MAX == TRACETOLL_IRRELEVANT_MAX);

/* Static, so that a literal that names one of them can be told by its address. */
static struct attached_ops relevant __aligned(64);
static struct attached_ops irrelevant __aligned(64);
static struct ftrace_ops direct_ops __aligned(64);
static bool direct_attached;

/* Empty: what is measured is the way to a callback, not a callback. */
static void notrace empty_callback(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *op,
				   struct ftrace_regs *fregs)
{
}

static int attach_ops(struct attached_ops *set, unsigned int count, unsigned long function)
{
	while (set->count < count) {
		struct ftrace_ops *ops = &set->ops[set->count];
		int err;

		/* register_ftrace_function() leaves state in an ops: start clean. */
		memset(ops, 0, sizeof(*ops));
		ops->func = empty_callback;
		err = ftrace_set_filter_ip(ops, function, 0, 0);
		if (!err)
			err = register_ftrace_function(ops);
		if (err) {
			ftrace_free_filter(ops);
			return err;
		}
		set->count++;
	}
	return 0;
}

/* Last in, first out: the state on the way down is one of the states on the way up. */
static int detach_ops(struct attached_ops *set)
{
	int first_err = 0;

	while (set->count > 0) {
		struct ftrace_ops *ops = &set->ops[--set->count];
		int err = unregister_ftrace_function(ops);

		if (err) {
			pr_err("unregister_ftrace_function() of ops %u: %d\n", set->count, err);
			first_err = first_err ? first_err : err;
			continue;
		}
		ftrace_free_filter(ops);
	}
	return first_err;
}

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS

static int attach_direct(unsigned long function)
{
	int err;

	/* register_ftrace_direct() refuses an ops that carries a func (-EINVAL). */
	memset(&direct_ops, 0, sizeof(direct_ops));
	err = ftrace_set_filter_ip(&direct_ops, function, 0, 0);
	if (!err)
		err = register_ftrace_direct(&direct_ops, (unsigned long)tracetoll_trampoline);
	if (err)
		ftrace_free_filter(&direct_ops);
	else
		direct_attached = true;
	return err;
}

static int detach_direct(void)
{
	int err;

	if (!direct_attached)
		return 0;
	/* "true" frees the filter; freeing it again would be a double free. */
	err = unregister_ftrace_direct(&direct_ops, (unsigned long)tracetoll_trampoline, true);
	if (err)
		pr_err("unregister_ftrace_direct(): %d\n", err);
	direct_attached = false;
	return err;
}

#else

static int attach_direct(unsigned long function)
{
	return -EOPNOTSUPP;
}

static int detach_direct(void)
{
	return 0;
}

#endif /* CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS */

int tracetoll_attach(unsigned long function, const struct tracetoll_setup *setup)
{
	int err = 0;

	if (setup->flags & TRACETOLL_SETUP_DIRECT)
		err = attach_direct(function);
	if (!err)
		err = attach_ops(&relevant, setup->relevant, function);
	if (!err && setup->irrelevant)
		err = attach_ops(&irrelevant, setup->irrelevant, tracetoll_irrelevant_function());
	if (err)
		tracetoll_detach();
	return err;
}

int tracetoll_detach(void)
{
	int irrelevant_err = detach_ops(&irrelevant);
	int relevant_err = detach_ops(&relevant);
	int direct_err = detach_direct();

	if (irrelevant_err)
		return irrelevant_err;
	return relevant_err ? relevant_err : direct_err;
}

unsigned int tracetoll_attached(void)
{
	return relevant.count + irrelevant.count + (direct_attached ? 1 : 0);
}

static bool find_ops(const struct attached_ops *set, __u64 address, __u32 *index)
{
	unsigned long start = (unsigned long)set->ops;

	if (address < start || address >= start + sizeof(set->ops))
		return false;
	*index = (address - start) / sizeof(set->ops[0]);
	return address == (unsigned long)&set->ops[*index];
}

void tracetoll_find_owner(struct tracetoll_symbol *symbol)
{
	symbol->index = 0;
	if (symbol->address == (unsigned long)&direct_ops)
		symbol->owner = TRACETOLL_OWNER_DIRECT_OPS;
	else if (find_ops(&relevant, symbol->address, &symbol->index))
		symbol->owner = TRACETOLL_OWNER_RELEVANT_OPS;
	else if (find_ops(&irrelevant, symbol->address, &symbol->index))
		symbol->owner = TRACETOLL_OWNER_IRRELEVANT_OPS;
	else if (symbol->address == (unsigned long)tracetoll_trampoline)
		symbol->owner = TRACETOLL_OWNER_TRAMPOLINE;
	else
		symbol->owner = TRACETOLL_OWNER_NONE;
}
