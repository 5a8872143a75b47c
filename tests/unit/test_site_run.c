// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll site on a fake arm64 kernel: what it prints of each state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_arm64.h"
#include "machine/kprobe_list.h"

static void test_disabled(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  nop\n"
		   "  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  d503201f          nop  <- patch site\n"
		   "  enabled_functions     not listed\n\n",
		   "");
}

static void test_function_tracer(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)  O \tops: global_ops+0x0/0x1c0 "
				 "(function_trace_call+0x0/0x190)\n");
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  callops-func\n"
		   "  -8  ffffa814e5472ce8  literal: global_ops\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		   "  ops                   calls function_trace_call\n"
		   "  enabled_functions     __arm64_sys_getppid (1) O ops: global_ops+0x0/0x1c0\n"
		   "                        (function_trace_call+0x0/0x190)\n\n",
		   "");
}

static void test_ops_on_the_heap(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)  O\n");
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  callops-func\n"
		   "  -8  ffff0000c1234000  literal: an ops without a symbol\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		   "  ops                   one whose func is function_trace_call\n"
		   "  enabled_functions     __arm64_sys_getppid (1) O\n\n",
		   "");
}

/* With KASLR: the site calls ftrace_caller, and the literal's ops names the trampoline. */
static void test_far_direct_call(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + FAKE_DIRECT_CALL, MODULE + 0x100);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)    D  O M\n"
				 "\tdirect-->trampoline+0x0/0x10 [tracetoll]\n");
	site_check(
		kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		"__arm64_sys_getppid  0xffffa814e2b0fb88  callops-direct\n"
		"  -8  ffff0000c1234000  literal: an ops without a symbol\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		"  ops                   ftrace_caller branches to its direct_call\n"
		"  trampoline            trampoline [tracetoll], 1622 MiB below: out of the reach\n"
		"                        of a BL\n"
		"  enabled_functions     __arm64_sys_getppid (1) D O M;\n"
		"                        direct-->trampoline+0x0/0x10 [tracetoll]\n\n",
		"");
}

static void test_near_direct_call(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, HEAP,
			0x94000000 | (uint32_t)((NEAR_TRAMPOLINE - GETPPID - 4) / 4));
	fake_kcore_poke_u64(&kernel->kcore, HEAP + FAKE_DIRECT_CALL, NEAR_TRAMPOLINE);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)    D  O M\n"
				 "\tdirect-->bpf_trampoline_6442536467+0x0/0x100\n");
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  direct\n"
		   "  -8  ffff0000c1234000  literal: an ops without a symbol\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  94c3fd1d          bl bpf_trampoline_6442536467 [bpf]  <- patch site\n"
		   "  trampoline            bpf_trampoline_6442536467 [bpf], 48 MiB above: a BL\n"
		   "                        reaches it\n"
		   "  enabled_functions     __arm64_sys_getppid (1) D O M;\n"
		   "                        direct-->bpf_trampoline_6442536467+0x0/0x100\n\n",
		   "");
}

static void test_list(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, LIST_OPS, 0x97fcfd0b);
	fake_kcore_poke_u64(&kernel->kcore, LIST_HEAD, HEAP);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + 8, GLOBAL_OPS);
	fake_kcore_poke_u64(&kernel->kcore, GLOBAL_OPS + 8, LIST_END);
	fake_kernel_list(kernel, "__arm64_sys_getppid (2)\n");
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  list\n"
		   "  -8  ffffa814e3cc11d0  literal: ftrace_list_ops\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		   "  ops in the system     2: function_trace_call, global_ops\n"
		   "  enabled_functions     __arm64_sys_getppid (2)\n\n",
		   "");
}

/* A list that leads in circles, as while it changes, is no list; nothing hangs. */
static void test_list_in_a_circle(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, LIST_OPS, 0x97fcfd0b);
	fake_kcore_poke_u64(&kernel->kcore, LIST_HEAD, HEAP);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + 8, HEAP);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)\n");
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  list\n"
		   "  -8  ffffa814e3cc11d0  literal: ftrace_list_ops\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		   "  enabled_functions     __arm64_sys_getppid (1)\n"
		   "  note                  one ops, and yet the list: it has the flag RCU or\n"
		   "                        RECURSION, or came after such a one\n\n",
		   "");
}

static void test_module_plt(void **state)
{
	const uint64_t slot = MODULE + 4 + 0x404;
	struct fake_kernel *kernel = fake_arm64_make();
	uint64_t pages = (FTRACE_CALLER >> 12) - (slot >> 12);

	(void)state;
	fake_arm64_site(kernel, MODULE, MODULE + 0x800 + 0xd0, 0x94000101);
	fake_kcore_poke_u64(&kernel->kcore, MODULE + 0x800 + 0xd0, CALLBACK);
	fake_kcore_poke_u32(&kernel->kcore, slot,
			    0x90000010 | (uint32_t)(pages & 3) << 29 |
				    (uint32_t)(pages >> 2 & 0x7ffff) << 5);
	fake_kcore_poke_u32(&kernel->kcore, slot + 4, 0x913ee210);
	fake_kcore_poke_u32(&kernel->kcore, slot + 8, 0xd61f0200);
	fake_kernel_list(kernel, "near_tracee [tracetoll] (1)  O\n");
	site_check(kernel, "near_tracee", EXIT_CODE_DONE,
		   "near_tracee [tracetoll]  0xffffa8147d4c8000  callops-func\n"
		   "  -8  ffffa8147d4c88d0  literal: relevant+0xd0 [tracetoll]\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  94000101          bl trampoline+0x308 [tracetoll]  <- patch site\n"
		   "  module PLT            leads to ftrace_caller\n"
		   "  ops                   calls function_trace_call\n"
		   "  enabled_functions     near_tracee [tracetoll] (1) O\n\n",
		   "");
}

