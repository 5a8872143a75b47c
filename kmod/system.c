// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ftrace holds in the whole system: the ops on its list, and how often it patched code.
 */
#include <linux/atomic.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "attachment.h"
#include "resolve.h"
#include "system.h"
#include "tracetoll_ioctl.h"

/* A list that is longer is not a list of ops, or not of this world. */
#define OPS_MAX 65536

static atomic64_t updates;
static struct kprobe update_probe;
static bool watching;
static struct ftrace_ops **ops_list; /* the kernel's ftrace_ops_list; NULL: unknown */

static int count_update(struct kprobe *probe, struct pt_regs *regs)
{
	atomic64_inc(&updates);
	return 0;
}

/* All patching of code passes ftrace_modify_all_code() (ftrace_run_update_code). */
void tracetoll_watch_system(void)
{
	unsigned long address;

	ops_list = NULL;
	if (!tracetoll_resolve_variable("ftrace_ops_list", &address))
		ops_list = (struct ftrace_ops **)address;

	atomic64_set(&updates, 0);
	/* register_kprobe() leaves state in it: start clean. */
	memset(&update_probe, 0, sizeof(update_probe));
	update_probe.symbol_name = "ftrace_modify_all_code";
	update_probe.pre_handler = count_update;
	watching = !register_kprobe(&update_probe);
}

void tracetoll_unwatch_system(void)
{
	if (watching)
		unregister_kprobe(&update_probe);
	watching = false;
}

/*
 * Walks the list as ftrace_ops_list_func does, preemption off: ops that are removed are freed
 * after an RCU-tasks grace period, if ever. It ends with an ops that has no next one,
 * ftrace_list_end (add_ftrace_ops). Returns whether the end was reached.
 */
static bool walk(struct tracetoll_system *system)
{
	struct ftrace_ops *ops, *next;

	if (copy_from_kernel_nofault(&ops, ops_list, sizeof(ops)))
		return false;
	while (system->ops < OPS_MAX) {
		ftrace_func_t func;
		bool sound;

		if (copy_from_kernel_nofault(&next, &ops->next, sizeof(next)) ||
		    copy_from_kernel_nofault(&func, &ops->func, sizeof(func)))
			return false;
		if (!next)
			return true;
		system->ops++;
		if (tracetoll_ops_is_ours(ops, &sound))
			system->sound += sound;
		else if (!system->foreign)
			system->foreign = (unsigned long)func;
		ops = next;
	}
	return false;
}

void tracetoll_read_system(struct tracetoll_system *system)
{
	system->valid = 0;
	system->ops = 0;
	system->sound = 0;
	system->foreign = 0;
	system->updates = 0;
	if (ops_list) {
		preempt_disable();
		if (walk(system))
			system->valid |= TRACETOLL_SYSTEM_OPS;
		preempt_enable();
	}
	if (!(system->valid & TRACETOLL_SYSTEM_OPS)) {
		system->ops = 0;
		system->sound = 0;
		system->foreign = 0;
	}
	if (watching) {
		system->updates = atomic64_read(&updates);
		system->valid |= TRACETOLL_SYSTEM_UPDATES;
	}
}
