// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lies about the ops that tracetoll itself registered.
 */
#include <linux/errno.h>
#include <linux/ftrace.h>

#include "lies.h"
#include "symbol.h"

static struct ftrace_ops *missing;

int ops_missing_tell(unsigned int number)
{
	missing = symbol_ops(number);
	return missing ? unregister_ftrace_function(missing) : -ENOENT;
}

int ops_missing_take_back(void)
{
	return register_ftrace_function(missing);
}

static void notrace other_callback(unsigned long ip, unsigned long parent_ip,
				   struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
}

static struct ftrace_ops *swapped;
static ftrace_func_t swapped_func;

/* With CALL_OPS the next call reads it (ftrace_caller loads ops->func). */
int swap_func_tell(unsigned int number)
{
	swapped = symbol_ops(number);
	if (!swapped)
		return -ENOENT;
	swapped_func = swapped->func;
	WRITE_ONCE(swapped->func, other_callback);
	return 0;
}

int swap_func_take_back(void)
{
	WRITE_ONCE(swapped->func, swapped_func);
	return 0;
}

static struct ftrace_ops *direct;
static unsigned long direct_trampoline;

int swap_trampoline_tell(unsigned int number)
{
	direct = symbol_ops(number);
	if (!direct || !direct->direct_call)
		return -ENOENT;
	direct_trampoline = direct->direct_call;
	return modify_ftrace_direct(direct, (unsigned long)lies_trampoline);
}

int swap_trampoline_take_back(void)
{
	return modify_ftrace_direct(direct, direct_trampoline);
}
