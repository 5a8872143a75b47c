// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of configurations, and what follows from a row.
 */
#include "config/configuration.h"

#include <string.h>

static const struct configuration_row rows[] = {
	{
		.pattern = "none",
		.registers = "nothing: the patch site is disabled",
		.names = "none",
		.sweep = "none",
		.standard = true,
		.expected = EXPECT_UNTRACED,
	},
	{
		.pattern = "loop",
		.registers = "nothing, and nothing is called: the loop alone",
		.names = "loop",
		.standard = true,
		.without_call = true,
		.expected = EXPECT_UNTRACED,
	},
	{
		.pattern = "direct",
		.registers = "one direct call, its trampoline in range",
		.names = "direct",
		.sweep = "direct",
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
		.sweep = "ops1",
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
		.sweep = "ops1-recursion",
		.relevant = 1,
		.ops_flags = OPS_RECURSION,
		.expected = EXPECT(LIST, LIST, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops#",
		.registers = "# ops on the tracee",
		.names = "ops2,ops10",
		.sweep = "ops2,ops3,ops4,ops8,ops10,ops16,ops32",
		.standard = true,
		.number_min = 2,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "stub#",
		.registers = "# ops that are never called: list_ops alone",
		.names = "stub2",
		.sweep = "stub2,stub8",
		.number_min = 2,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.ops_flags = OPS_STUB,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "ops1+irr#",
		.registers = "one ops on the tracee, # ops on another function",
		.names = "ops1+irr10",
		.sweep = "ops1+irr1,ops1+irr8,ops1+irr64",
		.standard = true,
		.number_min = 1,
		.number_max = 256,
		.relevant = 1,
		.irrelevant = CONFIGURATION_NUMBER,
		.expected = EXPECT(CALLOPS_FUNC, CALLOPS_FUNC, GLOBAL, TRAMP),
	},
	{
		.pattern = "ops#+irr#",
		.registers = "# ops on the tracee, # ops on another function",
		.names = "ops2+irr10",
		.sweep = "ops2+irr1,ops2+irr8,ops2+irr64,ops8+irr8",
		.number_min = 1,
		.number_max = 256,
		.relevant = CONFIGURATION_NUMBER,
		.irrelevant = CONFIGURATION_SECOND_NUMBER,
		.expected = EXPECT(LIST, LIST, GLOBAL, LIST),
	},
	{
		.pattern = "direct+ops#",
		.registers = "a direct call and # ops on the tracee",
		.names = "direct+ops1",
		.sweep = "direct+ops1,direct+ops2,direct+ops8,direct+ops32",
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

/* The row of the table before which the registered ones come: they are what it is made of. */
static size_t first_of_several(void)
{
	size_t index = 0;

	while (index < ROW_COUNT && !rows[index].bpf)
		index++;
	return index;
}

const struct configuration_row *configuration_row_at(size_t index)
{
	const size_t before = first_of_several();
	const size_t registered =
		(size_t)(__stop_tracetoll_configurations - __start_tracetoll_configurations);

	if (index < before)
		return &rows[index];
	if (index < before + registered)
		return registered_row(index - before);
	return index - registered < ROW_COUNT ? &rows[index - registered] : NULL;
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

const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities)
{
	const struct configuration_row *row = configuration->row;

	if (configuration_expected_path(configuration, abilities) == PATH_NOWHERE)
		return abilities->no_sites ? "no FUNCTION_TRACER in this kernel: no patch sites"
					   : row->elsewhere;
	if (configuration_has_direct(configuration) && !abilities->direct_calls)
		return "no DYNAMIC_FTRACE_WITH_DIRECT_CALLS in this kernel";
	if (row->fprobes && !abilities->fprobe)
		return "this kernel has no fprobe with ftrace_regs";
	if (row->trampoline == TRAMPOLINE_BRANCH && !abilities->branch)
		return "a branch wants a landing pad there (BTI, IBT)";
	return NULL;
}
