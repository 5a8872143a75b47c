// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a run writes before it measures: its plan, its machine, and what a reader must know.
 */
#include <stdio.h>

#include "machine/caches.h"
#include "machine/environment.h"
#include "measure/counters_object.h"
#include "result/record.h"
#include "result/record_time.h"
#include "result/writer.h"
#include "verbs/run.h"
#include "version.h"

static json_t *environment_object(const struct run *run)
{
	json_t *environment =
		environment_collect("", run->options.plan.cpu, run->instruction_clock);

	json_object_set_new(environment, "board_label",
			    run->options.board ? json_string(run->options.board) : json_null());
	json_object_set_new(environment, "facts", survey_object(&run->facts.before));
	if (run->tuned.changes)
		json_object_set(environment, "tuned", run->tuned.changes);
	return environment;
}

static int write_header(struct run *run)
{
	const struct plan *plan = &run->options.plan;
	char started[RECORD_TIME_SIZE];
	json_t *tool = json_pack("{s:s, s:s, s:s}", "name", "tracetoll", "version",
				 TRACETOLL_VERSION, "compiler", TRACETOLL_COMPILER);
	json_t *header;
	int err;

	record_time(started);
	header = json_pack("{s:s, s:i, s:o, s:s, s:o, s:o, s:o}", "record", "header", "schema",
			   RECORD_SCHEMA, "tool", tool, "started", started, "plan",
			   plan_object(plan), "counters", counters_object(plan, &run->counters),
			   "environment", environment_object(run));
	json_object_set_new(header, "clock", session_clock_object(&run->clock));
	err = result_writer_append(&run->writer, header);
	if (err)
		return complain(&run->complaint, EXIT_CODE_FAILED, err,
				"free some space, or give another file (-o)",
				"cannot write the result file");
	run->header_written = true;
	return 0;
}

static int write_event(struct run *run, const char *kind, const char *text)
{
	int err = result_writer_append(&run->writer, record_event(kind, NULL, NULL, text));

	return err ? complain(&run->complaint, EXIT_CODE_FAILED, err,
			      "free some space, or give another file (-o)",
			      "cannot write the result file")
		   : 0;
}

/* What was not counted and why; a number of both modes is not to be taken for the kernel's alone.
 */
static int write_counter_notes(struct run *run)
{
	const struct counters *counters = &run->counters;
	const struct event *event = counters_by_clock(counters);
	char text[160];
	int err = 0;

	if (counters->warning[0])
		err = write_event(run, "warning", counters->warning);
	for (size_t i = 0; !err && i < counters->note_count; i++)
		err = write_event(run, "note", counters->notes[i]);
	if (err || !event)
		return err;
	snprintf(text, sizeof(text),
		 "%s: kernel and user mode together, counted by the emulator's instruction clock",
		 event->name);
	return write_event(run, "note", text);
}

/* A signed module may get the place back that it had, and nobody can help it. */
static int write_layout_note(struct run *run)
{
	if (!run->access.modules.fixed)
		return 0;
	return write_event(run, "note",
			   "the module is signed, so it is loaded anew where the kernel wants it: "
			   "nothing moves its text");
}

static int write_cold_note(struct run *run)
{
	const struct plan *plan = &run->options.plan;
	char text[RECORD_TEXT_SIZE];

	if (!plan_has_cold(plan))
		return 0;
	eviction_describe(&plan->eviction, text, sizeof(text));
	return write_event(run, "note", text);
}

/* What cannot be seen here is told once, by the first tracee that is there. */
static int write_blind_spots(struct run *run)
{
	const struct plan *plan = &run->options.plan;
	const char *text;
	size_t w = 0;

	while (w < plan->workload_count && run->baselines[w].missing)
		w++;
	if (w == plan->workload_count)
		return 0;
	for (size_t i = 0;
	     (text = evidence_missing(&run->kernel.abilities, &run->baselines[w].evidence, i));
	     i++) {
		int err = write_event(run, "warning", text);

		if (err)
			return err;
	}
	return 0;
}

int run_write_header(struct run *run)
{
	static int (*const notes[])(struct run * run) = {
		write_counter_notes,
		write_layout_note,
		write_cold_note,
		write_blind_spots,
	};
	int err = write_header(run);

	for (size_t i = 0; !err && i < sizeof(notes) / sizeof(notes[0]); i++)
		err = notes[i](run);
	return err;
}
