// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll run: measures, writes the result file, shows the table.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attach/bpf_demand.h"
#include "attach/device.h"
#include "machine/caches.h"
#include "machine/environment.h"
#include "machine/pin.h"
#include "machine/pmu.h"
#include "machine/pmu_event.h"
#include "measure/clean_start.h"
#include "measure/counter_choice.h"
#include "measure/counters.h"
#include "measure/counters_object.h"
#include "measure/findings.h"
#include "measure/instruction_clock.h"
#include "measure/interrupts.h"
#include "measure/kernel_executor.h"
#include "measure/plan.h"
#include "measure/session.h"
#include "result/record.h"
#include "result/writer.h"
#include "verbs/kernel_access.h"
#include "verbs/run.h"
#include "verbs/run_options.h"
#include "verbs/stop_signals.h"
#include "verbs/verb.h"
#include "version.h"

static int open_output(struct run *run)
{
	const char *path = run->options.output;
	int err = result_writer_open(&run->writer, path);

	if (err == -EWOULDBLOCK)
		return complain(&run->complaint, EXIT_CODE_REFUSED, err,
				"another run writes it: give another name (-o)", "cannot write %s",
				path);
	if (err == -EEXIST)
		return complain(&run->complaint, EXIT_CODE_USAGE, err,
				"result files are never overwritten: give another name (-o)",
				"cannot write %s", path);
	if (err)
		return complain(&run->complaint, EXIT_CODE_FAILED, err,
				"give another file: -o FILE", "cannot write %s", path);
	return 0;
}

/* What counts here, of what was asked for. */
static int open_counters(struct run *run)
{
	const struct counter_terms terms = { .door = &run->pmu_door,
					     .root = "",
					     .cpu = run->options.plan.cpu };
	struct pmu_cores cores;
	const struct pmu_machine machine = {
		.root = "", .cores = &cores, .cpu = terms.cpu, .opens = pmu_event_opens
	};

	pmu_cores_read("", &cores);
	kernel_pmu_begin(&run->pmu);
	run->pmu_door = kernel_pmu_door(&run->pmu);
	return counter_choice_open(&run->counters, &terms, &machine, &run->options.plan,
				   run->options.events_asked, &run->complaint);
}

static bool has_bpf(const struct plan *plan)
{
	bool has = false;

	for (size_t i = 0; i < plan->configuration_count; i++)
		has |= plan->configurations[i].row->bpf != NULL;
	return has;
}

/* Before anything else: what is off now may be what a run needs. */
static int tune(struct run *run)
{
	const struct fact_place place = { .root = "", .cpu = run->options.plan.cpu };

	return run->options.tune ? tuned_begin(&place, &run->tuned, &run->complaint) : 0;
}

static int open_machine(struct run *run)
{
	struct plan *plan = &run->options.plan;
	int err = pin_to_cpu(&plan->cpu, &run->complaint);

	if (!err)
		err = tune(run);
	/* Each attachment asks again; nobody is to wait for blocks to hear it. */
	if (!err && has_bpf(plan))
		err = bpf_demand("", &run->complaint);
	plan->eviction = eviction_size(caches_largest("", plan->cpu));
	/* Another stream than that of the blocks' order. */
	run->access.modules.again = plan->reload;
	run->access.modules.random = ~plan->seed;
	if (!err)
		err = kernel_access_open(&run->access, run->options.module, plan_needs_far(plan),
					 &run->complaint);
	if (!err)
		err = run_facts_begin(&run->facts, plan->cpu, &run->complaint);
	if (!err)
		err = open_counters(run);
	if (err)
		return err;
	run->instruction_clock = instruction_clock_detect();
	run->clock = (struct session_clock){
		.counts_instructions = run->instruction_clock,
		.emulated = run->instruction_clock || environment_virtual_machine(""),
	};
	session_clock_look("", plan->cpu, &run->clock);
	err = interrupts_open(&run->interrupts, "/proc/interrupts", plan->cpu);
	if (err)
		return complain(&run->complaint, EXIT_CODE_FAILED, err, "",
				"cannot count the interrupts of CPU %d in /proc/interrupts",
				plan->cpu);
	return 0;
}

/* One line that is written over and over. */
static void show_progress(void *context, unsigned int done, unsigned int blocks)
{
	const struct run *run = context;
	const struct precision_state *precision = &run->totals.precision;
	char width[64] = "", left[32];

	if (!isatty(STDERR_FILENO))
		return;
	if (precision->known)
		snprintf(width, sizeof(width), ", widest +-%.2g of %.3g %s", precision->half_width,
			 precision->wanted, run->options.plan.precision.relative ? "%" : "ns");
	precision_duration(run->totals.left_ns, left, sizeof(left));
	fprintf(stderr, "\r\033[Kblock %u of %s%u%s, about %s left", done,
		run->options.plan.precision.half_width > 0 ? "at most " : "", blocks, width, left);
	if (run->totals.stop.by)
		fprintf(stderr, "\r\033[Kblock %u of %u%s\n", done, blocks, width);
}

