/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TUNE_PRINT_H
#define TUNE_PRINT_H

#include <jansson.h>
#include <stdio.h>

#include "config/complaint.h"
#include "doctor/fact.h"
#include "doctor/tune.h"
#include "machine/guardian.h"
#include "machine/journal.h"

/*
 * Tunes the machine until somebody restores it, and says each change on @out (NULL: nowhere) and in
 * the array @tuned. Returns 0 or a negative errno with @complaint: refused (exit 3), or
 * something was not changed that should have been (exit 6); what was changed stays in both cases.
 */
int tune_and_keep(const struct fact_place *place, FILE *out, json_t *tuned,
		  struct complaint *complaint);

/* A machine that is tuned as long as this process lives. */
struct tuned {
	struct journal journal;
	struct guardian guardian;
	json_t *changes; /* what was changed; NULL: nothing was asked for */
};

/* Nothing is tuned yet. */
#define TUNED_NOTHING                  \
	(struct tuned)                 \
	{                              \
		.journal = {.fd = -1 } \
	}

/* Tunes it, and says each change on standard error. Returns as tune_and_keep() does. */
int tuned_begin(const struct fact_place *place, struct tuned *tuned, struct complaint *complaint);

/* Undoes it. Returns @err if that is not 0, else what failed here, with @complaint. */
int tuned_end(struct tuned *tuned, int err, struct complaint *complaint);

#endif /* TUNE_PRINT_H */
