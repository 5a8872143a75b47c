// SPDX-License-Identifier: GPL-2.0-only
#include "model.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "config/path.h"

/* Nobody counted it, or there is no such path. */
#define NONE (-1)

/* clang-format off */
#define COUNTED(arm64, riscv64, arm64_global)              \
	{                                                  \
		[DISPATCH_ARM64_CALL_OPS] = (arm64),         \
		[DISPATCH_RISCV64_CALL_OPS] = (riscv64),     \
		[DISPATCH_GLOBAL] = (arm64_global),          \
		[DISPATCH_X86_64] = NONE,                  \
		[DISPATCH_NO_SITE] = NONE,                 \
	}

/*
 * Counted under Linux 7.2, of arm64 also without CALL_OPS: results/guests-arm64-riscv64-x86_64,
 * arm64-decomposition, riscv64-decomposition, arm64-callops and arm64-near-far. test_boards.c holds
 * them to the files. Lines, returns and exceptions are guesses.
 */
static const struct board_way ways[] = {
	/* configuration      arm64  riscv64  arm64 without   lines unmatched exceptions */
	{ "none",       COUNTED(   0,      0,    0),  0, 0, 0 },
	{ "direct",     COUNTED(   4,      5, NONE),  1, 0, 0 },
	{ "direct-ret", COUNTED(   4,   NONE, NONE),  1, 0, 0 },
	{ "direct-br",  COUNTED(   4,   NONE, NONE),  1, 1, 0 },
	{ "ops1",       COUNTED(  40,     48,  153),  4, 0, 0 },
	{ "ops1-rcu",   COUNTED( 184,    220,  177), 14, 0, 0 },
	{ "ops2",       COUNTED( 215,    257,  208), 12, 0, 0 },
	{ "ops4",       COUNTED( 325,    397, NONE), 12, 0, 0 },
	{ "ops8",       COUNTED( 545,    677, NONE), 12, 0, 0 },
	{ "ops10",      COUNTED( 655,    817,  648), 12, 0, 0 },
	{ "ops32",      COUNTED(1865,   2357, NONE), 12, 0, 0 },
	{ "stub2",      COUNTED( 121,    133,  114), 10, 0, 0 },
	{ "stub8",      COUNTED( 169,    181, NONE), 10, 0, 0 },
	{ "ops1+irr10", COUNTED(  40,     48,  633),  4, 0, 0 },
	{ "ops2+irr10", COUNTED( 675,    797, NONE), 12, 0, 0 },
	{ "ops2+irr64", COUNTED(3159,   3713, NONE), 12, 0, 0 },
	{ "direct+ops1", COUNTED(222,    261, NONE), 13, 1, 0 },
	{ "direct+ops8", COUNTED(607,    751, NONE), 13, 1, 0 },
	{ "fentry",     COUNTED( 139,    133, NONE), 14, 0, 0 },
	{ "graph",      COUNTED( 802,   1012, NONE), 34, 1, 0 },
	{ "kprobe",     COUNTED( 749,    852, NONE), 48, 1, 1 },
	{ "kprobe-multi", COUNTED(306,   462, NONE), 26, 0, 0 },
	{ "tracer-function", COUNTED(681, 692, NONE), 30, 0, 0 },
};

static const struct board_workload workloads[] = {
	{ "kloop", { "tracetoll_tracee", "tracetoll_tracee" }, { 8, 15 }, 0, 6, 0 },
	{ "getppid", { "__arm64_sys_getppid", "__riscv_sys_getppid" }, { 340, 312 }, 3, 60, 0.02 },
	{ "read-zero", { "__arm64_sys_read", "__riscv_sys_read" }, { 1045, 904 }, 4, 236, 0.4 },
};
/* clang-format on */

const struct board_way *board_way_at(size_t index)
{
	return index < sizeof(ways) / sizeof(ways[0]) ? &ways[index] : NULL;
}

const struct board_workload *board_workload_at(size_t index)
{
	return index < sizeof(workloads) / sizeof(workloads[0]) ? &workloads[index] : NULL;
}

const struct board_way *board_way_find(const char *configuration)
{
	const struct board_way *way;

	for (size_t i = 0; (way = board_way_at(i)); i++) {
		if (!strcmp(way->configuration, configuration))
			return way;
	}
	return NULL;
}

const struct board_workload *board_workload_find(const char *name)
{
	const struct board_workload *workload;

	for (size_t i = 0; (workload = board_workload_at(i)); i++) {
		if (!strcmp(workload->name, name))
			return workload;
	}
	return NULL;
}

bool board_has(const struct kernel_abilities *abilities, const struct configuration *configuration)
{
	const struct board_way *way = board_way_find(configuration->name);

	return way && way->instructions[dispatch_of(abilities)] >= 0;
}

/* That are asked whether they want this call; none where the site names its only ops. */
static double asked(enum path path, const struct configuration *configuration)
{
	if (path != PATH_LIST && path != PATH_LIST_DIRECT && path != PATH_GLOBAL)
		return 0;
	return configuration->relevant + configuration->irrelevant +
	       (configuration_has_direct(configuration) ? 1 : 0);
}

/* Calls through a pointer: one for each ops that is called, the one that finds it, and BPF's. */
static double pointer_calls(enum path path, const struct configuration *configuration)
{
	switch (path) {
	case PATH_CALLOPS_FUNC:
		return configuration->relevant + 1;
	case PATH_LIST:
	case PATH_LIST_DIRECT:
	case PATH_GLOBAL:
		return configuration->relevant + 2;
	case PATH_BREAKPOINT:
		return 3;
	default:
		return 0;
	}
}

/* ftrace_caller is called, and left, by the second link register on riscv64. */
static bool is_by_link(enum path path, enum architecture architecture)
{
	return architecture == ARCHITECTURE_RISCV64 && path != PATH_NOP && path != PATH_BREAKPOINT;
}

struct board_cost board_cost(const struct board_core *core,
			     const struct kernel_abilities *abilities,
			     const struct board_workload *workload,
			     const struct configuration *configuration)
{
	const struct board_way *way = board_way_find(configuration->name);
	const enum path path = configuration_expected_path(configuration, abilities);
	const size_t of = abilities->architecture == ARCHITECTURE_RISCV64;
	struct board_cost cost = { .user_instructions = workload->user_instructions };

	cost.kernel_instructions =
		workload->instructions[of] + way->instructions[dispatch_of(abilities)];
	cost.return_misses = way->unmatched * core->unmatched_misses +
			     is_by_link(path, abilities->architecture) * core->link_misses;
	cost.branch_misses = workload->misses + cost.return_misses +
			     pointer_calls(path, configuration) * core->pointer_misses;
	cost.l1i_misses = fmax(0, workload->lines + way->lines - core->l1i_lines);
	cost.cycles =
		(cost.kernel_instructions + cost.user_instructions) * core->cycles_per_instruction +
		asked(path, configuration) * core->ask_cycles +
		cost.branch_misses * core->miss_cycles + way->exceptions * core->exception_cycles +
		cost.l1i_misses * core->refill_cycles;
	cost.ns = cost.cycles * 1000 / core->mhz;
	return cost;
}
