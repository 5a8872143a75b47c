// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by a kprobe on the function's first instruction, tied to it by a link.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "kprobe", .registers = "a BPF program by a kprobe",
	      .names = "kprobe,kprobe-count,kprobe-map", .bpf = "kprobe", .brings = BRINGS_KPROBE,
	      .expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP));
ATTACHED(.hook = BPF_HOOK_KPROBE, .program_type = BPF_PROG_TYPE_KPROBE, .linked = true,
	 .runs_per_call = 1);
PROGRAMS("kprobe");
