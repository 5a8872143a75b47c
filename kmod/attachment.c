// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ops that trace the tracee, and the whole of what is attached.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitmap.h>
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "attachment.h"
#include "callback.h"
#include "direct.h"
#include "far.h"
#include "filter.h"
#include "fprobe.h"
#include "tracee.h"

#define OPS_MAX TRACETOLL_RELEVANT_MAX

struct attached_ops {
	struct ftrace_ops ops[OPS_MAX];
	unsigned long flags[OPS_MAX]; /* as registered, FTRACE_OPS_FL_* */
	DECLARE_BITMAP(registered, OPS_MAX);
	unsigned int count;
	const u32 counter;
};

static_assert(TRACETOLL_RELEVANT_MAX == TRACETOLL_IRRELEVANT_MAX);

/* Static, so that a literal that names one of them can be told by its address. */
static struct attached_ops relevant __aligned(64) = { .counter = TRACETOLL_COUNTER_RELEVANT };
static struct attached_ops irrelevant __aligned(64) = { .counter = TRACETOLL_COUNTER_IRRELEVANT };

/* What tracetoll_attachment_begin() was told. */
static struct tracetoll_functions functions;
static u32 setup_flags;

/*
 * ftrace did not let go of an ops (it switched itself off after a fault): a patch site's
 * literal may go on naming it for ever. So its memory is not touched any more, and the
 * module that holds it is never unloaded.
 */
static bool stuck;

void tracetoll_get_stuck(void)
{
	if (!stuck)
		__module_get(THIS_MODULE);
	stuck = true;
}

bool tracetoll_is_stuck(void)
{
	return stuck;
}

/*
 * ftrace may die of what it finds at a site while it unregisters (ftrace_bug), and says 0
 * all the same. ftrace_set_hash() asks for that before it looks at the address, which
 * here is none.
 */
static bool ftrace_lives(void)
{
	struct ftrace_ops scratch = {};

	return ftrace_set_filter_ip(&scratch, 0, 0, 0) != -ENODEV;
}

int tracetoll_check_release(int err, const char *what)
{
	if (!err && !ftrace_lives())
		err = -ENODEV;
	if (err) {
		pr_err("%s: %d\n", what, err);
		tracetoll_get_stuck();
	}
	return err;
}

/* -ENXIO: the function has no patch site (ftrace says -EINVAL, as to much else). */
int tracetoll_set_filter(struct ftrace_ops *ops, const struct tracetoll_functions *wanted)
{
	unsigned int i;

	/* An ops with an empty filter would trace everything. */
	if (!wanted->count)
		return -EOPNOTSUPP;
	for (i = 0; i < wanted->count; i++) {
		int err = ftrace_set_filter_ip(ops, wanted->address[i], 0, 0);

		if (err)
			return err == -EINVAL ? -ENXIO : err;
	}
	return 0;
}

void tracetoll_free_filter(struct ftrace_ops *ops)
{
	if (ops->flags & FTRACE_OPS_FL_ENABLED)
		tracetoll_get_stuck();
	if (stuck)
		return;
	/*
	 * It was on the list of all ops (__register_ftrace_function sets the flag), if only
	 * until ftrace thought better of it: another CPU may be testing its filter.
	 */
	if (ops->flags & FTRACE_OPS_FL_DYNAMIC)
		synchronize_rcu();
	ftrace_free_filter(ops);
}

static int attach_ops(struct attached_ops *set, unsigned int index, unsigned long flags,
		      const struct tracetoll_functions *wanted)
{
	struct ftrace_ops *ops = &set->ops[index];
	int err;

	/*
	 * Hundreds of them take a while, and undoing them longer. It is done anew if nobody
	 * wants to know of the signal: after a stop and continue, for one.
	 */
	if (signal_pending(current))
		return -ERESTARTSYS;
	/* register_ftrace_function() leaves state in an ops: start clean. */
	memset(ops, 0, sizeof(*ops));
	ops->flags = flags;
	tracetoll_choose_callback(ops, set->counter, index, setup_flags);
	err = tracetoll_set_filter(ops, wanted);
	if (!err)
		err = register_ftrace_function(ops);
	if (err) {
		tracetoll_free_filter(ops);
		return err;
	}
	set->flags[index] = flags;
	__set_bit(index, set->registered);
	set->count++;
	return 0;
}

