// SPDX-License-Identifier: GPL-2.0-only
#include "command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"
#define ATTEMPTS 20

extern char **environ;

static int read_zero(long calls)
{
	char bytes[512];
	int fd = open("/dev/zero", O_RDONLY);
	int bad = 0;

	while (calls--)
		bad |= read(fd, bytes, sizeof(bytes)) != sizeof(bytes);
	return bad;
}

static int open_counter(void)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.exclude_hv = 1,
	};

	return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

/* Instructions until now, the kernel's, too. */
static int64_t read_counter(int counter)
{
	int64_t count = -1;

#ifdef __x86_64__
	/* Its guests have no PMU, but the clock counts. */
	(void)counter;
	count = (int64_t)__builtin_ia32_rdtsc();
#else
	if (read(counter, &count, sizeof(count)) != sizeof(count))
		count = -1;
#endif
	return count;
}

/* The fewest of many: one that no timer tick hit. */
static int64_t count_calls(int counter, int zero, long calls)
{
	int64_t fewest = INT64_MAX;
	char bytes[512];

	for (int i = 0; i < ATTEMPTS; i++) {
		int64_t count = read_counter(counter);

		for (long call = 0; call < calls; call++)
			(void)!read(zero, bytes, sizeof(bytes));
		count = read_counter(counter) - count;
		fewest = count < fewest ? count : fewest;
	}
	return fewest;
}

/* As the difference of two loops: what reading the counter takes cancels. */
static int print_cost(long calls)
{
	int zero = open("/dev/zero", O_RDONLY);
	int counter = open_counter();
	int64_t once;

	if (zero < 0 || read_counter(counter) < 0)
		return 1;
	once = count_calls(counter, zero, calls);
	printf("instructions %lld\n", (long long)(count_calls(counter, zero, 2 * calls) - once));
	return 0;
}

static void print_files(void)
{
	for (int fd = 0; fd < 64; fd++) {
		char path[32], target[256];
		ssize_t length;

		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		length = readlink(path, target, sizeof(target) - 1);
		if (length >= 0)
			printf("file %d %.*s %#x %#x\n", fd, (int)length, target,
			       fcntl(fd, F_GETFD), fcntl(fd, F_GETFL));
	}
}

/* Lines of /proc/self/status that tell what was inherited. */
static void print_status(void)
{
	static const char *const names[] = { "Umask",  "TracerPid", "SigPnd",       "ShdPnd",
					     "SigBlk", "SigIgn",    "SigCgt",       "CapEff",
					     "CapBnd", "Seccomp",   "Cpus_allowed", "Threads" };
	FILE *file = fopen("/proc/self/status", "re");
	char line[256];

	while (file && fgets(line, sizeof(line), file)) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			if (!strncmp(line, names[i], strlen(names[i])))
				fputs(line, stdout);
		}
	}
	if (file)
		fclose(file);
}

static int print_state(void)
{
	char folder[256];
	int death = -1;

	print_files();
	print_status();
	for (char **word = environ; *word; word++)
		puts(*word);
	prctl(PR_GET_PDEATHSIG, &death);
	printf("folder %s, nice %d, dies by %d, group %d, session %d, limits",
	       getcwd(folder, sizeof(folder)), getpriority(PRIO_PROCESS, 0), death,
	       getpgrp() == getppid(), getsid(0) == getppid());
	for (int resource = 0; resource < RLIMIT_NLIMITS; resource++) {
		struct rlimit limit = { 0 };

		getrlimit(resource, &limit);
		printf(" %llu", (unsigned long long)limit.rlim_cur);
	}
	putchar('\n');
	return 0;
}

static void say_ready(void)
{
	FILE *file = fopen(READY ".new", "we");

	if (!file)
		return;
	fprintf(file, "%d\n", getpid());
	fclose(file);
	rename(READY ".new", READY);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals++;
}

static void end_with_nine(int number)
{
	(void)number;
	_exit(9);
}

static _Noreturn void wait_to_be_killed(void)
{
	signal(SIGUSR1, end_with_nine);
	say_ready();
	for (;;)
		pause();
}

static int count_interrupts(void)
{
	signal(SIGINT, count_signal);
	say_ready();
	while (!signals)
		usleep(10000);
	/* A second one would come at once. */
	for (int i = 0; i < 30; i++)
		usleep(10000);
	return 10 + signals;
}

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	int err = fd < 0 || write(fd, text, strlen(text)) < 0 ? -errno : 0;

	if (fd >= 0)
		close(fd);
	return err;
}

int set_probe(int on)
{
	int err;

	if (!on) {
		put(TRACING "events/kprobes/of_a_test/enable", "0");
		return put(TRACING "kprobe_events", "-:of_a_test");
	}
	err = put(TRACING "kprobe_events", "p:of_a_test " READ_HANDLER);
	/* riscv without CALL_OPS: not at a patch site (check_ftrace_location), but behind it. */
	if (err)
		err = put(TRACING "kprobe_events", "p:of_a_test " READ_HANDLER "+8");
	return err ? err : put(TRACING "events/kprobes/of_a_test/enable", "1");
}

int run_command(const char *name, const char *number)
{
	long value = number ? strtol(number, NULL, 10) : 0;

	if (!strcmp(name, "exit"))
		return (int)value;
	if (!strcmp(name, "kill"))
		kill(getpid(), (int)value);
	if (!strcmp(name, "read"))
		return read_zero(value);
	if (!strcmp(name, "cost"))
		return print_cost(value);
	if (!strcmp(name, "state"))
		return print_state();
	if (!strcmp(name, "wait"))
		wait_to_be_killed();
	if (!strcmp(name, "interrupted"))
		return count_interrupts();
	if (!strcmp(name, "probe"))
		return set_probe(1) ? 1 : 7;
	return 99;
}
