// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boards that exist nowhere: what they are, and what is measured on each.
 */
#include "boards.h"

#define EVENTS "kernel-instructions,user-instructions,cycles,branch-misses,return-misses,l1i-misses"

/* The ops sweep is among them, so that overheads can be taken apart. */
#define SWEEP "none,direct,ops1,ops2,ops10,ops32,stub2,ops1+irr10,ops2+irr10,direct+ops1"
#define ALL SWEEP ",direct-ret,direct-br,ops2+irr64,fentry,graph,kprobe,kprobe-multi"
/* In range or out of it, a direct call has one way on riscv64. */
#define ALL_RISCV64 SWEEP ",fentry,graph,kprobe"
#define MAIN "none,direct,ops1,ops2,ops10,ops1+irr10,fentry,graph,kprobe"
/* That a kernel without direct calls has none of some of these is told. */
#define BOTH_KERNELS "none,direct,ops1,ops1-rcu,ops2,ops10,ops1+irr10,fentry"
#define FEW "none,direct,ops1,fentry"

static const struct example_board boards[] = {
	{
		.file = "wide",
		.name = "Simulated wide core",
		.compatible = "simulated,wide",
		.pmu = "armv8_simulated_wide",
		.cpu = 3,
		/* Deep and wide: instructions are cheap, what empties the pipeline is not. */
		.core = { .mhz = 3000,
			  .cycles_per_instruction = 0.28,
			  .ask_cycles = 7,
			  .miss_cycles = 15,
			  .pointer_misses = 0.01,
			  .unmatched_misses = 1,
			  .exception_cycles = 1500,
			  .l1i_lines = 1024,
			  .refill_cycles = 12 },
		.noise = { .cycles = { .shape = NOISE_LOGNORMAL,
				       .attachment = 0.006,
				       .jitter = 0.001,
				       .outlier = 0.03,
				       .outlier_chance = 0.02 },
			   .layout = 0.003,
			   .step_ns = 1 },
		.abilities = { .architecture = ARCHITECTURE_ARM64,
			       .call_ops = true,
			       .direct_calls = true,
			       .fprobe = true,
			       .branch = true },
		.kernel = "7.2.0-simulated",
		.governor = "performance",
		.configurations = ALL,
		.workloads = "kloop,getppid,read-zero",
		.events = EVENTS,
		.blocks = 12,
		.boots = 1,
	},
#define SMALL_CORE                                                                               \
	.name = "Simulated small core", .compatible = "simulated,small",                         \
	.pmu = "armv8_simulated_small",                                                          \
	.cpu = 1, /* In order: each instruction counts, a wrong prediction hardly does. */       \
		.core = { .mhz = 1800,                                                           \
			  .cycles_per_instruction = 0.95,                                        \
			  .ask_cycles = 3,                                                       \
			  .miss_cycles = 8,                                                      \
			  .pointer_misses = 0.12,                                                \
			  .unmatched_misses = 1,                                                 \
			  .exception_cycles = 70,                                                \
			  .l1i_lines = 512,                                                      \
			  .refill_cycles = 18 },                                                 \
	.noise = { .cycles = { .attachment = 0.003, .jitter = 0.0005 },                          \
		   .layout = 0.002,                                                              \
		   .step_ns = 1 },                                                               \
	.governor = "performance", .configurations = BOTH_KERNELS, .workloads = "kloop,getppid", \
	.events = EVENTS, .blocks = 12, .boots = 1
	{
		SMALL_CORE,
		.file = "small-no-callops",
		.abilities = { .architecture = ARCHITECTURE_ARM64, .fprobe = true, .branch = true },
		.kernel = "7.2.0-simulated-no-callops",
	},
	{
		SMALL_CORE,
		.file = "small-callops",
		.abilities = { .architecture = ARCHITECTURE_ARM64,
			       .call_ops = true,
			       .direct_calls = true,
			       .fprobe = true,
			       .branch = true },
		.kernel = "7.2.0-simulated-callops",
	},
	{
		.file = "riscv64",
		.name = "Simulated riscv64 core",
		.compatible = "simulated,riscv",
		.pmu = "riscv_simulated",
		.cpu = 2,
		/*
		 * Its return stack knows one link register only, and its instruction cache is
		 * just large enough for read-zero that nobody traces.
		 */
		.core = { .mhz = 1600,
			  .cycles_per_instruction = 0.85,
			  .ask_cycles = 11,
			  .miss_cycles = 10,
			  .pointer_misses = 0.05,
			  .unmatched_misses = 1,
			  .link_misses = 1,
			  .exception_cycles = 90,
			  .l1i_lines = 242,
			  .refill_cycles = 25 },
		.noise = { .cycles = { .shape = NOISE_HEAVY,
				       .attachment = 0.005,
				       .jitter = 0.001,
				       .wander = 0.003,
				       .wander_phi = 0.95 },
			   .layout = 0.004,
			   .step_ns = 41 },
		.abilities = { .architecture = ARCHITECTURE_RISCV64,
			       .call_ops = true,
			       .direct_calls = true,
			       .fprobe = true,
			       .branch = true },
		.kernel = "7.2.0-simulated",
		.governor = "schedutil",
		.configurations = ALL_RISCV64,
		.workloads = "kloop,getppid,read-zero",
		.events = EVENTS,
		.blocks = 12,
		.boots = 1,
	},
	{
		.file = "big",
		.name = "Simulated big.LITTLE",
		.compatible = "simulated,big-little",
		.core_type = "armv8_simulated_big",
		.pmu = "armv8_simulated_big",
		.cpu = 4,
		.core = { .mhz = 2400,
			  .cycles_per_instruction = 0.38,
			  .ask_cycles = 6,
			  .miss_cycles = 12,
			  .pointer_misses = 0.02,
			  .unmatched_misses = 1,
			  .exception_cycles = 130,
			  .l1i_lines = 1024,
			  .refill_cycles = 14 },
		.noise = { .cycles = { .attachment = 0.003, .jitter = 0.0005 },
			   .layout = 0.01,
			   .step_ns = 1 },
		.abilities = { .architecture = ARCHITECTURE_ARM64,
			       .call_ops = true,
			       .direct_calls = true,
			       .fprobe = true,
			       .branch = true },
		.kernel = "7.2.0-simulated",
		.governor = "performance",
		.configurations = FEW,
		.workloads = "kloop",
		.events = "kernel-instructions,user-instructions,cycles,branch-misses",
		.blocks = 8,
		.boots = 7,
	},
	{
		.file = "no-pmu",
		.name = "Simulated board without PMU",
		.compatible = "simulated,no-pmu",
		.core = { .mhz = 2000,
			  .cycles_per_instruction = 0.7,
			  .ask_cycles = 5,
			  .miss_cycles = 11,
			  .pointer_misses = 0.05,
			  .unmatched_misses = 1,
			  .exception_cycles = 530,
			  .l1i_lines = 512,
			  .refill_cycles = 16 },
		.noise = { .cycles = { .attachment = 0.008,
				       .jitter = 0.002,
				       .drift = 0.01,
				       .drift_span = 240 },
			   .layout = 0.003,
			   .step_ns = 42 },
		.abilities = { .architecture = ARCHITECTURE_ARM64,
			       .call_ops = true,
			       .direct_calls = true,
			       .fprobe = true,
			       .branch = true },
		.kernel = "7.2.0-simulated",
		.governor = "ondemand",
		.configurations = MAIN,
		.workloads = "kloop,getppid",
		.blocks = 12,
		.boots = 1,
	},
};

const struct example_board *example_board_at(size_t index)
{
	return index < sizeof(boards) / sizeof(boards[0]) ? &boards[index] : NULL;
}
