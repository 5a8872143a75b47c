// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ten boards that exist nowhere: three are emulated and exact, seven are like hardware.
 */
#include "fleet.h"

#include <stdlib.h>
#include <string.h>

#define EVENTS "kernel-instructions,user-instructions,cycles"
#define WORKLOADS "kloop,getppid"
#define CONFIGURATIONS "none,direct,ops1,ops2,ops10,ops1+irr10,direct+ops1,fentry,kprobe,graph"

#define WITH_CALL_OPS(of)                                                                     \
	{                                                                                     \
		.architecture = (of), .call_ops = true, .direct_calls = true, .fprobe = true, \
		.branch = true                                                                \
	}
#define ARM64 WITH_CALL_OPS(ARCHITECTURE_ARM64)
#define RISCV64 WITH_CALL_OPS(ARCHITECTURE_RISCV64)

#define PLAN                                                                                     \
	.configurations = CONFIGURATIONS, .workloads = WORKLOADS, .events = EVENTS, .blocks = 8, \
	.boots = 1, .governor = "performance"

#define WIDE                                                                                     \
	{                                                                                        \
		.mhz = 3000, .cycles_per_instruction = 0.28, .ask_cycles = 7, .miss_cycles = 15, \
		.pointer_misses = 0.01, .unmatched_misses = 1, .exception_cycles = 1500,         \
		.l1i_lines = 1024, .refill_cycles = 12                                           \
	}
#define SMALL                                                                                   \
	{                                                                                       \
		.mhz = 1800, .cycles_per_instruction = 0.95, .ask_cycles = 3, .miss_cycles = 8, \
		.pointer_misses = 0.12, .unmatched_misses = 1, .exception_cycles = 70,          \
		.l1i_lines = 512, .refill_cycles = 18                                           \
	}
#define IN_BETWEEN                                                                               \
	{                                                                                        \
		.mhz = 1600, .cycles_per_instruction = 0.7, .ask_cycles = 11, .miss_cycles = 10, \
		.pointer_misses = 0.05, .unmatched_misses = 1, .link_misses = 1,                 \
		.exception_cycles = 90, .l1i_lines = 512, .refill_cycles = 25                    \
	}
/* Where a nanosecond is an instruction, a cycle is one, too. */
#define COUNTED                                                             \
	{                                                                   \
		.mhz = 1000, .cycles_per_instruction = 1, .l1i_lines = 4096 \
	}

static const struct fleet_board fleet[FLEET_BOARDS] = {
	{ .board = { .file = "emulated-arm64",
		     .name = "Simulated guest arm64",
		     .compatible = "simulated,guest-arm64",
		     .pmu = "armv8_simulated_guest",
		     .core = COUNTED,
		     .noise.step_ns = 1,
		     .abilities = ARM64,
		     PLAN },
	  .emulated = true },
	{ .board = { .file = "emulated-riscv64",
		     .name = "Simulated guest riscv64",
		     .compatible = "simulated,guest-riscv64",
		     .pmu = "riscv_simulated_guest",
		     .core = COUNTED,
		     .noise.step_ns = 1,
		     .abilities = RISCV64,
		     PLAN },
	  .emulated = true },
	{ .board = { .file = "emulated-few",
		     .name = "Simulated guest without BPF",
		     .compatible = "simulated,guest-few",
		     .pmu = "armv8_simulated_guest",
		     .core = COUNTED,
		     .noise.step_ns = 1,
		     .abilities = ARM64,
		     PLAN },
	  .emulated = true },
	{ .board = { .file = "wide",
		     .name = "Simulated wide core",
		     .compatible = "simulated,wide",
		     .pmu = "armv8_simulated_wide",
		     .cpu = 3,
		     .core = WIDE,
		     .noise.step_ns = 1,
		     .abilities = ARM64,
		     PLAN },
	  .night = 0.004,
	  .block = 0.004 },
	{ .board = { .file = "small",
		     .name = "Simulated small core",
		     .compatible = "simulated,small",
		     .pmu = "armv8_simulated_small",
		     .cpu = 1,
		     .core = SMALL,
		     .noise.step_ns = 1,
		     .abilities = ARM64,
		     PLAN },
	  .night = 0.002,
	  .block = 0.002 },
	{ .board = { .file = "riscv64",
		     .name = "Simulated riscv64 core",
		     .compatible = "simulated,riscv",
		     .pmu = "riscv_simulated",
		     .cpu = 2,
		     .core = IN_BETWEEN,
		     .noise.step_ns = 41,
		     .abilities = RISCV64,
		     PLAN },
	  .night = 0.005,
	  .block = 0.006 },
	{ .board = { .file = "big",
		     .name = "Simulated big.LITTLE",
		     .compatible = "simulated,big-little",
		     .core_type = "armv8_simulated_big",
		     .pmu = "armv8_simulated_big",
		     .cpu = 4,
		     .core = WIDE,
		     .noise.step_ns = 1,
		     .abilities = ARM64,
		     PLAN },
	  .night = 0.008,
	  .block = 0.004 },
	{ .board = { .file = "loud",
		     .name = "Simulated loud board",
		     .compatible = "simulated,loud",
		     .pmu = "armv8_simulated_small",
		     .cpu = 1,
		     .core = SMALL,
		     .noise.step_ns = 19,
		     .abilities = ARM64,
		     PLAN },
	  .night = 0.015,
	  .block = 0.012 },
	{ .board = { .file = "warm",
		     .name = "Simulated warm board",
		     .compatible = "simulated,warm",
		     .pmu = "riscv_simulated",
		     .cpu = 1,
		     .core = IN_BETWEEN,
		     .noise.step_ns = 1,
		     .abilities = RISCV64,
		     PLAN },
	  .night = 0.004,
	  .block = 0.003 },
	{ .board = { .file = "no-pmu",
		     .name = "Simulated board without PMU",
		     .compatible = "simulated,no-pmu",
		     .core = SMALL,
		     .noise.step_ns = 42,
		     .abilities = ARM64,
		     .configurations = CONFIGURATIONS,
		     .workloads = WORKLOADS,
		     .blocks = 8,
		     .boots = 1,
		     .governor = "ondemand" },
	  .night = 0.006,
	  .block = 0.004 },
};

const struct fleet_board *fleet_board_at(size_t index)
{
	return index < FLEET_BOARDS ? &fleet[index] : NULL;
}

size_t fleet_board_find(const char *word)
{
	char *end;
	unsigned long number = strtoul(word, &end, 10);

	if (*word && !*end && number >= 1 && number <= FLEET_BOARDS)
		return number - 1;
	for (size_t i = 0; i < FLEET_BOARDS; i++) {
		if (!strcmp(fleet[i].board.file, word) || !strcmp(fleet[i].board.name, word))
			return i;
	}
	return FLEET_BOARDS;
}
