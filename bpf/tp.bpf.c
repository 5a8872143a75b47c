// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by the trace event of one system call's entry. While it is enabled every system
 * call takes the slow way in.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "tp", .registers = "a BPF program on syscalls/sys_enter_...",
	      .names = "tp", .bpf = "tp", .brings = BRINGS_EVENT, .system_call = true,
	      .expected = EXPECT(NOP, NOP, NOP, NOP));
ATTACHED(.hook = BPF_HOOK_SYSTEM_CALL_EVENT, .program_type = BPF_PROG_TYPE_TRACEPOINT,
	 .linked = true, .runs_per_call = 1);
PROGRAMS("tracepoint");
