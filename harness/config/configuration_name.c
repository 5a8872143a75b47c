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
/* "ops10" against "ops#" gives 10. No sign, no leading zero: one name per meaning. */
static bool match_pattern(const char *pattern, const char *name, unsigned long *number)
{
	const char *mark = strchr(pattern, '#');
	size_t prefix = mark ? (size_t)(mark - pattern) : strlen(pattern);
	char *end;

	*number = 0;
	if (!mark)
		return !strcmp(pattern, name);
	if (strncmp(pattern, name, prefix) || name[prefix] < '1' || name[prefix] > '9')
		return false;
	/* What no number can hold becomes ULONG_MAX, which is out of every range. */
	*number = strtoul(name + prefix, &end, 10);
	return !strcmp(end, mark + 1);
}

static unsigned int filled_in(int count, unsigned long number)
{
	return count == CONFIGURATION_NUMBER ? (unsigned int)number : (unsigned int)count;
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

static bool match_row(const struct configuration_row *row, const char *name, unsigned long *number,
		      enum bpf_body *body)
{
	char plain[CONFIGURATION_NAME_SIZE];

	*body = BPF_BODY_EMPTY;
	if (match_pattern(row->pattern, name, number))
		return true;
	if (!row->bpf || strlen(name) >= sizeof(plain))
		return false;
	strcpy(plain, name);
	*body = split_body(plain);
	return *body != BPF_BODY_EMPTY && match_pattern(row->pattern, plain, number);
}

static void fill_in(struct configuration *configuration, unsigned long number)
{
	const struct configuration_row *row = configuration->row;

	configuration->relevant = filled_in(row->relevant, number);
	configuration->irrelevant = filled_in(row->irrelevant, number);
	if (row->bpf)
		configuration->bpf_programs =
			filled_in(row->bpf_programs ? row->bpf_programs : 1, number);
}

int configuration_parse(const char *name, struct configuration *configuration)
{
	const struct configuration_row *row;

	memset(configuration, 0, sizeof(*configuration));
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		unsigned long number;

		if (!match_row(row, name, &number, &configuration->bpf_body))
			continue;
		configuration->row = row;
		if (number < row->number_min || number > row->number_max)
			return -ERANGE;
		snprintf(configuration->name, sizeof(configuration->name), "%s", name);
		fill_in(configuration, number);
		return 0;
	}
	return -EINVAL;
}

static size_t collect(bool standard_only, struct configuration *configurations, size_t size)
{
	const struct configuration_row *row;
	size_t count = 0;

	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		char names[NAMES_SIZE];
		char *rest = names;
		char *name;

		if (standard_only && !row->standard)
			continue;
		snprintf(names, sizeof(names), "%s", row->names);
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
	return collect(true, configurations, size);
}

size_t configuration_all(struct configuration *configurations, size_t size)
{
	return collect(false, configurations, size);
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
