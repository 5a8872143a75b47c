// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: lies about what is measured. Each is told twice: to a session that
 * lacks the checks that see it, which takes it for true, and to a whole one, which must not.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lies/dead_ftrace.h"
#include "lies/impossible.h"
#include "lies/lied_session.h"
#include "module.h"
#include "tap.h"
#include "tracetoll_child.h"
#include "verify/test.h"

static const struct lie lies[] = {
	/* The site was not patched, or not as ftrace believes. */
	{ "ops1", "kloop", MOMENT_ATTACHED, "site-disabled %s", "path" },
	{ "ops1", "kloop", MOMENT_PROVEN, "site-disabled %s", "unchanged" },
	{ "ops1", "kloop", MOMENT_BLOCKS, "join %s", "book" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "literal-foreign %s", "literal" },
	{ "ops1", "kloop", MOMENT_PROVEN, "literal-foreign %s", "unchanged" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "literal-nop %s", "literal" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "literal-list %s", "path" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "ops-missing %s 0", "system" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "ops-replaced %s 0", "system" },
	{ "ops1", "kloop", MOMENT_PROVEN, "ops-replaced %s 0", "updates" },
	{ "ops1", "kloop", MOMENT_SAMPLE, "ops-replaced %s 0", "updates" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "swap-func %s 0", "system" },
	{ "ops1", "kloop", MOMENT_PROVEN, "swap-func %s 0", "system" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "ops-stubbed %s 0", "system" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "join %s", "book" },
	{ "ops1", "kloop", MOMENT_PROVEN, "join %s", "system" },
	{ "ops1", "kloop", MOMENT_SAMPLE, "join %s", "updates" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "join-elsewhere %s", "system" },
	{ "ops1", "kloop", MOMENT_SAMPLE, "join-elsewhere %s", "updates" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "tracefs tracetoll_tracee", "book" },
	{ "ops1", "kloop", MOMENT_PROVEN, "tracefs tracetoll_tracee", "system" },
	{ "ops1", "kloop", MOMENT_SAMPLE, "tracefs tracetoll_tracee", "updates" },
	{ "ops1", "kloop", MOMENT_BLOCKS, "tracefs tracetoll_tracee", "book" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "sysctl ftrace_enabled", "path" },
	{ "ops1", "kloop", MOMENT_PROVEN, "sysctl ftrace_enabled", "updates" },
	{ "ops1", "kloop", MOMENT_SAMPLE, "sysctl ftrace_enabled", "updates" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "kprobe-entry %s", "kprobe" },
	{ "ops1", "kloop", MOMENT_PROVEN, "kprobe-entry %s", "kprobe" },
	{ "ops1", "kloop", MOMENT_ATTACHED, "kprobe-body %s", "kprobe" },
	{ "ops1", "kloop", MOMENT_PROVEN, "kprobe-body %s", "body" },
	{ "ops1", "kloop", MOMENT_LABEL, "ops2", "book" },
	{ "ops1", "kloop", MOMENT_LABEL, "none", "path" },
	{ "ops1", "kloop", MOMENT_LABEL, "ops1-rcu", "flags" },
	{ "ops1", "kloop", MOMENT_LABEL, "ops1+irr10", "system" },
	{ "ops1", "kloop", MOMENT_LABEL, "graph", "system" },
	{ "ops1", "kloop", MOMENT_LABEL, "direct", "book" },
	{ "ops1", "kloop", MOMENT_LABEL, "ops1/getppid", "body" },
	{ "ops1", "getppid", MOMENT_ATTACHED, "site-disabled %s", "path" },
	{ "ops1", "getppid", MOMENT_SAMPLE, "join %s", "updates" },
	{ "ops1", "getppid", MOMENT_ATTACHED, "kprobe-body %s", "kprobe" },
	{ "ops1", "getppid", MOMENT_LABEL, "ops1/kloop", "body" },

	/* Nothing is said to be there. */
	{ "none", "kloop", MOMENT_ATTACHED, "join %s", "path" },
	{ "none", "kloop", MOMENT_PROVEN, "join %s", "unchanged" },
	{ "none", "kloop", MOMENT_SAMPLE, "join %s", "updates" },
	{ "none", "kloop", MOMENT_BLOCKS, "join %s", "path" },
	{ "none", "kloop", MOMENT_ATTACHED, "kprobe-entry %s", "kprobe" },
	{ "none", "kloop", MOMENT_ATTACHED, "kprobe-body %s", "kprobe" },
	{ "none", "kloop", MOMENT_LABEL, "ops1", "path" },

	/* A list that is longer, shorter, or another one. */
	{ "ops2", "kloop", MOMENT_ATTACHED, "ops-missing %s 1", "book" },
	{ "ops2", "kloop", MOMENT_ATTACHED, "literal-ops %s 1", "literal" },
	{ "ops2", "kloop", MOMENT_LABEL, "stub2", "flags" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "site-disabled %s", "path" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "ops-missing %s 5", "book" },
	{ "ops10", "kloop", MOMENT_PROVEN, "ops-missing %s 5", "system" },
	{ "ops10", "kloop", MOMENT_SAMPLE, "ops-missing %s 5", "updates" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "ops-replaced %s 3", "system" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "ops-stubbed %s 3", "system" },
	{ "ops10", "kloop", MOMENT_PROVEN, "ops-stubbed %s 3", "system" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "swap-func %s 3", "system" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "join %s", "book" },
	{ "ops10", "kloop", MOMENT_PROVEN, "join %s", "system" },
	{ "ops10", "kloop", MOMENT_SAMPLE, "join %s", "updates" },
	{ "ops10", "kloop", MOMENT_BLOCKS, "join %s", "book" },
	{ "ops10", "kloop", MOMENT_ATTACHED, "join-elsewhere %s", "system" },
	{ "ops10", "kloop", MOMENT_PROVEN, "join-elsewhere %s", "system" },
	{ "ops10", "kloop", MOMENT_SAMPLE, "join-elsewhere %s", "updates" },
	{ "ops10", "kloop", MOMENT_BLOCKS, "join-elsewhere %s", "system" },
	{ "ops10", "kloop", MOMENT_LABEL, "ops2", "book" },
	{ "ops10", "kloop", MOMENT_LABEL, "ops1+irr10", "book" },

	/* Irrelevant ops that are relevant, or not there. */
	{ "ops1+irr10", "kloop", MOMENT_LABEL, "ops11", "book" },
	{ "ops1+irr10", "kloop", MOMENT_LABEL, "ops1", "system" },
	{ "ops1+irr10", "kloop", MOMENT_ATTACHED, "ops-missing %s 5", "system" },
	{ "ops1+irr10", "kloop", MOMENT_ATTACHED, "literal-ops %s 1", "literal" },

	/* Another direct call than the one that is named. */
	{ "direct", "kloop", MOMENT_ATTACHED, "site-disabled %s", "path" },
	{ "direct", "kloop", MOMENT_ATTACHED, "literal-foreign %s", "literal" },
	{ "direct", "kloop", MOMENT_ATTACHED, "swap-trampoline %s 0", "trampoline" },
	{ "direct", "kloop", MOMENT_PROVEN, "swap-trampoline %s 0", "updates" },
	{ "direct", "kloop", MOMENT_SAMPLE, "swap-trampoline %s 0", "updates" },
	{ "direct", "kloop", MOMENT_ATTACHED, "swap-direct-call %s 0", "system" },
	{ "direct", "kloop", MOMENT_PROVEN, "swap-direct-call %s 0", "system" },
	{ "direct", "kloop", MOMENT_ATTACHED, "join %s", "book" },
	{ "direct", "kloop", MOMENT_SAMPLE, "join %s", "updates" },
	{ "direct", "kloop", MOMENT_LABEL, "ops1", "book" },
	{ "direct", "kloop", MOMENT_LABEL, "direct+ops1", "book" },
	{ "direct", "kloop", MOMENT_LABEL, "direct-ret", "trampoline" },
	{ "direct", "kloop", MOMENT_LABEL, "direct-c", "trampoline" },
	{ "direct", "kloop", MOMENT_LABEL, "direct-far", "reach" },
	{ "direct-far", "kloop", MOMENT_LABEL, "direct", "reach" },
	{ "direct-far", "kloop", MOMENT_ATTACHED, "swap-direct-call %s 0", "system" },
	{ "direct-ret", "kloop", MOMENT_LABEL, "direct-br", "trampoline" },
	{ "direct-br", "kloop", MOMENT_LABEL, "direct-ret", "trampoline" },
	{ "direct-c", "kloop", MOMENT_LABEL, "direct", "trampoline" },
	{ "direct+ops1", "kloop", MOMENT_ATTACHED, "ops-missing %s 0", "book" },
	{ "direct+ops1", "kloop", MOMENT_ATTACHED, "ops-missing %s 1", "book" },
	{ "direct+ops1", "kloop", MOMENT_ATTACHED, "swap-trampoline %s 0", "trampoline" },
	{ "direct+ops1", "kloop", MOMENT_ATTACHED, "swap-direct-call %s 0", "system" },
	{ "direct+ops1", "kloop", MOMENT_LABEL, "ops2", "book" },

	{ "graph", "kloop", MOMENT_ATTACHED, "join %s", "book" },
	{ "graph", "kloop", MOMENT_ATTACHED, "site-disabled %s", "path" },
	{ "graph", "kloop", MOMENT_LABEL, "ops1", "system" },
	{ "ops1-rcu", "kloop", MOMENT_LABEL, "ops1", "flags" },
	{ "ops1-recursion", "kloop", MOMENT_LABEL, "ops1-rcu", "flags" },
	{ "stub2", "kloop", MOMENT_LABEL, "ops2", "flags" },
};

