// SPDX-License-Identifier: GPL-2.0-only
/*
 * The result file of one board and night, written by the records of the real one but without the
 * engine: a fleet has thousands of nights. All noise is a function of what it is of, so that any
 * night can be made without those before it.
 */
#include "night.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/workload.h"
#include "config/path.h"
#include "fleet.h"
#include "measure/plan.h"
#include "measure/session_clock.h"
#include "result/record.h"

#define FIRST_NIGHT INT64_C(1672531200) /* 2023-01-01, UTC: a whole year is in the past */
#define DAY 86400
#define BEGINS 7200 /* after midnight; the boards one after the other, and again by day */
#define BOARD_TAKES 600
#define AGAIN_BEGINS 36000
#define CALLS 4096
/* Events beside the calls: from a reading of the counters to the loop, and back. */
#define AROUND_INSTRUCTIONS 320
#define AROUND_CYCLES 900
#define AROUND_SPREAD 6
/* What is farther away has faded. */
#define CORRELATED_NIGHTS 40
/* The variance of a median of normal values over that of their mean. */
#define OF_MEDIAN (M_PI / 2)

static const uint8_t site[RECORD_SITE_SIZE] = {
	0x1f, 0x20, 0x03, 0xd5, 0x1f, 0x20, 0x03, 0xd5,
};

/* A configuration under a workload that night. */
struct cell {
	struct board_cost cost;
	const char *workload;
	const char *configuration; /* by its name of the night */
	const char *path;
	json_t *proof;
	double night; /* its level's cycles, to add: the noise of the night, and all steps */
	double block; /* standard deviation between blocks, in cycles */
	double instructions; /* to add */
	uint64_t key; /* of its noise */
};

struct making {
	const struct night *night;
	const struct fleet_board *fleet;
	FILE *out;
	struct plan plan;
	struct workload workloads[PLAN_WORKLOADS_MAX];
	struct cell *cells; /* in the plan's order */
	size_t cell_count;
	const char *events[RECORD_COUNTERS_MAX];
	struct generator generator; /* of what no cell has for itself */
	unsigned int attachment;
};

static time_t time_of(unsigned int number, unsigned int add)
{
	return (time_t)(FIRST_NIGHT + (int64_t)number * DAY + add);
}

void night_time(unsigned int number, unsigned int add, char text[NIGHT_WORD_SIZE])
{
	const time_t when = time_of(number, add);
	struct tm parts;

	strftime(text, NIGHT_WORD_SIZE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&when, &parts));
}

void night_release(unsigned int number, char text[NIGHT_WORD_SIZE])
{
	const time_t when = time_of(number, 0);
	struct tm parts;

	strftime(text, NIGHT_WORD_SIZE, "7.2.0-next-%Y%m%d", gmtime_r(&when, &parts));
}

long night_of(const char *release)
{
	const size_t length = strlen(release);
	struct tm parts = { .tm_isdst = 0 };
	const char *end = NULL;

	if (length >= 10)
		end = strptime(release + length - 10, "%Y-%m-%d", &parts);
	if ((!end || *end) && length >= 8)
		end = strptime(release + length - 8, "%Y%m%d", &parts);
	if (!end || *end)
		return -1;
	return (long)((timegm(&parts) - FIRST_NIGHT) / DAY);
}

static uint64_t key_of(const char *word, uint64_t key)
{
	/* FNV-1a, 64 bits. */
	for (; *word; word++)
		key = (key ^ (unsigned char)*word) * 1099511628211U;
	return key;
}

/* One normal number, or one of the shape, that belongs to the key and nothing else. */
static double drawn(uint64_t key, enum noise_shape shape)
{
	struct generator generator;

	generator_seed(&generator, seed_of_part(key, 1));
	return noise_draw(&generator, shape);
}

/* Each run of a kernel is another one, also if other cells of it are measured again, or later. */
static uint64_t run_of(const struct night *night)
{
	if (!night->round)
		return 0;
	return key_of(night->configurations ? night->configurations : "",
		      night->day * UINT64_C(1000) + night->round);
}

/* What is drawn once a night; AR(1) as the sum of what is left of the nights before. */
static double drawn_for_night(const struct making *making, uint64_t key)
{
	const struct planted *noise = scenario_noise(making->night->scenario, making->night->board);
	const enum noise_shape shape = noise ? noise->shape : making->fleet->shape;
	const double correlation = noise ? noise->size : making->fleet->correlation;
	double share = sqrt(1 - correlation * correlation);
	double sum = 0;

	/* What is measured again has no yesterday. */
	if (making->night->round)
		return drawn(seed_of_part(seed_of_part(key, making->night->number),
					  run_of(making->night)),
			     shape);
	for (unsigned int i = 0; i < CORRELATED_NIGHTS && i <= making->night->number; i++) {
		sum += share * drawn(seed_of_part(key, making->night->number - i), shape);
		share *= correlation;
		if (share == 0)
			break;
	}
	return sum;
}

static void share_noise(const struct making *making, const struct cell *cell, double *night,
			double *block)
{
	*night = making->fleet->night * cell->cost.cycles;
	*block = making->fleet->block * cell->cost.cycles;
}

/* Standard deviation of the cell's overhead between nights, in cycles; of none of its level. */
static double deviation(const struct making *making, const struct cell *cell,
			const struct cell *none)
{
	double night, block, none_night = 0, none_block = 0;

	share_noise(making, cell, &night, &block);
	if (cell != none)
		share_noise(making, none, &none_night, &none_block);
	return sqrt(night * night + none_night * none_night +
		    (block * block + none_block * none_block) * OF_MEDIAN / making->plan.blocks);
}

