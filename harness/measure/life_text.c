// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the life check says to people.
 */
#include <inttypes.h>
#include <stdio.h>

#include "known_loop.h"
#include "measure/life_check.h"

static void describe_counts(const struct life_finding *finding, char *text, size_t size)
{
	static const char *const what[] = {
		[LIFE_STUCK] = "the count does not grow",
		[LIFE_TOO_FEW] = "too few",
		[LIFE_TOO_MANY] = "too many",
		[LIFE_NOT_LINEAR] = "not twice as many for twice the work",
	};

	snprintf(text, size, "%s: %" PRIu64 " in %lu %s, %" PRIu64 " in twice as many",
		 what[finding->life], finding->once, finding->turns, known_work_name(finding->loop),
		 finding->twice);
}

void life_describe(const struct life_finding *finding, char *text, size_t size)
{
	switch (finding->life) {
	case LIFE_GOOD:
		snprintf(text, size, "it counts");
		return;
	case LIFE_NOT_RUNNING:
		snprintf(text, size, "it gets no counter of the PMU, or not all the time");
		return;
	case LIFE_NO_WORK:
		snprintf(text, size, "the %s that it was to be checked on cannot be made here",
			 known_work_name(finding->loop));
		return;
	case LIFE_DEAD:
		snprintf(text, size, "nothing in %lu %s", 2 * finding->turns,
			 known_work_name(finding->loop));
		return;
	case LIFE_NOT_INSTRUCTIONS:
		snprintf(text, size, "a loop of %lu instructions was counted as %" PRIu64,
			 finding->turns * SUBTRACT_LOOP_INSTRUCTIONS, finding->once);
		return;
	case LIFE_MORE_THAN_BOTH:
		snprintf(text, size,
			 "%" PRIu64 " in %lu %s, and %" PRIu64 " with both modes of the CPU",
			 finding->twice, finding->turns, known_work_name(finding->loop),
			 finding->other);
		return;
	default:
		describe_counts(finding, text, size);
	}
}