static void test_contradictions(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)\n");
	site_check(
		kernel, "__arm64_sys_getppid", EXIT_CODE_UNTRUSTED,
		"__arm64_sys_getppid  0xffffa814e2b0fb88  nop\n"
		"  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  d503201f          nop  <- patch site\n"
		"  enabled_functions     __arm64_sys_getppid (1)\n"
		"  CONTRADICTION         the site is disabled, but enabled_functions counts 1 ops\n"
		"\n",
		"");
	kernel = fake_arm64_make();
	fake_arm64_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
	fake_kernel_list(kernel, "__arm64_sys_getppid (2)\n");
	site_check(
		kernel, "__arm64_sys_getppid", EXIT_CODE_UNTRUSTED,
		"__arm64_sys_getppid  0xffffa814e2b0fb88  callops-func\n"
		"  -8  ffffa814e5472ce8  literal: global_ops\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		"  ops                   calls function_trace_call\n"
		"  enabled_functions     __arm64_sys_getppid (2)\n"
		"  CONTRADICTION         enabled_functions counts 2 ops, but callops-func is the\n"
		"                        path of one\n\n",
		"");
}

/* Both of a name; the list does not tell which it means, so nothing is judged by it. */
static void test_two_of_a_name(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, TEXT + 0x100, NOP_OPS, 0xd503201f);
	fake_arm64_site(kernel, GETPPID + 0x40, GLOBAL_OPS,
			0x94000000 | ((FTRACE_CALLER - GETPPID - 0x44) / 4 & 0x3ffffff));
	fake_kernel_list(kernel, "twin (1)\n");
	site_check(
		kernel, "twin", EXIT_CODE_DONE,
		"twin  0xffffa814e2b0f100  nop\n"
		"  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  d503201f          nop  <- patch site\n"
		"  enabled_functions     not listed\n\n"
		"twin  0xffffa814e2b0fbc8  callops-func\n"
		"  -8  ffffa814e5472ce8  literal: global_ops\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  97fcfcfb          bl ftrace_caller  <- patch site\n"
		"  ops                   calls function_trace_call\n"
		"  enabled_functions     twin (1)\n"
		"  note                  other functions have this name, the line may be theirs\n\n",
		"");
}

/* A kprobe takes the first word, what the ops does stays; another probe stands behind. */
static void test_kprobes(void **state)
{
	static const char list[] = "ffffa814e2b0fb88  k  __arm64_sys_getppid+0x0    \n"
				   "ffffa814e2b0fb98  r  __arm64_sys_getppid+0x10    \n"
				   "ffffa814e2b0fbc8  k  twin+0x0    \n"
				   "ffffa8147d4c8008  k  near_tracee+0x8  tracetoll [DISABLED]\n";
	struct fake_kernel *kernel = fake_arm64_make();

	(void)state;
	fake_arm64_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
	fake_kcore_poke_u32(&kernel->kcore, GETPPID, 0xd4200080);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)  O\n");
	fake_root_write(&kernel->root, KPROBE_LIST_PATH, list);
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  breakpoint\n"
		   "  -8  ffffa814e5472ce8  literal: global_ops\n"
		   "  +0  d4200080          brk #0x4\n"
		   "  +4  97fcfd0b          bl ftrace_caller  <- patch site\n"
		   "  kprobe                __arm64_sys_getppid+0x0\n"
		   "  kretprobe             __arm64_sys_getppid+0x10\n"
		   "  ops                   calls function_trace_call\n"
		   "  enabled_functions     __arm64_sys_getppid (1) O\n\n",
		   "");
	/* Of a disabled site the literal calls nobody. */
	kernel = fake_arm64_make();
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kcore_poke_u32(&kernel->kcore, GETPPID, 0xd4200080);
	fake_kcore_poke_u64(&kernel->kcore, NOP_OPS, CALLBACK);
	fake_root_write(&kernel->root, KPROBE_LIST_PATH, list);
	site_check(kernel, "__arm64_sys_getppid", EXIT_CODE_DONE,
		   "__arm64_sys_getppid  0xffffa814e2b0fb88  breakpoint\n"
		   "  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		   "  +0  d4200080          brk #0x4\n"
		   "  +4  d503201f          nop  <- patch site\n"
		   "  kprobe                __arm64_sys_getppid+0x0\n"
		   "  kretprobe             __arm64_sys_getppid+0x10\n"
		   "  enabled_functions     not listed\n\n",
		   "");
	kernel = fake_arm64_make();
	fake_arm64_site(kernel, MODULE, NOP_OPS, 0xd503201f);
	fake_root_write(&kernel->root, KPROBE_LIST_PATH, list);
	site_check(kernel, "near_tracee", EXIT_CODE_DONE,
		   "near_tracee [tracetoll]  0xffffa8147d4c8000  nop\n"
		   "  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		   "  +0  aa1e03e9          mov x9, x30\n"
		   "  +4  d503201f          nop  <- patch site\n"
		   "  kprobe                near_tracee+0x8 [tracetoll] [DISABLED]\n"
		   "  enabled_functions     not listed\n\n",
		   "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disabled),         cmocka_unit_test(test_function_tracer),
		cmocka_unit_test(test_ops_on_the_heap),  cmocka_unit_test(test_far_direct_call),
		cmocka_unit_test(test_near_direct_call), cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_in_a_circle), cmocka_unit_test(test_module_plt),
		cmocka_unit_test(test_contradictions),   cmocka_unit_test(test_two_of_a_name),
		cmocka_unit_test(test_kprobes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
