/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_GLANCE_H
#define PAGE_GLANCE_H

#include "page/section.h"

/*
 * What there is to see before anything is read: the well-known configurations, under the workload,
 * with the overhead of each board as a number and as a bar. Nothing, if no board has any.
 */
void page_glance(const struct page *page, size_t workload);

#endif /* PAGE_GLANCE_H */
