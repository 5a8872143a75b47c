/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARD_MODEL_H
#define BOARD_MODEL_H

#include <stdbool.h>

#include "config/configuration.h"

/*
 * What a call costs on a board that exists nowhere. Only the numbers of instructions were counted
 * anywhere; all else is made up. docs/simulation.md has the formulas in words.
 */

/* A core, in the few figures that decide what a traced call takes. */
struct board_core {
	double mhz;
	double cycles_per_instruction; /* where nothing below comes in between */
	double ask_cycles; /* more, for each ops that the list asks: it stores and chases pointers
			    */
	double miss_cycles; /* of a branch or a return that was predicted wrongly */
	double pointer_misses; /* share of calls through a pointer that are */
	double unmatched_misses; /* share of returns without a call of their own that are */
	double link_misses; /* share of the returns through a second link register that are */
	double exception_cycles; /* of a breakpoint: in, and out again */
	double l1i_lines; /* that the first instruction cache holds */
	double refill_cycles; /* of one that it does not hold */
};

/* What the model knows of a configuration, beside what its row says. */
struct board_way {
	const char *configuration;
	/* Kernel instructions over "none", as counted in guests; negative: was not. */
	double instructions[DISPATCH_COUNT];
	double lines; /* of code that one call touches */
	unsigned int unmatched; /* returns without a call, or calls without a return */
	unsigned int exceptions;
};

/* The function that is called, and all around it. */
struct board_workload {
	const char *name;
	const char *tracees[2]; /* arm64, riscv64 */
	double instructions[2]; /* kernel mode, untraced, as counted in guests */
	double user_instructions;
	double lines;
	double misses; /* branches that are predicted wrongly, whatever the core */
};

/* What one call comes to. */
struct board_cost {
	double kernel_instructions;
	double user_instructions;
	double cycles;
	double branch_misses; /* returns among them */
	double return_misses;
	double l1i_misses;
	double ns;
};

/* NULL behind the last. */
const struct board_way *board_way_at(size_t index);
const struct board_workload *board_workload_at(size_t index);

/* NULL: the model has none of that name. */
const struct board_way *board_way_find(const char *configuration);
const struct board_workload *board_workload_find(const char *name);

/* Whether it has what it takes: a path, and a number of instructions that was counted. */
bool board_has(const struct kernel_abilities *abilities, const struct configuration *configuration);

struct board_cost board_cost(const struct board_core *core,
			     const struct kernel_abilities *abilities,
			     const struct board_workload *workload,
			     const struct configuration *configuration);

#endif /* BOARD_MODEL_H */
