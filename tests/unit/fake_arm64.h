/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_ARM64_H
#define FAKE_ARM64_H

#include "site_said.h"

/* A fake arm64 kernel. The addresses and words are those of a real one, booted with KASLR. */
#define TEXT UINT64_C(0xffffa814e2b0f000)
#define GETPPID (TEXT + 0xb88)
#define FTRACE_CALLER UINT64_C(0xffffa814e2a4efb8)
#define RODATA UINT64_C(0xffffa814e3cc1000)
#define NOP_OPS (RODATA + 0x108)
#define LIST_OPS (RODATA + 0x1d0)
#define DATA UINT64_C(0xffffa814e5472000)
#define GLOBAL_OPS (DATA + 0xce8)
#define LIST_HEAD (DATA + 0x10)
#define LIST_END (DATA + 0x20)
#define CALLBACK UINT64_C(0xffffa814e2c00000)
#define HEAP UINT64_C(0xffff0000c1234000)
#define MODULE UINT64_C(0xffffa8147d4c8000)
#define NEAR_TRAMPOLINE (TEXT + (UINT64_C(49) << 20))

static inline struct fake_kernel *fake_arm64_make(void)
{
	struct fake_kernel *kernel = fake_kernel_make(EM_AARCH64);

	fake_kcore_segment(&kernel->kcore, TEXT, 4096);
	fake_kcore_segment(&kernel->kcore, RODATA, 4096);
	fake_kcore_segment(&kernel->kcore, DATA, 4096);
	fake_kcore_segment(&kernel->kcore, HEAP, 4096);
	fake_kcore_segment(&kernel->kcore, MODULE - 4096, 8192);
	fake_kernel_symbol(kernel, FTRACE_CALLER, "T ftrace_caller");
	fake_kernel_symbol(kernel, TEXT + 0x100, "t twin");
	fake_kernel_symbol(kernel, TEXT + 0x180, "T untraced");
	fake_kernel_symbol(kernel, TEXT + 0x200, "t foo.isra.0");
	fake_kernel_symbol(kernel, TEXT + 0x240, "t foo.constprop.0");
	fake_kernel_symbol(kernel, GETPPID, "T __arm64_sys_getppid");
	fake_kernel_symbol(kernel, GETPPID + 0x40, "t twin");
	fake_kernel_symbol(kernel, CALLBACK, "t function_trace_call");
	fake_kernel_symbol(kernel, CALLBACK + 0x400, "t arch_ftrace_ops_list_func");
	fake_kernel_symbol(kernel, NOP_OPS, "R ftrace_nop_ops");
	fake_kernel_symbol(kernel, LIST_OPS, "R ftrace_list_ops");
	fake_kernel_symbol(kernel, LIST_HEAD, "D ftrace_ops_list");
	fake_kernel_symbol(kernel, LIST_END, "D ftrace_list_end");
	fake_kernel_symbol(kernel, GLOBAL_OPS, "d global_ops");
	fake_kernel_symbol(kernel, NEAR_TRAMPOLINE, "t bpf_trampoline_6442536467\t[bpf]");
	fake_kernel_symbol(kernel, MODULE, "t near_tracee\t[tracetoll]");
	fake_kernel_symbol(kernel, MODULE + 0x100, "t trampoline\t[tracetoll]");
	fake_kernel_symbol(kernel, MODULE + 0x800, "b relevant\t[tracetoll]");
	fake_kcore_poke_u64(&kernel->kcore, GLOBAL_OPS, CALLBACK);
	fake_kcore_poke_u64(&kernel->kcore, LIST_OPS, CALLBACK + 0x400);
	fake_kcore_poke_u64(&kernel->kcore, HEAP, CALLBACK);
	fake_kcore_poke_u64(&kernel->kcore, LIST_HEAD, LIST_END);
	return kernel;
}

static inline void fake_arm64_site(struct fake_kernel *kernel, uint64_t function, uint64_t literal,
				   uint32_t site)
{
	fake_kcore_poke_u64(&kernel->kcore, function - 8, literal);
	fake_kcore_poke_u32(&kernel->kcore, function, 0xaa1e03e9);
	fake_kcore_poke_u32(&kernel->kcore, function + 4, site);
}

#endif /* FAKE_ARM64_H */
