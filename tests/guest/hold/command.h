/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_HOLD_COMMAND_H
#define GUEST_HOLD_COMMAND_H

/* The commands that are held: this same program, with one of these as its first word. */

#define PROGRAM "/bin/program"
#define READY "/tmp/hold.ready" /* where "wait" and "interrupted" say their process's number */

/* The handler of a system call. */
#ifdef __riscv
#define HANDLER(call) "__riscv_sys_" call
#elif defined(__x86_64__)
#define HANDLER(call) "__x64_sys_" call
#else
#define HANDLER(call) "__arm64_sys_" call
#endif
#define READ_HANDLER HANDLER("read")

/*
 * exit N, kill N	ends with that status, or by that signal
 * read N		makes N read system calls, and no other ones
 * cost N		prints the instructions of N read system calls, the kernel's, too
 * state		prints all that a process inherits
 * wait			waits to be killed; SIGUSR1 makes it end with 9
 * interrupted		ends with 10 and the number of SIGINTs that it got
 * probe		puts a probe on the read handler, and ends with 7
 *
 * Returns the status to end with.
 */
int run_command(const char *name, const char *number);

/* Puts a probe on the read handler, or takes it away. Returns 0 or a negative errno. */
int set_probe(int on);

#endif /* GUEST_HOLD_COMMAND_H */
