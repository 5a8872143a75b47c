// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll site on fake kernels of riscv64, with CALL_OPS and without, and of x86-64. The
 * words are those of Debian's 7.2 and 6.12 kernels.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "site_said.h"

#define RISCV_HANDLER UINT64_C(0xffffffff80057a70)
#define RISCV_CALLER UINT64_C(0xffffffff80021ef0)
#define RISCV_NOP_OPS UINT64_C(0xffffffff81218a30)
#define RISCV_OPS UINT64_C(0xffffffff820ee5b8)
#define RISCV_CALLBACK UINT64_C(0xffffffff80100000)

static struct fake_kernel *make_riscv64(bool call_ops)
{
	struct fake_kernel *kernel = fake_kernel_make(EM_RISCV);

	fake_kcore_segment(&kernel->kcore, RISCV_HANDLER - 0xa70, 4096);
	fake_kcore_segment(&kernel->kcore, RISCV_CALLER - 0xef0, 4096);
	fake_kcore_segment(&kernel->kcore, RISCV_OPS - 0x5b8, 4096);
	fake_kernel_symbol(kernel, RISCV_CALLER, "T ftrace_caller");
	fake_kernel_symbol(kernel, RISCV_CALLER + 0x1c, "T ftrace_call");
	fake_kernel_symbol(kernel, RISCV_HANDLER, "t __riscv_sys_getppid");
	fake_kernel_symbol(kernel, RISCV_CALLBACK, "t function_trace_call");
	fake_kernel_symbol(kernel, RISCV_CALLBACK + 0x4000, "t bpf_trampoline_6442536467\t[bpf]");
	fake_kernel_symbol(kernel, RISCV_NOP_OPS, call_ops ? "R ftrace_nop_ops" : "R other");
	fake_kernel_symbol(kernel, RISCV_NOP_OPS + 200, call_ops ? "R ftrace_list_ops" : "R more");
	fake_kernel_symbol(kernel, RISCV_OPS - 8, "D ftrace_ops_list");
	fake_kernel_symbol(kernel, RISCV_OPS, "d global_ops");
	fake_kernel_symbol(kernel, RISCV_OPS + 512, "d ftrace_list_end");
	fake_kcore_poke_u64(&kernel->kcore, RISCV_OPS - 8, RISCV_OPS);
	fake_kcore_poke_u64(&kernel->kcore, RISCV_OPS, RISCV_CALLBACK);
	fake_kcore_poke_u64(&kernel->kcore, RISCV_OPS + 8, RISCV_OPS + 512);
	return kernel;
}

static void put_words(struct fake_kernel *kernel, uint64_t literal, uint32_t first, uint32_t second)
{
	fake_kcore_poke_u64(&kernel->kcore, RISCV_HANDLER - 8, literal);
	fake_kcore_poke_u32(&kernel->kcore, RISCV_HANDLER, first);
	fake_kcore_poke_u32(&kernel->kcore, RISCV_HANDLER + 4, second);
}

static void test_riscv64(void **state)
{
	struct fake_kernel *kernel = make_riscv64(true);

	(void)state;
	put_words(kernel, RISCV_NOP_OPS, 0xfffca297, 0x00000013);
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  nop\n"
		   "  -8  ffffffff81218a30  literal: ftrace_nop_ops\n"
		   "  +0  fffca297          auipc t0, 0xfffca\n"
		   "  +4  00000013          nop  <- patch site\n"
		   "  enabled_functions     not listed\n\n",
		   "");
	kernel = make_riscv64(true);
	put_words(kernel, RISCV_OPS, 0xfffca297, 0x480282e7);
	fake_kernel_list(kernel, "__riscv_sys_getppid (1)  O\n");
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  callops-func\n"
		   "  -8  ffffffff820ee5b8  literal: global_ops\n"
		   "  +0  fffca297          auipc t0, 0xfffca\n"
		   "  +4  480282e7          jalr t0, 1152(t0)  # ftrace_caller  <- patch site\n"
		   "  ops                   calls function_trace_call\n"
		   "  enabled_functions     __riscv_sys_getppid (1) O\n\n",
		   "");
	kernel = make_riscv64(true);
	put_words(kernel, RISCV_NOP_OPS, 0x00100073, 0x00000013);
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  breakpoint\n"
		   "  -8  ffffffff81218a30  literal: ftrace_nop_ops\n"
		   "  +0  00100073          ebreak\n"
		   "  +4  00000013          nop  <- patch site\n"
		   "  enabled_functions     not listed\n\n",
		   "");
}

