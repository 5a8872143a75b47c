// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called from a BPF trampoline, a direct call, before the function.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "fentry", .registers = "a BPF program at the entry",
	      .names = "fentry,fentry-count,fentry-map", .bpf = "fentry", .brings = BRINGS_DIRECT,
	      .expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT));
ATTACHED(.hook = BPF_HOOK_FUNCTION, .program_type = BPF_PROG_TYPE_TRACING,
	 .attach_type = BPF_TRACE_FENTRY, .runs_per_call = 1);
PROGRAMS("fentry");
