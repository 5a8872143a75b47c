// SPDX-License-Identifier: GPL-2.0-only
/*
 * A direct call's trampoline is swapped while the tracee is called without a pause.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "attachment.h"
#include "registers.h"
#include "verify.h"

/* Calls between two looks at the thread and at signals. */
#define CALLS_PER_BURST 64

struct swapper {
	u32 swaps;
	bool done; /* written by the thread, read by who calls */
};

static u32 other_trampoline(void)
{
	if (tracetoll_direct_trampoline() == TRACETOLL_TRAMPOLINE_COUNT_A)
		return TRACETOLL_TRAMPOLINE_COUNT_B;
	return TRACETOLL_TRAMPOLINE_COUNT_A;
}

/* Runs without the owner lock: who started it holds the lock until it is stopped. */
static int swap_repeatedly(void *data)
{
	struct swapper *swapper = data;
	u32 swap;
	int err = 0;

	for (swap = 0; swap < swapper->swaps && !err && !kthread_should_stop(); swap++)
		err = tracetoll_modify_direct(other_trampoline());
	smp_store_release(&swapper->done, true);

	/* kthread_stop() wants somebody to stop. */
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return err;
}

/* Returns how often it called: last of all through the trampoline that stayed. */
static u64 call_until_done(const struct swapper *swapper)
{
	u64 calls = 0;
	bool done;

	do {
		unsigned int i;

		done = smp_load_acquire(&swapper->done);
		for (i = 0; i < CALLS_PER_BURST; i++)
			tracetoll_registers_tracee();
		calls += CALLS_PER_BURST;
		cond_resched_tasks_rcu_qs();
	} while (!done && !signal_pending(current));
	return calls;
}

int tracetoll_verify_swap(struct tracetoll_swap *swap)
{
	struct swapper swapper = { .swaps = swap->swaps };
	struct task_struct *thread;
	int err;

	thread = kthread_run(swap_repeatedly, &swapper, "tracetoll_swap");
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	tracetoll_registers_found.entered = 0;
	swap->calls = call_until_done(&swapper);
	err = kthread_stop(thread);
	if (err)
		return err;
	if (signal_pending(current))
		return -EINTR;
	return tracetoll_registers_found.entered == swap->calls ? 0 : -EILSEQ;
}
