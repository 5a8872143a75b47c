// SPDX-License-Identifier: GPL-2.0-only
/*
 * One program that a BPF trampoline calls at the entry and at the exit.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "fsession", .registers = "a BPF program at the entry and the exit",
	      .names = "fsession", .bpf = "fsession", .brings = BRINGS_DIRECT, .jit_spread = 8,
	      .expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT));
/* BPF_TRACE_FSESSION by its number: the headers of older systems do not name it. */
ATTACHED(.hook = BPF_HOOK_FUNCTION, .program_type = BPF_PROG_TYPE_TRACING, .attach_type = 58,
	 .runs_per_call = 2);
PROGRAMS("fsession");
