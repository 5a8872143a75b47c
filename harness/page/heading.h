/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_HEADING_H
#define PAGE_HEADING_H

#include "page/section.h"

/* The head of the document: title, style, and what the page may load, which is nothing. */
void page_head(const struct page *page);

/* The page's name, what must not be missed, and the contents. */
void page_heading(const struct page *page);

#endif /* PAGE_HEADING_H */
