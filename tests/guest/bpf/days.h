/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_BPF_DAYS_H
#define GUEST_BPF_DAYS_H

#include "tap.h"

/* A run of the configuration is killed while it is attached: nothing is left. */
void bpf_check_killed(struct tap *tap, const char *configuration);

/*
 * Bad days: BPF timed or interpreted, no BTF, no permission. Each is told in one line, with an
 * exit code and what to do; and none of them concerns a run without BPF.
 */
void bpf_check_bad_days(struct tap *tap);

#endif /* GUEST_BPF_DAYS_H */
