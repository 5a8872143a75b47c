// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether anything can be traced here, by the files of a kernel.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <sys/utsname.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/ftrace_state.h"

#define SYSCTL "/proc/sys/kernel/ftrace_enabled"
#define FUNCTIONS "/sys/kernel/tracing/enabled_functions"
#define LOCKDOWN "/sys/kernel/security/lockdown"

/* A kernel that is fine, but for what the caller then changes. */
static void make_sound(struct fake_root *root)
{
	fake_root_make(root);
	fake_root_write(root, SYSCTL, "1\n");
	fake_root_write(root, FUNCTIONS, "");
	fake_root_write(root, LOCKDOWN, "[none] integrity confidentiality\n");
}

static void remove_file(const struct fake_root *root, const char *path)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "%s%s", root->path, path);
	assert_int_equal(remove(whole), 0);
}

static int check(struct fake_root *root, struct complaint *complaint)
{
	struct ftrace_state state;

	memset(complaint, 0, sizeof(*complaint));
	ftrace_state_read(root->path, &state);
	fake_root_remove(root);
	return ftrace_state_check(&state, complaint);
}

static void assert_refused(int error, const struct complaint *complaint, const char *tried,
			   const char *advice)
{
	assert_true(error < 0);
	assert_int_equal(complaint->exit_code, EXIT_CODE_REFUSED);
	if (!strstr(complaint->tried, tried))
		fail_msg("'%s' is not in '%s'", tried, complaint->tried);
	if (!strstr(complaint->advice, advice))
		fail_msg("'%s' is not in '%s'", advice, complaint->advice);
}

static void test_sound(void **state)
{
	struct complaint complaint;
	struct fake_root root;

	(void)state;
	make_sound(&root);
	assert_int_equal(check(&root, &complaint), 0);
	/* Without securityfs nobody knows; with integrity, modules must be signed. */
	make_sound(&root);
	remove_file(&root, LOCKDOWN);
	assert_int_equal(check(&root, &complaint), 0);
	make_sound(&root);
	fake_root_write(&root, LOCKDOWN, "none [integrity] confidentiality\n");
	assert_int_equal(check(&root, &complaint), 0);
}

static void test_read(void **state)
{
	struct ftrace_state found;
	struct fake_root root;

	(void)state;
	make_sound(&root);
	ftrace_state_read(root.path, &found);
	assert_int_equal(found.enabled, 1);
	assert_int_equal(found.tracefs, 0);
	assert_int_equal(found.lockdown, LOCKDOWN_NONE);
	fake_root_write(&root, LOCKDOWN, "none [integrity] confidentiality\n");
	ftrace_state_read(root.path, &found);
	assert_int_equal(found.lockdown, LOCKDOWN_INTEGRITY);
	fake_root_write(&root, LOCKDOWN, "something else\n");
	fake_root_write(&root, SYSCTL, "");
	ftrace_state_read(root.path, &found);
	assert_int_equal(found.lockdown, LOCKDOWN_UNKNOWN);
	assert_int_equal(found.enabled, -ENODATA);
	fake_root_remove(&root);
}

/* Nothing of ftrace is there, and nothing is wrong: but not without the kernel's word for it. */
static void test_no_sites(void **state)
{
	struct complaint complaint;
	struct fake_root root;
	struct utsname kernel;
	char path[256];

	(void)state;
	uname(&kernel);
	snprintf(path, sizeof(path), "/boot/config-%s", kernel.release);
	fake_root_make(&root);
	fake_root_write(&root, path, "# CONFIG_FUNCTION_TRACER is not set\n");
	assert_int_equal(check(&root, &complaint), 0);
	fake_root_make(&root);
	fake_root_write(&root, path, "CONFIG_FUNCTION_TRACER=y\n");
	assert_refused(check(&root, &complaint), &complaint, "cannot trace functions",
		       "CONFIG_FUNCTION_TRACER");
	/* Locked down, modules and counters are closed all the same. */
	fake_root_make(&root);
	fake_root_write(&root, path, "# CONFIG_FUNCTION_TRACER is not set\n");
	fake_root_write(&root, LOCKDOWN, "none integrity [confidentiality]\n");
	assert_refused(check(&root, &complaint), &complaint, "locked down", "");
}

