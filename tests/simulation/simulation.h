/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIMULATION_H
#define SIMULATION_H

#include "fake_machine.h"
#include "measure/session.h"
#include "result/result.h"
#include "stats/summary.h"

/*
 * One session of the real engine on a fake machine, and its result file, which lives in memory:
 * written by the real writer, read back by the real reader.
 */
struct simulation {
	struct plan plan;
	struct fake_machine machine;
	struct session_totals totals;
	struct complaint complaint;
	struct result result;
	double session_ns; /* simulation_now_ns() that the session took */
};

/* N of each sample. A hundred calls of a microsecond: ticks hit one sample of ten. */
#define SIMULATION_CALLS 100

/*
 * A session of @blocks with these configurations ("none,ops1") under one workload. The machine
 * has its defaults and no counters yet: the caller adds them to simulation->machine.model. All
 * of it follows from @seed. What goes wrong in here ends the program: it is the test's fault.
 */
void simulation_prepare(struct simulation *simulation, const char *configurations,
			unsigned int blocks, uint64_t seed);

/* Adds a counter, and the event that it counts; its index. */
size_t simulation_add_counter(struct simulation *simulation, const struct fake_counter *counter);

/* Runs it and reads the file; the caller ends with simulation_free(). */
void simulation_run(struct simulation *simulation);

/*
 * Another session on the same machine, which simulation_run() started before: its time goes on
 * from there. The result takes the place of the one before.
 */
void simulation_run_on(struct simulation *simulation);

/* What the kernel of all simulated sessions can do. */
const struct kernel_abilities *simulation_abilities(void);

/* The CPU time of this thread: what others do on this machine does not count. */
double simulation_now_ns(void);

/*
 * The session through any executor. Returns the descriptor of its file, which is for the caller
 * to close.
 */
int simulation_write(struct simulation *simulation, const struct executor *executor);

/*
 * The summary of @blocks of its blocks, from @first on: as if it had begun there, and been stopped
 * after them. summary_free() is due.
 */
void simulation_sum_up(struct simulation *simulation, unsigned int first, unsigned int blocks,
		       struct summary *summary);

void simulation_free(struct simulation *simulation);

/* In the summary, a counter under the plan's configuration of this index. */
const struct summary_value *simulation_value(const struct summary *summary, size_t configuration,
					     size_t counter);

#endif /* SIMULATION_H */
