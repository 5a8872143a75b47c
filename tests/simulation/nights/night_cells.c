// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the cells of a night cost: the board's model, the night's noise, and what was planted. All
 * noise is a function of what it is of, so that any night can be made without those before it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "config/path.h"
#include "night_parts.h"

/* What is farther away has faded. */
#define CORRELATED_NIGHTS 40
/* The variance of a median of normal values over that of their mean. */
#define OF_MEDIAN (M_PI / 2)

static const uint8_t site[RECORD_SITE_SIZE] = {
	0x1f, 0x20, 0x03, 0xd5, 0x1f, 0x20, 0x03, 0xd5,
};

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
uint64_t night_run(const struct night *night)
{
	if (!night->round)
		return 0;
	return key_of(night->configurations ? night->configurations : "",
		      night->day * UINT64_C(1000) + night->round);
}

/* What is drawn once a night; AR(1) as the sum of what is left of the nights before. */
static double drawn_for_night(const struct night_making *making, uint64_t key)
{
	const struct planted *noise = scenario_noise(making->night->scenario, making->night->board);
	const enum noise_shape shape = noise ? noise->shape : making->fleet->shape;
	const double correlation = noise ? noise->size : making->fleet->correlation;
	double share = sqrt(1 - correlation * correlation);
	double sum = 0;

	/* What is measured again has no yesterday. */
	if (making->night->round)
		return drawn(seed_of_part(seed_of_part(key, making->night->number),
					  night_run(making->night)),
			     shape);
	for (unsigned int i = 0; i < CORRELATED_NIGHTS && i <= making->night->number; i++) {
		sum += share * drawn(seed_of_part(key, making->night->number - i), shape);
		share *= correlation;
		if (share == 0)
			break;
	}
	return sum;
}

static void share_noise(const struct night_making *making, const struct night_cell *cell,
			double *night, double *block)
{
	*night = making->fleet->night * cell->cost.cycles;
	*block = making->fleet->block * cell->cost.cycles;
}

/* Standard deviation of the cell's overhead between nights, in cycles; of none of its level. */
static double deviation(const struct night_making *making, const struct night_cell *cell,
			const struct night_cell *none)
{
	double night, block, none_night = 0, none_block = 0;

	share_noise(making, cell, &night, &block);
	if (cell != none)
		share_noise(making, none, &none_night, &none_block);
	return sqrt(night * night + none_night * none_night +
		    (block * block + none_block * none_block) * OF_MEDIAN / making->plan.blocks);
}

static json_t *proof_of(const struct night_cell *cell)
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

static void make_cell(struct night_making *making, size_t workload, size_t configuration,
		      struct night_cell *cell)
{
	const struct night *night = making->night;
	const struct configuration *row = &making->plan.configurations[configuration];
	const struct kernel_abilities *abilities = &making->fleet->board.abilities;
	const char *path = scenario_path(night->scenario, night->board, night->number, row->name);

	*cell = (struct night_cell){
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
static void plant(struct night_making *making, size_t workload, size_t configuration,
		  struct night_cell *cell)
{
	const struct night *night = making->night;
	const char *name = making->plan.configurations[configuration].name;
	const struct night_cell *none = &making->cells[workload * making->plan.configuration_count];
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

void night_cells_make(struct night_making *making)
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

void night_cells_free(struct night_making *making)
{
	for (size_t i = 0; i < making->cell_count; i++)
		json_decref(making->cells[i].proof);
	free(making->cells);
}
