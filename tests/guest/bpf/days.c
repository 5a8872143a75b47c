// SPDX-License-Identifier: GPL-2.0-only
#include "bpf/days.h"

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
#define STATS "/proc/sys/kernel/bpf_stats_enabled"
#define JIT "/proc/sys/net/core/bpf_jit_enable"

void bpf_check_killed(struct tap *tap, const char *configuration)
{
	pid_t child = tracetoll_start_endless(configuration, "getppid", RESULT, NULL, NULL);
	const char *left;
	bool attached = false;
	int status;

	for (int waited = 0; waited < WAIT_MAX_US && !attached; waited += 1000) {
		usleep(1000);
		attached = bpf_link_exists();
	}
	kill(child, SIGKILL);
	status = tracetoll_wait(child);
	left = bpf_left_behind();
	tap_check(tap, attached && status == 128 + SIGKILL && !left && modules_delete(),
		  "%s: killed (%d) while it was%s attached, left: %s", configuration, status,
		  attached ? "" : " not", left ? left : "nothing");
	tap_check(tap, result_is_readable(RESULT), "%s: its file is readable", configuration);
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
	check_no_btf(tap);
	check_no_permission(tap);
}
