// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called from a BPF trampoline that calls the function itself, after it.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "fexit", .registers = "a BPF program at the exit", .names = "fexit",
	      .bpf = "fexit", .brings = BRINGS_DIRECT, .jit_spread = 8,
	      .expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT));
ATTACHED(.hook = BPF_HOOK_FUNCTION, .program_type = BPF_PROG_TYPE_TRACING,
	 .attach_type = BPF_TRACE_FEXIT, .runs_per_call = 1);
PROGRAMS("fexit");
