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

static const struct configuration_row rows[] = {
	{
		.pattern = "none",
		.registers = "nothing: the patch site is disabled",
		.names = "none",
		.standard = true,
		.expected = EXPECT(NOP, NOP, NOP, NOP),
	},
	{
		.pattern = "loop",
		.registers = "nothing, and nothing is called: the loop alone",
		.names = "loop",
		.standard = true,
		.without_call = true,
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
	/* Of BPF what is more than one type; the types are in bpf/, a file each. */
	{
		.pattern = "fentry#",
		.registers = "# BPF programs at the entry, one trampoline",
		.names = "fentry2,fentry10",
		.number_min = 2,
		.number_max = 38, /* BPF_MAX_TRAMP_LINKS */
		.bpf = "fentry",
		.bpf_programs = CONFIGURATION_NUMBER,
		.brings = BRINGS_DIRECT,
		.expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT),
	},
	{
		.pattern = "fentry+ops1",
		.registers = "a BPF program at the entry, and one ops",
		.names = "fentry+ops1",
		.relevant = 1,
		.bpf = "fentry",
		.brings = BRINGS_DIRECT,
		.expected = EXPECT(LIST_DIRECT, LIST_DIRECT, GLOBAL, LIST_DIRECT),
	},
	{
		.pattern = "fentry+kprobe-multi",
		.registers = "a BPF program at the entry, one by kprobe.multi",
		.names = "fentry+kprobe-multi",
		.bpf = "fentry,kprobe-multi",
		.brings = BRINGS_DIRECT | BRINGS_FPROBE,
		.expected = EXPECT(LIST_DIRECT, LIST_DIRECT, GLOBAL, LIST_DIRECT),
	},
	{
		.pattern = "kprobe+fentry",
		.registers = "a BPF program by a kprobe, one at the entry",
		.names = "kprobe+fentry",
		.bpf = "kprobe,fentry",
		.brings = BRINGS_KPROBE | BRINGS_DIRECT,
		.expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, LIST_DIRECT),
	},
	/* By tracefs: attach/tracefs_kind.c says what is written there. */
	{
		.pattern = "tracer-function",
		.registers = "the function tracer of a tracing instance",
		.names = "tracer-function",
		.tracefs = "tracer-function",
		.brings = BRINGS_TRACER,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "tracer-graph",
		.registers = "the function_graph tracer of an instance",
		.names = "tracer-graph",
		.tracefs = "tracer-graph",
		.brings = BRINGS_GRAPH,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "event-kprobe",
		.registers = "an event by a kprobe at the entry",
		.names = "event-kprobe",
		.tracefs = "event-kprobe",
		.brings = BRINGS_KPROBE,
		.expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP),
	},
	{
		.pattern = "event-kretprobe",
		.registers = "an event by a kretprobe",
		.names = "event-kretprobe",
		.tracefs = "event-kretprobe",
		.brings = BRINGS_KPROBE,
		.expected = EXPECT(BREAKPOINT, BREAKPOINT, BREAKPOINT, TRAMP),
	},
	{
		.pattern = "event-fprobe",
		.registers = "an event by an fprobe at the entry",
		.names = "event-fprobe",
		.tracefs = "event-fprobe",
		.brings = BRINGS_FPROBE,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "event-fprobe-exit",
		.registers = "an event by an fprobe at the exit",
		.names = "event-fprobe-exit",
		.tracefs = "event-fprobe-exit",
		.brings = BRINGS_GRAPH | BRINGS_BY_FPROBE,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "event-syscall",
		.registers = "the event at a system call's entry",
		.names = "event-syscall",
		.tracefs = "event-syscall",
		.brings = BRINGS_EVENT,
		.system_call = true,
		.expected = EXPECT(NOP, NOP, NOP, NOP),
	},
	{
		.pattern = "event-syscall-exit",
		.registers = "the event at a system call's exit",
		.names = "event-syscall-exit",
		.tracefs = "event-syscall-exit",
		.brings = BRINGS_EVENT,
		.system_call = true,
		.expected = EXPECT(NOP, NOP, NOP, NOP),
	},
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))
#define NAMES_SIZE 128
#define NAMES_MAX 64

/* Made by the linker for a section whose name is a C identifier; weak: there may be none. */
extern const struct configuration_row *const __start_tracetoll_configurations[]
	__attribute__((weak));
extern const struct configuration_row *const __stop_tracetoll_configurations[]
	__attribute__((weak));

/* The registered row that has @index others before it by name; the linker has no order. */
static const struct configuration_row *registered_row(size_t index)
{
	const struct configuration_row *const *first = __start_tracetoll_configurations;
	const struct configuration_row *const *end = __stop_tracetoll_configurations;

	for (const struct configuration_row *const *row = first; row < end; row++) {
		size_t before = 0;

		for (const struct configuration_row *const *other = first; other < end; other++)
			before += strcmp((*other)->pattern, (*row)->pattern) < 0;
		if (before == index)
			return *row;
	}
	return NULL;
}

const struct configuration_row *configuration_row_at(size_t index)
{
	return index < ROW_COUNT ? &rows[index] : registered_row(index - ROW_COUNT);
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

bool configuration_has_direct(const struct configuration *configuration)
{
	return configuration->row->trampoline != TRAMPOLINE_NONE;
}

unsigned int configuration_brings(const struct configuration *configuration)
{
	return configuration->row->brings | (configuration->row->fprobes ? BRINGS_GRAPH : 0);
}

unsigned int configuration_brought_ops(unsigned int brings, enum architecture architecture)
{
	unsigned int ops = brings & (BRINGS_DIRECT | BRINGS_FPROBE | BRINGS_GRAPH | BRINGS_TRACER);

	/* KPROBES_ON_FTRACE: arch/x86/kernel/kprobes/ftrace.c */
	if (architecture == ARCHITECTURE_X86_64)
		ops |= brings & BRINGS_KPROBE;
	return (unsigned int)__builtin_popcount(ops);
}

unsigned int configuration_ops_on_tracee(const struct configuration *configuration,
					 enum architecture architecture)
{
	return configuration->relevant + (configuration_has_direct(configuration) ? 1 : 0) +
	       configuration_brought_ops(configuration_brings(configuration), architecture);
}

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	return configuration->row->expected[dispatch_of(abilities)];
}

/* What rests on an fprobe; the function_graph tracer does not. */
static bool is_by_fprobe(const struct configuration_row *row)
{
	bool tracer = row->tracefs && !strncmp(row->tracefs, "tracer-", strlen("tracer-"));

	return row->brings & BRINGS_FPROBE || (row->brings & BRINGS_GRAPH && !tracer);
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
	/* x86 before 6.14 (fprobe_init, rethook); elsewhere such a kernel has no fprobe at all. */
	if (abilities->architecture == ARCHITECTURE_X86_64 && !abilities->fprobe &&
	    is_by_fprobe(row))
		return "each fprobe of this kernel is an ops of its own, which nothing here proves";
	if (row->trampoline == TRAMPOLINE_BRANCH && !abilities->branch)
		return "a branch wants a landing pad there (BTI, IBT)";
	return NULL;
}
