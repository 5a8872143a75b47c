// SPDX-License-Identifier: GPL-2.0-only
#include "measure/precision.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/interval.h"
#include "stats/order.h"
#include "stats/walsh.h"

#define BASELINE "none"
#define LOOK_EACH 50 /* blocks, up to which the precision is looked at after each one */
#define ROOM_FIRST 64

void precision_begin(struct precision_watch *watch, const struct plan *plan, bool by_event)
{
	*watch = (struct precision_watch){
		.plan = plan,
		.by_event = by_event && plan->event_count,
		.next_look = PLAN_PRECISION_BLOCKS_MIN,
	};
}

void precision_end(struct precision_watch *watch)
{
	free(watch->values);
	free(watch->samples.values);
	watch->samples.values = NULL;
	watch->values = NULL;
	watch->room = 0;
}

bool precision_is_wanted(const struct precision_watch *watch)
{
	return watch->plan->precision.half_width > 0;
}

static size_t index_of(const struct precision_watch *watch, const struct plan_cell *cell)
{
	return cell->workload * watch->plan->configuration_count + cell->configuration;
}

static struct precision_value *values_of(const struct precision_watch *watch,
					 const struct plan_cell *cell)
{
	return &watch->values[index_of(watch, cell) * watch->room];
}

static int make_room(struct precision_watch *watch, unsigned int block)
{
	const size_t cells = plan_cells(watch->plan);
	unsigned int room = watch->room ? watch->room : ROOM_FIRST;
	struct precision_value *values;

	while (room <= block)
		room *= 2;
	if (room == watch->room)
		return 0;
	values = calloc(cells * room, sizeof(*values));
	if (!values)
		return -ENOMEM;
	for (size_t i = 0; watch->room && i < cells; i++)
		memcpy(&values[i * room], &watch->values[i * watch->room],
		       watch->room * sizeof(*values));
	free(watch->values);
	watch->values = values;
	watch->room = room;
	return 0;
}

static unsigned int samples_of_attachment(const struct plan *plan)
{
	return plan->samples ? plan->samples : 1;
}

/* Of another cell or block: the last one's are done with. */
static int begin_samples(struct precision_samples *samples, const struct plan *plan,
			 const struct plan_cell *cell, unsigned int block)
{
	if (samples->values && samples->block == block &&
	    samples->cell.workload == cell->workload &&
	    samples->cell.configuration == cell->configuration)
		return 0;
	if (!samples->values)
		samples->values = calloc(samples_of_attachment(plan), sizeof(*samples->values));
	samples->cell = *cell;
	samples->block = block;
	samples->count = 0;
	return samples->values ? 0 : -ENOMEM;
}

int precision_add(struct precision_watch *watch, const struct plan_cell *cell, unsigned int block,
		  const struct measurement *short_run, const struct measurement *long_run)
{
	uint64_t shorter = watch->by_event ? short_run->counters[0] : short_run->time_ns;
	uint64_t longer = watch->by_event ? long_run->counters[0] : long_run->time_ns;
	struct precision_samples *samples = &watch->samples;
	struct precision_value *value;

	if (!precision_is_wanted(watch) || long_run->calls <= short_run->calls)
		return 0;
	if (make_room(watch, block) || begin_samples(samples, watch->plan, cell, block))
		return -ENOMEM;
	if (samples->count == samples_of_attachment(watch->plan))
		return 0;
	samples->values[samples->count++] =
		((double)longer - (double)shorter) / (double)(long_run->calls - short_run->calls);
	sort_numbers(samples->values, samples->count);
	value = &values_of(watch, cell)[block];
	value->median = median_of_sorted(samples->values, samples->count);
	value->known = true;
	return 0;
}

bool precision_is_due(const struct precision_watch *watch, unsigned int blocks)
{
	return precision_is_wanted(watch) && blocks >= watch->next_look;
}

/* The block's difference from the baseline, or its own value without one; false: there is none. */
static bool value_in(const struct precision_value *values, const struct precision_value *baseline,
		     unsigned int block, double *value)
{
	if (!values[block].known || (baseline && !baseline[block].known))
		return false;
	*value = values[block].median;
	if (baseline)
		*value -= baseline[block].median;
	return true;
}

/* Independent values into @out: of blocks, or of the loads of the module. Returns how many. */
static size_t collect(const struct precision_watch *watch, const struct precision_value *values,
		      const struct precision_value *baseline, unsigned int blocks, double *out)
{
	const unsigned int reload = watch->plan->reload ? watch->plan->reload : 1;
	size_t count = 0;

	for (unsigned int first = 0; first < blocks; first += reload) {
		double *of_load = &out[count];
		size_t found = 0;

		for (unsigned int block = first; block < first + reload && block < blocks; block++)
			found += value_in(values, baseline, block, &of_load[found]);
		if (!found)
			continue;
		sort_numbers(of_load, found);
		*of_load =
			baseline ? walsh_median(of_load, found) : median_of_sorted(of_load, found);
		count++;
	}
	return count;
}

/* To the farther end of the interval, as tables print it; infinite if there is none yet. */
static double half_width(const struct estimate *estimate)
{
	const struct interval *interval = &estimate->interval;

	return interval->known
		       ? fmax(interval->high - estimate->value, estimate->value - interval->low)
		       : INFINITY;
}

/* Returns the half width in the plan's unit, negative: the cell has nothing to be known. */
static double width_of(const struct precision_watch *watch, const struct precision_value *values,
		       const struct precision_value *baseline, unsigned int blocks, double *scratch,
		       int *err)
{
	size_t count = collect(watch, values, baseline, blocks, scratch);
	struct estimate estimate, level;
	double width, p;

	if (!count)
		return -1;
	if (baseline)
		*err = estimate_shift(scratch, count, watch->plan->seed, &estimate, &p);
	else
		estimate = estimate_median(scratch, count);
	if (*err)
		return -1;
	width = half_width(&estimate);
	if (!watch->plan->precision.relative)
		return width;
	count = collect(watch, baseline ? baseline : values, NULL, blocks, scratch);
	level = estimate_median(scratch, count);
	return width > 0 ? 100 * width / fabs(level.value) : width;
}