/* Nothing before the function is a literal there, and ftrace_caller has one callee. */
static void test_riscv64_without_call_ops(void **state)
{
	struct fake_kernel *kernel = make_riscv64(false);

	(void)state;
	put_words(kernel, RISCV_OPS, 0x00010001, 0x00010001);
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  nop\n"
		   "  +0  0001              c.nop\n"
		   "  +2  0001              c.nop\n"
		   "  +4  0001              c.nop  <- patch site\n"
		   "  +6  0001              c.nop\n"
		   "  enabled_functions     not listed\n\n",
		   "");
	kernel = make_riscv64(false);
	put_words(kernel, 0, 0xfffca297, 0x480282e7);
	/* auipc ra; jalr ra: to function_trace_call */
	fake_kcore_poke_u32(&kernel->kcore, RISCV_CALLER + 0x1c, 0x000de097);
	fake_kcore_poke_u32(&kernel->kcore, RISCV_CALLER + 0x20, 0x0f4080e7);
	fake_kernel_list(kernel, "__riscv_sys_getppid (1)\n");
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  global\n"
		   "  +0  fffca297          auipc t0, 0xfffca\n"
		   "  +4  480282e7          jalr t0, 1152(t0)  # ftrace_caller  <- patch site\n"
		   "  callee                function_trace_call, for all functions of this kernel\n"
		   "  ops in the system     1: global_ops\n"
		   "  enabled_functions     __riscv_sys_getppid (1)\n\n",
		   "");
}

/* Before 6.16 the pair leads straight to a trampoline. Also: lines that are too long. */
static void test_riscv64_direct_call(void **state)
{
	struct fake_kernel *kernel = make_riscv64(false);

	(void)state;
	put_words(kernel, 0, 0x000ac297, 0x590282e7);
	fake_kernel_list(kernel, "__riscv_sys_getppid (1)    D   M\n"
				 "\tdirect-->bpf_trampoline_6442536467+0x0/0x100\n");
	site_check(kernel, "__riscv_sys_getppid", EXIT_CODE_DONE,
		   "__riscv_sys_getppid  0xffffffff80057a70  direct\n"
		   "  +0  000ac297          auipc t0, 0xac\n"
		   "  +4  590282e7          jalr t0, 1424(t0)  # bpf_trampoline_6442536467 [bpf]\n"
		   "                          <- patch site\n"
		   "  trampoline            bpf_trampoline_6442536467 [bpf], 689 KiB above\n"
		   "  enabled_functions     __riscv_sys_getppid (1) D M;\n"
		   "                        direct-->bpf_trampoline_6442536467+0x0/0x100\n\n",
		   "");
}

#define X86_HANDLER UINT64_C(0xffffffff81389a20)
#define X86_CALLER UINT64_C(0xffffffff8132e510)
#define X86_NAMES                                                                           \
	"  names                 __do_sys_getppid, __x64_sys_getppid; ftrace knows it as\n" \
	"                        __do_sys_getppid\n"

static struct fake_kernel *make_x86_64(const uint8_t *site)
{
	static const uint8_t endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };
	struct fake_kernel *kernel = fake_kernel_make(EM_X86_64);

	fake_kcore_segment(&kernel->kcore, X86_HANDLER - 0xa20, 4096);
	fake_kernel_symbol(kernel, X86_CALLER, "T ftrace_caller");
	fake_kernel_symbol(kernel, X86_HANDLER, "t __do_sys_getppid");
	fake_kernel_symbol(kernel, X86_HANDLER, "T __x64_sys_getppid");
	fake_kernel_symbol(kernel, UINT64_C(0xffffffffc0400000),
			   "t ftrace_trampoline\t[__builtin__ftrace]");
	fake_kcore_poke(&kernel->kcore, X86_HANDLER, endbr64, sizeof(endbr64));
	fake_kcore_poke(&kernel->kcore, X86_HANDLER + 4, site, 5);
	return kernel;
}

