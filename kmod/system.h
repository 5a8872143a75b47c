/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_SYSTEM_H
#define TRACETOLL_SYSTEM_H

#include <linux/types.h>

struct tracetoll_symbol;
struct tracetoll_system;

/* From here code patching by ftrace is counted, if the kernel lets us. */
void tracetoll_watch_system(void);
void tracetoll_unwatch_system(void);

/* How often so far. */
u64 tracetoll_updates(void);

/*
 * Something was registered or unregistered since the updates were @before. If none was counted
 * (kprobes can be switched off, /sys/kernel/debug/kprobes/enabled), the number says
 * nothing, and is not told any more until the next tracetoll_watch_system().
 */
void tracetoll_expect_update(u64 before);

/* Tells what ftrace holds; system->valid says which of it could be found out. */
void tracetoll_read_system(struct tracetoll_system *system);

/*
 * Fills in func and direct_call of the ops on ftrace's list that symbol->address is, or whose
 * own trampoline it lies in, or whose direct call leads there; 0 if there is none. The owner
 * is filled in if it was NONE for an ops, or if the address lies in an ops' own trampoline.
 */
void tracetoll_find_ops(struct tracetoll_symbol *symbol);

#endif /* TRACETOLL_SYSTEM_H */
