// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads /dev/kmsg (Documentation/ABI/testing/dev-kmsg): each read() gives one record,
 * "priority,sequence,microseconds,flags[,more];text\n", lines of a dictionary after it.
 */
#include "machine/kernel_log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The priority holds the facility above three bits of level; the kernel's own is 0. */
#define PRIORITY_LEVELS 8

/* A report that never says its end is over by then, on the kernel's clock. */
#define REPORT_MICROSECONDS 1000000

/*
 * How a line begins. Further on it may hold anybody's words: advice of drivers
 * ("Spectre V2 : WARNING: ..."), the name of a program ("... Comm: BUG:").
 */
struct pattern {
	bool ends; /* its report ends with END_OF_REPORT */
	const char *words;
};

/* print_oops_end_marker() and ubsan_epilogue(). */
#define END_OF_REPORT "---[ end trace"

/* There is no row for "Kernel panic": nobody would be left to read it. */
static const struct pattern patterns[] = {
	/*
	 * __warn(); what lockdep and RCU find ("WARNING: possible circular locking
	 * dependency detected", "WARNING: suspicious RCU usage"); list corruption and
	 * refcount_t, which are WARNs.
	 */
	{ false, "WARNING:" },
	/* show_fault_oops() of x86. */
	{ true, "BUG: kernel NULL pointer" },
	{ true, "BUG: unable to handle" },
	/* "BUG: scheduling while atomic", "BUG: sleeping function called"; KASAN, KFENCE, KCSAN. */
	{ false, "BUG:" },
	/* print_lock_invalid_wait_context() and other old ones of lockdep. */
	{ false, "[ BUG:" },
	/* slab_bug(): "BUG kmalloc-64 (Not tainted): Poison overwritten". */
	{ false, "BUG " },
	/* report_bug(). */
	{ true, "kernel BUG at" },
	/* die() of riscv and x86, and of arm64. */
	{ true, "Oops" },
	{ true, "Internal error:" },
	/* die_kernel_fault() of arm64 and riscv. */
	{ true, "Unable to handle kernel" },
	/* Older x86; "traps: NAME[PID] general protection fault" is a program's own. */
	{ true, "general protection fault" },
	/* print_other_cpu_stall(), print_cpu_stall() and the expedited one; then the tasks'. */
	{ false, "rcu: INFO:" },
	{ false, "INFO: rcu_" },
	/* lockdep's way to say that it cannot follow a lock. */
	{ false, "INFO: trying to register non-static key" },
	/* watchdog_timer_fn(), watchdog_hardlockup_check(), and that of older kernels. */
	{ false, "watchdog: BUG: soft lockup" },
	{ false, "watchdog: Watchdog detected hard LOCKUP" },
	{ false, "NMI watchdog: Watchdog detected hard LOCKUP" },
	/* check_hung_task(): "INFO: task kworker/0:1:12 blocked for more than 120 seconds". */
	{ false, "INFO: task " },
	/* ftrace_bug(), whose WARN is given only once. */
	{ false, "ftrace failed to modify" },
	{ false, "ftrace faulted on" },
	/* ubsan_prologue(). */
	{ true, "UBSAN:" },
};

static const struct pattern *find_pattern(const char *line)
{
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		if (!strncmp(line, patterns[i].words, strlen(patterns[i].words)))
			return &patterns[i];
	}
	return NULL;
}

bool kernel_log_is_suspicious(const char *line)
{
	return find_pattern(line) != NULL;
}

int kernel_log_open(struct kernel_log *log, const char *path)
{
	int err;

	*log = (struct kernel_log){ .read_record = read };
	log->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (log->fd < 0)
		return -errno;
	if (lseek(log->fd, 0, SEEK_END) < 0) {
		err = -errno;
		kernel_log_close(log);
		return err;
	}
	return 0;
}

void kernel_log_close(struct kernel_log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	log->fd = -1;
}

static int hexadecimal_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Undoes "\x0a", which is how the kernel writes what is not printable, in place. */
static void unescape(char *text)
{
	char *to = text;

	while (*text) {
		int high = -1, low = -1;

		if (text[0] == '\\' && text[1] == 'x') {
			high = hexadecimal_digit(text[2]);
			low = high < 0 ? -1 : hexadecimal_digit(text[3]);
		}
		if (low < 0) {
			*to++ = *text++;
			continue;
		}
		/* A zero would end the text. */
		*to++ = (char)(high || low ? high << 4 | low : ' ');
		text += 4;
	}
	*to = '\0';
}

/* Splits a record; its text or NULL if it is not the kernel's, or no record. */
static char *record_text(char *record, uint64_t *microseconds)
{
	char *end;
	unsigned long priority = strtoul(record, &end, 10);
	char *text = strchr(record, ';');

	if (end == record || *end != ',' || priority >= PRIORITY_LEVELS || !text)
		return NULL;
	/* Past the sequence number. */
	strtoull(end + 1, &end, 10);
	*microseconds = *end == ',' ? strtoull(end + 1, NULL, 10) : 0;
	text++;
	text[strcspn(text, "\n")] = '\0';
	unescape(text);
	return text;
}

static void copy_printable(char *out, size_t size, const char *line)
{
	size_t used = 0;

	for (line += strspn(line, " \t"); *line && used + 1 < size; line++)
		out[used++] = *line >= ' ' && *line <= '~' ? *line : '?';
	while (used && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
}

/* Whether the line is a finding, and not one more line of the last one's report. */
static bool judge_line(struct kernel_log *log, const char *line, uint64_t microseconds)
{
	const struct pattern *pattern = find_pattern(line);

	if (log->in_report && microseconds - log->report_began > REPORT_MICROSECONDS)
		log->in_report = false;
	if (log->in_report) {
		log->in_report = strncmp(line, END_OF_REPORT, strlen(END_OF_REPORT)) != 0;
		return false;
	}
	if (!pattern)
		return false;
	log->in_report = pattern->ends;
	log->report_began = microseconds;
	return true;
}

/* A record may hold several lines. One finding of a record is enough. */
static bool judge_record(struct kernel_log *log, char *record, char *out, size_t size)
{
	uint64_t microseconds;
	char *line = record_text(record, &microseconds);
	bool found = false;

	while (line) {
		char *next = strchr(line, '\n');

		if (next)
			*next++ = '\0';
		if (judge_line(log, line, microseconds) && !found) {
			copy_printable(out, size, line);
			found = true;
		}
		line = next;
	}
	return found;
}

int kernel_log_next(struct kernel_log *log, char *text, size_t size)
{
	char record[KERNEL_LOG_RECORD_SIZE];

	for (;;) {
		ssize_t length = log->read_record(log->fd, record, sizeof(record) - 1);

		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0 && errno == EPIPE) {
			log->in_report = false;
			snprintf(text, size,
				 "kernel log lines were lost: they were overwritten before they "
				 "could be read");
			return 1;
		}
		if (length < 0)
			return errno == EAGAIN ? 0 : -errno;
		if (length == 0)
			return 0;
		record[length] = '\0';
		if (judge_record(log, record, text, size))
			return 1;
	}
}
