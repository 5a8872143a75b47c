// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of configurations, and its reading.
 */
#include "config/configuration.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"

/* The expected paths, in the order of enum dispatch (docs/adding-a-configuration.md). */
#define EXPECT(arm64_call_ops, riscv64_call_ops, global, x86_64)                      \
	{                                                                             \
		[DISPATCH_ARM64_CALL_OPS] = PATH_##arm64_call_ops,                    \
		[DISPATCH_RISCV64_CALL_OPS] = PATH_##riscv64_call_ops,                \
		[DISPATCH_GLOBAL] = PATH_##global, [DISPATCH_X86_64] = PATH_##x86_64, \
	}

static const struct configuration_row rows[] = {
	{
		.pattern = "none",
		.registers = "nothing: the patch site is disabled",
		.defaults = "none",
		.expected = EXPECT(NOP, NOP, NOP, NOP),
	},
	{
		.pattern = "direct",
		.registers = "one direct call, its trampoline in branch range",
		.defaults = "direct",
		.direct = true,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "ops1",
		.registers = "one ops on the tracee",
		.defaults = "ops1",
		.relevant = 1,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops#",
		.registers = "# ops on the tracee",
		.defaults = "ops2,ops10",
		.number_min = 2,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "ops1+irr#",
		.registers = "one ops on the tracee, # ops on another function",
		.defaults = "ops1+irr10",
		.number_min = 1,
		.number_max = 256,
		.relevant = 1,
		.irrelevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "direct+ops#",
		.registers = "a direct call and # ops on the tracee",
		.defaults = "direct+ops1",
		.number_min = 1,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.direct = true,
		.expected = EXPECT(LIST_DIRECT, LIST_DIRECT, GLOBAL, LIST_DIRECT),
	},
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))
#define DEFAULTS_SIZE 128
#define DEFAULTS_MAX 64

const struct configuration_row *configuration_rows(size_t *count)
{
	*count = ROW_COUNT;
	return rows;
}

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

int configuration_parse(const char *name, struct configuration *configuration)
{
	memset(configuration, 0, sizeof(*configuration));
	for (size_t i = 0; i < ROW_COUNT; i++) {
		const struct configuration_row *row = &rows[i];
		unsigned long number;

		if (!match_pattern(row->pattern, name, &number))
			continue;
		configuration->row = row;
		if (number < row->number_min || number > row->number_max)
			return -ERANGE;
		snprintf(configuration->name, sizeof(configuration->name), "%s", name);
		configuration->relevant = filled_in(row->relevant, number);
		configuration->irrelevant = filled_in(row->irrelevant, number);
		configuration->direct = row->direct;
		return 0;
	}
	return -EINVAL;
}

size_t configuration_defaults(struct configuration *configurations, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		char names[DEFAULTS_SIZE];
		char *rest = names;
		char *name;

		snprintf(names, sizeof(names), "%s", rows[i].defaults);
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

const char *configuration_nearest(const char *word)
{
	static struct configuration defaults[DEFAULTS_MAX];
	const char *names[DEFAULTS_MAX + ROW_COUNT];
	size_t count = configuration_defaults(defaults, DEFAULTS_MAX);

	if (count > DEFAULTS_MAX)
		count = DEFAULTS_MAX;
	for (size_t i = 0; i < count; i++)
		names[i] = defaults[i].name;
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!strchr(rows[i].pattern, '#'))
			names[count++] = rows[i].pattern;
	}
	return nearest_name(word, names, count);
}

unsigned int configuration_ops_on_tracee(const struct configuration *configuration)
{
	return configuration->relevant + (configuration->direct ? 1 : 0);
}

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	return configuration->row->expected[dispatch_of(abilities)];
}

const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	if (configuration->direct && !abilities->direct_calls)
		return "this kernel has no direct calls (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)";
	return NULL;
}