/* The configuration's index that all of a workload are compared with; the count: it is not there.
 */
static size_t find_baseline(const struct plan *plan)
{
	size_t c = 0;

	while (c < plan->configuration_count && strcmp(plan->configurations[c].name, BASELINE) != 0)
		c++;
	return c;
}

/* The baseline alone is known by itself; a loop without its call is compared with nothing. */
static bool is_looked_at(const struct plan *plan, size_t configuration, size_t baseline)
{
	if (plan->configurations[configuration].row->without_call)
		return false;
	return configuration != baseline || plan->configuration_count == 1;
}

static int look_at_cell(const struct precision_watch *watch, const struct plan_cell *cell,
			unsigned int blocks, double *scratch, struct precision_state *state)
{
	const size_t baseline = find_baseline(watch->plan);
	const struct plan_cell of_baseline = { cell->workload, baseline };
	const bool compared =
		baseline != watch->plan->configuration_count && baseline != cell->configuration;
	int err = 0;
	double width;

	if (!is_looked_at(watch->plan, cell->configuration, baseline))
		return 0;
	width = width_of(watch, values_of(watch, cell),
			 compared ? values_of(watch, &of_baseline) : NULL, blocks, scratch, &err);
	if (err || width < 0 || (state->known && width <= state->half_width))
		return err;
	state->known = true;
	state->half_width = width;
	state->widest = *cell;
	return 0;
}

unsigned int precision_blocks_least(const struct plan *plan)
{
	const unsigned int loads = plan->reload ? plan->reload * INTERVAL_COUNT_MIN : 0;

	return loads > PLAN_PRECISION_BLOCKS_MIN ? loads : PLAN_PRECISION_BLOCKS_MIN;
}

/* The half width falls with the root of the number of blocks. */
static unsigned int blocks_needed_for(const struct precision_state *state, const struct plan *plan,
				      unsigned int blocks)
{
	const unsigned int least = precision_blocks_least(plan);
	double ratio = state->half_width / state->wanted;
	double needed = ceil(blocks * ratio * ratio);

	if (!isfinite(needed) || needed > PLAN_BLOCKS_MAX)
		return 0;
	if (needed < least)
		return least;
	return needed > blocks ? (unsigned int)needed : blocks + 1;
}

int precision_look(struct precision_watch *watch, unsigned int blocks,
		   struct precision_state *state)
{
	double *scratch = calloc(blocks + 1, sizeof(*scratch));
	int err = scratch ? 0 : -ENOMEM;

	*state = (struct precision_state){ .wanted = watch->plan->precision.half_width };
	watch->next_look = blocks + (blocks < LOOK_EACH ? 1 : blocks / 10);
	for (size_t i = 0; !err && watch->room >= blocks && i < plan_cells(watch->plan); i++) {
		const struct plan_cell cell = { i / watch->plan->configuration_count,
						i % watch->plan->configuration_count };

		err = look_at_cell(watch, &cell, blocks, scratch, state);
	}
	free(scratch);
	/* One cell without an interval: nothing is known of all. */
	state->known = state->known && isfinite(state->half_width);
	state->reached = state->known && blocks >= PLAN_PRECISION_BLOCKS_MIN &&
			 state->half_width <= state->wanted;
	if (state->known && !state->reached)
		state->blocks_needed = blocks_needed_for(state, watch->plan, blocks);
	return err;
}

void precision_duration(uint64_t ns, char *text, size_t size)
{
	const double seconds = (double)ns / 1e9;

	if (seconds < 99)
		snprintf(text, size, "%.0f second%s", ceil(seconds), seconds > 1 ? "s" : "");
	else if (seconds < 99 * 60.0)
		snprintf(text, size, "%.0f minutes", seconds / 60);
	else
		snprintf(text, size, "%.0f hours", seconds / 3600);
}

/* ", 9 minutes": what so many blocks take. */
static void needed_text(const char *words, unsigned int blocks, uint64_t block_ns, char *text,
			size_t size)
{
	char duration[32];

	precision_duration(block_ns * blocks, duration, sizeof(duration));
	snprintf(text, size, "; it would take %s %u blocks, %s", words, blocks, duration);
}

void precision_text(const struct precision_watch *watch, const struct precision_state *state,
		    unsigned int blocks, uint64_t block_ns, char *text, size_t size)
{
	const struct plan *plan = watch->plan;
	const char *unit = plan->precision.relative ? "%" : "ns";
	char more[96] = "";

	if (!state->known) {
		if (blocks < precision_blocks_least(plan))
			needed_text("at least", precision_blocks_least(plan), block_ns, more,
				    sizeof(more));
		snprintf(text, size, "asked for +-%.3g %s; %u block%s nothing of it yet%s",
			 state->wanted, unit, blocks, blocks == 1 ? " tells" : "s tell", more);
		return;
	}
	if (state->blocks_needed)
		needed_text("about", state->blocks_needed, block_ns, more, sizeof(more));
	else if (!state->reached)
		snprintf(more, sizeof(more), "; it would take more than %d blocks",
			 PLAN_BLOCKS_MAX);
	snprintf(text, size, "%s %s: +-%.2g %s, asked for %.3g %s%s",
		 plan->workloads[state->widest.workload]->name,
		 plan->configurations[state->widest.configuration].name, state->half_width, unit,
		 state->wanted, unit, more);
}
