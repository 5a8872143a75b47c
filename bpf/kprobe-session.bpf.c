// SPDX-License-Identifier: GPL-2.0-only
/*
 * One program that an fprobe calls at the entry and, as it returned 0 there, at the exit.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "kprobe-session", .registers = "a BPF program by kprobe.session",
	      .names = "kprobe-session", .bpf = "kprobe-session",
	      .brings = BRINGS_GRAPH | BRINGS_BY_FPROBE,
	      .expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP));
/* BPF_TRACE_KPROBE_SESSION by its number: the headers of older systems do not name it. */
ATTACHED(.hook = BPF_HOOK_MULTI, .program_type = BPF_PROG_TYPE_KPROBE, .attach_type = 56,
	 .runs_per_call = 2);
PROGRAMS("kprobe.session");
