/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_H
#define PAGE_H

#include <stdio.h>

#include "report/report.h"

/*
 * report --format html: one page that holds all it needs. Pictures that could not be drawn are
 * told in it, and in @said ("" if all are there). Returns 0 or a negative errno, as report_print().
 */
int page_print(FILE *out, const struct report_settings *settings, const struct report_input *inputs,
	       size_t count, char said[512]);

#endif /* PAGE_H */
