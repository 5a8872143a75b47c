// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's log, as /dev/kmsg gives it: one record for each read.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/kernel_log.h"

/* A socket keeps records apart as the device does. */
struct fake_log {
	struct kernel_log log;
	int writer;
};

/* What no socket can answer: the reader was overtaken. */
#define OVERTAKEN "overtaken"

static ssize_t read_from_socket(int fd, void *bytes, size_t size)
{
	ssize_t length = recv(fd, bytes, size, MSG_DONTWAIT);

	if (length == (ssize_t)strlen(OVERTAKEN) && !memcmp(bytes, OVERTAKEN, (size_t)length)) {
		errno = EPIPE;
		return -1;
	}
	return length;
}

static void fake_log_make(struct fake_log *fake)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	fake->log = (struct kernel_log){ .fd = ends[0], .read_record = read_from_socket };
	fake->writer = ends[1];
}

static void fake_log_remove(struct fake_log *fake)
{
	kernel_log_close(&fake->log);
	close(fake->writer);
}

static void add(const struct fake_log *fake, const char *record)
{
	assert_int_equal(write(fake->writer, record, strlen(record)), strlen(record));
}

/* A line of the kernel at some time, in microseconds. */
static void add_line(const struct fake_log *fake, unsigned long microseconds, const char *line)
{
	char record[1024];

	snprintf(record, sizeof(record), "4,1234,%lu,-;%s\n", microseconds, line);
	add(fake, record);
}

static void assert_next(struct fake_log *fake, const char *expected)
{
	char text[KERNEL_LOG_TEXT_SIZE] = "";
	int got = kernel_log_next(&fake->log, text, sizeof(text));

	if (!expected) {
		if (got)
			fail_msg("%d, '%s', but nothing was expected", got, text);
		return;
	}
	assert_int_equal(got, 1);
	assert_string_equal(text, expected);
}

static void test_what_is_suspicious(void **state)
{
	static const char *const lines[] = {
		"WARNING: CPU: 0 PID: 71 at kernel/trace/ftrace.c:2145 ftrace_bug+0x204/0x238",
		"WARNING: kernel/trace/ftrace.c:2145 at ftrace_bug+0x204/0x238, CPU#0: tracetoll/71",
		"WARNING: possible circular locking dependency detected",
		"WARNING: possible recursive locking detected",
		"WARNING: inconsistent lock state",
		"WARNING: suspicious RCU usage",
		"WARNING: bad unlock balance detected!",
		"WARNING: held lock freed!",
		"[ BUG: Invalid wait context ]",
		"INFO: trying to register non-static key.",
		"BUG: scheduling while atomic: tracetoll/71/0x00000002",
		"BUG: sleeping function called from invalid context at kernel/locking/mutex.c:585",
		"BUG: KASAN: slab-out-of-bounds in f+0x1/0x2",
		"BUG: KFENCE: use-after-free read in f+0x1/0x2",
		"BUG: KCSAN: data-race in f / g",
		"BUG: kernel NULL pointer dereference, address: 0000000000000008",
		"BUG kmalloc-64 (Not tainted): Poison overwritten",
		"watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [tracetoll:71]",
		"watchdog: Watchdog detected hard LOCKUP on cpu 1",
		"kernel BUG at kernel/trace/trace.c:12!",
		"Oops [#1]",
		"Oops: Oops: 0002 [#1] SMP NOPTI",
		"Oops: general protection fault, probably for non-canonical address 0x1: 0000 [#1]",
		"general protection fault: 0000 [#1] SMP",
		"Internal error: Oops: 0000000096000004 [#1]  SMP",
		"Unable to handle kernel NULL pointer dereference at virtual address 0000000000000008",
		"Unable to handle kernel access to user memory without uaccess routines at 0x8",
		"rcu: INFO: rcu_preempt self-detected stall on CPU",
		"rcu: INFO: rcu_sched detected stalls on CPUs/tasks:",
		"rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-... }",
		"INFO: rcu_tasks detected stalls on tasks:",
		"INFO: task tracetoll:71 blocked for more than 120 seconds.",
		"ftrace failed to modify ",
		"ftrace faulted on unknown error ",
		"UBSAN: array-index-out-of-bounds in kernel/a.c:12:3",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct fake_log fake;
		char expected[256];

		fake_log_make(&fake);
		add_line(&fake, 1000, lines[i]);
		snprintf(expected, sizeof(expected), "%s", lines[i]);
		while (expected[strlen(expected) - 1] == ' ')
			expected[strlen(expected) - 1] = '\0';
		assert_true(kernel_log_is_suspicious(lines[i]));
		assert_next(&fake, expected);
		assert_next(&fake, NULL);
		fake_log_remove(&fake);
	}
}

