/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_LIES_H
#define TRACETOLL_LIES_H

#include <linux/types.h>

/*
 * /dev/tracetoll_lies takes one line a write():
 *
 *	tracee NAME		whom the lies are about (default: tracetoll_tracee)
 *	LIE on [NUMBER]		tells it (-EBUSY: it is told already)
 *	LIE off			takes it back (-ENOENT: it was not told)
 *	LIE once [NUMBER]	both, within this request
 *	warn			a WARN()
 *	say TEXT		one line in the kernel log, as the kernel itself says it
 *	leak NUMBER		so many objects of 32 bytes, kept until the module goes
 *	lose			one object of 32 bytes that nobody will ever find again
 *	kill-ftrace		for good: only a reboot mends it
 *
 * Closing the file takes back what is still told. Unloading tracetoll.ko before that is
 * the caller's mistake.
 */
#define LIES_DEVICE_NAME "tracetoll_lies"

/* The name of the tracee, for tracetoll_lies' own look-ups: its address, or 0. */
unsigned long lies_tracee(void);

/* Each is told with a number (0 if none came), and taken back. 0 or a negative errno. */
int site_disabled_tell(unsigned int number);
int site_disabled_take_back(void);
int literal_foreign_tell(unsigned int number); /* names an ops of this module */
int literal_nop_tell(unsigned int number); /* names ftrace_nop_ops, as if disabled */
int literal_list_tell(unsigned int number); /* names ftrace_list_ops */
int literal_ops_tell(unsigned int number); /* names tracetoll's ops @number */
int literal_take_back(void);

/* @number counts tracetoll's own ops in the order in which they were registered. */
int ops_missing_tell(unsigned int number);
int ops_missing_take_back(void);
int ops_replaced_tell(unsigned int number); /* by one whose callback has the same name */
int ops_replaced_take_back(void);
int ops_stubbed_tell(unsigned int number); /* flagged as one that is not to be called */
int ops_stubbed_take_back(void);
int swap_func_tell(unsigned int number);
int swap_func_take_back(void);
int swap_trampoline_tell(unsigned int number);
int swap_trampoline_take_back(void);
int swap_direct_call_tell(unsigned int number); /* in the ops alone, not at the site */
int swap_direct_call_take_back(void);

int join_tell(unsigned int number);
int join_take_back(void);
int join_elsewhere_tell(unsigned int number);
int join_elsewhere_take_back(void);
int kprobe_entry_tell(unsigned int number);
int kprobe_entry_take_back(void);
int kprobe_body_tell(unsigned int number);
int kprobe_body_take_back(void);

/* One-shots. */
int log_warn(const char *text);
int log_say(const char *text);
int leak(const char *text);
void leak_free_all(void);
int lose(const char *text);
int kill_ftrace(const char *text);

/* trampoline_*.S: as good as tracetoll's own, but not its own. */
extern void lies_trampoline(void);

/* patch_*.c: how this architecture writes into text. 0 or a negative errno. */
int patch_site_nop(unsigned long ip);
int patch_instruction(unsigned long ip, u32 instruction);
int patch_literal(unsigned long address, u64 value);
/* Bytes of the instructions that ftrace writes at rec->ip. */
unsigned int patch_site_size(void);

#endif /* TRACETOLL_LIES_H */
