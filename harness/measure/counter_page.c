// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counter_page.h"

#include <errno.h>
#include <stdbool.h>

/* The page is of this CPU, which the thread is pinned to: only the compiler may not reorder. */
#define compiler_barrier() __asm__ volatile("" : : : "memory")

/* The counter has @width bits and is signed: it starts below 0 to overflow after a period. */
static uint64_t sign_extended(uint64_t count, unsigned int width)
{
	const unsigned int above = 64 - width;

	return width && width < 64 ? (uint64_t)((int64_t)(count << above) >> above) : count;
}

int counter_page_read(const volatile struct perf_event_mmap_page *page, counter_page_reader read,
		      void *context, uint64_t *count)
{
	uint32_t lock, index;
	bool permitted;

	do {
		lock = page->lock;
		compiler_barrier();
		index = page->index;
		permitted = page->cap_user_rdpmc;
		*count = (uint64_t)page->offset;
		if (permitted && index)
			*count += sign_extended(read(context, index - 1), page->pmc_width);
		compiler_barrier();
	} while (page->lock != lock);
	return permitted && index ? 0 : -EAGAIN;
}
