// SPDX-License-Identifier: GPL-2.0-only
/*
 * simulation_boards FOLDER: result files of boards that exist nowhere, made by the real engine.
 * Each follows from a seed, byte for byte.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/workload.h"
#include "boards.h"
#include "measure/session.h"
#include "unit/good_evidence.h"

#define SEED 7

static _Noreturn void give_up(const char *what, const char *which)
{
	fprintf(stderr, "simulation_boards: %s: %s\n", which, what);
	exit(1);
}

/* The workload's row, with the tracee of the board's architecture. The plan borrows it. */
static void add_workloads(struct plan *plan, const struct example_board *board,
			  struct workload *workloads)
{
	const size_t of = board->abilities.architecture == ARCHITECTURE_RISCV64;
	char word[64];

	if (plan_add_workloads(plan, board->workloads, word, sizeof(word)))
		give_up("no such workload", word);
	for (size_t i = 0; i < plan->workload_count; i++) {
		const struct board_workload *row = board_workload_find(plan->workloads[i]->name);

		if (!row)
			give_up("the model does not have it", plan->workloads[i]->name);
		workloads[i] = *plan->workloads[i];
		workloads[i].tracee = row->tracees[of];
		plan->workloads[i] = &workloads[i];
	}
}

static void make_plan(struct plan *plan, const struct example_board *board,
		      struct workload *workloads, uint64_t seed)
{
	char word[64];

	memset(plan, 0, sizeof(*plan));
	plan->seed = seed;
	plan->blocks = board->blocks;
	plan->samples = 1;
	plan->settle_ms = PLAN_SETTLE_MS;
	plan->cpu = board->cpu;
	if (plan_add_configurations(plan, board->configurations, word, sizeof(word)))
		give_up("no such configuration", word);
	if (board->events && plan_add_events(plan, board->events, word, sizeof(word)))
		give_up("no such event", word);
	add_workloads(plan, board, workloads);
}

static void look_at_baselines(const struct example_board *board, const struct plan *plan,
			      struct baseline *baselines)
{
	struct configuration none;

	configuration_parse("none", &none);
	for (size_t i = 0; i < plan->workload_count; i++)
		good_evidence(&none, &board->abilities, &baselines[i].evidence);
}

static void show_nothing(void *context, unsigned int done, unsigned int blocks)
{
	(void)context;
	(void)done;
	(void)blocks;
}

static json_t *end_of(const struct session_totals *totals)
{
	const struct run_end end = {
		.status = "complete",
		.samples = totals->samples,
		.invalid = totals->invalid,
		.stop_by = totals->stop.by,
		.engine_ns = totals->engine_ns,
	};
	json_t *object = record_end(&end);

	json_object_set_new(object, "finished", json_string(EXAMPLE_BOARD_FINISHED));
	return object;
}

/* @path: where the file goes. */
static void measure(const struct example_board *board, unsigned int boot, uint64_t seed,
		    const char *path)
{
	static struct plan plan;
	static struct baseline baselines[PLAN_WORKLOADS_MAX];
	static struct workload workloads[PLAN_WORKLOADS_MAX];
	static struct board_machine machine;
	struct check_list checks;
	struct session_totals totals = { 0 };
	struct complaint complaint = { 0 };
	struct result_writer writer;
	struct executor executor;
	const struct session_terms terms = {
		.clock = { .resolution_ns = (uint64_t)board->noise.step_ns, .claimed_ns = 1 },
		.plan = &plan,
		.abilities = &board->abilities,
		.executor = &executor,
		.checks = &checks,
		.baselines = baselines,
		.writer = &writer,
		.progress = show_nothing,
	};

	make_plan(&plan, board, workloads, seed_of_part(seed, 0));
	board_machine_start(&machine, &board->core, &board->noise, &board->abilities, &plan,
			    seed_of_part(seed, 1));
	executor = board_machine_executor(&machine);
	look_at_baselines(board, &plan, baselines);
	check_list_all(&checks);
	if (result_writer_open(&writer, path))
		give_up("it cannot be written, or is there already", path);
	result_writer_append(&writer, example_board_header(board, &plan, &terms.clock, boot, seed));
	if (session_run(&terms, &totals, &complaint))
		give_up(complaint.tried, board->name);
	result_writer_append(&writer, end_of(&totals));
	if (result_writer_close(&writer))
		give_up("writing it failed", path);
	if (totals.invalid)
		give_up("samples of it are not valid", path);
}

int main(int argc, char **argv)
{
	const struct example_board *board;

	if (argc != 2) {
		fputs("usage: simulation_boards FOLDER\n"
		      "writes result files of boards that exist nowhere into FOLDER\n",
		      stderr);
		return 2;
	}
	for (size_t i = 0; (board = example_board_at(i)); i++) {
		for (unsigned int boot = 0; boot < board->boots; boot++) {
			char number[16] = "";
			char *path;

			if (board->boots > 1)
				snprintf(number, sizeof(number), "-%u", boot + 1);
			if (asprintf(&path, "%s/%s%s.jsonl", argv[1], board->file, number) < 0)
				give_up("no memory", board->name);
			measure(board, boot, seed_of_part(SEED, i * 100 + boot), path);
			free(path);
		}
	}
	return 0;
}
