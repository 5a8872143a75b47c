// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: a command that tracetoll holds runs as it would without, nothing stays
 * attached however it ends, and what --json says of it is exact.
 *
 * The words are names of configurations, behind "all" if none of them may be missing; or, behind
 * "command", what this program then does as the command that is held (hold/command.h).
 */
#include "hold/command.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hold/ask.h"
#include "module.h"
#include "tap.h"

#define JSON "/tmp/hold.json"
#define READS 1000
#define COST_CALLS "200"

static struct tracetoll_answer answer;

static bool says(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

static bool left_nothing(void)
{
	return !length_of(ENABLED_FUNCTIONS) && !modules_are_loaded();
}

/* Not every kernel has every configuration. */
static bool is_there(struct tap *tap, const char *configuration)
{
	ask(HOLD(configuration, "command", "exit", "0"), &answer);
	if (answer.status != 4 ||
	    (!says(answer.err, "there is no ") && !says(answer.err, "this kernel ")))
		return true;
	tap_check(tap, left_nothing(), "%s: is not there, and is not left: %s", configuration,
		  answer.err);
	return false;
}

/* Its status and not a word. */
static void check_status(struct tap *tap, const char *configuration)
{
	ask(HOLD(configuration, "command", "exit", "0"), &answer);
	tap_check(tap, answer.status == 0, "%s: 0 is handed on (%d)", configuration, answer.status);
	ask(HOLD(configuration, "command", "exit", "42"), &answer);
	tap_check(tap, answer.status == 42, "%s: 42 is handed on (%d)", configuration,
		  answer.status);
	tap_check(tap, !*answer.out && !*answer.err, "%s: without a word: %s%s", configuration,
		  answer.out, answer.err);
	tap_check(tap, left_nothing(), "%s: nothing is left", configuration);
}

static void read_json(struct tracetoll_answer *json)
{
	FILE *file = fopen(JSON, "re");
	size_t length = file ? fread(json->out, 1, sizeof(json->out) - 1, file) : 0;

	json->out[length] = '\0';
	if (file)
		fclose(file);
}

/* Whether anything of it can count: the trampoline of a direct call of the module cannot. */
static bool can_count(const char *configuration)
{
	if (!strcmp(configuration, "none"))
		return false;
	return strncmp(configuration, "direct", 6) != 0 || strchr(configuration, '+');
}

static void check_json(struct tap *tap, const char *configuration)
{
	const bool counts = can_count(configuration);
	char calls[32], reads[16];

	snprintf(reads, sizeof(reads), "%d", READS);
	snprintf(calls, sizeof(calls), "\"calls\":%d,", READS);
	unlink(JSON);
	ask(WORDS(TRACETOLL, "hold", configuration, "--json", JSON, "--", PROGRAM, "command",
		  "read", reads),
	    &answer);
	tap_check(tap, answer.status == 0, "%s: counted (%d): %s", configuration, answer.status,
		  answer.err);
	read_json(&answer);
	tap_check(tap, says(answer.out, counts ? calls : "\"hits\":null"),
		  "%s: %d calls are counted, or none can be", configuration, READS);
	tap_check(tap,
		  says(answer.out, "\"reason\":null") && says(answer.out, "\"doubt\":null") &&
			  says(answer.out, "\"exit_status\":0,\"signal\":null"),
		  "%s: it was proven", configuration);
	tap_check(tap, says(answer.out, "\"elapsed_ns\":null"), "%s: emulated time is no time",
		  configuration);
	tap_check(tap, says(answer.out, "\"command\":[\"" PROGRAM "\",\"command\",\"read\""),
		  "%s: the command is named", configuration);
}

/* What a process inherits, with and without hold. */
static void check_state(struct tap *tap)
{
	static struct tracetoll_answer bare;

	ask(WORDS(PROGRAM, "command", "state"), &bare);
	ask(HOLD("ops1", "command", "state"), &answer);
	tap_check(tap, says(bare.out, "file 1 ") && says(bare.out, "SigIgn"), "it tells its state");
	if (!tap_check(tap, !strcmp(bare.out, answer.out), "it inherits nothing of ours"))
		printf("# without:\n%s# with:\n%s", bare.out, answer.out);
	unlink(JSON);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--json", JSON, "--", PROGRAM, "command", "state"),
	    &answer);
	tap_check(tap, !strcmp(bare.out, answer.out), "nor with --json");
	ask(WORDS(TRACETOLL, "hold", "ops1", "--json", "-", "--", PROGRAM, "command", "state"),
	    &answer);
	tap_check(tap,
		  !strncmp(bare.out, answer.out, strlen(bare.out)) &&
			  says(answer.out, "\"record\":\"hold\""),
		  "nor with --json -, which comes behind it");
}