/* What was there before us; somebody else's tracer on a tracee is refused. */
static int look_first(struct run *run)
{
	const struct plan *plan = &run->options.plan;
	struct executor executor;
	int err;

	run->kernel = (struct kernel_executor){
		.attachment.device = &run->access.device,
		.counters = &run->counters,
		.interrupts = &run->interrupts,
		.log = &run->access.log,
		.abilities = device_abilities(&run->access.device),
		.settle_ms = plan->settle_ms,
		.change = run_facts_change,
		.change_context = &run->facts,
		.stop_fd = run->stop_fd,
		.reload = plan->reload ? &run->reload : NULL,
	};
	executor = kernel_executor_interface(&run->kernel);
	run->baselines = calloc(plan->workload_count, sizeof(*run->baselines));
	if (!run->baselines)
		return complain(&run->complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot start");
	run->reload =
		(struct reload){ &run->access.modules, &run->access.device, plan, run->baselines };
	err = clean_start_look(plan, &run->kernel.abilities, &executor, run->baselines,
			       &run->complaint);
	if (!err && !plan->allow_dirty)
		err = clean_start_demand(plan, run->baselines, &run->complaint);
	return err;
}

static int measure(struct run *run)
{
	const struct executor executor = kernel_executor_interface(&run->kernel);
	struct check_list checks;
	const struct session_terms terms = {
		.clock = run->clock,
		.plan = &run->options.plan,
		.abilities = &run->kernel.abilities,
		.executor = &executor,
		.checks = &checks,
		.baselines = run->baselines,
		.writer = &run->writer,
		.progress = show_progress,
		.progress_context = run,
	};

	check_list_all(&checks);
	return session_run(&terms, &run->totals, &run->complaint);
}

/* The end record says how it went; a file without one was cut off. */
static int write_end(struct run *run, int err)
{
	struct run_end end = {
		.status = err ? "failed" : "complete",
		.reason = err ? run->complaint.tried : NULL,
		.samples = run->totals.samples,
		.invalid = run->totals.invalid,
		.stop_by = err ? NULL : run->totals.stop.by,
		.stop_text = run->totals.stop.text,
		.reached = run->totals.stop.reached,
		.engine_ns = run->totals.engine_ns,
	};
	json_t *record;
	int write_err;

	if (!run->header_written)
		return err;
	if (!err && run->totals.stopped) {
		end.status = "interrupted";
		end.reason = "a signal asked for it";
	}
	record = record_end(&end);
	if (run->facts.differences)
		json_object_set(record, "facts", run->facts.differences);
	write_err = result_writer_append(&run->writer, record);
	if (!write_err)
		write_err = result_writer_sync(&run->writer);
	if (!err && write_err)
		err = complain(&run->complaint, EXIT_CODE_FAILED, write_err,
			       "free some space, or give another file (-o)",
			       "cannot write the end of the result file");
	return err;
}

/*
 * Lets everything go; what fails here is the first failure only if all went well. The file
 * is still open: what the kernel says of the last detach belongs in it.
 */
static int close_machine(struct run *run, int err)
{
	const struct executor executor = kernel_executor_interface(&run->kernel);
	struct complaint ignored;
	int findings_err = 0, facts_err = 0;

	interrupts_close(&run->interrupts);
	counters_close(&run->counters);
	kernel_pmu_end(&run->pmu);
	attachment_close(&run->kernel.attachment);
	free(run->baselines);
	run->baselines = NULL;
	if (run->header_written)
		facts_err =
			run_facts_end(&run->facts, &run->writer, err ? &ignored : &run->complaint);
	err = err ? err : facts_err;
	err = kernel_access_leave(&run->access, err, &run->complaint);
	/* Above all if something failed: the kernel may have said why. */
	if (run->header_written)
		findings_err = findings_append(&executor, &run->writer, &run->totals.findings,
					       err ? &ignored : &run->complaint);
	if (!err)
		err = findings_err;
	err = kernel_access_close(&run->access, err, &run->complaint);
	return tuned_end(&run->tuned, err, &run->complaint);
}

static enum exit_code run_verb(int argc, char **argv)
{
	struct run run = {
		.writer.fd = -1,
		.access = KERNEL_ACCESS_CLOSED,
		.interrupts.fd = -1,
		.stop_fd = -1,
		.tuned = TUNED_NOTHING,
	};
	enum exit_code exit_code;
	int err = run_options_parse(&run.options, argc, argv, &run.complaint);

	if (err) {
		complaint_print(&run.complaint);
		return run.complaint.exit_code;
	}
	err = kernel_access_permitted(&run.complaint);
	if (run.options.help) {
		fputs(RUN_USAGE, stdout);
		return EXIT_CODE_DONE;
	}
	/* Opening may block (a pipe), and is to be interrupted like in any program. */
	if (!err)
		err = open_output(&run);
	if (!err)
		err = stop_signals_catch(&run.stop_fd, &run.complaint);
	if (!err)
		err = open_machine(&run);
	if (!err)
		err = look_first(&run);
	if (!err)
		err = run_write_header(&run);
	if (!err)
		err = measure(&run);
	err = close_machine(&run, err);
	err = write_end(&run, err);
	exit_code = run_last_words(&run, err);
	if (exit_code == EXIT_CODE_DONE)
		exit_code = run_show_table(&run);
	else if (run.totals.samples)
		run_show_table(&run);
	run_discard_empty_output(&run);
	result_writer_close(&run.writer);
	run_facts_close(&run.facts);
	if (run.stop_fd >= 0)
		close(run.stop_fd);
	return exit_code;
}

const struct verb verb_run = {
	.name = "run",
	.summary = "measure, write the result file, show the table",
	.usage = RUN_USAGE,
	.run = run_verb,
};
