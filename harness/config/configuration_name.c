// SPDX-License-Identifier: GPL-2.0-only
/*
 * From the name of a configuration to its row, and from rows to their names.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/configuration.h"
#include "config/nearest.h"

#define NAMES_MAX 64
#define NAMES_SIZE 128

/*
 * The number at @text, no sign and no leading zero: one name per meaning. Returns what follows,
 * NULL if there is none. What no number can hold becomes ULONG_MAX, which is out of every range.
 */
static const char *read_number(const char *text, unsigned long *number)
{
	char *end;

	if (*text < '1' || *text > '9')
		return NULL;
	*number = strtoul(text, &end, 10);
	return end;
}

/* "ops10" against "ops#" gives 10. Numbers that the pattern does not have are 0. */
static bool match_pattern(const char *pattern, const char *name,
			  unsigned long numbers[CONFIGURATION_NUMBERS_MAX])
{
	size_t count = 0;

	memset(numbers, 0, CONFIGURATION_NUMBERS_MAX * sizeof(*numbers));
	for (; *pattern && name; pattern++) {
		if (*pattern == '#' && count < CONFIGURATION_NUMBERS_MAX)
			name = read_number(name, &numbers[count++]);
		else
			name = *name == *pattern ? name + 1 : NULL;
	}
	return name && !*name;
}

/* Whether the row takes all numbers of a name that matches it. */
static bool in_range(const struct configuration_row *row,
		     const unsigned long numbers[CONFIGURATION_NUMBERS_MAX])
{
	for (size_t i = 0; i < CONFIGURATION_NUMBERS_MAX; i++) {
		/* 0: the pattern has no such number. */
		if (numbers[i] && (numbers[i] < row->number_min || numbers[i] > row->number_max))
			return false;
	}
	return true;
}

static unsigned int filled_in(int count, const unsigned long numbers[CONFIGURATION_NUMBERS_MAX])
{
	if (count == CONFIGURATION_NUMBER)
		return (unsigned int)numbers[0];
	if (count == CONFIGURATION_SECOND_NUMBER)
		return (unsigned int)numbers[1];
	return (unsigned int)count;
}

/* Splits "fentry-count" into "fentry" and its body. Returns the body. */
static enum bpf_body split_body(char *name)
{
	static const char *const suffixes[BPF_BODY_TOTAL] = {
		[BPF_BODY_COUNT] = "-count",
		[BPF_BODY_MAP] = "-map",
	};
	size_t length = strlen(name);

	for (int body = BPF_BODY_EMPTY + 1; body < BPF_BODY_TOTAL; body++) {
		size_t suffix = strlen(suffixes[body]);

		if (length <= suffix || strcmp(name + length - suffix, suffixes[body]) != 0)
			continue;
		name[length - suffix] = '\0';
		return (enum bpf_body)body;
	}
	return BPF_BODY_EMPTY;
}

static bool match_row(const struct configuration_row *row, const char *name,
		      unsigned long numbers[CONFIGURATION_NUMBERS_MAX], enum bpf_body *body)
{
	char plain[CONFIGURATION_NAME_SIZE];

	*body = BPF_BODY_EMPTY;
	if (match_pattern(row->pattern, name, numbers))
		return true;
	if (!row->bpf || strlen(name) >= sizeof(plain))
		return false;
	snprintf(plain, sizeof(plain), "%s", name);
	*body = split_body(plain);
	return *body != BPF_BODY_EMPTY && match_pattern(row->pattern, plain, numbers);
}

static void fill_in(struct configuration *configuration,
		    const unsigned long numbers[CONFIGURATION_NUMBERS_MAX])
{
	const struct configuration_row *row = configuration->row;

	configuration->relevant = filled_in(row->relevant, numbers);
	configuration->irrelevant = filled_in(row->irrelevant, numbers);
	if (row->bpf)
		configuration->bpf_programs =
			filled_in(row->bpf_programs ? row->bpf_programs : 1, numbers);
}

int configuration_parse(const char *name, struct configuration *configuration)
{
	const struct configuration_row *row;

	memset(configuration, 0, sizeof(*configuration));
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		unsigned long numbers[CONFIGURATION_NUMBERS_MAX];

		if (!match_row(row, name, numbers, &configuration->bpf_body))
			continue;
		configuration->row = row;
		if (!in_range(row, numbers))
			return -ERANGE;
		snprintf(configuration->name, sizeof(configuration->name), "%s", name);
		fill_in(configuration, numbers);
		return 0;
	}
	return -EINVAL;
}

static const char *standard_names(const struct configuration_row *row)
{
	return row->standard ? row->names : NULL;
}

static const char *all_names(const struct configuration_row *row)
{
	return row->names;
}

static const char *sweep_names(const struct configuration_row *row)
{
	return row->sweep;
}

static size_t collect(const char *(*names_of)(const struct configuration_row *row),
		      struct configuration *configurations, size_t size)
{
	const struct configuration_row *row;
	size_t count = 0;

	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		char names[NAMES_SIZE];
		char *rest = names;
		char *name;

		if (!names_of(row))
			continue;
		snprintf(names, sizeof(names), "%s", names_of(row));
		while ((name = strsep(&rest, ","))) {
			struct configuration parsed;

			if (!*name || configuration_parse(name, &parsed))
				continue;
			if (count < size)
				configurations[count] = parsed;
			count++;
		}
	}
	return count;
}

size_t configuration_defaults(struct configuration *configurations, size_t size)
{
	return collect(standard_names, configurations, size);
}

size_t configuration_all(struct configuration *configurations, size_t size)
{
	return collect(all_names, configurations, size);
}

size_t configuration_sweep(struct configuration *configurations, size_t size)
{
	return collect(sweep_names, configurations, size);
}

const char *configuration_nearest(const char *word)
{
	static struct configuration all[NAMES_MAX];
	const char *names[NAMES_MAX] = { NULL };
	size_t count = configuration_all(all, NAMES_MAX);

	if (count > NAMES_MAX)
		count = NAMES_MAX;
	for (size_t i = 0; i < count; i++)
		names[i] = all[i].name;
	return nearest_name(word, names, count);
}