static long long cost_of(const char *const *words)
{
	long long cost;

	ask(words, &answer);
	if (sscanf(answer.out, "instructions %lld", &cost) == 1)
		return cost;
	printf("# status %d: %s%s\n", answer.status, answer.out, answer.err);
	return -1;
}

/* Instructions that ops1 adds to a call, by what `run` measures of another handler. */
static long long known_overhead(void)
{
	static const char row[] = ",getppid,ops1,";
	const char *at;

	unlink("/tmp/known.jsonl");
	ask(WORDS(TRACETOLL, "run", "-c", "none,ops1", "-w", "getppid", "--blocks", "2", "-o",
		  "/tmp/known.jsonl"),
	    &answer);
	ask(WORDS(TRACETOLL, "report", "--format", "csv", "/tmp/known.jsonl"), &answer);
	at = strstr(answer.out, row);
	/* path,metric,unit,value,low,high,overhead */
	at = at ? at + strlen(row) : "";
	for (int comma = 0; comma < 6 && at; comma++) {
		at = strchr(at, ',');
		at = at ? at + 1 : NULL;
	}
	return at ? strtoll(at, NULL, 10) : -1;
}

static void check_cost(struct tap *tap)
{
	const long long calls = atoi(COST_CALLS);
	const long long bare = cost_of(WORDS(PROGRAM, "command", "cost", COST_CALLS));
	const long long none = cost_of(HOLD("none", "command", "cost", COST_CALLS));
	const long long ops1 = cost_of(HOLD("ops1", "command", "cost", COST_CALLS));
	const long long overhead = known_overhead();

	tap_check(tap, bare > 0, "without hold: %lld instructions", bare);
	tap_check(tap, none == bare, "none: not one instruction more (%lld)", none);
	tap_check(tap, overhead > 0, "run knows what ops1 adds to a call: %lld", overhead);
	tap_check(tap, ops1 == bare + calls * overhead,
		  "ops1: that and nothing else (%lld, expected %lld)", ops1,
		  bare + calls * overhead);
}

static void check_ends(struct tap *tap)
{
	ask(HOLD("ops1", "command", "kill", "9"), &answer);
	tap_check(tap, answer.status == 137 && says(answer.err, "signal 9 (Killed) ended"),
		  "killed: 137 (%d), and it is said: %s", answer.status, answer.err);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--", "/bin/none"), &answer);
	tap_check(tap, answer.status == 127 && says(answer.err, "cannot run /bin/none: No such"),
		  "not there: 127 (%d): %s", answer.status, answer.err);
	tap_check(tap, left_nothing(), "not there: nothing is left");
	unlink(JSON);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--json", JSON, "--", "/tmp"), &answer);
	tap_check(tap, answer.status == 126 && says(answer.err, "Permission denied"),
		  "a folder: 126 (%d): %s", answer.status, answer.err);
	tap_check(tap, access(JSON, F_OK) != 0, "a folder: no file is left");
	ask(WORDS(TRACETOLL, "hold", "ops1", "--", "program", "command", "exit", "3"), &answer);
	tap_check(tap, answer.status == 3, "found by PATH (%d)", answer.status);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--json", "/dev/full", "--", PROGRAM, "command",
		  "exit", "8"),
	    &answer);
	tap_check(tap,
		  answer.status == 6 && says(answer.err, "No space left") &&
			  says(answer.err, "the command itself ended with 8"),
		  "what it says cannot be written: 6 (%d): %s", answer.status, answer.err);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--tracee", "no_such_function", "--", PROGRAM,
		  "command", "exit", "0"),
	    &answer);
	tap_check(tap, answer.status == 4 && says(answer.err, "no_such_function"),
		  "no such function: 4 (%d): %s", answer.status, answer.err);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--tracee", HANDLER("write"), "--", PROGRAM, "command",
		  "exit", "0"),
	    &answer);
	tap_check(tap, answer.status == 0, "another function: 0 (%d): %s", answer.status,
		  answer.err);
	tap_check(tap, left_nothing(), "nothing is left");
}

