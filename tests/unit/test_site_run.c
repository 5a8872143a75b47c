// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll site on a fake arm64 kernel: what it prints of each state, and its exit codes.
 * The addresses and words are those of a real one, booted with KASLR.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "site_said.h"

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

static struct fake_kernel *make(void)
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

static void put_site(struct fake_kernel *kernel, uint64_t function, uint64_t literal, uint32_t site)
{
	fake_kcore_poke_u64(&kernel->kcore, function - 8, literal);
	fake_kcore_poke_u32(&kernel->kcore, function, 0xaa1e03e9);
	fake_kcore_poke_u32(&kernel->kcore, function + 4, site);
}

static void test_disabled(void **state)
{
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, HEAP,
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, LIST_OPS, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, LIST_OPS, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();
	uint64_t pages = (FTRACE_CALLER >> 12) - (slot >> 12);

	(void)state;
	put_site(kernel, MODULE, MODULE + 0x800 + 0xd0, 0x94000101);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
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
	kernel = make();
	put_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
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
	struct fake_kernel *kernel = make();

	(void)state;
	put_site(kernel, TEXT + 0x100, NOP_OPS, 0xd503201f);
	put_site(kernel, GETPPID + 0x40, GLOBAL_OPS,
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

static void test_all_that_are_traced(void **state)
{
	struct fake_kernel *kernel = make();
	const char *const none[] = { NULL };
	struct said said;

	(void)state;
	put_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kernel_write(kernel);
	said = site_said(kernel, false, none);
	assert_string_equal(said.out, "no function is traced at the moment\n");
	assert_int_equal(said.code, EXIT_CODE_DONE);
	free(said.out);
	put_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
	put_site(kernel, MODULE, GLOBAL_OPS, 0x94000101);
	fake_kernel_list(kernel, "near_tracee [tracetoll] (1)\n"
				 "__arm64_sys_getppid (1)\n"
				 "of_nobody_we_know (1)\n");
	fake_kernel_write(kernel);
	said = site_said(kernel, false, none);
	/* By address. */
	assert_int_equal(strncmp(said.out, "near_tracee [tracetoll]  0x", 27), 0);
	assert_non_null(strstr(said.out, "\n\n__arm64_sys_getppid  0x"));
	assert_null(strstr(said.out, "of_nobody_we_know"));
	free(said.out);
	fake_kernel_free(kernel);
}

static void test_what_cannot_be_shown(void **state)
{
	static const struct {
		const char *word, *err;
	} rows[] = {
		{ "__arm64_sys_getpid", "tracetoll: there is no function '__arm64_sys_getpid' in "
					"this kernel; did you mean '__arm64_sys_getppid'?\n" },
		{ "__arm64_sy_getpid", "tracetoll: there is no function '__arm64_sy_getpid' in "
				       "this kernel; did you mean '__arm64_sys_getppid'?\n" },
		{ "quite_another_thing",
		  "tracetoll: there is no function 'quite_another_thing' in this kernel; is it in "
		  "a module that is not loaded, or inlined wherever it is called?\n" },
		{ "foo", "tracetoll: there is no function 'foo', the compiler made of it: "
			 "foo.isra.0, foo.constprop.0; name one of them\n" },
		{ "global_ops", "tracetoll: 'global_ops' is data, no function; only functions have "
				"a patch site\n" },
		{ "untraced", "tracetoll: 'untraced' has no patch site and cannot be traced; it is "
			      "notrace, or in a file that is built without patch sites\n" },
		{ "function_trace_call", "tracetoll: cannot read 'function_trace_call' in the "
					 "kernel's memory: No such device or address\n" },
		{ "", "tracetoll: there is no function '' in this kernel; is it in a module that "
		      "is not loaded, or inlined wherever it is called?\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		site_check(make(), rows[i].word, i == 6 ? EXIT_CODE_FAILED : EXIT_CODE_SKIPPED, "",
			   rows[i].err);
}

static void test_one_of_two(void **state)
{
	const char *const words[] = { "global_ops", "__arm64_sys_getppid", NULL };
	struct fake_kernel *kernel = make();
	struct said said;

	(void)state;
	put_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kernel_write(kernel);
	said = site_said(kernel, false, words);
	assert_int_equal(said.code, EXIT_CODE_SKIPPED);
	assert_non_null(strstr(said.err, "'global_ops' is data"));
	assert_int_equal(strncmp(said.out, "__arm64_sys_getppid  ", 21), 0);
	free(said.out);
	fake_kernel_free(kernel);
}

static void test_notes(void **state)
{
	struct fake_kernel *kernel = make();
	const char *const words[] = { "__arm64_sys_getppid", NULL };
	const char *const none[] = { NULL };
	struct said said;

	(void)state;
	put_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kernel_write(kernel);
	fake_root_write(&kernel->root, "/proc/sys/kernel/ftrace_enabled", "0\n");
	fake_kernel_remove_file(kernel, "/sys/kernel/tracing/enabled_functions");
	fake_kernel_remove_file(kernel, "/sys/kernel/btf/vmlinux");
	said = site_said(kernel, false, words);
	assert_int_equal(said.code, EXIT_CODE_DONE);
	assert_string_equal(
		said.out,
		"__arm64_sys_getppid  0xffffa814e2b0fb88  nop\n"
		"  -8  ffffa814e3cc1108  literal: ftrace_nop_ops\n"
		"  +0  aa1e03e9          mov x9, x30\n"
		"  +4  d503201f          nop  <- patch site\n\n"
		"note: ftrace is switched off: no site is enabled before sysctl\n"
		"      kernel.ftrace_enabled=1\n"
		"note: shown without enabled_functions (No such file or directory); mount\n"
		"      tracefs: mount -t tracefs nodev /sys/kernel/tracing\n"
		"note: whether a literal's ops holds a direct call is not known: reading\n"
		"      /sys/kernel/btf/vmlinux: No such file or directory\n");
	free(said.out);
	said = site_said(kernel, false, none);
	assert_int_equal(said.code, EXIT_CODE_REFUSED);
	assert_string_equal(said.out, "");
	assert_string_equal(said.err,
			    "tracetoll: cannot tell which functions are traced, reading "
			    "/sys/kernel/tracing/enabled_functions: No such file or directory; "
			    "mount tracefs: mount -t tracefs nodev /sys/kernel/tracing\n");
	free(said.out);
	fake_kernel_free(kernel);
}

static void test_closed_doors(void **state)
{
	static const struct {
		const char *file, *text; /* NULL: it is not there */
		enum exit_code code;
		const char *err;
	} rows[] = {
		{ "/proc/kallsyms", NULL, EXIT_CODE_REFUSED,
		  "tracetoll: cannot read /proc/kallsyms: No such file or directory; mount /proc, "
		  "or take a kernel with CONFIG_KALLSYMS\n" },
		{ "/proc/kallsyms", "0000000000000000 T ftrace_caller\n", EXIT_CODE_REFUSED,
		  "tracetoll: /proc/kallsyms hides all addresses from us: Operation not permitted; "
		  "run as root\n" },
		{ "/proc/kallsyms", "ffffffff81000000 T _text\n", EXIT_CODE_SKIPPED,
		  "tracetoll: this kernel has no patch sites, for it has no ftrace_caller; take a "
		  "kernel with CONFIG_DYNAMIC_FTRACE\n" },
		{ "/proc/kcore", NULL, EXIT_CODE_REFUSED,
		  "tracetoll: cannot open /proc/kcore, which is the kernel's memory: No such file "
		  "or directory; take a kernel with CONFIG_PROC_KCORE\n" },
		{ "/proc/kcore", "no core", EXIT_CODE_FAILED,
		  "tracetoll: cannot use /proc/kcore: Exec format error\n" },
	};
	const char *const words[] = { "__arm64_sys_getppid", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fake_kernel *kernel = make();
		struct said said;

		fake_kernel_write(kernel);
		if (rows[i].text)
			fake_root_write(&kernel->root, rows[i].file, rows[i].text);
		else
			fake_kernel_remove_file(kernel, rows[i].file);
		said = site_said(kernel, i & 1, words);
		assert_string_equal(said.out, "");
		assert_string_equal(said.err, rows[i].err);
		assert_int_equal(said.code, rows[i].code);
		free(said.out);
		fake_kernel_free(kernel);
	}
}

static const char *text_of(json_t *object, const char *member, const char *key)
{
	return json_string_value(json_object_get(json_object_get(object, member), key));
}

static void test_json(void **state)
{
	struct fake_kernel *kernel = make();
	const char *const words[] = { "__arm64_sys_getppid", NULL };
	struct said said;
	json_t *all, *object, *step;

	(void)state;
	put_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + FAKE_DIRECT_CALL, MODULE + 0x100);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)    D  O M\n"
				 "\tdirect-->trampoline+0x0/0x10 [tracetoll]\n");
	fake_kernel_write(kernel);
	said = site_said(kernel, true, words);
	assert_int_equal(said.code, EXIT_CODE_DONE);
	all = json_loads(said.out, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(all);
	assert_string_equal(json_string_value(json_object_get(all, "architecture")), "arm64");
	assert_true(json_is_true(json_object_get(all, "call_ops")));
	assert_int_equal(json_array_size(json_object_get(all, "notes")), 0);
	assert_int_equal(json_array_size(json_object_get(all, "functions")), 1);
	object = json_array_get(json_object_get(all, "functions"), 0);
	assert_string_equal(json_string_value(json_object_get(object, "address")),
			    "0xffffa814e2b0fb88");
	assert_string_equal(json_string_value(json_object_get(object, "path")), "callops-direct");
	assert_string_equal(text_of(object, "trampoline", "name"), "trampoline [tracetoll]");
	assert_true(json_is_false(
		json_object_get(json_object_get(object, "trampoline"), "bl_reaches")));
	assert_int_equal(json_integer_value(json_object_get(json_object_get(object, "trampoline"),
							    "distance")),
			 (int64_t)(MODULE + 0x100 - GETPPID - 4));
	assert_string_equal(text_of(object, "func", "name"), "function_trace_call");
	assert_true(json_is_null(json_object_get(json_object_get(object, "literal"), "name")));
	assert_string_equal(text_of(object, "enabled_functions", "direct_call"),
			    "trampoline+0x0/0x10 [tracetoll]");
	step = json_array_get(json_object_get(object, "instructions"), 1);
	assert_string_equal(json_string_value(json_object_get(step, "bytes")), "0bfdfc97");
	assert_string_equal(json_string_value(json_object_get(step, "text")), "bl");
	assert_string_equal(text_of(step, "target", "name"), "ftrace_caller");
	assert_true(json_is_true(json_object_get(step, "patch_site")));
	json_decref(all);
	free(said.out);
	fake_kernel_free(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disabled),
		cmocka_unit_test(test_function_tracer),
		cmocka_unit_test(test_ops_on_the_heap),
		cmocka_unit_test(test_far_direct_call),
		cmocka_unit_test(test_near_direct_call),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_in_a_circle),
		cmocka_unit_test(test_module_plt),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_two_of_a_name),
		cmocka_unit_test(test_all_that_are_traced),
		cmocka_unit_test(test_what_cannot_be_shown),
		cmocka_unit_test(test_one_of_two),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_closed_doors),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
