// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel's refusals of BPF become: the verifier's log cut, errors explained.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "attach/bpf_refusal.h"

/* As kernels wrote them: 7.2 and 6.12. */
static const char not_modifiable[] =
	"__arm64_sys_getppid() is not modifiable\n"
	"processed 0 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 "
	"mark_read 0\n";
static const char wrong_return[] =
	"func#0 @0\n"
	"reg type unsupported for arg#0 function tracetoll_empty#7\n"
	"0: R1=ctx() R10=fp0\n"
	"; return 0; @ fentry.bpf.c:12\n"
	"0: (b7) r0 = 5                        ; R0_w=5\n"
	"1: (95) exit\n"
	"At program exit the register R0 has smin=5 smax=5 should have been in [0, 0]\n"
	"processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0\n";

static void assert_cut(const char *log, const char *expected)
{
	char text[512];

	bpf_log_cut(log, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void test_cut(void **state)
{
	(void)state;
	assert_cut(NULL, "");
	assert_cut("", "");
	assert_cut("\n\n", "");
	assert_cut("processed 3 insns (limit 1000000)\n", "");
	assert_cut("0: R1=ctx() R10=fp0\n0: (b7) r0 = 0\nR0=0 R10=fp0\n; return 0;\n", "");
	assert_cut(not_modifiable, "__arm64_sys_getppid() is not modifiable");
	assert_cut(wrong_return, "reg type unsupported for arg#0 function tracetoll_empty#7; "
				 "At program exit the register R0 has smin=5 smax=5 should have "
				 "been in [0, 0]");
	/* Cut off in the middle, as when the buffer was too small. */
	assert_cut("one\ntwo\nthr", "two; thr");
	/* What follows the numbers is of the next program. */
	assert_cut("one\nprocessed 0 insns\nafter\n", "one");
	assert_cut("2 programs of R are too many\n", "2 programs of R are too many");
}

static void test_cut_into_little_room(void **state)
{
	char text[16];

	(void)state;
	for (size_t size = 1; size <= sizeof(text); size++) {
		memset(text, 0x5a, sizeof(text));
		bpf_log_cut("a long line of words\nand another one\n", text, size);
		assert_int_equal(strlen(text), size - 1);
		if (size < sizeof(text))
			assert_int_equal(text[size], 0x5a);
	}
}

static void assert_complaint(int error, bool loading, const char *log, int result,
			     enum exit_code exit_code, const char *tried)
{
	const struct bpf_step step = {
		.type = "fsession", .tracee = "vfs_read", .loading = loading, .log = log
	};
	struct complaint complaint;

	memset(&complaint, 0x5a, sizeof(complaint));
	assert_int_equal(bpf_complain(&step, error, &complaint), result);
	assert_int_equal(complaint.exit_code, exit_code);
	assert_string_equal(complaint.tried, tried);
	/* What a cell cannot do is told without a system call's words. */
	assert_int_equal(complaint.error, result == -EOPNOTSUPP ? 0 : error);
}

static void test_this_kernel_cannot(void **state)
{
	static const int errors[] = { -EINVAL, -EOPNOTSUPP, -524 /* ENOTSUPP */ };

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		assert_complaint(errors[i], true, "", -EOPNOTSUPP, EXIT_CODE_SKIPPED,
				 "this kernel has no BPF programs fsession");
		assert_complaint(errors[i], false, NULL, -EOPNOTSUPP, EXIT_CODE_SKIPPED,
				 "this kernel cannot attach BPF programs fsession to vfs_read");
	}
}

static void test_what_it_lacks_is_named(void **state)
{
	const struct bpf_step step = { .type = "kprobe",
				       .tracee = "vfs_read",
				       .lacks = "it has no kprobe events" };
	struct complaint complaint;

	(void)state;
	assert_int_equal(bpf_complain(&step, -EOPNOTSUPP, &complaint), -EOPNOTSUPP);
	assert_string_equal(complaint.tried, "this kernel cannot attach BPF programs kprobe to "
					     "vfs_read: it has no kprobe events");
}

static void test_the_verifier_says_why(void **state)
{
	static const int errors[] = { -EINVAL, -EACCES, -EPERM, -524, -E2BIG, -ENOENT };

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		assert_complaint(errors[i], true, not_modifiable, -EOPNOTSUPP, EXIT_CODE_SKIPPED,
				 "the kernel refuses fsession on vfs_read: "
				 "__arm64_sys_getppid() is not modifiable");
}

static void test_no_permission(void **state)
{
	(void)state;
	assert_complaint(-EPERM, true, "", -EPERM, EXIT_CODE_REFUSED,
			 "cannot load a BPF program fsession");
	assert_complaint(-EACCES, false, "", -EACCES, EXIT_CODE_REFUSED,
			 "cannot attach a BPF program fsession");
}

static void test_failures(void **state)
{
	(void)state;
	assert_complaint(-EBUSY, false, "", -EBUSY, EXIT_CODE_REFUSED,
			 "cannot attach fsession to vfs_read");
	assert_complaint(-ENOMEM, true, "", -ENOMEM, EXIT_CODE_FAILED,
			 "cannot load fsession for vfs_read");
	assert_complaint(-ENOMEM, false, "", -ENOMEM, EXIT_CODE_FAILED,
			 "cannot attach fsession to vfs_read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_cut_into_little_room),
		cmocka_unit_test(test_this_kernel_cannot),
		cmocka_unit_test(test_what_it_lacks_is_named),
		cmocka_unit_test(test_the_verifier_says_why),
		cmocka_unit_test(test_no_permission),
		cmocka_unit_test(test_failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
