// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another tracer, in ways that are nobody's fault: an ops or a kprobe of its own.
 */
#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/string.h>

#include "lies.h"
#include "symbol.h"

/* Traceable, and called once in a machine's life at most, never by a running one. */
#define ELSEWHERE "emergency_restart"

static struct ftrace_ops here_ops;
static struct ftrace_ops elsewhere_ops;

static void notrace joining_callback(unsigned long ip, unsigned long parent_ip,
				     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
}

static int join_function(struct ftrace_ops *ops, unsigned long function)
{
	int err;

	if (!function)
		return -ENOENT;
	memset(ops, 0, sizeof(*ops));
	ops->func = joining_callback;
	err = ftrace_set_filter_ip(ops, function, 0, 0);
	if (!err)
		err = register_ftrace_function(ops);
	if (err)
		ftrace_free_filter(ops);
	return err;
}

static int leave_function(struct ftrace_ops *ops)
{
	int err = unregister_ftrace_function(ops);

	if (!err)
		ftrace_free_filter(ops);
	return err;
}

int join_tell(unsigned int number)
{
	return join_function(&here_ops, lies_tracee());
}

int join_take_back(void)
{
	return leave_function(&here_ops);
}

int join_elsewhere_tell(unsigned int number)
{
	return join_function(&elsewhere_ops, symbol_address(ELSEWHERE));
}

int join_elsewhere_take_back(void)
{
	return leave_function(&elsewhere_ops);
}

static struct kprobe entry_probe;
static struct kprobe body_probe;

static int notrace probe_handler(struct kprobe *probe, struct pt_regs *regs)
{
	return 0;
}
NOKPROBE_SYMBOL(probe_handler);

static int place_probe(struct kprobe *probe, unsigned long address)
{
	memset(probe, 0, sizeof(*probe));
	probe->addr = (kprobe_opcode_t *)address;
	probe->pre_handler = probe_handler;
	return register_kprobe(probe);
}

/* On riscv without CALL_OPS the entry is the patch site, where no kprobe may stand. */
int kprobe_entry_tell(unsigned int number)
{
	unsigned long function = lies_tracee();

	if (symbol_patch_site(function) == function)
		return -EOPNOTSUPP;
	return function ? place_probe(&entry_probe, function) : -ENOENT;
}

int kprobe_entry_take_back(void)
{
	unregister_kprobe(&entry_probe);
	return 0;
}

/* The first instruction behind the patch site. */
int kprobe_body_tell(unsigned int number)
{
	unsigned long ip = symbol_patch_site(lies_tracee());

	return ip ? place_probe(&body_probe, ip + patch_site_size()) : -ENXIO;
}

int kprobe_body_take_back(void)
{
	unregister_kprobe(&body_probe);
	return 0;
}
