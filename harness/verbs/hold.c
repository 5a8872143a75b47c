// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll hold: keeps a configuration attached while a command runs.
 */
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attach/bpf_demand.h"
#include "machine/command.h"
#include "machine/environment.h"
#include "measure/attached_proof.h"
#include "measure/clean_start.h"
#include "measure/instruction_clock.h"
#include "measure/kernel_executor.h"
#include "result/writer.h"
#include "verbs/hold_json.h"
#include "verbs/hold_options.h"
#include "verbs/kernel_access.h"
#include "verbs/verb.h"

#define OWN_HITS_TRIES 3

/* Everything that is held open. */
struct hold {
	struct hold_options options;
	struct command command;
	struct result_writer writer; /* for --json */
	struct kernel_access access;
	struct kernel_executor kernel;
	struct check_list checks;
	struct baseline baseline;
	struct claim claim;
	struct evidence before;
	struct evidence after;
	struct held held;
	char doubt[CHECK_REASON_SIZE + EVIDENCE_TEXT_SIZE]; /* why not to rely on it, or "" */
	bool ended; /* the command ran, and wait_status says how it ended */
	int unstarted; /* the negative errno of why it could not be started, or 0 */
	bool written;
	struct complaint complaint;
};

static int open_json(struct hold *hold)
{
	const char *path = hold->options.json;
	int err = path ? result_writer_open(&hold->writer, path) : 0;

	if (err == -EEXIST)
		return complain(&hold->complaint, EXIT_CODE_USAGE, err,
				"files are never overwritten: give another name (--json)",
				"cannot write %s", path);
	if (err)
		return complain(&hold->complaint, EXIT_CODE_FAILED, err,
				"give another file: --json FILE", "cannot write %s", path);
	return 0;
}

