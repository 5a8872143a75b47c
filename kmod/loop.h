/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_LOOP_H
#define TRACETOLL_LOOP_H

#include <linux/irqflags.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "tracetoll_ioctl.h"

/*
 * Defines static int name(const struct tracetoll_run *): calls tracee() run->batches times
 * run->calls_per_batch times, with interrupts off inside a batch. Returns 0, or -EINTR
 * when a signal asked it to stop between two batches.
 *
 * The cost of a batch outside its calls is the same for any length, so with an
 * equal number of batches X(2N) - X(N) holds calls and nothing else. A macro, for the
 * call is to be a direct one, and no more. TRACETOLL_RUN_WITHOUT_CALL takes the same loop
 * with a barrier for the call, which keeps the compiler from seeing that it does nothing. Whoever
 * unregisters from ftrace waits for RCU-tasks, to which being preempted says nothing: now and then
 * a batch's end does. Not each one: it takes an instruction more if somebody waits, and samples are
 * to be alike.
 */
#define TRACETOLL_BATCHES_UNTIL_QUIESCENT 64

#define TRACETOLL_CALL_BATCH(run, call)                                     \
	do {                                                                \
		u32 called;                                                 \
                                                                            \
		for (called = 0; called < (run)->calls_per_batch; called++) \
			call;                                               \
	} while (0)

#define TRACETOLL_DEFINE_LOOP(name, tracee)                              \
	static int name(const struct tracetoll_run *run)                 \
	{                                                                \
		u32 batch;                                               \
                                                                         \
		for (batch = 0; batch < run->batches; batch++) {         \
			unsigned long flags;                             \
                                                                         \
			if (batch && signal_pending(current))            \
				return -EINTR;                           \
			local_irq_save(flags);                           \
			if (run->flags & TRACETOLL_RUN_WITHOUT_CALL)     \
				TRACETOLL_CALL_BATCH(run, barrier());    \
			else                                             \
				TRACETOLL_CALL_BATCH(run, tracee());     \
			local_irq_restore(flags);                        \
			if (batch % TRACETOLL_BATCHES_UNTIL_QUIESCENT == \
			    TRACETOLL_BATCHES_UNTIL_QUIESCENT - 1)       \
				cond_resched_tasks_rcu_qs();             \
			else                                             \
				cond_resched();                          \
		}                                                        \
		return 0;                                                \
	}

#endif /* TRACETOLL_LOOP_H */
