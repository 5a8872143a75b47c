/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_LOG_H
#define TRACK_LOG_H

#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"

/* What a log is of. Borrows all of it. */
struct track_log {
	const struct findings *findings;
	const struct nights *nights;
	bool all; /* series without a change are listed, too */
	const char *commit; /* only findings whose first bad commit begins so; NULL */
};

/*
 * Prints the findings and the series. CSV has one table: of the changes, or, with all, of the
 * series. Returns 0 or -ENOMEM; writing errors are seen by ferror().
 */
int track_log_print(FILE *out, enum track_format format, const struct track_log *log);

#endif /* TRACK_LOG_H */
