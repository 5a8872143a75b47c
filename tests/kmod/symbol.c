// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is not exported, by its name.
 */
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "symbol.h"

/*
 * A kprobe that is registered disabled resolves its symbol and patches nothing; where
 * it is refused (a patch site), it has resolved it all the same (register_kprobe).
 */
static unsigned long address_by_kprobe(const char *name)
{
	struct kprobe probe = { .symbol_name = name, .flags = KPROBE_FLAG_DISABLED };

	if (!register_kprobe(&probe))
		unregister_kprobe(&probe);
	return (unsigned long)probe.addr;
}

unsigned long symbol_address(const char *name)
{
	static unsigned long (*lookup)(const char *name);

	if (!lookup)
		lookup = (void *)address_by_kprobe("kallsyms_lookup_name");
	return lookup ? lookup(name) : 0;
}

unsigned long symbol_patch_site(unsigned long function)
{
	unsigned long (*location)(unsigned long ip) = (void *)symbol_address("ftrace_location");

	return location ? location(function) : 0;
}

static bool is_of_tracetoll(struct module *(*module_of)(unsigned long address), const void *address)
{
	const struct module *module;
	bool ours;

	preempt_disable();
	rcu_read_lock();
	module = module_of((unsigned long)address);
	ours = module && !strcmp(module->name, "tracetoll");
	rcu_read_unlock();
	preempt_enable();
	return ours;
}

/* The list holds the newest first (add_ftrace_ops). */
struct ftrace_ops *symbol_ops(unsigned int number)
{
	struct ftrace_ops **list = (void *)symbol_address("ftrace_ops_list");
	const struct ftrace_ops *end = (void *)symbol_address("ftrace_list_end");
	struct module *(*module_of)(unsigned long address) =
		(void *)symbol_address("__module_address");
	unsigned int count = 0;
	struct ftrace_ops *ops;

	if (!list || !end || !module_of)
		return NULL;
	for (ops = *list; ops != end; ops = rcu_dereference_raw(ops->next))
		count += is_of_tracetoll(module_of, ops);
	for (ops = *list; ops != end; ops = rcu_dereference_raw(ops->next)) {
		if (is_of_tracetoll(module_of, ops) && --count == number)
			return ops;
	}
	return NULL;
}
