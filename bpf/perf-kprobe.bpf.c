// SPDX-License-Identifier: GPL-2.0-only
/*
 * As kprobe, but tied to the perf event itself (PERF_EVENT_IOC_SET_BPF), as before there
 * were links.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "perf-kprobe", .registers = "a BPF program by a kprobe, without a link",
	      .names = "perf-kprobe", .bpf = "perf-kprobe", .brings = BRINGS_KPROBE,
	      .expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP));
ATTACHED(.hook = BPF_HOOK_KPROBE, .program_type = BPF_PROG_TYPE_KPROBE, .runs_per_call = 1);
PROGRAMS("kprobe");
