// SPDX-License-Identifier: GPL-2.0-only
/*
 * Called by the raw tracepoint that every system call passes. What counts, counts only the
 * one that was asked about; what is empty is called by all of them.
 */
#include "bpf/program.h"

CONFIGURATION(.pattern = "raw_tp", .registers = "a BPF program on raw tracepoint sys_enter",
	      .names = "raw_tp", .bpf = "raw_tp", .brings = BRINGS_EVENT, .system_call = true,
	      .expected = EXPECT(NOP, NOP, NOP, NOP));
ATTACHED(.hook = BPF_HOOK_RAW_TRACEPOINT, .program_type = BPF_PROG_TYPE_RAW_TRACEPOINT,
	 .runs_per_call = 1);

#ifdef __bpf__
/* Its number; the loader writes it. */
const volatile __s64 system_call;

static __always_inline int is_system_call(const struct bpf_raw_tracepoint_args *context)
{
	/* TP_PROTO(struct pt_regs *regs, long id) of sys_enter */
	return (__s64)context->args[1] == system_call;
}
#endif

PROGRAMS_IF("raw_tp", is_system_call(context));
