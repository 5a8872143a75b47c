// SPDX-License-Identifier: GPL-2.0-only
#include "report.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void tally_add(struct tally *tally, double value)
{
	tally->count++;
	tally->sum += value;
	tally->squares += value * value;
}

double tally_mean(const struct tally *tally)
{
	return tally->count ? tally->sum / (double)tally->count : NAN;
}

double tally_error(const struct tally *tally)
{
	double count = (double)tally->count;
	double mean = tally_mean(tally);

	if (tally->count < 2)
		return NAN;
	return sqrt(fmax(0, tally->squares / count - mean * mean) / (count - 1));
}

struct tally tally_of_all(const struct tally *tallies, size_t count)
{
	struct tally all = { 0 };

	for (size_t i = 0; i < count; i++) {
		all.count += tallies[i].count;
		all.sum += tallies[i].sum;
		all.squares += tallies[i].squares;
	}
	return all;
}

static struct line *add_line(struct report *report, const char *what, enum line_state state)
{
	struct line *line = &report->lines[report->count++];

	if (report->count > REPORT_LINES_MAX)
		abort();
	snprintf(line->what, sizeof(line->what), "%s", what);
	line->state = state;
	return line;
}

/* What is no number misses every bound. */
static enum line_state within(double low, double figure, double high)
{
	return low <= figure && figure <= high ? LINE_HOLDS : LINE_MISSED;
}

static void say_bound(struct line *line, double low, double high)
{
	if (low <= 0)
		snprintf(line->bound, sizeof(line->bound), "<= %g %%", high);
	else if (low >= 100)
		snprintf(line->bound, sizeof(line->bound), "all");
	else if (high >= 100)
		snprintf(line->bound, sizeof(line->bound), ">= %g %%", low);
	else
		snprintf(line->bound, sizeof(line->bound), "%g..%g %%", low, high);
}

static void say_share(struct line *line, const struct tally *tally)
{
	snprintf(line->figure, sizeof(line->figure), "%.1f %%", 100 * tally_mean(tally));
	snprintf(line->error, sizeof(line->error), "%.1f", 100 * tally_error(tally));
}

void report_share(struct report *report, const char *what, double low, double high,
		  const struct tally *tally)
{
	struct line *line = add_line(report, what, within(low, 100 * tally_mean(tally), high));

	say_bound(line, low, high);
	say_share(line, tally);
}

void report_range(struct report *report, const char *what, double low, double high,
		  const struct tally *tallies, size_t count)
{
	double lowest = INFINITY, highest = -INFINITY, error = 0;
	struct line *line = add_line(report, what, LINE_HOLDS);

	for (size_t i = 0; i < count; i++) {
		double figure = 100 * tally_mean(&tallies[i]);

		if (within(low, figure, high) == LINE_MISSED)
			line->state = LINE_MISSED;
		lowest = fmin(lowest, figure);
		highest = fmax(highest, figure);
		error = fmax(error, 100 * tally_error(&tallies[i]));
	}
	say_bound(line, low, high);
	snprintf(line->figure, sizeof(line->figure), "%.1f..%.1f %%", lowest, highest);
	snprintf(line->error, sizeof(line->error), "%.1f", error);
}

void report_beside(struct report *report, const char *what, const struct tally *tally)
{
	say_share(add_line(report, what, LINE_SHOWN), tally);
}

void report_at_most(struct report *report, const char *what, double high, double figure,
		    double error, const char *unit)
{
	struct line *line = add_line(report, what, within(-INFINITY, figure, high));

	snprintf(line->bound, sizeof(line->bound), "<= %.4g %s", high, unit);
	snprintf(line->figure, sizeof(line->figure), "%.3g %s", figure, unit);
	if (error > 0)
		snprintf(line->error, sizeof(line->error), "%.1g", error);
}

void report_none_of(struct report *report, const char *what, unsigned int found, unsigned int cases)
{
	struct line *line = add_line(report, what, found || !cases ? LINE_MISSED : LINE_HOLDS);

	snprintf(line->bound, sizeof(line->bound), "none");
	snprintf(line->figure, sizeof(line->figure), "%u of %u", found, cases);
}

void report_number(struct report *report, const char *what, double figure, const char *unit)
{
	snprintf(add_line(report, what, LINE_SHOWN)->figure, sizeof(report->lines[0].figure),
		 "%.3g %s", figure, unit);
}

void report_words(struct report *report, const char *what, const char *words)
{
	snprintf(add_line(report, what, LINE_SHOWN)->figure, sizeof(report->lines[0].figure), "%s",
		 words);
}
