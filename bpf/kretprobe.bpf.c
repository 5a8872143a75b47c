// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by a kretprobe: a kprobe at the entry has the return address replaced.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "kretprobe", .registers = "a BPF program by a kretprobe",
	      .names = "kretprobe", .bpf = "kretprobe", .brings = BRINGS_KPROBE,
	      .expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP));
ATTACHED(.hook = BPF_HOOK_KPROBE, .program_type = BPF_PROG_TYPE_KPROBE, .linked = true,
	 .at_return = true, .runs_per_call = 1);
PROGRAMS("kretprobe");
