// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lies about the ops that tracetoll itself registered.
 */
#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/string.h>

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

/* Called as tracetoll's own is: a name proves nothing. */
static void notrace empty_callback(unsigned long ip, unsigned long parent_ip,
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
	WRITE_ONCE(swapped->func, empty_callback);
	return 0;
}

int swap_func_take_back(void)
{
	WRITE_ONCE(swapped->func, swapped_func);
	return 0;
}

static struct ftrace_ops replacement;
static struct ftrace_ops *replaced;

/* One goes, another one comes, in the same place: their number stays. */
int ops_replaced_tell(unsigned int number)
{
	int err;

	replaced = symbol_ops(number);
	if (!replaced)
		return -ENOENT;
	memset(&replacement, 0, sizeof(replacement));
	replacement.func = empty_callback;
	err = ftrace_set_filter_ip(&replacement, lies_tracee(), 0, 0);
	if (!err)
		err = unregister_ftrace_function(replaced);
	return err ? err : register_ftrace_function(&replacement);
}

int ops_replaced_take_back(void)
{
	int err = unregister_ftrace_function(&replacement);

	if (err)
		return err;
	ftrace_free_filter(&replacement);
	return register_ftrace_function(replaced);
}

static struct ftrace_ops *stubbed;

/* The walk of list_ops passes it by. */
int ops_stubbed_tell(unsigned int number)
{
	stubbed = symbol_ops(number);
	if (!stubbed)
		return -ENOENT;
	stubbed->flags |= FTRACE_OPS_FL_STUB;
	return 0;
}

int ops_stubbed_take_back(void)
{
	stubbed->flags &= ~FTRACE_OPS_FL_STUB;
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

/* What ftrace_caller reads of an ops that it cannot branch to: nothing is patched. */
int swap_direct_call_tell(unsigned int number)
{
	direct = symbol_ops(number);
	if (!direct || !direct->direct_call)
		return -ENOENT;
	direct_trampoline = direct->direct_call;
	WRITE_ONCE(direct->direct_call, (unsigned long)lies_trampoline);
	return 0;
}

int swap_direct_call_take_back(void)
{
	WRITE_ONCE(direct->direct_call, direct_trampoline);
	return 0;
}
