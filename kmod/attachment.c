// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ops and the direct call that trace the tracee.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched/signal.h>
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

/*
 * ftrace did not let go of an ops (it switched itself off after a fault): a patch site's
 * literal may go on naming it for ever. So its memory is not touched any more, and the
 * module that holds it is never unloaded.
 */
static bool stuck;

static void get_stuck(void)
{
	if (!stuck)
		__module_get(THIS_MODULE);
	stuck = true;
}

static void free_filter(struct ftrace_ops *ops)
{
	if (ops->flags & FTRACE_OPS_FL_ENABLED)
		get_stuck();
	else
		ftrace_free_filter(ops);
}

/* Empty: what is measured is the way to a callback, not a callback. */
static void notrace empty_callback(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *op,
				   struct ftrace_regs *fregs)
{
}

/* -ENXIO: the function has no patch site (ftrace says -EINVAL, as to much else). */
static int set_filter(struct ftrace_ops *ops, unsigned long function)
{
	int err = ftrace_set_filter_ip(ops, function, 0, 0);

	return err == -EINVAL ? -ENXIO : err;
}

static int attach_ops(struct attached_ops *set, unsigned int count, unsigned long function)
{
	while (set->count < count) {
		struct ftrace_ops *ops = &set->ops[set->count];
		int err;

		/* Hundreds of them take a while, and undoing them longer. */
		if (fatal_signal_pending(current))
			return -EINTR;
		/* register_ftrace_function() leaves state in an ops: start clean. */
		memset(ops, 0, sizeof(*ops));
		ops->func = empty_callback;
		err = set_filter(ops, function);
		if (!err)
			err = register_ftrace_function(ops);
		if (err) {
			free_filter(ops);
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
		int err;

		/*
		 * ftrace_shutdown() waits some 0.1 s of RCU-tasks for each dynamic ops, and
		 * nobody can interrupt that. The wait is for memory that will be freed, and
		 * ours is static: the last one's wait, which comes after all the others
		 * were removed, covers them. Trampolines of x86 are freed: they all wait.
		 */
		if (set->count && !(ops->flags & FTRACE_OPS_FL_ALLOC_TRAMP))
			ops->flags &= ~FTRACE_OPS_FL_DYNAMIC;
		err = unregister_ftrace_function(ops);

		if (err) {
			pr_err("unregister_ftrace_function() of ops %u: %d\n", set->count, err);
			first_err = first_err ? first_err : err;
			get_stuck();
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
	err = set_filter(&direct_ops, function);
	if (!err)
		err = register_ftrace_direct(&direct_ops, (unsigned long)tracetoll_trampoline);
	if (err)
		free_filter(&direct_ops);
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
	if (err) {
		pr_err("unregister_ftrace_direct(): %d\n", err);
		get_stuck();
	}
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
	unsigned long other = setup->irrelevant ? tracetoll_irrelevant_function() : 0;
	int err = 0;

	if (stuck)
		return -ENODEV;
	/* Ops on the tracee itself are not irrelevant to it. */
	if (function == other)
		return -EINVAL;
	if (setup->flags & TRACETOLL_SETUP_DIRECT)
		err = attach_direct(function);
	if (!err)
		err = attach_ops(&relevant, setup->relevant, function);
	if (!err)
		err = attach_ops(&irrelevant, setup->irrelevant, other);
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
