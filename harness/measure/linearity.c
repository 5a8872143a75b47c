// SPDX-License-Identifier: GPL-2.0-only
#include "measure/linearity.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stats/order.h"

#define TOLERANCE 0.05
#define COUNTS_TOLERATED 2 /* of an event: a step of a counter at either end */
#define TIME SIZE_MAX /* as an event's index */

/* One quantity of the runs of one length. */
struct quantity {
	double median;
	double spread;
};

static struct quantity quantity_of(const struct measurement *runs, size_t event)
{
	double values[LINEARITY_RUNS];

	for (size_t i = 0; i < LINEARITY_RUNS; i++)
		values[i] =
			event == TIME ? (double)runs[i].time_ns : (double)runs[i].counters[event];
	sort_numbers(values, LINEARITY_RUNS);
	return (struct quantity){
		.median = values[LINEARITY_RUNS / 2],
		.spread = values[LINEARITY_RUNS - 1] - values[0],
	};
}

/* What a call takes on the way from one length to the next. */
struct slopes {
	double first;
	double second;
	double noise; /* in each of them */
};

static struct slopes slopes_of(const struct linearity *linearity, size_t event, double resolution)
{
	const struct measurement(*runs)[LINEARITY_RUNS] = linearity->runs;
	struct quantity half = quantity_of(runs[LINEARITY_HALF], event);
	struct quantity once = quantity_of(runs[LINEARITY_ONCE], event);
	struct quantity twice = quantity_of(runs[LINEARITY_TWICE], event);
	double shorter = (double)(runs[LINEARITY_ONCE]->calls - runs[LINEARITY_HALF]->calls);
	double longer = (double)(runs[LINEARITY_TWICE]->calls - runs[LINEARITY_ONCE]->calls);

	return (struct slopes){
		.first = (once.median - half.median) / shorter,
		.second = (twice.median - once.median) / longer,
		.noise = (half.spread + once.spread + 2 * resolution) / shorter +
			 (once.spread + twice.spread + 2 * resolution) / longer,
	};
}

static bool differ(const struct slopes *slopes)
{
	double difference = fabs(slopes->second - slopes->first);

	return difference > TOLERANCE * fmax(fabs(slopes->first), fabs(slopes->second)) &&
	       difference > slopes->noise;
}

/* Behind what is there already. */
static void tell(const struct linearity *linearity, const char *name, const struct slopes *slopes,
		 char *text, size_t size)
{
	size_t used = strlen(text);
	double larger = fmax(fabs(slopes->first), fabs(slopes->second));

	snprintf(text + used, size - used,
		 "%s%s: %.4g a call from %" PRIu64 " to %" PRIu64
		 " calls, %.4g from there to %" PRIu64 " (%.0f %% apart)",
		 used ? "; " : "", name, slopes->first, linearity->runs[LINEARITY_HALF]->calls,
		 linearity->runs[LINEARITY_ONCE]->calls, slopes->second,
		 linearity->runs[LINEARITY_TWICE]->calls,
		 100 * fabs(slopes->second - slopes->first) / larger);
}

bool linearity_differs(const struct linearity *linearity, const struct event *events,
		       size_t event_count, const struct session_clock *clock, char *text,
		       size_t size)
{
	struct slopes slopes;

	text[0] = '\0';
	for (size_t i = 0; i < event_count; i++) {
		slopes = slopes_of(linearity, i, COUNTS_TOLERATED);
		if (fmax(slopes.first, slopes.second) >= 1 && differ(&slopes))
			tell(linearity, events[i].name, &slopes, text, size);
	}
	slopes = slopes_of(linearity, TIME, (double)clock->resolution_ns);
	if (!clock->counts_instructions && differ(&slopes))
		tell(linearity, "ns", &slopes, text, size);
	return *text;
}

uint64_t linearity_time_ns(const struct linearity *linearity)
{
	double once = quantity_of(linearity->runs[LINEARITY_ONCE], TIME).median;
	double twice = quantity_of(linearity->runs[LINEARITY_TWICE], TIME).median;

	return twice > once ? (uint64_t)(twice - once) : 0;
}
