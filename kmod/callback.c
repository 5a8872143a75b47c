// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ops and trampolines call. Empty when measuring: what is measured is the way to
 * a callback, not a callback.
 */
#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/nospec.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "callback.h"
#include "tracetoll_ioctl.h"
#include "trampoline.h"
#include "verify.h"

/* The kernel of x86-64 keeps its stack aligned to words only (-mpreferred-stack-boundary=3). */
#define STACK_ALIGNMENT (IS_ENABLED(CONFIG_X86) ? sizeof(long) : 16)

/* Atomic: an interrupt of the counting task may call a tracee, and any CPU with COUNT_ALL. */
static atomic64_t relevant_hits[TRACETOLL_RELEVANT_MAX];
static atomic64_t irrelevant_hits[TRACETOLL_IRRELEVANT_MAX];
static atomic64_t trampoline_hits[TRACETOLL_TRAMPOLINE_COUNT];
static atomic64_t entry_hits;
static atomic64_t exit_hits;
static atomic64_t misaligned_hits;

/* Whose calls count; of a task its number, not its address: that may be another task's soon. */
#define ALL_TASKS (-1)
static pid_t counting_task;

static const struct {
	atomic64_t *hits;
	unsigned int count;
} counters[TRACETOLL_COUNTER_COUNT] = {
	[TRACETOLL_COUNTER_RELEVANT] = { relevant_hits, ARRAY_SIZE(relevant_hits) },
	[TRACETOLL_COUNTER_IRRELEVANT] = { irrelevant_hits, ARRAY_SIZE(irrelevant_hits) },
	[TRACETOLL_COUNTER_TRAMPOLINE] = { trampoline_hits, ARRAY_SIZE(trampoline_hits) },
	[TRACETOLL_COUNTER_FPROBE_ENTRY] = { &entry_hits, 1 },
	[TRACETOLL_COUNTER_FPROBE_EXIT] = { &exit_hits, 1 },
	[TRACETOLL_COUNTER_MISALIGNED] = { &misaligned_hits, 1 },
};

void tracetoll_reset_counters(u32 setup_flags)
{
	const bool all = setup_flags & TRACETOLL_SETUP_COUNT_ALL;
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(counters); i++) {
		for (n = 0; n < counters[i].count; n++)
			atomic64_set(&counters[i].hits[n], 0);
	}
	WRITE_ONCE(counting_task, all ? ALL_TASKS : current->pid);
}

int tracetoll_read_counter(u32 counter, u32 index, u64 *hits)
{
	if (counter >= ARRAY_SIZE(counters))
		return -EINVAL;
	counter = array_index_nospec(counter, ARRAY_SIZE(counters));
	if (index >= counters[counter].count)
		return -EINVAL;
	index = array_index_nospec(index, counters[counter].count);
	*hits = atomic64_read(&counters[counter].hits[index]);
	return 0;
}

/* Inlined, so that the stack looked at is that of whom the kernel called. */
static __always_inline void count(atomic64_t *hits)
{
	const pid_t task = READ_ONCE(counting_task);

	if (task != ALL_TASKS && task != current->pid)
		return;
	atomic64_inc(hits);
	if (current_stack_pointer & (STACK_ALIGNMENT - 1))
		atomic64_inc(&misaligned_hits);
}

void notrace tracetoll_count(u32 counter, u32 index)
{
	count(&counters[counter].hits[index]);
}

static void notrace empty_callback(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *op,
				   struct ftrace_regs *fregs)
{
}

static void notrace counting_callback(unsigned long ip, unsigned long parent_ip,
				      struct ftrace_ops *op, struct ftrace_regs *fregs)
{
	count(op->private);
}

/* IPMODIFY: the patch site's trampoline goes on at the instruction pointer that is set. */
static void notrace redirecting_callback(unsigned long ip, unsigned long parent_ip,
					 struct ftrace_ops *op, struct ftrace_regs *fregs)
{
	count(op->private);
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)tracetoll_verify_redirect_target);
}

/*
 * Goes on at a function that only returns. Not at the caller, as arm64's and riscv's
 * ftrace_override_function_with_return(): function_graph, if its callback comes after this
 * one, puts an address of its own in the place of the caller's, and waits for a return to it.
 * x86's leads to such a function, too, which is not exported to modules; the shortest
 * trampoline is another one.
 */
static void notrace overriding_callback(unsigned long ip, unsigned long parent_ip,
					struct ftrace_ops *op, struct ftrace_regs *fregs)
{
	count(op->private);
	ftrace_regs_set_return_value(fregs, TRACETOLL_VERIFY_OVERRIDE);
#ifdef CONFIG_X86
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)tracetoll_trampoline_shortest);
#else
	ftrace_regs_set_instruction_pointer(fregs, (unsigned long)tracetoll_verify_return);
#endif
}

void tracetoll_choose_callback(struct ftrace_ops *ops, u32 counter, u32 index, u32 setup_flags)
{
	const bool first = counter == TRACETOLL_COUNTER_RELEVANT && index == 0;

	ops->private = &counters[counter].hits[index];
	if (first && setup_flags & TRACETOLL_SETUP_REDIRECT)
		ops->func = redirecting_callback;
	else if (first && setup_flags & TRACETOLL_SETUP_OVERRIDE)
		ops->func = overriding_callback;
	else if (setup_flags & TRACETOLL_SETUP_COUNT)
		ops->func = counting_callback;
	else
		ops->func = empty_callback;
}

noinline void notrace tracetoll_called_by_c(void)
{
	barrier();
}

noinline void notrace tracetoll_called_by_count_a(void)
{
	count(&trampoline_hits[TRACETOLL_TRAMPOLINE_COUNT_A]);
}

noinline void notrace tracetoll_called_by_count_b(void)
{
	count(&trampoline_hits[TRACETOLL_TRAMPOLINE_COUNT_B]);
}
