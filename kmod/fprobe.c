// SPDX-License-Identifier: GPL-2.0-only
/*
 * An fprobe with a handler at entry and one at exit: the cheapest user of function_graph
 * that a module can have.
 */
#include <linux/fprobe.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/version.h>

#include "attachment.h"
#include "callback.h"
#include "fprobe.h"
#include "graph.h"

static bool registered;

bool tracetoll_fprobe_is_registered(void)
{
	return registered;
}

/*
 * Since 4346ba160409 ("fprobe: Rewrite fprobe on function-graph tracer", 6.14) handlers
 * take a struct ftrace_regs; before, x86 had another fprobe, and the others none.
 */
#if IS_ENABLED(CONFIG_FPROBE) && LINUX_VERSION_CODE >= KERNEL_VERSION(6, 14, 0)

static struct fprobe probe;

static int notrace empty_entry(struct fprobe *fp, unsigned long entry_ip, unsigned long ret_ip,
			       struct ftrace_regs *fregs, void *entry_data)
{
	return 0;
}

static void notrace empty_exit(struct fprobe *fp, unsigned long entry_ip, unsigned long ret_ip,
			       struct ftrace_regs *fregs, void *entry_data)
{
}

static int notrace counting_entry(struct fprobe *fp, unsigned long entry_ip, unsigned long ret_ip,
				  struct ftrace_regs *fregs, void *entry_data)
{
	tracetoll_count(TRACETOLL_COUNTER_FPROBE_ENTRY, 0);
	return 0;
}

static void notrace counting_exit(struct fprobe *fp, unsigned long entry_ip, unsigned long ret_ip,
				  struct ftrace_regs *fregs, void *entry_data)
{
	tracetoll_count(TRACETOLL_COUNTER_FPROBE_EXIT, 0);
}

bool tracetoll_has_fprobe(void)
{
	return true;
}

static int register_probe(const struct tracetoll_functions *functions, bool counting)
{
	unsigned long addresses[TRACETOLL_CALL_COUNT];

	memcpy(addresses, functions->address, sizeof(addresses));
	memset(&probe, 0, sizeof(probe));
	probe.entry_handler = counting ? counting_entry : empty_entry;
	probe.exit_handler = counting ? counting_exit : empty_exit;
	return register_fprobe_ips(&probe, addresses, functions->count);
}

/*
 * Handlers run with preemption off (function_graph's callback), and not all that calls them
 * is waited for on every kernel: nobody is in one of ours after this.
 */
static int unregister_probe(void)
{
	int err = unregister_fprobe(&probe);

	synchronize_rcu();
	return tracetoll_check_release(err, "unregister_fprobe()");
}

int tracetoll_register_fprobe(const struct tracetoll_functions *functions, u32 setup_flags)
{
	const bool counting = setup_flags & TRACETOLL_SETUP_COUNT;
	unsigned long before;
	int err;

	if (registered)
		return -EBUSY;
	if (!functions->count)
		return -EOPNOTSUPP;
	before = tracetoll_graph_slot_0();
	err = register_probe(functions, counting);
	/*
	 * Users get the 16 slots in turn (fgraph_lru_alloc_index), and only the one in slot 0
	 * saves a turn of the loop over the users at the exit, whose bit 0 is always set: 12
	 * instructions on arm64. So that all times are alike, leave it for the next slot.
	 */
	if (!err && tracetoll_graph_slot_0() != before) {
		err = unregister_probe();
		if (!err)
			err = register_probe(functions, counting);
	}
	if (err)
		return err == -EINVAL || err == -ENOENT ? -ENXIO : err;
	registered = true;
	return 0;
}

int tracetoll_detach_fprobe(void)
{
	int err;

	if (!registered)
		return 0;
	err = unregister_probe();
	registered = false;
	return err;
}

#else

bool tracetoll_has_fprobe(void)
{
	return false;
}

int tracetoll_register_fprobe(const struct tracetoll_functions *functions, u32 setup_flags)
{
	return -EOPNOTSUPP;
}

int tracetoll_detach_fprobe(void)
{
	return 0;
}

#endif
