/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFIGURATION_H
#define CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dispatch.h"
#include "config/path.h"

#define CONFIGURATION_NAME_SIZE 32

/* In a row: as many as the number in the name says, or the second one of two. */
#define CONFIGURATION_NUMBER (-1)
#define CONFIGURATION_SECOND_NUMBER (-2)
#define CONFIGURATION_NUMBERS_MAX 2

/* The direct call of a configuration: how its trampoline goes on to the tracee. */
enum trampoline {
	TRAMPOLINE_NONE, /* no direct call */
	TRAMPOLINE_SHORTEST, /* by a return, in as few instructions as there are */
	TRAMPOLINE_RETURN, /* by a return; as long as the next one */
	TRAMPOLINE_BRANCH, /* by a branch that is no return to the predictor */
	TRAMPOLINE_C, /* calls a C function first */
	TRAMPOLINE_FAR, /* SHORTEST, out of branch range */
};

/* Flags of the relevant ops. */
#define OPS_RCU (1U << 0)
#define OPS_RECURSION (1U << 1)
#define OPS_STUB (1U << 2) /* counted at the site, never called */

/*
 * What an attachment that is not the module's (BPF's, tracefs's) brings to the tracee. All
 * but KPROBE and EVENT are one ops each, of which the system has one however many use it.
 */
#define BRINGS_DIRECT (1U << 0) /* a direct call, to a BPF trampoline */
#define BRINGS_FPROBE (1U << 1) /* fprobe_ftrace_ops: fprobes that look at entries only */
#define BRINGS_GRAPH (1U << 2) /* graph_ops: all who want to know of returns */
#define BRINGS_TRACER (1U << 3) /* the ops of an instance's function tracer */
#define BRINGS_KPROBE (1U << 4) /* a breakpoint at the entry; on x86 an ops instead */
#define BRINGS_BY_FPROBE (1U << 6) /* with GRAPH: an fprobe does; before 6.14 it had an own ops */
#define BRINGS_EVENT (1U << 5) /* a tracepoint on the way to the tracee: nothing at its site */

/* What a BPF program does when it is called; the suffix of a configuration's name. */
enum bpf_body {
	BPF_BODY_EMPTY, /* "": nothing */
	BPF_BODY_COUNT, /* "-count": adds to a per-CPU counter */
	BPF_BODY_MAP, /* "-map": updates an element of a hash map */
	BPF_BODY_TOTAL,
};

/*
 * One row of the table of configurations: a family of names and what each means.
 * `list`, the plan, the expected paths and the docs all come from it.
 */
struct configuration_row {
	const char *pattern; /* the name; '#' stands for a number, two at most */
	const char *registers; /* what is registered, for people */
	const char *names; /* those that "all" stands for */
	const char *sweep; /* those that "sweep" stands for; NULL: none */
	bool standard; /* the names run without being asked for, too */
	unsigned int number_min; /* of each number; both 0 where the pattern has no '#' */
	unsigned int number_max;
	int relevant; /* ops on the tracee, or CONFIGURATION_NUMBER or the second one */
	int irrelevant; /* ops on another function only, likewise */
	unsigned int ops_flags; /* OPS_* of the relevant ones */
	enum trampoline trampoline;
	unsigned int fprobes; /* the module's, with a handler at entry and exit; at most 1 */
	/* BPF types (bpf/NAME.bpf.c), "kprobe,fentry", attached in this order; NULL: none */
	const char *bpf;
	int bpf_programs; /* of each type, or CONFIGURATION_NUMBER; 0 is taken for 1 */
	const char *tracefs; /* a row of attach/tracefs_kind.c; NULL: none */
	unsigned int brings; /* BRINGS_* of those two */
	/*
	 * Instructions by which the samples of two attachments may differ where the JIT loads an
	 * address in as many as its value needs (report/varying.c).
	 */
	unsigned int jit_spread;
	bool system_call; /* only where the workload makes a system call */
	bool without_call; /* the workload's loop alone, nothing is called */
	enum path expected[DISPATCH_COUNT];
	const char *elsewhere; /* why there is none where no path is expected */
};

