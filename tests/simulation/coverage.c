// SPDX-License-Identifier: GPL-2.0-only
/*
 * How often the intervals of 95 % hold what they are to hold: the overhead that was planted, and
 * the level that the machine has.
 */
#include <stdio.h>

#include "report.h"
#include "simulation.h"

/* Three of each shape in a session, which share nothing but its order. */
#define REPLICAS 3
#define SESSIONS 1000
#define NOISE 0.01
#define OVERHEAD 0.02

/* Small ones, where order statistics are coarse; then where another way of reckoning begins. */
static const unsigned int counts[] = { 6, 7, 8, 10, 15, 20, 30, 60 };
#define COUNTS (sizeof(counts) / sizeof(counts[0]))

struct coverage {
	struct tally overheads[COUNTS][NOISE_SHAPES];
	struct tally levels[COUNTS][NOISE_SHAPES];
};

static bool holds(const struct estimate *estimate, double truth)
{
	const struct interval *interval = &estimate->interval;

	return interval->known && interval->low <= truth && truth <= interval->high;
}

static void prepare(struct simulation *simulation, unsigned int blocks, uint64_t seed)
{
	simulation_prepare(simulation, "none,ops1", blocks, seed);
	for (int shape = 0; shape < NOISE_SHAPES; shape++) {
		const struct fake_counter counter = {
			.noise = { .shape = (enum noise_shape)shape, .attachment = NOISE },
			.overhead = OVERHEAD,
		};

		for (size_t r = 0; r < REPLICAS; r++)
			simulation_add_counter(simulation, &counter);
	}
}

/* What the file says of so many of its blocks: @from on. */
static void look_into(struct simulation *simulation, unsigned int from, size_t n,
		      struct coverage *coverage)
{
	struct summary summary;

	simulation_sum_up(simulation, from, counts[n], &summary);
	for (size_t shape = 0; shape < NOISE_SHAPES; shape++) {
		unsigned int overheads = 0, levels = 0;

		for (size_t r = 0; r < REPLICAS; r++) {
			size_t counter = shape * REPLICAS + r;
			const struct summary_value *none = simulation_value(&summary, 0, counter);
			const struct summary_value *ops = simulation_value(&summary, 1, counter);

			overheads += holds(&ops->comparison.shift, FAKE_COST * OVERHEAD);
			levels += holds(&none->level_estimate, FAKE_COST);
			levels += holds(&ops->level_estimate, FAKE_COST * (1 + OVERHEAD));
		}
		tally_add(&coverage->overheads[n][shape], (double)overheads / REPLICAS);
		tally_add(&coverage->levels[n][shape], (double)levels / (2 * REPLICAS));
	}
	summary_free(&summary);
}

static void report_counts(struct report *report, const char *what, size_t n,
			  const struct tally *of_shapes)
{
	char text[48];

	snprintf(text, sizeof(text), "%s, n = %u", what, counts[n]);
	report_range(report, text, 93, 97, of_shapes, NOISE_SHAPES);
}

/*
 * Of six differences the interval goes from the lowest to the highest: it fails only where all
 * lie on one side, 1 time in 32, whatever their shape. That is close to the bound, and so all
 * shapes are one figure, with an error that is small enough to tell.
 */
static void report_six(struct report *report, const struct tally *of_shapes)
{
	const struct tally all = tally_of_all(of_shapes, NOISE_SHAPES);

	report_share(report, "overhead, n = 6, of all shapes", 93, 97, &all);
}

void row_coverage(struct report *report, uint64_t seed)
{
	static struct simulation simulation;
	static struct coverage coverage;
	const unsigned int blocks = counts[COUNTS - 1];

	for (unsigned int i = 0; i < SESSIONS; i++) {
		prepare(&simulation, blocks, seed_of_part(seed, i));
		simulation_run(&simulation);
		/* Nothing drifts here: each stretch of it is as good as a session. */
		for (size_t n = 0; n < COUNTS; n++) {
			for (unsigned int from = 0; from + counts[n] <= blocks; from += counts[n])
				look_into(&simulation, from, n, &coverage);
		}
		simulation_free(&simulation);
	}
	report_six(report, coverage.overheads[0]);
	for (size_t n = 1; n < COUNTS; n++)
		report_counts(report, "overhead", n, coverage.overheads[n]);
	for (size_t n = 0; n < COUNTS; n++)
		report_counts(report, "level", n, coverage.levels[n]);
}
