/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_FIGURE_H
#define PAGE_FIGURE_H

#include "page/section.h"
#include "report/number.h"

/* Where a figure of the boards is. */
struct figure_place {
	size_t board;
	size_t workload;
	size_t configuration;
	size_t metric;
};

/* What is printed of a figure: the level of a whole call, or what tracing adds to it. */
enum figure_part {
	FIGURE_LEVEL,
	FIGURE_OVERHEAD,
};

/*
 * "<TAG data-at=KEY>NUMBER": the caller closes the tag, or leaves it out where HTML lets it. KEY
 * says where report --format json has the number.
 */
void figure_number(const struct page *page, const char *tag, const struct figure_place *place,
		   enum figure_part part);

/* "BEFORE<i data-at=KEY>LOW to HIGH</i>BEHIND", or nothing where there is no interval to be seen.
 */
void figure_interval(const struct page *page, const char *before, const struct figure_place *place,
		     enum figure_part part, const char *behind);

/*
 * The same two in so many decimals, for sentences whose numbers are to be held against each other.
 */
#define FIGURE_DECIMALS_OWN (-2)
void figure_number_like(const struct page *page, const char *tag, const struct figure_place *place,
			enum figure_part part, int decimals);
void figure_interval_like(const struct page *page, const char *before,
			  const struct figure_place *place, enum figure_part part,
			  const char *behind, int decimals);

/* "NUMBER<p>LOW to HIGH", for a cell; the number within @tag. */
void figure_with_interval(const struct page *page, const char *tag,
			  const struct figure_place *place, enum figure_part part);

/* The estimate itself. */
const struct board_estimate *
figure_estimate(const struct page *page, const struct figure_place *place, enum figure_part part);

/* Percent of a place of a standing: "<i data-at=KEY>NUMBER</i>". */
void figure_percent(const struct page *page, const struct standing *standing, size_t place);

/* A number for people, in as many decimals as are worth to be looked at. */
int figure_decimals(struct value value);
void figure_for_people(char out[NUMBER_SIZE], struct value value);

/* The standing that the figure is in; NULL: it is in none. */
const struct standing *figure_standing(const struct page *page, const struct figure_place *place);

/* True if the board pays less than all others of its standing, which may be NULL, by more than
 * chance. */
bool figure_is_least(const struct standing *standing, size_t board);

/*
 * " of arm64", whose boards alone the standing ranks, where others are on the page; and "least"
 * with it.
 */
void figure_arch(const struct page *page, const struct standing *standing);
void figure_least(const struct page *page, const struct standing *standing);

/* The letter of the board, in its colour; with its name; and with what it is if no hardware. */
void figure_mark(const struct page *page, size_t board);
void figure_board(const struct page *page, size_t board);
void figure_board_said(const struct page *page, size_t board);

/* All boards, above a table whose rows have letters only. */
void figure_legend(const struct page *page);

#endif /* PAGE_FIGURE_H */
