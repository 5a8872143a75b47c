/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FORMAT_H
#define FORMAT_H

#include <stdio.h>

#include "report/report.h"
#include "stats/summary.h"

struct json_t;

/* A report under way: all inputs, summed up. */
struct format_input {
	const char *name;
	struct summary summary;
};

typedef int (*format_inputs)(FILE *out, const struct format_input *inputs, size_t count);

/* As report_print(), by @print. */
int format_print(FILE *out, const struct report_settings *settings,
		 const struct report_input *inputs, size_t count, format_inputs print);

/* Each prints all inputs in its format and returns 0 or -ENOMEM. */
int format_text(FILE *out, const struct format_input *inputs, size_t count);
int format_markdown(FILE *out, const struct format_input *inputs, size_t count);
int format_commit(FILE *out, const struct format_input *inputs, size_t count);
int format_csv(FILE *out, const struct format_input *inputs, size_t count);
/* With the keys of @more, which it takes, behind its own. NULL: memory ran out. */
int format_json(FILE *out, const struct format_input *inputs, size_t count, struct json_t *more);

#endif /* FORMAT_H */