/* One configuration: a row with its number filled in. */
struct configuration {
	const struct configuration_row *row;
	char name[CONFIGURATION_NAME_SIZE];
	unsigned int relevant;
	unsigned int irrelevant;
	unsigned int bpf_programs; /* of each type; 0: none */
	enum bpf_body bpf_body;
};

/*
 * The expected paths of a row, in the order of enum dispatch (docs/adding-a-configuration.md).
 * Whatever attaches wants a patch site: what no kernel without them can do need not be said.
 */
#define EXPECT(arm64_call_ops, riscv64_call_ops, global, x86_64)                      \
	{                                                                             \
		[DISPATCH_ARM64_CALL_OPS] = PATH_##arm64_call_ops,                    \
		[DISPATCH_RISCV64_CALL_OPS] = PATH_##riscv64_call_ops,                \
		[DISPATCH_GLOBAL] = PATH_##global, [DISPATCH_X86_64] = PATH_##x86_64, \
		[DISPATCH_NO_SITE] = PATH_NOWHERE,                                    \
	}

/* Of a row that attaches nothing at all, on any kernel. */
#define EXPECT_UNTRACED                                                                       \
	{                                                                                     \
		[DISPATCH_ARM64_CALL_OPS] = PATH_NOP, [DISPATCH_RISCV64_CALL_OPS] = PATH_NOP, \
		[DISPATCH_GLOBAL] = PATH_NOP, [DISPATCH_X86_64] = PATH_NOP,                   \
		[DISPATCH_NO_SITE] = PATH_NO_SITE,                                            \
	}

/* In EXPECT: there is no such configuration, the row's "elsewhere" says why. */
#define PATH_NOWHERE PATH_UNKNOWN

/*
 * Registers a row from a file of its own (bpf/NAME.bpf.c): the linker gathers the pointers
 * of this section, so that nothing else has to name the file.
 */
/* clang-format off */
#define REGISTER_CONFIGURATION(object) \
	__attribute__((section("tracetoll_configurations"), used)) \
	static const struct configuration_row *const object##_registered = &(object)
/* clang-format on */

/*
 * The row at @index, in the order of every list and table: those of the table in
 * configuration.c, and among them the registered ones by their names. NULL behind the last.
 */
const struct configuration_row *configuration_row_at(size_t index);

/*
 * Fills in @configuration from a name such as "ops10". Returns 0, -EINVAL if no
 * row has such a name, -ERANGE if the number in it is out of the row's range
 * (configuration->row then tells which).
 */
int configuration_parse(const char *name, struct configuration *configuration);

/*
 * The name nearest to @word among those that "all" stands for, so that what is
 * suggested can be typed; or NULL.
 */
const char *configuration_nearest(const char *word);

/*
 * The configurations that run when nothing is asked for. Returns their number;
 * fills in at most @size of them.
 */
size_t configuration_defaults(struct configuration *configurations, size_t size);

/* Likewise those that "all" stands for: every row, with the rows' own numbers. */
size_t configuration_all(struct configuration *configurations, size_t size);

/*
 * Likewise those that "sweep" stands for: numbers of ops, relevant and irrelevant ones, from
 * which `report --decompose` finds what each part of the way costs.
 */
size_t configuration_sweep(struct configuration *configurations, size_t size);

/* Whether the module makes a direct call; BPF's are BRINGS_DIRECT. */
bool configuration_has_direct(const struct configuration *configuration);

/* BRINGS_*, of the module's fprobe, too. */
unsigned int configuration_brings(const struct configuration *configuration);

/* Of @brings, how many ops that is: on the tracee, and on ftrace's list if it has none yet. */
unsigned int configuration_brought_ops(unsigned int brings, enum architecture architecture);

/* Ops that trace the tracee: the direct call's, and what is brought, too. */
unsigned int configuration_ops_on_tracee(const struct configuration *configuration,
					 enum architecture architecture);

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

/* Why this kernel cannot do the configuration, for people; NULL if it can. */
const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

#endif /* CONFIGURATION_H */
