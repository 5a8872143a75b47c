/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TAG_SCAN_H
#define TAG_SCAN_H

#include <stddef.h>

/*
 * What a browser would make of a page, without what stands in it: each tag with the names of its
 * attributes, comments, and what styles and scripts hold, a line each. The caller frees it.
 * NULL: memory ran out. Reads HTML as our pages have it: attributes in quotes, no CDATA.
 */
char *tag_scan(const char *page);

/* How many tags of the scan have the attribute. */
size_t tag_scan_count(const char *scan, const char *attribute);

#endif /* TAG_SCAN_H */
