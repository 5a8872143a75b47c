// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two boards that cost the same: how often a report says that one of them costs less. Blocks differ
 * by noise, and boots by where things lie in each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"
#include "boards/standing.h"
#include "noise.h"
#include "report.h"

/* Of each shape. */
#define DRAWS 1000
#define BLOCKS 20
#define BOOTS_MAX 10
#define OVERHEAD 100 /* deviations of a block: above 0, so that there is a percent of it */

/* Boots of each board, and how far they lie apart in deviations of a block. */
static const struct {
	size_t boots;
	double apart;
	double most; /* percent that may be called different */
} days[] = {
	{ 1, 0, 2 },  { 3, 0, 0.5 }, { 10, 0, 2 }, { 1, 1, 55 },
	{ 2, 1, 10 }, { 3, 1, 2 },   { 6, 1, 2 },  { 10, 1, 2 },
};

/* Two boards with one figure each. */
struct pair {
	struct boards boards;
	struct board board[2];
	struct board_cell cells[2];
	struct board_figure figures[2];
	struct board_metric metric;
	struct board_workload workload;
	const char *configuration;
};

static void pair_open(struct pair *pair)
{
	memset(pair, 0, sizeof(*pair));
	pair->metric.name = METRIC_CYCLES;
	pair->configuration = "ops1";
	for (size_t b = 0; b < 2; b++) {
		pair->cells[b].path = "callops-func";
		pair->cells[b].figures = &pair->figures[b];
		pair->board[b].cells = &pair->cells[b];
	}
	pair->boards = (struct boards){
		.boards = pair->board,
		.count = 2,
		.workloads = &pair->workload,
		.workload_count = 1,
		.configurations = &pair->configuration,
		.configuration_count = 1,
		.metrics = &pair->metric,
		.metric_count = 1,
	};
}

/* What one boot's report says. */
static void draw_boot(struct generator *generator, enum noise_shape shape, double apart,
		      struct summary_value *value)
{
	double boot = OVERHEAD + apart * noise_draw(generator, shape);
	double blocks[BLOCKS];

	memset(value, 0, sizeof(*value));
	for (size_t i = 0; i < BLOCKS; i++)
		blocks[i] = boot + noise_draw(generator, shape);
	value->level.count = BLOCKS;
	value->level_estimate = estimate_median(blocks, BLOCKS);
	value->level.median.number = value->level_estimate.value;
	if (comparison_make(blocks, BLOCKS, generator->state[0], &value->comparison))
		abort();
}

static void draw_board(struct generator *generator, enum noise_shape shape, size_t day,
		       struct board_figure *figure)
{
	struct summary_value values[BOOTS_MAX];
	struct figure_source sources[BOOTS_MAX];
	struct value room[BOOTS_MAX];
	struct value of_boot[BOOTS_MAX];
	double numbers[BOOTS_MAX];
	size_t boots[BOOTS_MAX];
	struct figure_room rooms = {
		.values = room, .of_boot = of_boot, .boots = boots, .numbers = numbers
	};

	for (size_t i = 0; i < days[day].boots; i++) {
		draw_boot(generator, shape, days[day].apart, &values[i]);
		sources[i] = (struct figure_source){ .value = &values[i], .boot = i };
	}
	figure_join(sources, days[day].boots, &rooms, figure);
}

static bool is_called_different(struct pair *pair)
{
	struct standings standings;
	bool different;

	if (standings_make(&pair->boards, &standings) || standings.count != 1)
		abort();
	different = standings.rows[0].places[1].apart;
	standings_free(&standings);
	return different;
}

void row_standings(struct report *report, uint64_t seed)
{
	struct pair pair;
	char text[64];

	pair_open(&pair);
	for (size_t day = 0; day < sizeof(days) / sizeof(days[0]); day++) {
		struct tally alarms = { 0 };
		struct generator generator;

		generator_seed(&generator, seed_of_part(seed, day));
		for (int i = 0; i < DRAWS * NOISE_SHAPES; i++) {
			enum noise_shape shape = (enum noise_shape)(i % NOISE_SHAPES);

			draw_board(&generator, shape, day, &pair.figures[0]);
			draw_board(&generator, shape, day, &pair.figures[1]);
			tally_add(&alarms, is_called_different(&pair));
		}
		snprintf(text, sizeof(text), "%zu boot%s each, boots %s", days[day].boots,
			 days[day].boots == 1 ? "" : "s", days[day].apart > 0 ? "differ" : "alike");
		report_share(report, text, 0, days[day].most, &alarms);
	}
}
