/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_NUMBERS_H
#define HISTORY_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "compare/side.h"
#include "result/result.h"
#include "track/digest.h"

/* What measured: series of one kind of machine are not those of another. */
enum history_machine {
	HISTORY_HARDWARE,
	HISTORY_EMULATED,
	HISTORY_SIMULATED,
};

/* One number of a run. Strings belong to the struct history_numbers, or to nobody. */
struct history_number {
	const char *workload;
	const char *configuration;
	const char *metric;
	const char *unit;
	const char *path; /* that was proven */
	bool overhead;
	bool exact;
	double value;
};

/* Names of a plan. */
struct history_names {
	char **names;
	size_t count;
};

/* All that is kept of a result file, apart from its words. */
struct history_numbers {
	struct history_names workloads;
	struct history_names configurations;
	struct history_names metrics;
	struct history_names paths;
	struct history_number *numbers;
	size_t count;
	enum history_machine machine;
	/* The header's parts, one JSON object each, which merged are the header. */
	char **header;
	size_t header_count;
	char same_run[DIGEST_SIZE]; /* alike in copies of one run, whole or not */
	bool same_boot; /* and in none else; emulated boots may be alike */
	bool ended;
	size_t samples;
	char *forgotten; /* what history_input's points to */
};

/*
 * The numbers of a result: the overhead of each cell and metric, and the value of the baseline and
 * of loops without call. @doubt: why there are none, "" if the result is to be relied on. Returns 0
 * or -ENOMEM; history_numbers_free() is right in both cases, and of NULL.
 */
int history_numbers_make(const struct result *result, struct history_numbers **numbers,
			 char doubt[COMPARE_DOUBT_SIZE]);
void history_numbers_free(struct history_numbers *numbers);

/* Takes the header apart; likewise. */
int history_header_split(const struct result *result, struct history_numbers *numbers);

#endif /* HISTORY_NUMBERS_H */
