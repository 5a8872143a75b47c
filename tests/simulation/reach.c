// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the measuring engine must reach, on fake machines: prints the table, and ends with 1 if a
 * row misses its bound.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "report.h"

/* Emulated machines are no fake ones; their counts are compared there. */
static void row_guests(struct report *report, uint64_t seed)
{
	(void)seed;
	report_words(report, "see tests/guest: measure, configurations", "tested there");
}

/*
 * One row of the table, or several that are simulated together. The first runs alone: it measures
 * real time.
 */
static const struct row {
	const char *name;
	const char *title;
	reach_row run;
} rows[] = {
	{ "engine-cost", "the engine's own time for a sample, outside of the measured window",
	  row_engine_cost },
	{ "false-alarms", "nothing is different: called \"different\" at 5 %, n = 20",
	  row_false_alarms },
	{ "family", "the same, any of 10 configurations in one table (Holm)", row_family },
	{ "other-order", "for comparison: all of A, then all of B, and Welch's test, n = 20",
	  row_other_order },
	{ "coverage", "coverage of the 95 % interval: lowest and highest of the noise's shapes",
	  row_coverage },
	{ "power", "an effect of 0.5 % under noise of 1 %, found with 80 % power", row_power },
	{ "order", "blocks that are as good as 20 of all A, then 20 of all B", row_order },
	{ "verdicts", "verdicts with a floor of 1 % under noise of 1 %, n = 20", row_verdicts },
	{ "detectable", "the detectable difference that is printed, when planted, is found",
	  row_detectable },
	{ "counters", "counters that are multiplexed, dead, stuck, taken or implausible",
	  row_counters },
	{ "precision", "sessions of --precision 0.5% under noise of 1 %", row_precision },
	{ "boots", "two kernels, one value of each boot; noise of any shape", row_boots },
	{ "boot-family", "nothing is different: any of 10 rows called \"different\" (Holm)",
	  row_boot_family },
	{ "boot-power", "what is said to be detectable by so many boots, when planted, is found",
	  row_boot_power },
	{ "standings", "two boards that cost the same: said to be apart", row_standings },
	{ "guests", "instructions per call in guests, as before and without spread", row_guests },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* Any number: all of the table is to hold with others, too (--seed). */
#define SEED UINT64_C(20261122)

static const char *const states[] = {
	[LINE_HOLDS] = "ok",
	[LINE_MISSED] = "MISSED",
	[LINE_SHOWN] = "",
};

static void print_row(const struct row *row, const struct report *report)
{
	printf("%s\n", row->title);
	for (size_t i = 0; i < report->count; i++) {
		const struct line *line = &report->lines[i];

		printf("  %-38s %10s %13s %5s  %s\n", line->what, line->bound, line->figure,
		       line->error, states[line->state]);
	}
	if (!report->done)
		printf("  the simulation itself failed\n");
}

static bool row_holds(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->lines[i].state == LINE_MISSED)
			return false;
	}
	return report->done;
}

static void run_row(const struct row *row, struct report *report, uint64_t seed)
{
	struct timespec used;

	row->run(report, seed);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	report->seconds = (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
	report->done = true;
}

/* A process for each row, so that all CPUs have work; as many at once as there are. */
static void run_rows(struct report *reports, const bool *wanted, uint64_t seed)
{
	long room = sysconf(_SC_NPROCESSORS_ONLN);

	for (size_t i = 0; i < ROWS; i++) {
		pid_t child;

		if (!wanted[i])
			continue;
		if (room-- <= 0)
			wait(NULL);
		child = fork();
		if (child < 0) {
			fprintf(stderr, "reach: cannot start a process: %s\n", strerror(errno));
			break;
		}
		if (!child) {
			run_row(&rows[i], &reports[i], seed);
			_exit(0);
		}
		if (i == 0) {
			wait(NULL);
			room++;
		}
	}
	while (wait(NULL) > 0)
		;
}

static size_t find_row(const char *name)
{
	size_t i = 0;

	while (i < ROWS && strcmp(rows[i].name, name) != 0)
		i++;
	return i;
}

static int usage(void)
{
	fprintf(stderr, "usage: reach [--seed N] [ROW...]\nrows:");
	for (size_t i = 0; i < ROWS; i++)
		fprintf(stderr, " %s", rows[i].name);
	fprintf(stderr, "\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct report *reports = mmap(NULL, sizeof(*reports) * ROWS, PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool wanted[ROWS] = { false };
	uint64_t seed = SEED;
	bool all = true, holds = true;
	double seconds = 0;

	if (reports == MAP_FAILED)
		return 6;
	for (int i = 1; i < argc; i++) {
		size_t row = find_row(argv[i]);

		if (!strcmp(argv[i], "--seed") && i + 1 < argc) {
			seed = strtoull(argv[++i], NULL, 0);
			continue;
		}
		if (row == ROWS)
			return usage();
		wanted[row] = true;
		all = false;
	}
	for (size_t i = 0; i < ROWS; i++)
		wanted[i] |= all;
	run_rows(reports, wanted, seed);
	printf("  %-38s %10s %13s %5s\n", "", "bound", "figure", "+-");
	for (size_t i = 0; i < ROWS; i++) {
		if (!wanted[i])
			continue;
		print_row(&rows[i], &reports[i]);
		holds &= row_holds(&reports[i]);
		seconds += reports[i].seconds;
		fprintf(stderr, "%s: %.1f s of CPU time\n", rows[i].name, reports[i].seconds);
	}
	fprintf(stderr, "all: %.1f s\n", seconds);
	return holds ? 0 : 1;
}
