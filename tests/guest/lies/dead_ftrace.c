// SPDX-License-Identifier: GPL-2.0-only
#include "lies/dead_ftrace.h"

#include <string.h>
#include <unistd.h>

#include "lies/lying_executor.h"
#include "this_architecture.h"
#include "tracetoll_child.h"

#define RESULT "/tmp/dead.jsonl"

/* One line on standard error says that ftrace is dead, and what to do. */
static void check_refused(struct tap *tap, const char *const *words)
{
	static struct tracetoll_answer answer;
	const char *end;

	tracetoll_ask(words, &answer);
	end = strchr(answer.err, '\n');
	tap_check(tap, answer.status == 3 && !*answer.out && end && !end[1],
		  "ftrace is dead, %s %s: refused with 3, in one line (%d)", words[1],
		  words[2] ? words[2] : "", answer.status);
	if (!tap_check(tap,
		       strstr(answer.err, "ftrace gave itself up after a bug") &&
			       strstr(answer.err, "dmesg") && strstr(answer.err, "reboot"),
		       "and it says that, and what to do"))
		printf("# but:\n%s%s", answer.out, answer.err);
}

/* A site can be read without ftrace; only its list is closed. */
static void check_site(struct tap *tap)
{
	static const char *const words[] = { TRACETOLL, "site", HANDLER, NULL };
	static struct tracetoll_answer answer;

	tracetoll_ask(words, &answer);
	tap_check(tap, !answer.status && !*answer.err && strstr(answer.out, HANDLER "  0x"),
		  "ftrace is dead, site FUNCTION: shown (%d)", answer.status);
	if (!tap_check(tap,
		       strstr(answer.out, "note: shown without enabled_functions") &&
			       strstr(answer.out, "ftrace gave itself up"),
		       "and it notes that"))
		printf("# but:\n%s%s", answer.out, answer.err);
}

void check_dead_ftrace(struct tap *tap, int device)
{
	static const char *const run[] = { TRACETOLL, "run", "-o", RESULT, NULL };
	static const char *const verify[] = { TRACETOLL, "verify", NULL };
	static const char *const site[] = { TRACETOLL, "site", NULL };
	int err = lie_tell(device, "kill-ftrace", "");

	tap_check(tap, !err, "ftrace is dead (%d)", err);
	check_refused(tap, run);
	tap_check(tap, access(RESULT, F_OK) != 0, "ftrace is dead, run: no file is left");
	check_refused(tap, verify);
	check_refused(tap, site);
	check_site(tap);
}