#define LIES (sizeof(lies) / sizeof(lies[0]))

/* How many lies there were. */
struct tally {
	unsigned int told;
	unsigned int impossible;
};

/* What a sick kernel says, and a run must not pass over. */
static const struct lie sayings[] = {
	{ "ops1", "kloop", MOMENT_ATTACHED, "warn", NULL },
	{ "ops1", "kloop", MOMENT_SAMPLE, "warn", NULL },
	{ "ops1", "kloop", MOMENT_SAMPLE, "say rcu: INFO: rcu_preempt self-detected stall on CPU",
	  NULL },
	{ "ops1", "kloop", MOMENT_SAMPLE,
	  "say WARNING: possible circular locking dependency detected", NULL },
	{ "ops1", "kloop", MOMENT_SAMPLE, "say BUG: unable to handle page fault", NULL },
	{ "ops1", "kloop", MOMENT_SAMPLE, "say watchdog: BUG: soft lockup - CPU#0 stuck for 22s!",
	  NULL },
};

static const char *const moments[] = {
	[MOMENT_ATTACHED] = "after the attach", [MOMENT_PROVEN] = "after the proof",
	[MOMENT_SAMPLE] = "within a sample",    [MOMENT_BLOCKS] = "between blocks",
	[MOMENT_LABEL] = "attached instead",
};

