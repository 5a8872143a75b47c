// SPDX-License-Identifier: GPL-2.0-only
/*
 * The result file of one board and night, written by the records of the real one but without the
 * engine: a fleet has thousands of nights.
 */
#include "night.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/session_clock.h"
#include "night_parts.h"

#define BEGINS 7200 /* after midnight; the boards one after the other, and again by day */
#define BOARD_TAKES 600
#define AGAIN_BEGINS 36000
#define CALLS 4096
/* Events beside the calls: from a reading of the counters to the loop, and back. */
#define AROUND_INSTRUCTIONS 320
#define AROUND_CYCLES 900
#define AROUND_SPREAD 6

static uint64_t whole(double count)
{
	return (uint64_t)llround(fmax(0, count));
}

/* @factor: what the block makes of the cell's cycles, the same for both lengths. */
static void measure(struct night_making *making, const struct night_cell *cell, double calls,
		    double block, struct measurement *out)
{
	const double step = making->fleet->board.noise.step_ns;
	const double spread =
		making->fleet->emulated ? 0 : AROUND_SPREAD * generator_normal(&making->generator);
	const double cycles = AROUND_CYCLES + calls * (cell->cost.cycles + cell->night + block);
	const double ns = cycles * 1000 / making->fleet->board.core.mhz;
	const double late = making->fleet->emulated ? 0 : generator_uniform(&making->generator);

	*out = (struct measurement){
		.calls = (uint64_t)calls,
		.time_ns = whole(floor(ns / step + late) * step),
		.enabled_ns = whole(ns),
		.running_ns = whole(ns),
	};
	for (size_t i = 0; i < making->plan.event_count; i++) {
		const char *event = making->events[i];

		if (!strcmp(event, "cycles"))
			out->counters[i] = whole(cycles);
		else if (!strcmp(event, "user-instructions"))
			out->counters[i] = whole(200 + calls * cell->cost.user_instructions);
		else
			out->counters[i] = whole(
				AROUND_INSTRUCTIONS + spread +
				calls * (cell->cost.kernel_instructions + cell->instructions));
	}
}

static void write_sample(struct night_making *making, const struct night_cell *cell,
			 unsigned int block)
{
	struct sample sample = {
		.block = block,
		.workload = cell->workload,
		.configuration = cell->configuration,
		.attachment = making->attachment,
		.attempt = 1,
		.path_before = cell->path,
		.path_after = cell->path,
		.expected_path = cell->path,
		.status = SAMPLE_VALID,
	};
	const double noise = cell->block * generator_normal(&making->generator);
	char *line;

	measure(making, cell, CALLS, noise, &sample.short_run);
	measure(making, cell, 2 * CALLS, noise, &sample.long_run);
	line = record_sample(&sample, making->events, making->plan.event_count);
	fprintf(making->out, "%s\n", line);
	free(line);
}

static void write_record(struct night_making *making, json_t *record)
{
	json_dumpf(record, making->out, JSON_COMPACT);
	putc('\n', making->out);
	json_decref(record);
}

static void write_proof(struct night_making *making, const struct night_cell *cell,
			unsigned int block)
{
	json_object_set_new(cell->proof, "block", json_integer(block));
	json_object_set_new(cell->proof, "attachment", json_integer(making->attachment));
	write_record(making, json_incref(cell->proof));
}

static void write_block(struct night_making *making, unsigned int block)
{
	struct plan_cell order[PLAN_CONFIGURATIONS_MAX * PLAN_WORKLOADS_MAX];

	plan_order(&making->plan, block, order);
	for (size_t i = 0; i < making->cell_count; i++) {
		const struct night_cell *cell =
			&making->cells[order[i].workload * making->plan.configuration_count +
				       order[i].configuration];

		write_proof(making, cell, block);
		write_sample(making, cell, block);
		making->attachment++;
	}
}

/* When it ran; what is measured again, later that day. */
static unsigned int seconds_of(const struct night *night, unsigned int share)
{
	unsigned int begins = BEGINS;

	if (night->round)
		begins = (night->day - night->number) * NIGHT_SECONDS + AGAIN_BEGINS +
			 night->round * BOARD_TAKES;
	return begins + (unsigned int)night->board * (night->round ? 1 : BOARD_TAKES) +
	       share * BOARD_TAKES / 2;
}

/* The plan's names are those of the table; the night may have others. */
static void rename_configurations(const struct night_making *making, json_t *header)
{
	json_t *names = json_object_get(json_object_get(header, "plan"), "configurations");

	for (size_t i = 0; i < json_array_size(names); i++)
		json_array_set_new(names, i, json_string(making->cells[i].configuration));
}

