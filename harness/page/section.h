/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_SECTION_H
#define PAGE_SECTION_H

#include <stdbool.h>
#include <stdio.h>

#include "boards/boards.h"
#include "boards/facts.h"
#include "boards/standing.h"
#include "page/proofs.h"
#include "plot/plot.h"
#include "report/decompose_format.h"
#include "report/report.h"

/* A page under way: where it goes to, and all that it tells. */
struct page {
	FILE *out;
	const struct report_input *inputs;
	size_t input_count;
	struct boards boards;
	struct standings standings;
	struct board_facts facts;
	struct plots plots;
	struct decompose_input *parts; /* one for each input */
	struct page_proofs proofs;
};

/* Part of the page, with a heading of its own and a line in the contents. */
struct page_section {
	const char *id; /* of its element */
	const char *title;
	bool (*wanted)(const struct page *page); /* NULL: always */
	/* What is below the heading. Returns 0 or -ENOMEM; what cannot be written shows in out. */
	int (*print)(const struct page *page);
};

/*
 * The sections in the order of the page. Each is a file section_NAME.c with its struct
 * page_section; this row is all that another one takes.
 */
/* clang-format off */
#define PAGE_SECTIONS(row)   \
	row(summary)         \
	row(boards)          \
	row(workloads)       \
	row(sweep)           \
	row(samples)         \
	row(proof)           \
	row(environment)     \
	row(notes)           \
	row(reproduce)       \
	row(reading)
/* clang-format on */

#define PAGE_SECTION_DECLARE(name) extern const struct page_section page_section_##name;
PAGE_SECTIONS(PAGE_SECTION_DECLARE)

const struct page_section *page_section_at(size_t index); /* NULL behind the last */

#endif /* PAGE_SECTION_H */