static void name_lie(const struct lie *lie, char *text, size_t size)
{
	snprintf(text, size, "%s on %s, ", lie->configuration, lie->workload);
	snprintf(text + strlen(text), size - strlen(text), lie->told, moments[lie->moment]);
	if (!strstr(lie->told, "%s"))
		snprintf(text + strlen(text), size - strlen(text), " %s", moments[lie->moment]);
}

/* Without a lie all is valid. False: it is not, or this kernel is known not to do it. */
static bool check_honest(struct tap *tap, struct lied_machine *machine, const struct lie *lie)
{
	const char *why = impossible(lie->configuration);
	const struct check_list none = { .count = 0 };
	struct lied_session session, unproven;
	struct check_list all;

	check_list_all(&all);
	lied_session_run(machine, lie->configuration, lie->workload, NULL, &all, &session);
	if (why) {
		tap_check(tap, !session.err && session.totals.cells_unavailable,
			  "%s on %s cannot be done here: %s", lie->configuration, lie->workload,
			  why);
		return false;
	}
	machine->blind = true;
	lied_session_run(machine, lie->configuration, lie->workload, NULL, &none, &unproven);
	machine->blind = false;
	tap_check(tap, lied_session_accepted(&unproven) && unproven.per_call == session.per_call,
		  "%s on %s, without any proof: %.2f per call, too", lie->configuration,
		  lie->workload, unproven.per_call);
	return tap_check(tap, lied_session_accepted(&session) && !session.seen_by.count,
			 "%s on %s, honestly: %.2f per call (%d, %s)", lie->configuration,
			 lie->workload, session.per_call, session.err, session.reason);
}

