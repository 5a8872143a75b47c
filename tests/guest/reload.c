// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: a run that loads the module anew between its blocks ends well, badly or by a
 * kill, and leaves nothing behind; and a module of somebody else stays where it is.
 */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "module.h"
#include "random.h"
#include "tap.h"
#include "this_architecture.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/reload.jsonl"
#define TRACING "/sys/kernel/tracing/"
#define KILLS 16

/* A run of many blocks with a load before each. */
static const char *const endless[] = {
	TRACETOLL, "run",  "-c",       "ops1,fentry", "-w",       "kloop,getppid",
	"--calls", "4",    "--reload", "1",           "--blocks", "100000",
	"-o",      RESULT, "--settle", "1",           NULL,
};

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return done;
}

static void test_foreign_module(struct tap *tap)
{
	static const char *const words[] = { TRACETOLL,  "run", "--reload", "1",  "-c",
					     "ops1",     "-w",  "kloop",    "-o", RESULT,
					     "--blocks", "2",   NULL };
	static struct tracetoll_answer answer;

	tap_check(tap, !module_insert_own("tracetoll"), "somebody loads the module");
	tracetoll_ask(words, &answer);
	tap_check(tap, answer.status == 3, "then --reload is refused (%d)", answer.status);
	tap_check(tap, strstr(answer.err, "rmmod") && strstr(answer.err, "--reload"),
		  "and told what to do: %.200s", answer.err);
	tap_check(tap, module_is_loaded("tracetoll"), "their module stays");
	tap_check(tap, access(RESULT, F_OK) != 0, "no file is left");
	tap_check(tap, module_delete("tracetoll"), "and it can be removed");
}

static bool file_says(const char *path, const char *text)
{
	static char content[1 << 20];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, content, sizeof(content) - 1);

	if (fd >= 0)
		close(fd);
	content[length > 0 ? length : 0] = '\0';
	return strstr(content, text);
}

/* Waits until the run measures. */
static bool wait_for_samples(void)
{
	for (int i = 0; i < 5000; i++) {
		if (file_says(RESULT, "\"record\":\"sample\""))
			return true;
		usleep(1000);
	}
	return false;
}

/* Beside an attachment of a run, a probe makes its samples invalid; at the next load it ends. */
static void test_held_meanwhile(struct tap *tap)
{
	pid_t child;
	int status;

	unlink(RESULT);
	child = tracetoll_start(endless, NULL, NULL);
	tap_check(tap, wait_for_samples(), "a run goes on");
	tap_check(tap,
		  put(TRACING "kprobe_events", "p:held " HANDLER "+12") &&
			  put(TRACING "events/kprobes/held/enable", "1"),
		  "somebody probes a tracee");
	status = tracetoll_wait(child);
	tap_check(tap, status == 6, "the next load ends it with 6 (%d)", status);
	put(TRACING "events/kprobes/held/enable", "0");
	put(TRACING "kprobe_events", "-:kprobes/held");
	tap_check(tap, file_says(RESULT, "\"status\":\"failed\""), "its file says so");
	tap_check(tap, file_says(RESULT, "is held by"), "and why");
	tap_check(tap, !modules_are_loaded(), "no module is left");
	tap_check(tap, !length_of(ENABLED_FUNCTIONS), "nothing is attached");
}

/* Half of the kills at any time; the others aim at a module that is gone, or comes. */
static bool wait_for_moment(int round, uint64_t *random)
{
	bool loaded = true;

	usleep(200000 + (useconds_t)random_below(random, 300000));
	for (int i = 0; round % 2 == 0 && i < 20000 && loaded; i++) {
		usleep(50);
		loaded = module_is_loaded("tracetoll");
	}
	if (!loaded)
		usleep((useconds_t)random_below(random, 3000));
	return !loaded;
}

static void test_kills(struct tap *tap, uint64_t random)
{
	unsigned int loaded = 0, absent = 0, reloading = 0;

	for (int i = 0; i < KILLS; i++) {
		pid_t child;
		bool removed;

		unlink(RESULT);
		child = tracetoll_start(endless, NULL, NULL);
		reloading += wait_for_moment(i, &random);
		kill(child, SIGKILL);
		tap_check(tap, tracetoll_wait(child) == 128 + SIGKILL, "kill %d", i);
		if (module_is_loaded("tracetoll"))
			loaded++;
		else
			absent++;
		/* BPF programs of the dead hold it until RCU is done with them. */
		removed = modules_delete();
		for (int wait = 0; !removed && wait < 100; wait++) {
			usleep(20000);
			removed = modules_delete();
		}
		tap_check(tap, removed && !length_of(ENABLED_FUNCTIONS),
			  "kill %d leaves nothing attached, nobody holds the module", i);
		tap_check(tap, !length_of(RESULT) || result_is_readable(RESULT),
			  "kill %d leaves a file that can be read", i);
	}
	printf("# left: the module %u times, nothing %u times\n", loaded, absent);
	tap_check(tap, reloading >= KILLS / 4, "%u of them while it was loaded anew", reloading);
}

int main(void)
{
	struct tap tap = { 0 };

	test_foreign_module(&tap);
	test_held_meanwhile(&tap);
	test_kills(&tap, 1);
	return tap_end(&tap);
}
