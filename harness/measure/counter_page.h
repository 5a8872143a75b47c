/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_PAGE_H
#define COUNTER_PAGE_H

#include <linux/perf_event.h>
#include <stdint.h>

/*
 * The page that the kernel maps for an event, by which its count is read in user mode as
 * struct perf_event_mmap_page says (include/uapi/linux/perf_event.h).
 */

/* Reads a counter of the CPU by the page's index - 1; a test brings its own. */
typedef uint64_t (*counter_page_reader)(void *context, uint32_t counter);

/*
 * The event's count. Returns 0 or -EAGAIN: it is on no counter now, or the kernel does not permit
 * it to be read here.
 */
int counter_page_read(const volatile struct perf_event_mmap_page *page, counter_page_reader read,
		      void *context, uint64_t *count);

#endif /* COUNTER_PAGE_H */