static json_t *proof_of(const struct cell *cell)
{
	const struct named_address target = { UINT64_C(0xffff80008004f7b8),
					      "ftrace_caller+0x0/0x9c", "ftrace-caller", 0 };
	const struct proof proof = {
		.workload = cell->workload,
		.configuration = cell->configuration,
		.path = cell->path,
		.expected_path = cell->path,
		.function = UINT64_C(0xffff80007af03388),
		.site_start = UINT64_C(0xffff80007af03378),
		.site = site,
		.site_length = sizeof(site),
		.target =
			strcmp(cell->path, "nop") ? target : (struct named_address){ .address = 0 },
		.system_known = true,
		.graph_known = true,
		.kprobes_known = true,
	};

	return record_proof(&proof);
}

static void make_cell(struct making *making, size_t workload, size_t configuration,
		      struct cell *cell)
{
	const struct night *night = making->night;
	const struct configuration *row = &making->plan.configurations[configuration];
	const struct kernel_abilities *abilities = &making->fleet->board.abilities;
	const char *path = scenario_path(night->scenario, night->board, night->number, row->name);

	*cell = (struct cell){
		.workload = making->workloads[workload].name,
		.configuration = scenario_name(night->scenario, night->number, row->name),
		.path = path ? path : path_name(configuration_expected_path(row, abilities)),
		.key = seed_of_part(
			key_of(row->name, key_of(making->workloads[workload].name, night->seed)),
			night->board),
	};
	cell->cost = board_cost(&making->fleet->board.core, abilities,
				board_workload_find(cell->workload), row);
	cell->proof = proof_of(cell);
}

/* Sizes are in deviations of the night, or in instructions. */
static void plant(struct making *making, size_t workload, size_t configuration, struct cell *cell)
{
	const struct night *night = making->night;
	const char *name = making->plan.configurations[configuration].name;
	const struct cell *none = &making->cells[workload * making->plan.configuration_count];
	double size =
		scenario_step(night->scenario, night->board, night->number, cell->workload, name);
	double noise;

	if (making->fleet->emulated) {
		cell->instructions = round(size);
		cell->night = cell->instructions;
		return;
	}
	share_noise(making, cell, &noise, &cell->block);
	cell->night = noise * drawn_for_night(making, cell->key);
	if (size != 0)
		cell->night += size * deviation(making, cell, none);
}

static void make_cells(struct making *making)
{
	const size_t count = making->plan.configuration_count;

	making->cell_count = making->plan.workload_count * count;
	making->cells = calloc(making->cell_count, sizeof(*making->cells));
	if (!making->cells)
		abort();
	for (size_t i = 0; i < making->cell_count; i++)
		make_cell(making, i / count, i % count, &making->cells[i]);
	for (size_t i = 0; i < making->cell_count; i++)
		plant(making, i / count, i % count, &making->cells[i]);
}

static uint64_t whole(double count)
{
	return (uint64_t)llround(fmax(0, count));
}

/* @factor: what the block makes of the cell's cycles, the same for both lengths. */
static void measure(struct making *making, const struct cell *cell, double calls, double block,
		    struct measurement *out)
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

static void write_sample(struct making *making, const struct cell *cell, unsigned int block)
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

static void write_record(struct making *making, json_t *record)
{
	json_dumpf(record, making->out, JSON_COMPACT);
	putc('\n', making->out);
	json_decref(record);
}

static void write_proof(struct making *making, const struct cell *cell, unsigned int block)
{
	json_object_set_new(cell->proof, "block", json_integer(block));
	json_object_set_new(cell->proof, "attachment", json_integer(making->attachment));
	write_record(making, json_incref(cell->proof));
}

static void write_block(struct making *making, unsigned int block)
{
	struct plan_cell order[PLAN_CONFIGURATIONS_MAX * PLAN_WORKLOADS_MAX];

	plan_order(&making->plan, block, order);
	for (size_t i = 0; i < making->cell_count; i++) {
		const struct cell *cell =
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
		begins = (night->day - night->number) * DAY + AGAIN_BEGINS +
			 night->round * BOARD_TAKES;
	return begins + (unsigned int)night->board * (night->round ? 1 : BOARD_TAKES) +
	       share * BOARD_TAKES / 2;
}

/* The plan's names are those of the table; the night may have others. */
static void rename_configurations(const struct making *making, json_t *header)
{
	json_t *names = json_object_get(json_object_get(header, "plan"), "configurations");

	for (size_t i = 0; i < json_array_size(names); i++)
		json_array_set_new(names, i, json_string(making->cells[i].configuration));
}

static void write_header(struct making *making)
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

static void write_end(struct making *making)
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

static void write_nothing(struct making *making)
{
	for (size_t i = 0; i < making->cell_count; i++)
		write_record(making, record_event("unavailable", making->cells[i].workload,
						  making->cells[i].configuration,
						  "ftrace is not compiled into this kernel"));
	write_end(making);
}

static void write_all(struct making *making)
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

static const char *add_workloads(struct making *making, const char *list)
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

static const char *make_plan(struct making *making)
{
	const struct example_board *board = &making->fleet->board;
	const struct night *night = making->night;
	struct plan *plan = &making->plan;
	char word[NIGHT_WORD_SIZE];

	plan->seed = seed_of_part(seed_of_part(night->seed, night->board),
				  night->number * UINT64_C(1000000) + run_of(night));
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
	struct making *making = calloc(1, sizeof(*making));
	const char *wrong;

	if (!making)
		return "no memory";
	making->night = night;
	making->fleet = fleet_board_at(night->board);
	making->out = out;
	wrong = make_plan(making);
	if (!wrong) {
		generator_seed(&making->generator, making->plan.seed);
		make_cells(making);
		write_all(making);
	}
	for (size_t i = 0; i < making->cell_count; i++)
		json_decref(making->cells[i].proof);
	free(making->cells);
	free(making);
	return wrong;
}