static bool list_has(const struct check_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		if (!strcmp(list->checks[i]->name, name))
			return true;
	}
	return false;
}

static void check_lie(struct tap *tap, struct lied_machine *machine, const struct lie *lie,
		      struct tally *tally)
{
	const char *why = impossible(lie->told);
	struct lied_session whole, blind;
	struct check_list all, others;
	char name[128];

	name_lie(lie, name, sizeof(name));
	check_list_all(&all);
	lied_session_run(machine, lie->configuration, lie->workload, lie, &all, &whole);
	if (why) {
		tap_check(tap, whole.lie_err == -EOPNOTSUPP, "%s: cannot be told here: %s", name,
			  why);
		tally->impossible++;
		return;
	}
	/* What could not be told is not refused, and so fails below. */
	if (!whole.lie_err)
		tally->told++;
	check_list_all(&others);
	for (size_t i = 0; i < whole.seen_by.count; i++)
		check_list_remove(&others, whole.seen_by.checks[i]->name);
	lied_session_run(machine, lie->configuration, lie->workload, lie, &others, &blind);
	tap_check(tap, lied_session_accepted(&blind), "%s: passes unseen, %.2f per call (%d)", name,
		  blind.per_call, blind.err);
	tap_check(tap, lied_session_refused(&whole, lie) && list_has(&whole.seen_by, lie->check),
		  "%s: %s (%d)", name, whole.reason, whole.err);
	printf("#   seen by");
	for (size_t i = 0; i < whole.seen_by.count; i++)
		printf(" %s", whole.seen_by.checks[i]->name);
	printf("\n");
}

/* A warning is no lie about the tracee: the samples are valid, the run is not. */
static void check_saying(struct tap *tap, struct lied_machine *machine, const struct lie *lie)
{
	struct kernel_log *log = machine->kernel.log;
	struct lied_session heard, deaf;
	struct check_list all;
	char line[512];

	check_list_all(&all);
	machine->kernel.log = NULL;
	lied_session_run(machine, lie->configuration, lie->workload, lie, &all, &deaf);
	machine->kernel.log = log;
	/* What was said unheard, and time for its report to be over: none ends here. */
	while (kernel_log_next(log, line, sizeof(line)) > 0)
		;
	usleep(1500000);
	lied_session_run(machine, lie->configuration, lie->workload, lie, &all, &heard);
	tap_check(tap, lied_session_accepted(&deaf) && !deaf.totals.findings,
		  "%s, %s: passes unheard", lie->told, moments[lie->moment]);
	tap_check(tap, heard.totals.findings, "%s: %u findings", lie->told, heard.totals.findings);
}

static int lying_workload_run(const struct workload_run *run)
{
	return workload_find("getppid")->run(run);
}