static void test_what_is_innocent(void **state)
{
	static const char *const lines[] = {
		"[Firmware Bug]: TPM interrupt storm detected",
		"ACPI: [Firmware Warn]: a table is odd",
		"mce: [Hardware Error]: Machine check events logged",
		"Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on",
		"usb 1-1: WARNING: this is what a driver thinks of a device",
		"traps: python3[812] general protection fault ip:7f sp:7f error:0 in libc.so.6",
		"tracetoll[812]: segfault at 0 ip 0000 sp 0000 error 4",
		"debug: no bugs here",
		"DEBUG: something",
		"DEBUG:BUGS: nothing",
		"Debugging: a warning: something",
		"perf: interrupt took too long (2507 > 2500), lowering the rate",
		"rcu: Hierarchical SRCU implementation.",
		"workqueue: f hogged CPU for >10000us 4 times, consider switching to WQ_UNBOUND",
		"tracetoll: loading out-of-tree module taints kernel.",
		"ftrace: allocated 52 pages with 3 groups",
		"clocksource: Watchdog remote CPU 0 read timed out",
		"CPU: 0 UID: 0 PID: 96 Comm: BUG: planted Tainted: G OE 7.2.12 #1 PREEMPT_LAZY",
		"DEBUG: at the start",
		"ftrace: allocated 52 pages with 3 groups: BUG:",
		"Kernel command line: oops=panic panic_on_warn=1 WARNING:",
		"Bugs",
		"",
	};
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (kernel_log_is_suspicious(lines[i]))
			fail_msg("'%s' is taken for a finding", lines[i]);
		add_line(&fake, 1000, lines[i]);
	}
	assert_next(&fake, NULL);
	fake_log_remove(&fake);
}

/* echo "BUG: no" >/dev/kmsg has facility 1, the daemons theirs. */
static void test_user_space_does_not_count(void **state)
{
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	add(&fake, "12,1,1000,-;BUG: of a shell\n");
	add(&fake, "8,2,1000,-;BUG: of a shell, at the highest level\n");
	add(&fake, "28,3,1000,-;systemd[1]: WARNING: of a daemon\n");
	add(&fake, "no record at all; BUG: ");
	add(&fake, ";BUG: without a prefix\n");
	add(&fake, "4,4,1000,-\n BUG: without a text\n");
	assert_next(&fake, NULL);
	add(&fake, "0,5,1000,-;BUG: of the kernel\n");
	assert_next(&fake, "BUG: of the kernel");
	add(&fake, "7,6,1000,-,caller=T71;BUG: with a caller\n SUBSYSTEM=cpu\n DEVICE=BUG: no\n");
	assert_next(&fake, "BUG: with a caller");
	assert_next(&fake, NULL);
	fake_log_remove(&fake);
}

static void test_bytes_that_are_not_printable(void **state)
{
	char text[12];
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	add_line(&fake, 1, "BUG: \\x1b[2J \\x5cx \\xc3\\xa4 \\x00.");
	assert_next(&fake, "BUG: ?[2J \\x ??  .");
	/* Cut off in an escape, and no escapes. */
	add_line(&fake, 2, "BUG: \\x \\x4 \\xg0 \\");
	assert_next(&fake, "BUG: \\x \\x4 \\xg0 \\");
	/* A record of several lines. */
	add_line(&fake, 3, "\\x0a=====\\x0aWARNING: possible deadlock\\x0aBUG: as well");
	assert_next(&fake, "WARNING: possible deadlock");
	assert_next(&fake, NULL);
	add_line(&fake, 4, "WARNING: longer than there is room");
	assert_int_equal(kernel_log_next(&fake.log, text, sizeof(text)), 1);
	assert_string_equal(text, "WARNING: lo");
	fake_log_remove(&fake);
}

