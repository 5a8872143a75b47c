// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sessions that stop when they are precise enough: their intervals are to hold what they are to
 * hold all the same, and to be as narrow as was asked for.
 */
#include "report.h"
#include "simulation.h"

#define NOISE 0.01
#define OVERHEAD 0.02
#define WANTED 0.5 /* percent of the baseline; 31 blocks, more or less */
#define BLOCKS_MAX 200 /* more than it ever takes */
/* Times are whole nanoseconds, so a width may be just what was asked for. */
#define ROUNDING 1e-9
#define SESSIONS 4000

struct stopped {
	struct tally covered;
	struct tally kept;
	struct tally blocks;
};

static void simulate(double wanted, uint64_t seed, struct stopped *stopped)
{
	static struct simulation simulation;
	struct fake_model *model = &simulation.machine.model;
	struct summary summary;
	const struct estimate *shift;
	double none;

	simulation_prepare(&simulation, "none,ops1", BLOCKS_MAX, seed);
	simulation.plan.precision = (struct precision){ .half_width = wanted, .relative = true };
	model->time.noise.attachment = NOISE;
	model->time.overhead = OVERHEAD;
	simulation_run(&simulation);
	simulation_sum_up(&simulation, 0, BLOCKS_MAX, &summary);
	shift = &simulation_value(&summary, 1, 0)->comparison.shift;
	none = simulation_value(&summary, 0, 0)->level_estimate.value;
	tally_add(&stopped->covered,
		  shift->interval.low <= OVERHEAD * (double)model->call_ns &&
			  OVERHEAD * (double)model->call_ns <= shift->interval.high);
	tally_add(&stopped->kept, simulation.totals.blocks < BLOCKS_MAX &&
					  (shift->interval.high - shift->interval.low) / 2 <=
						  wanted / 100 * none * (1 + ROUNDING));
	tally_add(&stopped->blocks, simulation.totals.blocks);
	summary_free(&summary);
	simulation_free(&simulation);
}

void row_precision(struct report *report, uint64_t seed)
{
	struct stopped stopped = { 0 };

	for (unsigned int i = 0; i < SESSIONS; i++)
		simulate(WANTED, seed_of_part(seed, i), &stopped);
	report_share(report, "coverage", 93, 97, &stopped.covered);
	report_share(report, "as narrow as asked for", 100, 100, &stopped.kept);
	report_number(report, "blocks, on average", tally_mean(&stopped.blocks), "");
}
