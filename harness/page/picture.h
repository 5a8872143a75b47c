/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_PICTURE_H
#define PAGE_PICTURE_H

#include "page/section.h"

#define PICTURE_ANY_METRIC ((size_t)-1)

/* Which pictures, and the table that has their numbers. */
struct picture_wish {
	enum plot_data data;
	size_t workload;
	size_t metric; /* or PICTURE_ANY_METRIC */
	bool of_metrics; /* those that draw metrics against each other; else all others */
	const char *table; /* its id is this and a number: */
	size_t table_number;
	bool table_of_metric; /* the number is page_metric_number() of the picture's instead */
};

/* Of the table of one metric of a workload. */
size_t page_metric_number(const struct page *page, size_t workload, size_t metric);

/* Prints these pictures. Returns 0 or -ENOMEM. */
int page_pictures(const struct page *page, const struct picture_wish *wish);

/* Where there is no picture at all, says so and why. */
void page_pictures_missing(const struct page *page);

#endif /* PAGE_PICTURE_H */