/* @number is sent to hold alone; the command ends in its way. */
static void check_signal(struct tap *tap, int number, int expected)
{
	pid_t command;
	pid_t hold = start_and_wait(HOLD("ops1", "command", "wait"), -1, &command);
	int status;

	tap_check(tap, command > 0 && length_of(ENABLED_FUNCTIONS), "it runs, and ops1 is there");
	kill(hold, number);
	status = tracetoll_wait(hold);
	tap_check(tap, status == expected, "%s: %d (%d)", strsignal(number), expected, status);
	tap_check(tap, kill(command, 0) && errno == ESRCH, "the command is gone");
	tap_check(tap, left_nothing(), "nothing is left");
}

/* Typed at a terminal, Ctrl-C reaches both; the command gets it once. */
static void check_terminal(struct tap *tap)
{
	int master = open_terminal();
	pid_t command;
	pid_t hold = start_and_wait(HOLD("ops1", "command", "interrupted"), master, &command);
	int status;

	if (!tap_check(tap, master >= 0 && command > 0, "it runs at a terminal"))
		return;
	(void)!write(master, "\003", 1);
	status = tracetoll_wait(hold);
	tap_check(tap, status == 11, "Ctrl-C: the command gets it once (%d)", status);
	tap_check(tap, left_nothing(), "nothing is left");
	close(master);
}

/* Nobody is left to detach but the kernel, and the command goes on. */
static void check_killed_hold(struct tap *tap)
{
	pid_t command;
	pid_t hold = start_and_wait(HOLD("ops1", "command", "wait"), -1, &command);

	kill(hold, SIGKILL);
	tracetoll_wait(hold);
	tap_check(tap, command > 0 && !length_of(ENABLED_FUNCTIONS), "hold is killed: detached");
	tap_check(tap, !kill(command, 0), "the command goes on");
	kill(command, SIGKILL);
	tap_check(tap, modules_delete(), "the module can be removed");
}

static void check_others(struct tap *tap)
{
	tap_check(tap, !set_probe(1), "somebody's probe is on the read handler");
	ask(HOLD("ops1", "command", "exit", "0"), &answer);
	tap_check(tap, answer.status == 3 && says(answer.err, READ_HANDLER " is held by a kprobe"),
		  "refused: 3 (%d): %s", answer.status, answer.err);
	unlink(JSON);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--allow-dirty", "--json", JSON, "--", PROGRAM,
		  "command", "exit", "5"),
	    &answer);
	tap_check(tap, answer.status == 5 && !*answer.err, "allowed: the command's 5 (%d): %s",
		  answer.status, answer.err);
	read_json(&answer);
	tap_check(tap, says(answer.out, "\"allow_dirty\":true"), "and that is written");
	set_probe(0);
	unlink(JSON);
	ask(WORDS(TRACETOLL, "hold", "ops1", "--json", JSON, "--", PROGRAM, "command", "probe"),
	    &answer);
	tap_check(tap,
		  answer.status == 5 && says(answer.err, "do not rely on this run") &&
			  says(answer.err, "the command itself ended with 7"),
		  "a probe comes meanwhile: 5 (%d): %s", answer.status, answer.err);
	read_json(&answer);
	tap_check(tap, !says(answer.out, "\"doubt\":null") && says(answer.out, "\"exit_status\":7"),
		  "and that is written");
	set_probe(0);
	tap_check(tap, left_nothing(), "nothing is left");
}

int main(int argc, char **argv)
{
	struct tap tap = { 0 };
	int all;

	if (argc > 2 && !strcmp(argv[1], "command"))
		return run_command(argv[2], argv[3]);
	all = argc > 1 && !strcmp(argv[1], "all");
	for (int i = 1 + all; i < argc; i++) {
		if (!all && !is_there(&tap, argv[i]))
			continue;
		check_status(&tap, argv[i]);
		check_json(&tap, argv[i]);
	}
	check_ends(&tap);
	check_state(&tap);
	check_cost(&tap);
	check_signal(&tap, SIGTERM, 128 + SIGTERM);
	check_signal(&tap, SIGINT, 128 + SIGINT);
	check_signal(&tap, SIGUSR1, 9);
	check_terminal(&tap);
	check_killed_hold(&tap);
	check_others(&tap);
	return tap_end(&tap);
}