static void test_one_finding_for_a_report(void **state)
{
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	add_line(&fake, 100, "------------[ cut here ]------------");
	add_line(&fake, 101, "WARNING: CPU: 0 PID: 71 at lib/refcount.c:28 f+0x14/0x20");
	add_line(&fake, 102, "refcount_t: underflow; use-after-free.");
	add_line(&fake, 103, "Modules linked in: tracetoll(OE)");
	add_line(&fake, 104, "x0 : 0000000000000000");
	add_line(&fake, 105, "Call trace:");
	add_line(&fake, 106, "---[ end trace 0000000000000000 ]---");
	assert_next(&fake, "WARNING: CPU: 0 PID: 71 at lib/refcount.c:28 f+0x14/0x20");
	assert_next(&fake, NULL);

	/* An oops says it in three ways. */
	add_line(&fake, 200,
		 "Unable to handle kernel NULL pointer dereference at virtual address 8");
	add_line(&fake, 201, "Internal error: Oops: 0000000096000004 [#1]  SMP");
	assert_next(&fake, "Unable to handle kernel NULL pointer dereference at virtual address 8");
	assert_next(&fake, NULL);
	add_line(&fake, 202, "Oops: still the same");
	add_line(&fake, 203, "---[ end trace 0000000000000000 ]---");
	add_line(&fake, 204, "BUG: scheduling while atomic: tracetoll/71/0x00000002");
	assert_next(&fake, "BUG: scheduling while atomic: tracetoll/71/0x00000002");
	assert_next(&fake, NULL);
	fake_log_remove(&fake);
}

/* Nothing is swallowed for ever by a report that was cut off. */
static void test_report_without_an_end(void **state)
{
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	add_line(&fake, 5000000, "kernel BUG at kernel/a.c:12!");
	add_line(&fake, 5999999, "Internal error: Oops - BUG: 00000000f2000800 [#1]  SMP");
	add_line(&fake, 6000001, "Internal error: another one");
	assert_next(&fake, "kernel BUG at kernel/a.c:12!");
	assert_next(&fake, "Internal error: another one");
	assert_next(&fake, NULL);
	fake_log_remove(&fake);
}

static void test_lost_records(void **state)
{
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	add_line(&fake, 1, "kernel BUG at kernel/a.c:12!");
	add(&fake, OVERTAKEN);
	add_line(&fake, 3, "Internal error: after the gap");
	assert_next(&fake, "kernel BUG at kernel/a.c:12!");
	assert_next(&fake, "kernel log lines were lost: they were overwritten before they could be "
			   "read");
	assert_next(&fake, "Internal error: after the gap");
	assert_next(&fake, NULL);
	fake_log_remove(&fake);
}

static void test_longest_record(void **state)
{
	static char record[KERNEL_LOG_RECORD_SIZE];
	char text[KERNEL_LOG_TEXT_SIZE];
	struct fake_log fake;

	(void)state;
	fake_log_make(&fake);
	memset(record, 'a', sizeof(record) - 1);
	memcpy(record, "4,1,1,-;WARNING: ", strlen("4,1,1,-;WARNING: "));
	add(&fake, record);
	assert_int_equal(kernel_log_next(&fake.log, text, sizeof(text)), 1);
	assert_int_equal(strlen(text), sizeof(text) - 1);
	fake_log_remove(&fake);
}

static void test_open_marks_the_end(void **state)
{
	struct fake_root root;
	struct kernel_log log;
	char path[128];
	char text[KERNEL_LOG_TEXT_SIZE];
	FILE *file;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/kmsg", "4,1,1,-;BUG: an old one\n");
	snprintf(path, sizeof(path), "%s/kmsg", root.path);
	assert_int_equal(kernel_log_open(&log, path), 0);
	assert_int_equal(kernel_log_next(&log, text, sizeof(text)), 0);
	file = fopen(path, "ae");
	assert_non_null(file);
	fputs("4,2,2,-;BUG: a new one\n", file);
	fclose(file);
	assert_int_equal(kernel_log_next(&log, text, sizeof(text)), 1);
	assert_string_equal(text, "BUG: a new one");
	kernel_log_close(&log);
	kernel_log_close(&log);

	snprintf(path, sizeof(path), "%s/none", root.path);
	assert_int_equal(kernel_log_open(&log, path), -ENOENT);
	kernel_log_close(&log);
	assert_int_equal(kernel_log_next(&log, text, sizeof(text)), -EBADF);
	fake_root_remove(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_suspicious),
		cmocka_unit_test(test_what_is_innocent),
		cmocka_unit_test(test_user_space_does_not_count),
		cmocka_unit_test(test_bytes_that_are_not_printable),
		cmocka_unit_test(test_one_finding_for_a_report),
		cmocka_unit_test(test_report_without_an_end),
		cmocka_unit_test(test_lost_records),
		cmocka_unit_test(test_longest_record),
		cmocka_unit_test(test_open_marks_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