/* Its filter is still there. */
static int unregister_ops(struct attached_ops *set, unsigned int index)
{
	int err = unregister_ftrace_function(&set->ops[index]);

	__clear_bit(index, set->registered);
	set->count--;
	return tracetoll_check_release(err, "unregister_ftrace_function()");
}

static int detach_ops(struct attached_ops *set, unsigned int index)
{
	int err = unregister_ops(set, index);

	if (!err)
		ftrace_free_filter(&set->ops[index]);
	return err;
}

/* Last in, first out: the state on the way down is one of the states on the way up. */
static int detach_all_ops(struct attached_ops *set)
{
	DECLARE_BITMAP(removed, OPS_MAX);
	int first_err = 0;
	unsigned int i;

	bitmap_copy(removed, set->registered, OPS_MAX);
	while (set->count > 0) {
		unsigned int index = find_last_bit(set->registered, OPS_MAX);
		struct ftrace_ops *ops = &set->ops[index];
		int err;

		/*
		 * ftrace_shutdown() waits some 0.1 s of RCU-tasks for each dynamic ops, and
		 * nobody can interrupt that. The wait is for memory that will be freed: the
		 * last one's wait, which comes after all the others were removed, covers
		 * them. Trampolines of x86 are freed at once: they all wait.
		 */
		if (set->count > 1 && !(ops->flags & FTRACE_OPS_FL_ALLOC_TRAMP))
			ops->flags &= ~FTRACE_OPS_FL_DYNAMIC;
		err = unregister_ops(set, index);
		first_err = first_err ? first_err : err;
	}
	/* Not before that wait: another CPU may have been testing one of the filters. */
	if (!stuck) {
		for_each_set_bit(i, removed, OPS_MAX) ftrace_free_filter(&set->ops[i]);
	}
	return first_err;
}

int tracetoll_attachment_begin(const struct tracetoll_functions *wanted, u32 flags)
{
	if (stuck)
		return -ENODEV;
	functions = *wanted;
	setup_flags = flags;
	tracetoll_reset_counters(flags);
	return 0;
}

static unsigned long ftrace_flags(unsigned int index, u32 ops_flags)
{
	unsigned long flags = 0;

	if (ops_flags & TRACETOLL_OPS_RCU)
		flags |= FTRACE_OPS_FL_RCU;
	if (ops_flags & TRACETOLL_OPS_RECURSION)
		flags |= FTRACE_OPS_FL_RECURSION;
	if (ops_flags & TRACETOLL_OPS_STUB)
		flags |= FTRACE_OPS_FL_STUB;
	if (!index && setup_flags & (TRACETOLL_SETUP_REDIRECT | TRACETOLL_SETUP_OVERRIDE))
		flags |= FTRACE_OPS_FL_IPMODIFY;
	return flags;
}

int tracetoll_attach_relevant(unsigned int index, u32 ops_flags)
{
	if (index >= OPS_MAX)
		return -E2BIG;
	if (test_bit(index, relevant.registered))
		return -EBUSY;
	return attach_ops(&relevant, index, ftrace_flags(index, ops_flags), &functions);
}

int tracetoll_detach_relevant(unsigned int index)
{
	if (index >= OPS_MAX || !test_bit(index, relevant.registered))
		return -ENOTCONN;
	return detach_ops(&relevant, index);
}

int tracetoll_attach_direct(u32 trampoline)
{
	return tracetoll_register_direct(&functions, trampoline);
}

int tracetoll_attach_fprobe(void)
{
	return tracetoll_register_fprobe(&functions, setup_flags);
}

static int attach_irrelevant(unsigned int count)
{
	struct tracetoll_functions other = { .count = 1 };
	unsigned int i;
	int err = 0;

	if (!count)
		return 0;
	other.address[0] = tracetoll_irrelevant_function();
	/* Ops on the tracee itself are not irrelevant to it. */
	if (functions.address[0] == other.address[0])
		return -EINVAL;
	for (i = 0; !err && i < count; i++)
		err = attach_ops(&irrelevant, i, 0, &other);
	return err;
}

int tracetoll_attach(const struct tracetoll_functions *wanted, const struct tracetoll_setup *setup)
{
	int err = tracetoll_attachment_begin(wanted, setup->flags);
	unsigned int i;

	if (err)
		return err;
	if (setup->trampoline != TRACETOLL_TRAMPOLINE_NONE)
		err = tracetoll_attach_direct(setup->trampoline);
	for (i = 0; !err && i < setup->relevant; i++)
		err = tracetoll_attach_relevant(i, setup->ops_flags);
	if (!err && setup->fprobes)
		err = tracetoll_attach_fprobe();
	if (!err)
		err = attach_irrelevant(setup->irrelevant);
	return err;
}

