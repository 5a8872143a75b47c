// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ftrace holds in the whole system: the ops on its list, and how often that, or code,
 * was changed.
 */
#include <linux/array_size.h>
#include <linux/atomic.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "attachment.h"
#include "graph.h"
#include "resolve.h"
#include "system.h"
#include "tracetoll_ioctl.h"

/* A list that is longer is not a list of ops, or not of this world. */
#define OPS_MAX 65536

static atomic64_t updates;
static struct kprobe update_probes[3];
static bool watching;
static bool counting; /* as far as we could see */
static struct ftrace_ops **ops_list; /* the kernel's ftrace_ops_list; NULL: unknown */

static int count_update(struct kprobe *probe, struct pt_regs *regs)
{
	atomic64_inc(&updates);
	return 0;
}

/*
 * All patching of code passes ftrace_modify_all_code() (ftrace_run_update_code). An ops that
 * joins others on a function that goes by list_ops already patches nothing: it is seen where
 * every ops is started and shut down.
 */
static const char *const update_functions[] = {
	"ftrace_modify_all_code",
	"ftrace_startup",
	"ftrace_shutdown",
};

static_assert(ARRAY_SIZE(update_functions) == ARRAY_SIZE(update_probes));

static int watch_updates(void)
{
	struct kprobe *probes[ARRAY_SIZE(update_probes)];
	unsigned int i;

	/* register_kprobe() leaves state in it: start clean. */
	memset(update_probes, 0, sizeof(update_probes));
	for (i = 0; i < ARRAY_SIZE(update_probes); i++) {
		update_probes[i].symbol_name = update_functions[i];
		update_probes[i].pre_handler = count_update;
		probes[i] = &update_probes[i];
	}
	return register_kprobes(probes, ARRAY_SIZE(probes));
}

void tracetoll_watch_system(void)
{
	unsigned long address;

	tracetoll_watch_graph();
	ops_list = NULL;
	if (!tracetoll_resolve_variable("ftrace_ops_list", &address))
		ops_list = (struct ftrace_ops **)address;

	atomic64_set(&updates, 0);
	watching = !watch_updates();
	counting = watching;
}

u64 tracetoll_updates(void)
{
	return atomic64_read(&updates);
}

void tracetoll_expect_update(u64 before)
{
	if (tracetoll_updates() == before)
		counting = false;
}

void tracetoll_unwatch_system(void)
{
	struct kprobe *probes[ARRAY_SIZE(update_probes)];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(update_probes); i++)
		probes[i] = &update_probes[i];
	if (watching)
		unregister_kprobes(probes, ARRAY_SIZE(probes));
	watching = false;
	counting = false;
}

/* What is asked of each ops on the list; its members were read. False: enough was seen. */
typedef bool (*ops_visitor)(const struct ftrace_ops *address, const struct ftrace_ops *ops,
			    void *context);

/*
 * Walks the list as ftrace_ops_list_func does, preemption off: ops that are removed are freed
 * after an RCU-tasks grace period, if ever. It ends with an ops that has no next one,
 * ftrace_list_end (add_ftrace_ops). Returns whether the end was reached, or the visitor's.
 */
static bool walk(ops_visitor visit, void *context)
{
	struct ftrace_ops *address;
	struct ftrace_ops ops;
	unsigned int count;
	bool reached = false;

	if (!ops_list)
		return false;
	preempt_disable();
	if (copy_from_kernel_nofault(&address, ops_list, sizeof(address)))
		goto out;
	for (count = 0; count < OPS_MAX; count++) {
		if (copy_from_kernel_nofault(&ops, address, sizeof(ops)))
			break;
		if (!ops.next || !visit(address, &ops, context)) {
			reached = true;
			break;
		}
		address = ops.next;
	}
out:
	preempt_enable();
	return reached;
}

static bool count_ops(const struct ftrace_ops *address, const struct ftrace_ops *ops, void *context)
{
	struct tracetoll_system *system = context;
	bool sound;

	system->ops++;
	if (tracetoll_ops_is_ours(address, &sound))
		system->sound += sound;
	else if (!system->foreign)
		system->foreign = (unsigned long)ops->func;
	return true;
}

static u64 direct_call_of(const struct ftrace_ops *ops)
{
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
	return ops->direct_call;
#else
	return 0;
#endif
}

/*
 * Whether symbol->address is that ops, lies in what ftrace made for it alone (x86), or is
 * where its direct call leads.
 */
static bool match_ops(const struct ftrace_ops *address, const struct ftrace_ops *ops, void *context)
{
	struct tracetoll_symbol *symbol = context;
	const bool is_ops = symbol->address == (unsigned long)address;
	/* The size is 0 where it is shared: ftrace_caller, ftrace_regs_caller. */
	const bool is_within = symbol->address - ops->trampoline < ops->trampoline_size;

	if (!is_ops && !is_within && (!symbol->address || symbol->address != direct_call_of(ops)))
		return true;
	symbol->func = (unsigned long)ops->func;
	symbol->direct_call = direct_call_of(ops);
	if (is_within)
		symbol->owner = TRACETOLL_OWNER_OPS_TRAMPOLINE;
	else if (is_ops && symbol->owner == TRACETOLL_OWNER_NONE)
		symbol->owner = TRACETOLL_OWNER_FOREIGN_OPS;
	return false;
}

void tracetoll_find_ops(struct tracetoll_symbol *symbol)
{
	symbol->func = 0;
	symbol->direct_call = 0;
	walk(match_ops, symbol);
}

void tracetoll_read_system(struct tracetoll_system *system)
{
	system->valid = 0;
	system->ops = 0;
	system->sound = 0;
	system->foreign = 0;
	system->updates = 0;
	system->ops_flags = tracetoll_relevant_flags();
	if (tracetoll_count_graph_users(&system->graph_users))
		system->valid |= TRACETOLL_SYSTEM_GRAPH;
	system->graph_slot_0 = tracetoll_graph_slot_0_is_taken();
	if (walk(count_ops, system)) {
		system->valid |= TRACETOLL_SYSTEM_OPS;
	} else {
		system->ops = 0;
		system->sound = 0;
		system->foreign = 0;
	}
	if (counting) {
		system->updates = atomic64_read(&updates);
		system->valid |= TRACETOLL_SYSTEM_UPDATES;
	}
}
