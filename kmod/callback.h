/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_CALLBACK_H
#define TRACETOLL_CALLBACK_H

#include <linux/ftrace.h>
#include <linux/types.h>

/*
 * Sets all counters to 0; from here they count what the current task does, or with
 * TRACETOLL_SETUP_COUNT_ALL what anybody does.
 */
void tracetoll_reset_counters(u32 setup_flags);

/*
 * One counter (enum tracetoll_counter), @index as in struct tracetoll_hits. Returns 0, or
 * -EINVAL for a counter or index that does not exist.
 */
int tracetoll_read_counter(u32 counter, u32 index, u64 *hits);

/* What an ops or fprobe of these setup flags calls; @ops->private is set for it. */
void tracetoll_choose_callback(struct ftrace_ops *ops, u32 counter, u32 index, u32 setup_flags);

/* Counts one hit, if the current task is one that counts. */
void tracetoll_count(u32 counter, u32 index);

/* What the C trampolines call (trampoline_*.S). */
void tracetoll_called_by_c(void);
void tracetoll_called_by_count_a(void);
void tracetoll_called_by_count_b(void);

#endif /* TRACETOLL_CALLBACK_H */
