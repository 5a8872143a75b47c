/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>

#include "config/complaint.h"
#include "exit_code.h"
#include "measure/counters.h"
#include "measure/interrupts.h"
#include "measure/kernel_executor.h"
#include "measure/kernel_pmu.h"
#include "measure/session.h"
#include "result/writer.h"
#include "site/evidence.h"
#include "verbs/kernel_access.h"
#include "verbs/run_facts.h"
#include "verbs/run_options.h"
#include "verbs/tune_print.h"

/* Everything that a run holds open, in the order in which it is let go. */
struct run {
	struct run_options options;
	struct result_writer writer;
	struct tuned tuned;
	struct kernel_access access;
	struct run_facts facts;
	struct kernel_pmu pmu;
	struct pmu_door pmu_door;
	struct counters counters;
	struct interrupts interrupts;
	struct kernel_executor kernel;
	struct reload reload;
	struct baseline *baselines; /* one for each of the plan's workloads */
	struct session_totals totals;
	struct complaint complaint;
	bool instruction_clock;
	struct session_clock clock;
	bool header_written;
	int stop_fd;
};

/*
 * Writes the header, and what must be known of all that follows. Returns 0 or a negative errno
 * with the run's complaint.
 */
int run_write_header(struct run *run);

/*
 * Prints how it went; @err is what the run came to, and the complaint is filled in for one.
 * Returns the exit code of that.
 */
enum exit_code run_last_words(struct run *run, int err);

/*
 * Prints the table, and why not to trust it, from the file as any reader would see it. Returns
 * the exit code of what is in the file.
 */
enum exit_code run_show_table(struct run *run);

/* Removes a file of ours that got no header: there is nothing in it. */
void run_discard_empty_output(struct run *run);

#endif /* RUN_H */
