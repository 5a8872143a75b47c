/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_BPF_LEFT_H
#define GUEST_BPF_LEFT_H

#include <stdbool.h>

/* Whether a BPF link is in the kernel: something is attached. */
bool bpf_link_exists(void);

/*
 * What of BPF, ftrace and kprobes is still in the kernel, NULL if nothing is. A program is
 * freed behind RCU grace periods, so this waits for up to two seconds until nothing is.
 */
const char *bpf_left_behind(void);

#endif /* GUEST_BPF_LEFT_H */
