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

/* In EXPECT: there is no such configuration, the row's "elsewhere" says why. */
#define PATH_NOWHERE PATH_UNKNOWN

static const struct configuration_row rows[] = {
	{
		.pattern = "none",
		.registers = "nothing: the patch site is disabled",
		.names = "none",
		.standard = true,
		.expected = EXPECT(NOP, NOP, NOP, NOP),
	},
	{
		.pattern = "direct",
		.registers = "one direct call, its trampoline in range",
		.names = "direct",
		.standard = true,
		.trampoline = TRAMPOLINE_SHORTEST,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "direct-far",
		.registers = "one direct call, its trampoline out of range",
		.names = "direct-far",
		.trampoline = TRAMPOLINE_FAR,
		.expected = EXPECT(CALLOPS_DIRECT, NOWHERE, NOWHERE, NOWHERE),
		.elsewhere = "only arm64 with CALL_OPS has a branch range",
	},
	{
		.pattern = "direct-ret",
		.registers = "one direct call that leaves by a return",
		.names = "direct-ret",
		.trampoline = TRAMPOLINE_RETURN,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "direct-br",
		.registers = "as direct-ret, but it leaves by a branch",
		.names = "direct-br",
		.trampoline = TRAMPOLINE_BRANCH,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "direct-c",
		.registers = "one direct call that calls a C function",
		.names = "direct-c",
		.trampoline = TRAMPOLINE_C,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "ops1",
		.registers = "one ops on the tracee",
		.names = "ops1",
		.standard = true,
		.relevant = 1,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops1-rcu",
		.registers = "one ops that wants RCU to watch",
		.names = "ops1-rcu",
		.relevant = 1,
		.ops_flags = OPS_RCU,
		.expected = EXPECT(LIST, LIST, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops1-recursion",
		.registers = "one ops that wants protection from recursion",
		.names = "ops1-recursion",
		.relevant = 1,
		.ops_flags = OPS_RECURSION,
		.expected = EXPECT(LIST, LIST, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops#",
		.registers = "# ops on the tracee",
		.names = "ops2,ops10",
		.standard = true,
		.number_min = 2,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "stub2",
		.registers = "two ops that are never called: list_ops alone",
		.names = "stub2",
		.relevant = 2,
		.ops_flags = OPS_STUB,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "ops1+irr#",
		.registers = "one ops on the tracee, # ops on another function",
		.names = "ops1+irr10",
		.standard = true,
		.number_min = 1,
		.number_max = 256,
		.relevant = 1,
		.irrelevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "direct+ops#",
		.registers = "a direct call and # ops on the tracee",
		.names = "direct+ops1",
		.standard = true,
		.number_min = 1,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.trampoline = TRAMPOLINE_SHORTEST,
		.expected = EXPECT(LIST_DIRECT, LIST_DIRECT, GLOBAL, LIST_DIRECT),
	},
	{
		.pattern = "graph",
		.registers = "one fprobe with a handler at the exit",
		.names = "graph",
		.fprobes = 1,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))
#define NAMES_SIZE 128
#define NAMES_MAX 64

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
		return 0;
	}
	return -EINVAL;
}

static size_t collect(bool standard_only, struct configuration *configurations, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < ROW_COUNT; i++) {
		char names[NAMES_SIZE];
		char *rest = names;
		char *name;

		if (standard_only && !rows[i].standard)
			continue;
		snprintf(names, sizeof(names), "%s", rows[i].names);
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

bool configuration_has_direct(const struct configuration *configuration)
{
	return configuration->row->trampoline != TRAMPOLINE_NONE;
}

unsigned int configuration_ops_on_tracee(const struct configuration *configuration)
{
	return configuration->relevant + (configuration_has_direct(configuration) ? 1 : 0) +
	       configuration->row->fprobes;
}

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	return configuration->row->expected[dispatch_of(abilities)];
}

const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	const struct configuration_row *row = configuration->row;

	if (configuration_expected_path(configuration, abilities) == PATH_NOWHERE)
		return row->elsewhere;
	if (configuration_has_direct(configuration) && !abilities->direct_calls)
		return "no DYNAMIC_FTRACE_WITH_DIRECT_CALLS in this kernel";
	if (row->fprobes && !abilities->fprobe)
		return "this kernel has no fprobe with ftrace_regs";
	if (row->trampoline == TRAMPOLINE_BRANCH && !abilities->branch)
		return "a branch wants a landing pad there (BTI, IBT)";
	return NULL;
}
