// SPDX-License-Identifier: GPL-2.0-only
#include "bpf/days.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attach/bpf_available.h"
#include "bpf/left.h"
#include "module.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/bpf.jsonl"
#define WAIT_MAX_US 10000000
#define SAMPLES_US 2000000
#define STATS "/proc/sys/kernel/bpf_stats_enabled"
#define JIT "/proc/sys/net/core/bpf_jit_enable"

/* Waits until the child has something attached. */
static bool wait_until_attached(void)
{
	for (int waited = 0; waited < WAIT_MAX_US; waited += 1000) {
		if (bpf_link_exists())
			return true;
		usleep(1000);
	}
	return false;
}

void bpf_check_killed(struct tap *tap, const char *configuration)
{
	pid_t child = tracetoll_start_endless(configuration, "getppid", RESULT, NULL, NULL);
	const char *left;
	bool attached = wait_until_attached();
	int status;

	kill(child, SIGKILL);
	status = tracetoll_wait(child);
	left = bpf_left_behind();
	tap_check(tap, attached && status == 128 + SIGKILL && !left && modules_delete(),
		  "%s: killed (%d) while it was%s attached, left: %s", configuration, status,
		  attached ? "" : " not", left ? left : "nothing");
	tap_check(tap, result_is_readable(RESULT), "%s: its file is readable", configuration);
}

/* The exit status of one that is to end by itself; killed, if it does not. */
static int wait_for_end(pid_t child)
{
	siginfo_t ended = { 0 };

	for (int waited = 0; waited < WAIT_MAX_US && !ended.si_pid; waited += 1000) {
		usleep(1000);
		waitid(P_PID, (id_t)child, &ended, WEXITED | WNOHANG | WNOWAIT);
	}
	if (!ended.si_pid)
		kill(child, SIGKILL);
	return tracetoll_wait(child);
}

/* Somebody asks for statistics while a run goes on: no sysctl tells, and each call costs more. */
static void check_timed_meanwhile(struct tap *tap)
{
	pid_t child = tracetoll_start_endless("fentry", "getppid", RESULT, NULL, NULL);
	bool attached = wait_until_attached();
	int statistics, status;

	/* Past the count of the calls, into the samples. */
	usleep(SAMPLES_US);
	statistics = bpf_enable_stats(BPF_STATS_RUN_TIME);
	status = wait_for_end(child);
	tap_check(tap, attached && statistics >= 0 && status == 3,
		  "BPF is timed from the middle of a run on: it ends, refused (%d)", status);
	if (statistics >= 0)
		close(statistics);
	modules_delete();
}

/* What is tried one after the other: asked to stop meanwhile, it takes everything away first. */
static void check_list_stopped(struct tap *tap)
{
	static const char *const words[] = { TRACETOLL, "list", "--try", NULL };
	pid_t child = tracetoll_start(words, NULL, NULL);
	bool attached = wait_until_attached();
	int status;

	kill(child, SIGTERM);
	status = wait_for_end(child);
	tap_check(tap, attached && status == 6 && !modules_are_loaded(),
		  "list --try is stopped in the middle (%d): no module is left", status);
	modules_delete();
}

static void ask(const char *configuration, struct tracetoll_answer *answer)
{
	const char *const words[] = { TRACETOLL,  "run",     "-c", configuration, "-w",
				      "kloop",    "--calls", "4",  "-o",          RESULT,
				      "--blocks", "1",       NULL };

	unlink(RESULT);
	tracetoll_ask(words, answer);
	modules_delete();
}

/* One line, in which @text is. */
static bool says(const struct tracetoll_answer *answer, const char *text)
{
	const char *end = strchr(answer->err, '\n');

	return strstr(answer->err, text) && end && !end[1];
}

static void check_refused(struct tap *tap, const char *what, const char *text)
{
	struct tracetoll_answer *answer = malloc(sizeof(*answer));

	if (!answer)
		abort();
	ask("fentry", answer);
	tap_check(tap, answer->status == 3 && says(answer, text), "%s: refused (%d): %s", what,
		  answer->status, answer->err);
	ask("ops1", answer);
	tap_check(tap, answer->status == 0, "%s: no matter without BPF (%d): %s", what,
		  answer->status, answer->err);
	free(answer);
}

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return done;
}

static void check_sysctl(struct tap *tap, const char *what, const char *path, const char *bad,
			 const char *good, const char *advice)
{
	tap_check(tap, write_text(path, bad), "%s: set up", what);
	check_refused(tap, what, advice);
	tap_check(tap, write_text(path, good), "%s: set back", what);
}

/* Whether the result file has the text. */
static bool result_says(const char *text)
{
	static char bytes[1 << 20];
	int fd = open(RESULT, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, bytes, sizeof(bytes) - 1);

	if (fd >= 0)
		close(fd);
	bytes[length > 0 ? length : 0] = '\0';
	return strstr(bytes, text);
}

static void check_no_btf(struct tap *tap)
{
	struct tracetoll_answer *answer = malloc(sizeof(*answer));

	if (!answer)
		abort();
	tap_check(tap, !mount("none", "/sys/kernel/btf", "tmpfs", 0, NULL), "BTF is hidden");
	ask("fentry", answer);
	tap_check(tap, answer->status == 4 && result_says("this kernel has no BTF"),
		  "no BTF: not available (%d): %s", answer->status, answer->err);
	ask("kprobe", answer);
	tap_check(tap, answer->status == 0 || result_says("cannot attach BPF programs kprobe"),
		  "no BTF: no matter to a kprobe (%d): %s", answer->status, answer->err);
	tap_check(tap, !umount("/sys/kernel/btf"), "BTF is back");
	free(answer);
}

/* Who may not load programs; the device would not open for him, either. */
static void check_no_permission(struct tap *tap)
{
	struct complaint complaint = { 0 };
	struct configuration configuration;
	int status = -1;
	pid_t child;

	configuration_parse("fentry", &configuration);
	child = fork();
	if (child == 0) {
		if (setuid(65534))
			_exit(2);
		_exit(bpf_available(configuration.row, &complaint) != -EPERM ||
		      complaint.exit_code != EXIT_CODE_REFUSED ||
		      !strstr(complaint.advice, "CAP_BPF"));
	}
	waitpid(child, &status, 0);
	tap_check(tap, !status, "no permission: told, and what it takes (%d)", status);
}

void bpf_check_bad_days(struct tap *tap)
{
	check_sysctl(tap, "BPF is timed", STATS, "1", "0",
		     "sysctl kernel.bpf_stats_enabled=0 first");
	check_sysctl(tap, "BPF is interpreted", JIT, "0", "1",
		     "sysctl net.core.bpf_jit_enable=1 first");
	check_timed_meanwhile(tap);
	check_list_stopped(tap);
	check_no_btf(tap);
	check_no_permission(tap);
}
