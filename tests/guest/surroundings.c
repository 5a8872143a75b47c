// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs tracetoll in a guest that is not as it should be:
 *
 *	surroundings WHAT WORD...
 *
 * WHAT is one of the rows at the end, the words are tracetoll's. The result of a run goes
 * to /result, and the exit code is tracetoll's.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRACEFS "/sys/kernel/tracing"
#define DEBUGFS "/sys/kernel/debug"
#define SECURITYFS "/sys/kernel/security"
#define RESULT "/tmp/surroundings.jsonl"
#define WORDS_MAX 32
#define PAGE 4096

static void die(const char *what)
{
	fprintf(stderr, "surroundings: %s: %s\n", what, strerror(errno));
	exit(99);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		die(path);
	close(fd);
}

/*
 * The kernel says "NAME[PID]: unhandled ..." of a program that faults, so one with a
 * fitting name makes it say whatever is wanted, and nothing is broken.
 */
static void let_the_kernel_say(const char *name)
{
	const struct rlimit no_core = { 0, 0 };
	pid_t child;

	write_text("/proc/sys/debug/exception-trace", "1");
	child = fork();
	if (child == 0) {
		char *closed = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		prctl(PR_SET_NAME, name);
		setrlimit(RLIMIT_CORE, &no_core);
		*(volatile char *)closed = 1;
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static void kernel_complains(void)
{
	let_the_kernel_say("BUG: planted");
}

static void kernel_talks(void)
{
	let_the_kernel_say("a bug: no");
}

static void user_complains(void)
{
	write_text("/dev/kmsg", "<0>BUG: of a program");
}

/* More than the log holds, whatever its size (CONFIG_LOG_BUF_SHIFT). */
static void log_overflows(void)
{
	char line[900];

	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	write_text("/proc/sys/kernel/printk_devkmsg", "on\n");
	for (int i = 0; i < 4096; i++)
		write_text("/dev/kmsg", line);
}

static void switch_off(void)
{
	write_text("/proc/sys/kernel/ftrace_enabled", "0");
}

static void leave_it_to_debugfs(void)
{
	if (umount(TRACEFS))
		die(TRACEFS);
}

/* Debugfs has a tracefs in it, which mounts itself and perhaps did. */
static void unmount(void)
{
	leave_it_to_debugfs();
	umount(DEBUGFS "/tracing");
	if (umount(DEBUGFS))
		die(DEBUGFS);
}

/* Behind the patch site: where ftrace patches no probe may stand (KPROBES_ON_FTRACE). */
static void probe(void)
{
	write_text(TRACEFS "/kprobe_events", "p:planted close_fd+8");
	write_text(TRACEFS "/events/kprobes/planted/enable", "1");
}

/* Where the kernel tells how far it is locked down; perhaps the guest has it already. */
static void mount_security(void)
{
	if (mount("securityfs", SECURITYFS, "securityfs", 0, NULL) && errno != EBUSY)
		die(SECURITYFS);
}

static void unmount_security(void)
{
	umount(SECURITYFS);
}

static void disable_modules(void)
{
	write_text("/proc/sys/kernel/modules_disabled", "1");
}

static void nothing(void)
{
}

static const struct {
	const char *name;
	void (*before)(void);
	void (*meanwhile)(void); /* once the first sample is taken */
} surroundings[] = {
	{ "sound", nothing, nothing },
	{ "old-complaint", kernel_complains, nothing },
	{ "kernel-complains", nothing, kernel_complains },
	{ "kernel-talks", nothing, kernel_talks },
	{ "user-complains", nothing, user_complains },
	{ "log-overflows", nothing, log_overflows },
	{ "switched-off", switch_off, nothing },
	{ "in-debugfs", leave_it_to_debugfs, nothing },
	{ "unmounted", unmount, nothing },
	{ "probed-elsewhere", probe, nothing },
	{ "no-modules", disable_modules, nothing },
	{ "security-told", mount_security, nothing },
	{ "security-hidden", unmount_security, nothing },
};

static pid_t start(char **words)
{
	pid_t child = fork();

	if (child == 0) {
		execv("/bin/tracetoll", words);
		_exit(127);
	}
	return child;
}

/* Whether the run has come that far, or is over (then it was no use to wait). */
static int has_sample(void)
{
	static char text[1 << 20];
	int fd = open(RESULT, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[length < 0 ? 0 : length] = '\0';
	return strstr(text, "\"sample\"") != NULL;
}

static void hand_out_result(void)
{
	char text[PAGE];
	int from = open(RESULT, O_RDONLY);
	int to = open("/result", O_WRONLY);
	ssize_t length;

	while (from >= 0 && (length = read(from, text, sizeof(text))) > 0) {
		if (write(to, text, (size_t)length) != length)
			die("/result");
	}
	close(from);
	close(to);
}

static int run(size_t row, char **words)
{
	int status = 0;
	pid_t child;

	surroundings[row].before();
	child = start(words);
	for (int i = 0; i < 3000 && !has_sample(); i++) {
		if (waitpid(child, &status, WNOHANG) == child) {
			child = 0;
			break;
		}
		usleep(10000);
	}
	if (child) {
		surroundings[row].meanwhile();
		waitpid(child, &status, 0);
	}
	hand_out_result();
	return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

int main(int argc, char **argv)
{
	char *words[WORDS_MAX] = { "/bin/tracetoll" };
	int count = 1;

	for (int i = 2; i < argc && count < WORDS_MAX - 3; i++)
		words[count++] = argv[i];
	if (argc > 2 && !strcmp(argv[2], "run")) {
		words[count++] = "-o";
		words[count] = RESULT;
	}
	for (size_t i = 0; argc > 1 && i < sizeof(surroundings) / sizeof(surroundings[0]); i++) {
		if (!strcmp(surroundings[i].name, argv[1]))
			return run(i, words);
	}
	fprintf(stderr, "surroundings: there is no such row\n");
	return 99;
}
