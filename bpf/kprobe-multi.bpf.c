// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by an fprobe that looks at entries only.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "kprobe-multi", .registers = "a BPF program by kprobe.multi",
	      .names = "kprobe-multi,kprobe-multi-count,kprobe-multi-map", .bpf = "kprobe-multi",
	      .brings = BRINGS_FPROBE,
	      .expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP));
ATTACHED(.hook = BPF_HOOK_MULTI, .program_type = BPF_PROG_TYPE_KPROBE,
	 .attach_type = BPF_TRACE_KPROBE_MULTI, .runs_per_call = 1);
PROGRAMS("kprobe.multi");
