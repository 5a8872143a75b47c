// SPDX-License-Identifier: GPL-2.0-only
#include "machine/cpu_list.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* FIRST-LAST:USED/GROUP: of each GROUP the first USED. */
struct range {
	long first;
	long last;
	long used;
	long group;
};

/* Reads the number behind @before, if that stands there. */
static bool read_behind(const char **at, char before, long *number)
{
	char *end;

	if (**at != before)
		return true;
	*number = strtol(*at + 1, &end, 10);
	if (end == *at + 1 || *number < 0)
		return false;
	*at = end;
	return true;
}

/* Reads one range and the comma behind it. */
static bool read_range(const char **at, struct range *range)
{
	char *end;

	range->first = strtol(*at, &end, 10);
	if (end == *at || range->first < 0)
		return false;
	*at = end;
	range->last = range->first;
	range->used = range->group = 1;
	if (!read_behind(at, '-', &range->last) || !read_behind(at, ':', &range->used) ||
	    !read_behind(at, '/', &range->group) || !range->group)
		return false;
	if (**at == ',')
		++*at;
	return true;
}

static bool range_has(const struct range *range, long cpu)
{
	return cpu >= range->first && cpu <= range->last &&
	       (cpu - range->first) % range->group < range->used;
}

bool cpu_list_has(const char *list, int cpu)
{
	struct range range;
	bool has = !strcmp(list, "all");

	while (read_range(&list, &range))
		has |= range_has(&range, cpu);
	return has;
}

unsigned int cpu_list_count(const char *list)
{
	struct range range;
	unsigned int count = 0;

	while (read_range(&list, &range)) {
		/* No machine has more (NR_CPUS). */
		for (long cpu = range.first; cpu <= range.last && cpu < 65536; cpu++)
			count += range_has(&range, cpu);
	}
	return count;
}

int cpu_list_last(const char *list)
{
	struct range range;
	long last = -1;

	while (read_range(&list, &range)) {
		for (long cpu = range.last; cpu >= range.first && cpu > last; cpu--) {
			if (range_has(&range, cpu))
				last = cpu;
		}
	}
	return last < INT_MAX ? (int)last : -1;
}
