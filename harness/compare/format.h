/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_FORMAT_H
#define COMPARE_FORMAT_H

#include <stdio.h>

#include "compare/compare.h"

/* Each prints the comparison in its format and returns 0 or -ENOMEM. */
int difference_text(FILE *out, const struct compare_print_settings *settings,
		    const struct difference_table *table);
int difference_markdown(FILE *out, const struct compare_print_settings *settings,
			const struct difference_table *table);
int difference_json(FILE *out, const struct compare_print_settings *settings,
		    const struct difference_table *table);
int difference_commit(FILE *out, const struct compare_print_settings *settings,
		      const struct difference_table *table);

#endif /* COMPARE_FORMAT_H */
