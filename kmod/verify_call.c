// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that tell what tracing did to them.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/stddef.h>

#include "registers.h"
#include "verify.h"
#include "verify_mask.h"

static_assert(offsetof(struct tracetoll_registers, arguments) == TRACETOLL_OFFSET_ARGUMENTS);
static_assert(offsetof(struct tracetoll_registers, saved) == TRACETOLL_OFFSET_SAVED);
static_assert(offsetof(struct tracetoll_registers, return_address) ==
	      TRACETOLL_OFFSET_RETURN_ADDRESS);
static_assert(offsetof(struct tracetoll_registers, stack) == TRACETOLL_OFFSET_STACK);
static_assert(offsetof(struct tracetoll_registers, entered) == TRACETOLL_OFFSET_ENTERED);
static_assert(offsetof(struct tracetoll_registers, return_value) == TRACETOLL_OFFSET_RETURN_VALUE);

struct tracetoll_registers tracetoll_registers_found;

/* What the nested one adds to the value of the first, so that its own return shows. */
#define NESTED_ADDS 1

/* noinline and noclone keep one copy with one patch site. */
static noinline __noclone __aligned(64) unsigned long nested(void)
{
	unsigned long value = tracetoll_registers_tracee();

	/* Or the call were a branch, and its return the caller's. */
	barrier();
	return value + NESTED_ADDS;
}

/* Returns how often it was entered. */
static noinline __noclone __aligned(64) unsigned long recursive(unsigned int depth)
{
	unsigned long below = 0;

	if (depth > 1)
		below = recursive(depth - 1);
	/* Or gcc makes a loop of it that adds up. */
	barrier();
	return below + 1;
}

bool tracetoll_verify_has_registers(void)
{
	return TRACETOLL_REGISTERS_SAVED > 0;
}

unsigned int tracetoll_verify_functions(unsigned long functions[TRACETOLL_CALL_COUNT])
{
	functions[TRACETOLL_CALL_REGISTERS] = (unsigned long)tracetoll_registers_tracee;
	functions[TRACETOLL_CALL_NESTED] = (unsigned long)nested;
	functions[TRACETOLL_CALL_RECURSIVE] = (unsigned long)recursive;
	return TRACETOLL_CALL_COUNT;
}

/* What went wrong in one of many calls is not covered by the next that goes right. */
static void keep_wrong(__u64 *kept, __u64 now, __u64 expected, u32 number)
{
	if (!number || now != expected)
		*kept = now;
}

#if TRACETOLL_REGISTERS_SAVED

static void load_registers(struct tracetoll_registers *load, u32 number)
{
	unsigned int i;

	for (i = 0; i < TRACETOLL_REGISTERS_ARGUMENTS; i++)
		load->arguments[i] = tracetoll_register_value(number, i);
	for (i = 0; i < TRACETOLL_REGISTERS_SAVED; i++)
		load->saved[i] =
			tracetoll_register_value(number, TRACETOLL_REGISTERS_ARGUMENTS + i);
}

static void judge(const struct tracetoll_registers *load, const struct tracetoll_registers *found,
		  struct tracetoll_call *call)
{
	call->wrong_arguments |= tracetoll_wrong_registers(load->arguments, found->arguments,
							   TRACETOLL_REGISTERS_ARGUMENTS);
	call->wrong_found |=
		tracetoll_wrong_registers(load->saved, found->saved, TRACETOLL_REGISTERS_SAVED);
	if (found->stack % 16)
		call->misaligned = 1;
}

static void call_registers(struct tracetoll_call *call, u32 number)
{
	struct tracetoll_registers *found = &tracetoll_registers_found;
	struct tracetoll_registers load = {}, after = {};
	u64 value;

	load_registers(&load, number);
	*found = (struct tracetoll_registers){};
	tracetoll_registers_caller(&load, &after);
	value = after.return_value;
	/*
	 * Who overrides the tracee does not enter it, and it finds nothing. If nobody says
	 * so by another value, an entry is missing, and nothing came through.
	 */
	if (found->entered || value == TRACETOLL_REGISTERS_VALUE)
		judge(&load, found, call);
	call->wrong_saved |=
		tracetoll_wrong_registers(load.saved, after.saved, TRACETOLL_REGISTERS_SAVED);
	keep_wrong(&call->return_address, found->return_address, call->return_address_expected,
		   number);
	keep_wrong(&call->return_value, value, call->return_value_expected, number);
}

static void expect_registers(struct tracetoll_call *call)
{
	call->saved_registers = TRACETOLL_REGISTERS_SAVED;
	call->return_address_expected = (unsigned long)tracetoll_registers_return;
	call->return_value_expected = TRACETOLL_REGISTERS_VALUE;
}

#else

static void call_registers(struct tracetoll_call *call, u32 number)
{
}

static void expect_registers(struct tracetoll_call *call)
{
}

#endif /* TRACETOLL_REGISTERS_SAVED */

/* What the answer holds before the first call. */
static void expect(struct tracetoll_call *call)
{
	call->wrong_arguments = 0;
	call->wrong_found = 0;
	call->wrong_saved = 0;
	call->misaligned = 0;
	call->saved_registers = 0;
	call->return_address = 0;
	call->return_address_expected = 0;
	call->return_value = 0;
	call->return_value_redirected = TRACETOLL_REDIRECTED_VALUE;
	call->return_value_override = TRACETOLL_VERIFY_OVERRIDE;

	if (call->kind == TRACETOLL_CALL_REGISTERS)
		expect_registers(call);
	else if (call->kind == TRACETOLL_CALL_NESTED)
		call->return_value_expected = TRACETOLL_REGISTERS_VALUE + NESTED_ADDS;
	else
		call->return_value_expected = call->depth;
}

static void call_once(struct tracetoll_call *call, u32 number)
{
	unsigned long value;

	if (call->kind == TRACETOLL_CALL_REGISTERS) {
		call_registers(call, number);
		return;
	}
	value = call->kind == TRACETOLL_CALL_NESTED ? nested() : recursive(call->depth);
	keep_wrong(&call->return_value, value, call->return_value_expected, number);
}

int tracetoll_verify_call(struct tracetoll_call *call)
{
	u32 number;

	if (call->kind == TRACETOLL_CALL_REGISTERS && !tracetoll_verify_has_registers())
		return -EOPNOTSUPP;
	expect(call);
	for (number = 0; number < call->calls; number++) {
		if (signal_pending(current))
			return -EINTR;
		call_once(call, number);
		cond_resched_tasks_rcu_qs();
	}
	return 0;
}