/* Says that it calls one function, and calls another. */
static const struct workload lying_workload = {
	.name = "lying",
	.what = "a workload that lies",
	.kind = TRACETOLL_TRACEE_NEAR,
	.tracee = "tracetoll_tracee",
	.extra = true,
	.run = lying_workload_run,
};
REGISTER_WORKLOAD(lying_workload);

static bool never_stopped(void *context)
{
	(void)context;
	return false;
}

/* What no look at a site can see: that is what calls are counted for, by `verify`, too. */
static void check_workloads(struct tap *tap, struct lied_machine *machine)
{
	static struct verify verify;
	struct lied_session session;
	struct check_list all;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	check_list_all(&all);
	machine->uncounted = false;
	lied_session_run(machine, "ops1", "lying", NULL, &all, &session);
	machine->uncounted = true;
	tap_check(tap, lied_session_refused(&session, NULL),
		  "a workload that calls another function: nothing is hit");
	lied_session_run(machine, "ops1", "lying", NULL, &all, &session);
	tap_check(tap, lied_session_accepted(&session),
		  "where nobody counts it passes unseen, %.2f per call", session.per_call);
	verify = (struct verify){
		.device = &machine->access.device,
		.abilities = machine->abilities,
		.log = &machine->access.log,
		.stopped = never_stopped,
	};
	ktap_start(&verify.ktap, out, 1);
	test_workloads(&verify);
	fclose(out);
	tap_check(tap, strstr(text, "tracetoll_tracee was called 0 times") != NULL,
		  "a workload that calls another function: verify counts");
	tap_check(tap, verify.ktap.levels[0].failed == 1, "and fails by it");
	free(text);
}

/* Tells all lies, or those that the words name; every one is told, or known to be impossible. */
static void tell_all(struct tap *tap, struct lied_machine *machine, const char *word)
{
	const struct lie *before = NULL;
	struct tally tally = { 0 };
	bool honest = false;

	for (size_t i = 0; i < LIES; i++) {
		const struct lie *lie = &lies[i];

		if (word && !strstr(lie->told, word) && strcmp(lie->configuration, word))
			continue;
		if (!before || strcmp(before->configuration, lie->configuration) ||
		    strcmp(before->workload, lie->workload))
			honest = check_honest(tap, machine, lie);
		before = lie;
		if (honest)
			check_lie(tap, machine, lie, &tally);
		else if (impossible(lie->configuration))
			tally.impossible++;
	}
	tap_check(tap, word || tally.told + tally.impossible == LIES,
		  "lies: %u told, %u impossible on this kernel, of %zu", tally.told,
		  tally.impossible, LIES);
}

int main(int argc, char **argv)
{
	struct lied_machine machine;
	struct complaint complaint;
	struct tap tap = { 0 };
	int err;

	tap_check(&tap, !module_insert(LIES_FILE), "the lies can be loaded");
	err = lied_machine_open(&machine, &complaint);
	/* The checks are to see the lies: each by itself, and not by what is counted. */
	machine.uncounted = true;
	if (!tap_check(&tap, !err, "the machine is there"))
		complaint_print(&complaint);
	/* A word chooses lies, for whoever looks into one of them. */
	if (!err)
		tell_all(&tap, &machine, argc > 1 ? argv[1] : NULL);
	for (size_t i = 0; !err && i < sizeof(sayings) / sizeof(sayings[0]); i++)
		check_saying(&tap, &machine, &sayings[i]);
	if (!err)
		check_workloads(&tap, &machine);
	err = lied_machine_close(&machine, &complaint);
	tap_check(&tap, !err && !length_of(ENABLED_FUNCTIONS) && !modules_are_loaded(),
		  "nothing is left (%d)", err);
	machine.device = open("/dev/tracetoll_lies", O_WRONLY | O_CLOEXEC);
	check_dead_ftrace(&tap, machine.device);
	return tap_end(&tap);
}