static int open_machine(struct hold *hold)
{
	int err = 0;

	if (hold->options.plan.configurations[0].row->bpf)
		err = bpf_demand("", &hold->complaint);
	if (!err)
		err = kernel_access_open(&hold->access, hold->options.module,
					 plan_needs_far(&hold->options.plan), &hold->complaint);
	if (err || !hold->options.json)
		return err;
	hold->held.environment =
		environment_collect("", sched_getcpu(), instruction_clock_detect());
	if (!hold->held.environment)
		return complain(&hold->complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");
	return 0;
}

/* What was there before us; somebody else's tracer is refused. */
static int look_first(struct hold *hold)
{
	const struct plan *plan = &hold->options.plan;
	struct executor executor;
	int err;

	hold->kernel = (struct kernel_executor){
		.attachment.device = &hold->access.device,
		.log = &hold->access.log,
		.abilities = device_abilities(&hold->access.device),
		.settle_ms = PLAN_SETTLE_MS,
		.counts_all = true,
		.stop_fd = -1,
	};
	executor = kernel_executor_interface(&hold->kernel);
	err = clean_start_look(plan, &hold->kernel.abilities, &executor, &hold->baseline,
			       &hold->complaint);
	if (!err && !plan->allow_dirty)
		err = clean_start_demand(plan, &hold->baseline, &hold->complaint);
	return err;
}

/* Attaches; what cannot be had here is told by exit code 4. */
static int attach(struct hold *hold, const struct executor *executor)
{
	const struct plan *plan = &hold->options.plan;
	const struct configuration *configuration = &plan->configurations[0];
	const char *reason = configuration_unavailable(configuration, &hold->kernel.abilities);

	if (reason)
		return complain(&hold->complaint, EXIT_CODE_SKIPPED, 0, "",
				"there is no %s on this machine: %s", configuration->name, reason);
	return executor->attach(executor->context, configuration, plan->workloads[0],
				hold->options.json != NULL, &hold->complaint);
}

/* What was attached is what was asked for, or the command is not run. */
static int demand_proof(struct hold *hold, const struct executor *executor)
{
	const char *name = hold->claim.configuration->name;
	const char *tracee = hold->options.workload.tracee;
	struct attached_proof proof;
	int err = prove_attached(executor, &hold->checks, &hold->claim, &hold->before, &proof,
				 &hold->complaint);

	if (err || proof.proven)
		return err;
	if (proof.placement[0])
		return complain(&hold->complaint, EXIT_CODE_SKIPPED, 0, "",
				"there is no %s on %s here: %s", name, tracee, proof.placement);
	return complain(&hold->complaint, EXIT_CODE_REFUSED, 0, "the command was not run",
			"cannot prove that %s is on %s: %s", name, tracee, proof.reason);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static int run_command(struct hold *hold)
{
	struct held *held = &hold->held;
	uint64_t start;
	int err;

	if (command_stop_asked(&hold->command))
		return complain(&hold->complaint, EXIT_CODE_FAILED, 0, "",
				"stopped by a signal before the command was run");
	start = now_ns();
	command_start(&hold->command);
	err = command_wait(&hold->command, &held->wait_status, &hold->unstarted);
	held->elapsed_ns = now_ns() - start;
	if (err)
		return complain(&hold->complaint, EXIT_CODE_FAILED, err, "",
				"cannot wait for the command");
	hold->ended = !hold->unstarted;
	return 0;
}

/*
 * What is counted until now, and what reading that adds to it: a reader of files calls the
 * handler of read, too. The least of some, as others may call it in between.
 */
static int read_own_hits(struct hold *hold, const struct executor *executor,
			 struct attached_hits *before, uint64_t *own)
{
	struct attached_hits last;
	int err = executor->read_hits(executor->context, before, &hold->complaint);

	*own = UINT64_MAX;
	for (int i = 0; !err && i < OWN_HITS_TRIES; i++) {
		last = *before;
		err = executor->read_hits(executor->context, before, &hold->complaint);
		if (!err && before->hits - last.hits < *own)
			*own = before->hits - last.hits;
	}
	return err;
}

/* Runs it, and counts meanwhile if that is wanted: what we call ourselves is none of it. */
static int run_counted(struct hold *hold, const struct executor *executor)
{
	struct attached_hits *hits = &hold->held.hits;
	struct attached_hits before;
	uint64_t own;
	int err;

	if (!hold->options.json)
		return run_command(hold);
	err = read_own_hits(hold, executor, &before, &own);
	if (!err)
		err = run_command(hold);
	if (!err)
		err = executor->read_hits(executor->context, hits, &hold->complaint);
	if (!err) {
		hits->hits -= before.hits;
		hits->hits -= own < hits->hits ? own : hits->hits;
	}
	return err;
}

/* Afterwards all must be as it was proven to be before. */
static int look_again(struct hold *hold, const struct executor *executor)
{
	int err = executor->look(executor->context, true, &hold->after, &hold->complaint);

	if (!err)
		check_list_failing(&hold->checks, &hold->claim, &hold->before, &hold->after,
				   hold->doubt, sizeof(hold->doubt));
	return err;
}

static int hold_attached(struct hold *hold, const struct executor *executor)
{
	int err = demand_proof(hold, executor);

	if (!err)
		err = run_counted(hold, executor);
	if (!err && hold->ended)
		err = look_again(hold, executor);
	return err;
}

/* Attached, run, detached; whatever happens, it is detached. */
static int hold_it(struct hold *hold)
{
	const struct executor executor = kernel_executor_interface(&hold->kernel);
	struct complaint detach_complaint;
	int err, detach_err;

	check_list_all(&hold->checks);
	hold->claim = (struct claim){
		.configuration = &hold->options.plan.configurations[0],
		.abilities = &hold->kernel.abilities,
		.baseline = &hold->baseline,
	};
	err = attach(hold, &executor);
	if (err)
		return err;
	err = hold_attached(hold, &executor);
	detach_err = executor.detach(executor.context, &detach_complaint);
	if (detach_err) {
		/* It says what is left behind: the first failure is told before it. */
		if (err)
			complaint_print(&hold->complaint);
		hold->complaint = detach_complaint;
	}
	return detach_err ? detach_err : err;
}

/* What the kernel said meanwhile, and of the detach, that nobody would measure beside. */
static int read_log(struct hold *hold)
{
	char line[EVIDENCE_TEXT_SIZE];
	int found = kernel_log_next(&hold->access.log, line, sizeof(line));

	if (found < 0)
		return complain(&hold->complaint, EXIT_CODE_FAILED, found, "",
				"cannot read the kernel log (/dev/kmsg)");
	if (found && !hold->doubt[0])
		snprintf(hold->doubt, sizeof(hold->doubt), "the kernel log: \"%s\"", line);
	return 0;
}

static int close_machine(struct hold *hold, int err)
{
	bool open = hold->access.log.fd >= 0;
	int left;

	attachment_close(&hold->kernel.attachment);
	left = kernel_access_leave(&hold->access, err, &hold->complaint);

	if (!left && open)
		left = read_log(hold);
	return kernel_access_close(&hold->access, left, &hold->complaint);
}

static int write_json(struct hold *hold)
{
	struct held *held = &hold->held;
	int err;

	if (!hold->options.json || !hold->ended)
		return 0;
	held->options = &hold->options;
	held->claim = &hold->claim;
	held->before = &hold->before;
	held->after = &hold->after;
	held->doubt = hold->doubt;
	err = result_writer_append(&hold->writer, hold_object(held));
	if (!err)
		err = result_writer_sync(&hold->writer);
	if (err)
		return complain(&hold->complaint, EXIT_CODE_FAILED, err,
				"free some space, or give another file (--json)", "cannot write %s",
				hold->options.json);
	hold->written = true;
	return 0;
}

static void close_json(struct hold *hold)
{
	/* A file of ours that nothing was written into. */
	if (hold->writer.created && !hold->written)
		unlink(hold->options.json);
	result_writer_close(&hold->writer);
	json_decref(hold->held.environment);
}

/* How the command ended, where the exit code is not its own. */
static void tell_status(const struct hold *hold)
{
	if (hold->ended)
		fprintf(stderr, "tracetoll: the command itself ended with %d\n",
			command_exit_status(hold->held.wait_status));
}

/* What failed here goes before a path that changed, and that before the command's own. */
static int last_words(const struct hold *hold, int err)
{
	const int status = hold->held.wait_status;
	const char *word = hold->options.command[0];

	if (err) {
		complaint_print(&hold->complaint);
		tell_status(hold);
		return hold->complaint.exit_code;
	}
	if (hold->unstarted) {
		fprintf(stderr, "tracetoll: cannot run %s: %s\n", word, strerror(-hold->unstarted));
		return command_unstarted_status(hold->unstarted);
	}
	if (hold->doubt[0]) {
		fprintf(stderr, "tracetoll: do not rely on this run: %s\n", hold->doubt);
		tell_status(hold);
		return EXIT_CODE_UNTRUSTED;
	}
	if (WIFSIGNALED(status))
		fprintf(stderr, "tracetoll: signal %d (%s) ended %s\n", WTERMSIG(status),
			strsignal(WTERMSIG(status)), word);
	return command_exit_status(status);
}

static int hold_command(struct hold *hold)
{
	int err = kernel_access_permitted(&hold->complaint);

	/* Opening may block (a pipe), and is to be interrupted like in any program. */
	if (!err)
		err = open_json(hold);
	if (!err) {
		err = command_prepare(&hold->command, hold->options.command);
		if (err)
			complain(&hold->complaint, EXIT_CODE_FAILED, err, "",
				 "cannot make a process for %s", hold->options.command[0]);
	}
	if (!err)
		err = open_machine(hold);
	if (!err)
		err = look_first(hold);
	if (!err)
		err = hold_it(hold);
	/* The far end of a refusal: a command that was made, and is not to run. */
	command_abandon(&hold->command);
	err = close_machine(hold, err);
	if (!err)
		err = write_json(hold);
	close_json(hold);
	return last_words(hold, err);
}

static enum exit_code run_hold(int argc, char **argv)
{
	struct hold *hold = calloc(1, sizeof(*hold));
	struct complaint complaint;
	int exit_code;

	if (!hold) {
		complain(&complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");
		complaint_print(&complaint);
		return EXIT_CODE_FAILED;
	}
	hold->access = KERNEL_ACCESS_CLOSED;
	hold->writer.fd = -1;
	if (hold_options_parse(&hold->options, argc, argv, &hold->complaint)) {
		complaint_print(&hold->complaint);
		exit_code = (int)hold->complaint.exit_code;
	} else if (hold->options.help) {
		fputs(hold_usage, stdout);
		exit_code = EXIT_CODE_DONE;
	} else {
		exit_code = hold_command(hold);
	}
	free(hold);
	/* The command's own status, any number, is handed on as it is. */
	return (enum exit_code)exit_code;
}

const struct verb verb_hold = {
	.name = "hold",
	.summary = "keep a configuration attached while a command runs",
	.usage = hold_usage,
	.run = run_hold,
};
