// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a block says of a cell.
 */
#include "stats/block_value.h"

#include <stdlib.h>

/* False if the metric was not counted. */
static bool sample_quotient(const struct result *result, const struct result_sample *sample,
			    size_t event, struct quotient *out)
{
	const struct result_measurement *longer = &sample->long_run;
	const struct result_measurement *shorter = &sample->short_run;

	out->calls = longer->calls - shorter->calls;
	out->difference = longer->time_ns - shorter->time_ns;
	if (event == result->plan.event_count)
		return true;
	if (longer->counters[event] == RESULT_NOT_COUNTED ||
	    shorter->counters[event] == RESULT_NOT_COUNTED)
		return false;
	out->difference = longer->counters[event] - shorter->counters[event];
	return true;
}

static struct value quotient_value(struct quotient quotient)
{
	return value_per_call(quotient.difference, quotient.calls);
}

static int compare_quotients(const void *a, const void *b)
{
	double left = quotient_value(*(const struct quotient *)a).number;
	double right = quotient_value(*(const struct quotient *)b).number;

	return (left > right) - (left < right);
}

/* The median of the @count quotients of a block, which are sorted. */
static void close_block(struct block_value *block, struct quotient *quotients, size_t count)
{
	struct value middle[2];

	if (count > 1)
		qsort(quotients, count, sizeof(*quotients), compare_quotients);
	block->single = count % 2;
	block->quotient = quotients[count / 2];
	middle[1] = quotient_value(block->quotient);
	middle[0] = block->single ? middle[1] : quotient_value(quotients[count / 2 - 1]);
	block->value = value_summarize(middle, 2).median;
}

size_t blocks_read(const struct result *result, size_t event, const struct stretch *stretch,
		   struct block_room *room, struct blocks *blocks)
{
	size_t samples = 0;
	size_t in_block = 0;

	blocks->count = 0;
	for (size_t i = 0; i < stretch->count; i++) {
		const struct result_sample *sample = stretch->samples[i];

		if (sample_quotient(result, sample, event, &room->quotients[in_block])) {
			room->samples[samples++] = quotient_value(room->quotients[in_block]);
			in_block++;
		}
		if (!in_block ||
		    (i + 1 < stretch->count && stretch->samples[i + 1]->block == sample->block))
			continue;
		blocks->values[blocks->count].block = sample->block;
		blocks->values[blocks->count].load = sample->load;
		close_block(&blocks->values[blocks->count++], room->quotients, in_block);
		in_block = 0;
	}
	return samples;
}

/* Subtracts before it divides where it can: two fractions may differ by a whole number. */
static struct value quotient_difference(struct quotient level, struct quotient base)
{
	int64_t difference;

	if (level.calls == base.calls &&
	    !__builtin_sub_overflow(level.difference, base.difference, &difference))
		return value_per_call(difference, level.calls);
	return value_difference(quotient_value(level), quotient_value(base));
}

struct value block_overhead(const struct block_value *level, const struct block_value *base)
{
	if (level->single && base->single)
		return quotient_difference(level->quotient, base->quotient);
	return value_difference(level->value, base->value);
}