int tracetoll_detach(void)
{
	int irrelevant_err = detach_all_ops(&irrelevant);
	int fprobe_err = tracetoll_detach_fprobe();
	int relevant_err = detach_all_ops(&relevant);
	int direct_err = tracetoll_detach_direct();

	if (!stuck)
		tracetoll_release_far();
	if (irrelevant_err)
		return irrelevant_err;
	if (fprobe_err)
		return fprobe_err;
	return relevant_err ? relevant_err : direct_err;
}

unsigned int tracetoll_attached(void)
{
	return relevant.count + irrelevant.count + tracetoll_fprobe_is_registered() +
	       (tracetoll_direct_trampoline() != TRACETOLL_TRAMPOLINE_NONE);
}

u32 tracetoll_relevant_flags(void)
{
	unsigned long flags = 0;
	unsigned int index;
	u32 ops_flags = 0;

	for_each_set_bit(index, relevant.registered, OPS_MAX) flags |= relevant.flags[index];
	if (flags & FTRACE_OPS_FL_RCU)
		ops_flags |= TRACETOLL_OPS_RCU;
	if (flags & FTRACE_OPS_FL_RECURSION)
		ops_flags |= TRACETOLL_OPS_RECURSION;
	if (flags & FTRACE_OPS_FL_STUB)
		ops_flags |= TRACETOLL_OPS_STUB;
	return ops_flags;
}

static bool find_ops(const struct attached_ops *set, unsigned long address, u32 *index)
{
	unsigned long start = (unsigned long)set->ops;

	if (address < start || address >= start + sizeof(set->ops))
		return false;
	*index = (address - start) / sizeof(set->ops[0]);
	return address == (unsigned long)&set->ops[*index];
}

void tracetoll_find_owner(struct tracetoll_symbol *symbol)
{
	u32 trampoline = tracetoll_trampoline_at(symbol->address);

	symbol->index = 0;
	if (symbol->address == (unsigned long)tracetoll_direct_ops()) {
		symbol->owner = TRACETOLL_OWNER_DIRECT_OPS;
	} else if (find_ops(&relevant, symbol->address, &symbol->index)) {
		symbol->owner = TRACETOLL_OWNER_RELEVANT_OPS;
	} else if (find_ops(&irrelevant, symbol->address, &symbol->index)) {
		symbol->owner = TRACETOLL_OWNER_IRRELEVANT_OPS;
	} else if (trampoline != TRACETOLL_TRAMPOLINE_NONE) {
		symbol->owner = TRACETOLL_OWNER_TRAMPOLINE;
		symbol->index = trampoline;
	} else {
		symbol->owner = TRACETOLL_OWNER_NONE;
		symbol->index = 0;
	}
}

/* What an ops may be changed to be by others: switched off, or called elsewhere. */
static bool is_sound(const struct attached_ops *set, u32 index)
{
	const unsigned long asked = FTRACE_OPS_FL_RCU | FTRACE_OPS_FL_RECURSION |
				    FTRACE_OPS_FL_STUB | FTRACE_OPS_FL_IPMODIFY |
				    FTRACE_OPS_FL_PID | FTRACE_OPS_FL_DIRECT;
	const struct ftrace_ops *ops = &set->ops[index];
	struct ftrace_ops expected = {};

	if (!test_bit(index, set->registered))
		return false;
	tracetoll_choose_callback(&expected, set->counter, index, setup_flags);
	return ops->flags & FTRACE_OPS_FL_ENABLED && (ops->flags & asked) == set->flags[index] &&
	       READ_ONCE(ops->func) == expected.func;
}

bool tracetoll_ops_is_ours(const struct ftrace_ops *ops, bool *sound)
{
	unsigned long address = (unsigned long)ops;
	u32 index;

	if (ops == tracetoll_direct_ops())
		*sound = tracetoll_direct_is_sound();
	else if (find_ops(&relevant, address, &index))
		*sound = is_sound(&relevant, index);
	else if (find_ops(&irrelevant, address, &index))
		*sound = is_sound(&irrelevant, index);
	else
		return false;
	return true;
}
