/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARD_MACHINE_H
#define BOARD_MACHINE_H

#include "fake_machine.h"
#include "measure/plan.h"
#include "model.h"

/* How a board that exists nowhere is never quite the same. */
struct board_noise {
	struct noise_model cycles; /* of a cell */
	double layout; /* of a boot and a cell: a share of the cycles, drawn once for each */
	double step_ns; /* of its clock */
};

/* A fake machine whose calls cost what the model says. */
struct board_machine {
	struct fake_machine fake;
	struct executor base; /* the fake machine's */
	const struct board_core *core;
	const struct board_noise *noise;
	const struct kernel_abilities *abilities;
	const struct plan *plan;
	uint64_t seed; /* of the boot */

	/* The books. */
	struct noise cycles;
	struct generator counts; /* what is counted beside the calls */
	struct board_cost cost; /* of a call of the cell that is attached */
	const char *tracee;
};

/* All is borrowed. @seed: of this boot. */
void board_machine_start(struct board_machine *machine, const struct board_core *core,
			 const struct board_noise *noise, const struct kernel_abilities *abilities,
			 const struct plan *plan, uint64_t seed);

struct executor board_machine_executor(struct board_machine *machine);

#endif /* BOARD_MACHINE_H */