static void test_x86_64(void **state)
{
	static const uint8_t nop[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	static const uint8_t tracer[] = { 0xe8, 0xd7, 0x65, 0x07, 0x3f };
	static const uint8_t both[] = { 0xe8, 0xe7, 0x4a, 0xfa, 0xff };
	static const uint8_t between[] = { 0xcc, 0x1f, 0x44, 0x00, 0x00 };
	struct fake_kernel *kernel;

	(void)state;
	/* An alias: the list has the first name. */
	site_check(make_x86_64(nop), "__x64_sys_getppid", EXIT_CODE_DONE,
		   "__x64_sys_getppid  0xffffffff81389a20  nop\n"
		   "  +0  f3 0f 1e fa       endbr64\n"
		   "  +4  0f 1f 44 00 00    nopl 0x0(%rax,%rax,1)  <- patch site\n" X86_NAMES
		   "  enabled_functions     not listed\n\n",
		   "");
	kernel = make_x86_64(tracer);
	fake_kernel_list(kernel, "__do_sys_getppid (1)           \ttramp: 0xffffffffc0400000 "
				 "(function_trace_call+0x0/0x190)\n");
	site_check(kernel, "__x64_sys_getppid", EXIT_CODE_DONE,
		   "__x64_sys_getppid  0xffffffff81389a20  tramp\n"
		   "  +0  f3 0f 1e fa       endbr64\n"
		   "  +4  e8 d7 65 07 3f    call ftrace_trampoline [__builtin__ftrace]\n"
		   "                          <- patch site\n" X86_NAMES
		   "  enabled_functions     __do_sys_getppid (1) tramp: 0xffffffffc0400000\n"
		   "                        (function_trace_call+0x0/0x190)\n\n",
		   "");
	kernel = make_x86_64(both);
	fake_kernel_list(kernel, "__do_sys_getppid (2)\n");
	site_check(kernel, "__do_sys_getppid", EXIT_CODE_DONE,
		   "__do_sys_getppid  0xffffffff81389a20  list\n"
		   "  +0  f3 0f 1e fa       endbr64\n"
		   "  +4  e8 e7 4a fa ff    call ftrace_caller  <- patch site\n" X86_NAMES
		   "  enabled_functions     __do_sys_getppid (2)\n\n",
		   "");
	/* Being patched: behind the int3 is what was there before. */
	site_check(make_x86_64(between), "__do_sys_getppid", EXIT_CODE_DONE,
		   "__do_sys_getppid  0xffffffff81389a20  breakpoint\n"
		   "  +0  f3 0f 1e fa       endbr64\n"
		   "  +4  cc                int3  <- patch site\n" X86_NAMES
		   "  enabled_functions     not listed\n\n",
		   "");
}

/* A trampoline without a symbol: the list says that it is a direct call, and by a jump. */
static void test_x86_64_jump(void **state)
{
	static const uint8_t jump[] = { 0xe9, 0xd7, 0x65, 0x17, 0x3f };
	struct fake_kernel *kernel = make_x86_64(jump);

	(void)state;
	fake_kernel_list(kernel, "__do_sys_getppid (1) R   D   M\n"
				 "\tdirect(jmp)-->0xffffffffc0500000\n");
	site_check(kernel, "__do_sys_getppid", EXIT_CODE_DONE,
		   "__do_sys_getppid  0xffffffff81389a20  direct\n"
		   "  +0  f3 0f 1e fa       endbr64\n"
		   "  +4  e9 d7 65 17 3f    jmp 0xffffffffc0500000  <- patch site\n"
		   "  trampoline            0xffffffffc0500000, 1009 MiB above\n" X86_NAMES
		   "  enabled_functions     __do_sys_getppid (1) R D M;\n"
		   "                        direct(jmp)-->0xffffffffc0500000\n\n",
		   "");
}

/* What is traced and cannot be shown is told: nothing is not what the list says. */
static void test_lines_without_a_site(void **state)
{
	const char *const none[] = { NULL };
	struct fake_kernel *kernel = make_riscv64(true);
	struct said said;

	(void)state;
	fake_kernel_symbol(kernel, 0xffffffff02000000, "t traced\t[far]");
	fake_kernel_list(kernel, "traced [far] (1) O\ngone [far] (1) O\n");
	fake_kernel_write(kernel);
	said = site_said(kernel, false, none);
	assert_string_equal(said.out, "");
	assert_non_null(strstr(said.err, "cannot read 'traced' in the kernel's memory"));
	assert_non_null(strstr(said.err, "for this line of enabled_functions: gone [far] (1) O"));
	assert_int_equal(said.code, EXIT_CODE_FAILED);
	free(said.out);
	fake_kernel_free(kernel);
}

/* As long as the kernel's names can be. */
static void test_a_long_name(void **state)
{
	const char *const none[] = { NULL };
	struct fake_kernel *kernel = make_riscv64(true);
	char name[301];
	char symbol[sizeof(name) + 2];
	struct said said;

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	snprintf(symbol, sizeof(symbol), "t %s", name);
	fake_kernel_symbol(kernel, RISCV_HANDLER + 64, symbol);
	fake_kcore_poke_u64(&kernel->kcore, RISCV_HANDLER + 56, RISCV_OPS);
	fake_kcore_poke_u32(&kernel->kcore, RISCV_HANDLER + 64, 0xfffca297);
	fake_kcore_poke_u32(&kernel->kcore, RISCV_HANDLER + 68, 0x440282e7);
	fake_kernel_list(kernel, "%s (1) O\n", name);
	fake_kernel_write(kernel);
	said = site_said(kernel, false, none);
	assert_non_null(strstr(said.out, "callops-func"));
	assert_string_equal(said.err, "");
	assert_int_equal(said.code, EXIT_CODE_DONE);
	free(said.out);
	fake_kernel_free(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_without_a_site),
		cmocka_unit_test(test_a_long_name),
		cmocka_unit_test(test_riscv64),
		cmocka_unit_test(test_riscv64_without_call_ops),
		cmocka_unit_test(test_riscv64_direct_call),
		cmocka_unit_test(test_x86_64),
		cmocka_unit_test(test_x86_64_jump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
