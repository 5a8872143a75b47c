/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_OPTIONS_H
#define REPORT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "exit_code.h"
#include "report/report.h"

/* What is made of the result files. */
enum report_kind {
	REPORT_TABLES,
	REPORT_PARTS, /* --decompose */
	REPORT_SAMPLES,
	REPORT_CHART,
	REPORT_PAGE, /* --format html */
	REPORT_PICTURES, /* --plot */
};

struct report_options {
	struct report_settings settings; /* of a page the format says nothing */
	enum report_kind kind;
	const char *output; /* a file's name; NULL: standard output */
	const char *folder; /* of REPORT_PICTURES */
	char **paths; /* of the result files, in argv */
	size_t count;
	bool help; /* it is asked for, and nothing else counts */
};

/*
 * Reads the words of `report`. Returns EXIT_CODE_DONE, or EXIT_CODE_USAGE with the reason on
 * standard error.
 */
enum exit_code report_options_read(int argc, char **argv, struct report_options *options);

#endif /* REPORT_OPTIONS_H */
