// SPDX-License-Identifier: GPL-2.0-only
/*
 * What "same" and the detectable difference are worth.
 */
#include <stdio.h>

#include "report.h"
#include "simulation.h"

#define NOISE 0.01
#define BLOCKS 20
#define FLOOR 1.0 /* percent */
#define SESSIONS 400

/* True differences, in floors; as many counters of each in a session. */
static const double truths[] = { 0, 1, 2 };
#define TRUTHS (sizeof(truths) / sizeof(truths[0]))
#define REPLICAS (RECORD_COUNTERS_MAX / TRUTHS)

static void add_counters(struct simulation *simulation, double overhead, size_t count)
{
	const struct fake_counter counter = {
		.noise = { .attachment = NOISE },
		.overhead = overhead,
	};

	for (size_t i = 0; i < count; i++)
		simulation_add_counter(simulation, &counter);
}

static double share_of(const struct summary *summary, size_t first, size_t count,
		       enum verdict verdict)
{
	unsigned int found = 0;

	for (size_t i = first; i < first + count; i++)
		found += simulation_value(summary, 1, i)->comparison.verdict == verdict;
	return (double)found / (double)count;
}

void row_verdicts(struct report *report, uint64_t seed)
{
	static struct simulation simulation;
	struct tally same[TRUTHS] = { 0 }, different = { 0 };

	for (unsigned int i = 0; i < SESSIONS; i++) {
		struct summary summary;

		simulation_prepare(&simulation, "none,ops1", BLOCKS, seed_of_part(seed, i));
		for (size_t t = 0; t < TRUTHS; t++)
			add_counters(&simulation, truths[t] * FLOOR / 100, REPLICAS);
		simulation_run(&simulation);
		simulation_sum_up(&simulation, 0, BLOCKS, &summary);
		summary_judge(&summary, FLOOR);
		for (size_t t = 0; t < TRUTHS; t++)
			tally_add(&same[t],
				  share_of(&summary, t * REPLICAS, REPLICAS, VERDICT_SAME));
		tally_add(&different, share_of(&summary, 0, REPLICAS, VERDICT_DIFFERENT));
		summary_free(&summary);
		simulation_free(&simulation);
	}
	report_share(report, "no difference called \"same\"", 50, 100, &same[0]);
	report_share(report, "no difference called \"different\"", 0, 5, &different);
	report_share(report, "a difference of the floor called \"same\"", 0, 5, &same[1]);
	report_share(report, "twice the floor called \"same\"", 0, 5, &same[2]);
}

/* The detectable difference that sessions print, on average, as a share of the baseline. */
static double printed(unsigned int blocks, uint64_t seed)
{
	static struct simulation simulation;
	struct tally detectable = { 0 };

	for (unsigned int i = 0; i < SESSIONS / 8; i++) {
		struct summary summary;

		simulation_prepare(&simulation, "none,ops1", blocks, seed_of_part(seed, i));
		add_counters(&simulation, 0, RECORD_COUNTERS_MAX);
		simulation_run(&simulation);
		simulation_sum_up(&simulation, 0, blocks, &summary);
		for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++)
			tally_add(&detectable,
				  simulation_value(&summary, 1, c)->comparison.detectable);
		summary_free(&summary);
		simulation_free(&simulation);
	}
	return tally_mean(&detectable) / FAKE_COST;
}

static struct tally found_of(double effect, unsigned int blocks, uint64_t seed)
{
	static struct simulation simulation;
	struct tally found = { 0 };

	for (unsigned int i = 0; i < SESSIONS / 2; i++) {
		struct summary summary;

		simulation_prepare(&simulation, "none,ops1", blocks, seed_of_part(seed, i));
		add_counters(&simulation, effect, RECORD_COUNTERS_MAX);
		simulation_run(&simulation);
		simulation_sum_up(&simulation, 0, blocks, &summary);
		summary_judge(&summary, 0);
		tally_add(&found, share_of(&summary, 0, RECORD_COUNTERS_MAX, VERDICT_DIFFERENT));
		summary_free(&summary);
		simulation_free(&simulation);
	}
	return found;
}

void row_detectable(struct report *report, uint64_t seed)
{
	static const unsigned int counts[] = { 10, 20, 40 };

	for (size_t n = 0; n < sizeof(counts) / sizeof(counts[0]); n++) {
		double effect = printed(counts[n], seed_of_part(seed, 2 * n));
		struct tally found = found_of(effect, counts[n], seed_of_part(seed, 2 * n + 1));
		char text[48];

		snprintf(text, sizeof(text), "%.2f %%, n = %u", 100 * effect, counts[n]);
		report_share(report, text, 75, 85, &found);
	}
}
