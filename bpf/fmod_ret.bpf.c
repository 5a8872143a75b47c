// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called from a BPF trampoline that calls the function itself, before it. The program returns
 * 0, so the function is called, too.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "fmod_ret", .registers = "a BPF program that may return for the function",
	      .names = "fmod_ret", .bpf = "fmod_ret", .brings = BRINGS_DIRECT, .jit_spread = 8,
	      .expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT));
ATTACHED(.hook = BPF_HOOK_FUNCTION, .program_type = BPF_PROG_TYPE_TRACING,
	 .attach_type = BPF_MODIFY_RETURN, .runs_per_call = 1);
PROGRAMS("fmod_ret");