static void test_switched_off(void **state)
{
	struct complaint complaint;
	struct fake_root root;
	int error;

	(void)state;
	make_sound(&root);
	fake_root_write(&root, SYSCTL, "0\n");
	error = check(&root, &complaint);
	assert_refused(error, &complaint, "ftrace is switched off",
		       "sysctl kernel.ftrace_enabled=1");
}

/* No regular file answers ENODEV, so what was read is made up here. */
static void test_dead(void **state)
{
	static const struct ftrace_state dead[] = {
		{ .enabled = -ENODEV, .tracefs = 0 },
		{ .enabled = 1, .tracefs = -ENODEV },
		{ .enabled = -ENODEV, .tracefs = -ENODEV },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(dead) / sizeof(dead[0]); i++) {
		struct complaint complaint;
		int error = ftrace_state_check(&dead[i], &complaint);

		assert_int_equal(error, -ENODEV);
		assert_refused(error, &complaint, "gave itself up", "reboot");
	}
}

static void test_tracefs(void **state)
{
	struct ftrace_state closed = { .enabled = 1, .tracefs = -EACCES };
	struct complaint complaint;
	struct fake_root root;
	int error;

	(void)state;
	make_sound(&root);
	remove_file(&root, FUNCTIONS);
	error = check(&root, &complaint);
	assert_int_equal(error, -ENOENT);
	assert_refused(error, &complaint, "cannot open " FUNCTIONS, "mount -t tracefs");

	error = ftrace_state_check(&closed, &complaint);
	assert_int_equal(error, -EACCES);
	assert_refused(error, &complaint, "cannot open " FUNCTIONS,
		       geteuid() ? "run as root" : "all of root's rights");
}

/* Nobody who is root is told to become it. */
static void test_advice(void **state)
{
	const char *integrity = ftrace_state_permission_advice(LOCKDOWN_INTEGRITY);
	const char *confidentiality = ftrace_state_permission_advice(LOCKDOWN_CONFIDENTIALITY);
	const char *unknown = ftrace_state_permission_advice(LOCKDOWN_UNKNOWN);

	(void)state;
	if (geteuid()) {
		assert_string_equal(integrity, "run as root");
		assert_string_equal(unknown, "run as root");
		return;
	}
	assert_non_null(strstr(integrity, "locked down, [integrity]: sign the module"));
	assert_non_null(strstr(confidentiality, "locked down, [confidentiality]: boot it with"));
	assert_non_null(strstr(unknown, LOCKDOWN));
}

/* Where nobody mounted it by itself, debugfs still has it. */
static void test_tracefs_in_debugfs(void **state)
{
	struct complaint complaint;
	struct fake_root root;

	(void)state;
	make_sound(&root);
	remove_file(&root, FUNCTIONS);
	fake_root_write(&root, "/sys/kernel/debug/tracing/enabled_functions", "");
	assert_int_equal(check(&root, &complaint), 0);
}

static void test_no_ftrace(void **state)
{
	struct complaint complaint;
	struct fake_root root;
	int error;

	(void)state;
	make_sound(&root);
	remove_file(&root, SYSCTL);
	remove_file(&root, FUNCTIONS);
	error = check(&root, &complaint);
	assert_refused(error, &complaint, "cannot trace functions", "CONFIG_FUNCTION_TRACER");
}

static void test_locked_down(void **state)
{
	struct complaint complaint;
	struct fake_root root;
	int error;

	(void)state;
	make_sound(&root);
	fake_root_write(&root, LOCKDOWN, "none integrity [confidentiality]\n");
	error = check(&root, &complaint);
	assert_int_equal(error, -EPERM);
	assert_refused(error, &complaint, "locked down", "lockdown=none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),       cmocka_unit_test(test_read),
		cmocka_unit_test(test_no_sites),    cmocka_unit_test(test_switched_off),
		cmocka_unit_test(test_dead),        cmocka_unit_test(test_tracefs),
		cmocka_unit_test(test_no_ftrace),   cmocka_unit_test(test_tracefs_in_debugfs),
		cmocka_unit_test(test_locked_down), cmocka_unit_test(test_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
