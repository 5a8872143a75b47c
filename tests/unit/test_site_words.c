// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll site on a fake arm64 kernel: by its words, with doors closed, and as JSON.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "fake_arm64.h"
#include "machine/kprobe_list.h"

static void test_all_that_are_traced(void **state)
{
	struct fake_kernel *kernel = fake_arm64_make();
	const char *const none[] = { NULL };
	struct said said;

	(void)state;
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
	fake_kernel_write(kernel);
	said = site_said(kernel, false, none);
	assert_string_equal(said.out, "no function is traced at the moment\n");
	assert_int_equal(said.code, EXIT_CODE_DONE);
	free(said.out);
	fake_arm64_site(kernel, GETPPID, GLOBAL_OPS, 0x97fcfd0b);
	fake_arm64_site(kernel, MODULE, GLOBAL_OPS, 0x94000101);
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
					"this kernel; did you mean '__arm64_sys_getppid', "
					"or is it inlined into its callers?\n" },
		{ "__arm64_sy_getpid", "tracetoll: there is no function '__arm64_sy_getpid' in "
				       "this kernel; did you mean '__arm64_sys_getppid', "
				       "or is it inlined into its callers?\n" },
		/* Three letters away; and two, which is much of a short word. */
		{ "__arm64_s_getpid", "tracetoll: there is no function '__arm64_s_getpid' in this "
				      "kernel; it may be inlined into its callers, or in a module "
				      "that is not loaded\n" },
		{ "twigs",
		  "tracetoll: there is no function 'twigs' in this kernel; it may be inlined "
		  "into its callers, or in a module that is not loaded\n" },
		{ "twi", "tracetoll: there is no function 'twi' in this kernel; did you mean "
			 "'twin', or is it inlined into its callers?\n" },
		{ "quite_another_thing",
		  "tracetoll: there is no function 'quite_another_thing' in this kernel; it may "
		  "be inlined into its callers, or in a module that is not loaded\n" },
		{ "foo", "tracetoll: there is no function 'foo', the compiler made of it: "
			 "foo.isra.0, foo.constprop.0; name one of them, "
			 "the rest may be inlined into its callers\n" },
		{ "global_ops", "tracetoll: 'global_ops' is data, no function; only functions have "
				"a patch site\n" },
		{ "untraced", "tracetoll: 'untraced' has no patch site and cannot be traced; it is "
			      "notrace, or in a file that is built without patch sites\n" },
		{ "function_trace_call", "tracetoll: cannot read 'function_trace_call' in the "
					 "kernel's memory: No such device or address\n" },
		{ "", "tracetoll: there is no function '' in this kernel; it may be inlined "
		      "into its callers, or in a module that is not loaded\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		site_check(fake_arm64_make(), rows[i].word,
			   i == 9 ? EXIT_CODE_FAILED : EXIT_CODE_SKIPPED, "", rows[i].err);
}

static void test_one_of_two(void **state)
{
	const char *const words[] = { "global_ops", "__arm64_sys_getppid", NULL };
	struct fake_kernel *kernel = fake_arm64_make();
	struct said said;

	(void)state;
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
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
	struct fake_kernel *kernel = fake_arm64_make();
	const char *const words[] = { "__arm64_sys_getppid", NULL };
	const char *const none[] = { NULL };
	struct said said;

	(void)state;
	fake_arm64_site(kernel, GETPPID, NOP_OPS, 0xd503201f);
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
		struct fake_kernel *kernel = fake_arm64_make();
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
	struct fake_kernel *kernel = fake_arm64_make();
	const char *const words[] = { "__arm64_sys_getppid", NULL };
	struct said said;
	json_t *all, *object, *step;

	(void)state;
	fake_arm64_site(kernel, GETPPID, HEAP, 0x97fcfd0b);
	fake_kcore_poke_u64(&kernel->kcore, HEAP + FAKE_DIRECT_CALL, MODULE + 0x100);
	fake_kernel_list(kernel, "__arm64_sys_getppid (1)    D  O M\n"
				 "\tdirect-->trampoline+0x0/0x10 [tracetoll]\n");
	fake_kernel_write(kernel);
	fake_root_write(&kernel->root, KPROBE_LIST_PATH,
			"ffffa814e2b0fb98  r  __arm64_sys_getppid+0x10    [DISABLED]\n");
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
	step = json_array_get(json_object_get(object, "kprobes"), 0);
	assert_string_equal(json_string_value(json_object_get(step, "at")),
			    "__arm64_sys_getppid+0x10 [DISABLED]");
	assert_true(json_is_true(json_object_get(step, "return")));
	step = json_array_get(json_object_get(object, "instructions"), 1);
	assert_string_equal(json_string_value(json_object_get(step, "bytes")), "0bfdfc97");
	assert_string_equal(json_string_value(json_object_get(step, "text")), "bl");
	assert_string_equal(text_of(step, "target", "name"), "ftrace_caller");
	assert_true(json_is_true(json_object_get(step, "patch_site")));
	json_decref(all);
	free(said.out);
	/* Not known is not the same as none. */
	fake_kernel_remove_file(kernel, KPROBE_LIST_PATH);
	said = site_said(kernel, true, words);
	assert_non_null(strstr(said.out, "\"kprobes\": null"));
	free(said.out);
	fake_kernel_free(kernel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_that_are_traced),
		cmocka_unit_test(test_what_cannot_be_shown),
		cmocka_unit_test(test_one_of_two),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_closed_doors),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
