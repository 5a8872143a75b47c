/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RUN_FACTS_H
#define RUN_FACTS_H

#include <jansson.h>

#include "config/complaint.h"
#include "doctor/survey.h"
#include "doctor/watch.h"
#include "result/writer.h"

/* The machine's facts over a run: before it, after each block, after it. */
struct run_facts {
	struct fact_place place;
	struct survey before;
	struct watch watch;
	json_t *differences; /* what was other at the end; NULL: not looked yet */
};

/*
 * Looks before. The module is loaded and no counter is open, as it will be when it is looked
 * again. Returns 0 or a negative errno with @complaint. run_facts_close() is right in both cases.
 */
int run_facts_begin(struct run_facts *facts, int cpu, struct complaint *complaint);

/* The executor's change(): what changed since it was asked last. @context is the run_facts. */
int run_facts_change(void *context, char *text, size_t size);

/* Looks after, and appends an event for each change that none told yet. */
int run_facts_end(struct run_facts *facts, struct result_writer *writer,
		  struct complaint *complaint);

void run_facts_close(struct run_facts *facts);

#endif /* RUN_FACTS_H */
