/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_TABLE_H
#define PAGE_TABLE_H

#include "page/section.h"

/*
 * A table in a region of its own that scrolls, so that the page need not. Its id is @name and
 * @number; behind the first the caller prints the caption's words, behind the second the rows.
 */
void page_table_open(const struct page *page, const char *name, size_t number);
void page_table_rows(const struct page *page);
void page_table_close(const struct page *page);

/* Heads a column for each board. */
void page_table_boards(const struct page *page);

#endif /* PAGE_TABLE_H */