static void write_header(struct night_making *making)
{
	const struct night *night = making->night;
	const struct session_clock clock = {
		.counts_instructions = making->fleet->emulated,
		.emulated = making->fleet->emulated,
		.resolution_ns = (uint64_t)making->fleet->board.noise.step_ns,
		.claimed_ns = 1,
	};
	struct example_board board = making->fleet->board;
	char release[NIGHT_WORD_SIZE], started[NIGHT_WORD_SIZE];
	json_t *header;

	night_release(night->number, release);
	night_time(night->number, seconds_of(night, 0), started);
	board.kernel = release;
	header = example_board_header(&board, &making->plan, &clock, night->number,
				      making->plan.seed);
	json_object_set_new(header, "started", json_string(started));
	/* That an emulated board is simulated, its name says: no machine is both. */
	if (making->fleet->emulated)
		json_object_set_new(json_object_get(header, "environment"), "emulation",
				    json_pack("{s:b, s:b, s:s}", "emulated", 1, "instruction_clock",
					      1, "machine", "simulated"));
	rename_configurations(making, header);
	write_record(making, header);
}

static void write_end(struct night_making *making)
{
	const struct run_end end = {
		.status = "complete",
		.samples = making->attachment,
		.stop_by = "blocks",
		.engine_ns = making->fleet->emulated ? 0 : 400,
	};
	char finished[NIGHT_WORD_SIZE];
	json_t *record = record_end(&end);

	night_time(making->night->number, seconds_of(making->night, 1), finished);
	json_object_set_new(record, "finished", json_string(finished));
	write_record(making, record);
}

static void write_nothing(struct night_making *making)
{
	for (size_t i = 0; i < making->cell_count; i++)
		write_record(making, record_event("unavailable", making->cells[i].workload,
						  making->cells[i].configuration,
						  "ftrace is not compiled into this kernel"));
	write_end(making);
}

static void write_all(struct night_making *making)
{
	const struct night *night = making->night;
	enum hole_kind hole = night->round
				      ? HOLE_NONE
				      : scenario_hole(night->scenario, night->board, night->number);

	write_header(making);
	if (hole == HOLE_NOTHING) {
		write_nothing(making);
		return;
	}
	for (unsigned int block = 0; block < making->plan.blocks; block++) {
		if (hole == HOLE_TORN && block * 2 >= making->plan.blocks) {
			fprintf(making->out, "{\"record\":\"sample\",\"block\":%u,\"work", block);
			return;
		}
		write_block(making, block);
	}
	if (hole == HOLE_UNTRUSTED)
		write_record(making,
			     record_event("kernel-log", NULL, NULL,
					  "WARNING: CPU: 1 PID: 77 at kernel/trace/ftrace.c:2050"));
	write_end(making);
}

static const char *add_workloads(struct night_making *making, const char *list)
{
	const size_t of = making->fleet->board.abilities.architecture == ARCHITECTURE_RISCV64;
	struct plan *plan = &making->plan;
	char word[NIGHT_WORD_SIZE];

	if (plan_add_workloads(plan, list, word, sizeof(word)))
		return "there is no such workload";
	for (size_t i = 0; i < plan->workload_count; i++) {
		const struct board_workload *row = board_workload_find(plan->workloads[i]->name);

		if (!row)
			return "the model does not have this workload";
		making->workloads[i] = *plan->workloads[i];
		making->workloads[i].tracee = row->tracees[of];
		plan->workloads[i] = &making->workloads[i];
	}
	return NULL;
}

static const char *make_plan(struct night_making *making)
{
	const struct example_board *board = &making->fleet->board;
	const struct night *night = making->night;
	struct plan *plan = &making->plan;
	char word[NIGHT_WORD_SIZE];

	plan->seed = seed_of_part(seed_of_part(night->seed, night->board),
				  night->number * UINT64_C(1000000) + night_run(night));
	plan->blocks = night->blocks ? night->blocks : board->blocks;
	plan->samples = 1;
	plan->settle_ms = PLAN_SETTLE_MS;
	plan->cpu = board->cpu;
	/* Without the baseline there are no overheads, whatever was asked for. */
	if (plan_add_configurations(plan, "none", word, sizeof(word)) ||
	    plan_add_configurations(
		    plan, night->configurations ? night->configurations : board->configurations,
		    word, sizeof(word)))
		return "there is no such configuration";
	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!board_has(&board->abilities, &plan->configurations[i]))
			return "the model does not have this configuration";
	}
	if (board->events && plan_add_events(plan, board->events, word, sizeof(word)))
		return "there is no such event";
	for (size_t i = 0; i < plan->event_count; i++)
		making->events[i] = plan->events[i].name;
	return add_workloads(making, night->workloads ? night->workloads : board->workloads);
}

const char *night_write(const struct night *night, FILE *out)
{
	struct night_making *making = calloc(1, sizeof(*making));
	const char *wrong;

	if (!making)
		return "no memory";
	making->night = night;
	making->fleet = fleet_board_at(night->board);
	making->out = out;
	wrong = make_plan(making);
	if (!wrong) {
		generator_seed(&making->generator, making->plan.seed);
		night_cells_make(making);
		write_all(making);
	}
	night_cells_free(making);
	free(making);
	return wrong;
}
