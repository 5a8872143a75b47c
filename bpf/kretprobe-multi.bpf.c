// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by an fprobe that looks at exits, so by function_graph.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "kretprobe-multi", .registers = "a BPF program by kretprobe.multi",
	      .names = "kretprobe-multi", .bpf = "kretprobe-multi",
	      .brings = BRINGS_GRAPH | BRINGS_BY_FPROBE,
	      .expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP));
ATTACHED(.hook = BPF_HOOK_MULTI, .program_type = BPF_PROG_TYPE_KPROBE,
	 .attach_type = BPF_TRACE_KPROBE_MULTI, .at_return = true, .runs_per_call = 1);
PROGRAMS("kretprobe.multi");
