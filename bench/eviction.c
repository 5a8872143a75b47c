// SPDX-License-Identifier: GPL-2.0-only
/*
 * User space has no instruction that empties the caches of all architectures, but what is read
 * last drives out what was there before.
 */
#include "bench/eviction.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define KIB 1024

struct eviction_size eviction_size(size_t cache_bytes)
{
	const size_t wanted = 2 * (cache_bytes ? cache_bytes : EVICTION_CACHE_DEFAULT);

	return (struct eviction_size){
		.cache_bytes = cache_bytes,
		.data_bytes = wanted < EVICTION_DATA_MAX ? wanted : EVICTION_DATA_MAX,
	};
}

void eviction_describe(const struct eviction_size *size, char *text, size_t text_size)
{
	int length =
		snprintf(text, text_size,
			 ":cold: before each call %zu KiB of data and %d pages of code are walked "
			 "through, which is in each value and cancels in the overhead",
			 size->data_bytes / KIB, CODE_WALK_PAGES_MAX);

	if (length < 0 || (size_t)length >= text_size)
		return;
	if (!size->cache_bytes)
		snprintf(text + length, text_size - (size_t)length,
			 "; the machine does not tell how large its caches are");
	else if (size->data_bytes < 2 * size->cache_bytes)
		snprintf(text + length, text_size - (size_t)length,
			 "; the largest cache has %zu KiB, and may stay warm",
			 size->cache_bytes / KIB);
}

int eviction_open(struct eviction *eviction, size_t data_bytes)
{
	int err;

	*eviction = (struct eviction){ .size = data_bytes };
	eviction->data =
		mmap(NULL, data_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (eviction->data == MAP_FAILED) {
		eviction->data = NULL;
		return -errno;
	}
	/* One entry of a TLB for all of it would drive out nothing there. */
	madvise(eviction->data, data_bytes, MADV_NOHUGEPAGE);
	/* What was never written is one and the same page of zeros. */
	memset(eviction->data, 1, data_bytes);
	err = code_walk_open(&eviction->walk);
	if (err)
		eviction_close(eviction);
	return err;
}

void eviction_run(struct eviction *eviction)
{
	const volatile unsigned char *data = eviction->data;

	for (size_t at = 0; at < eviction->size; at += EVICTION_LINE)
		(void)data[at];
	code_walk_run(&eviction->walk, eviction->walk.pages);
	eviction->rounds++;
}

void eviction_close(struct eviction *eviction)
{
	if (!eviction->data)
		return;
	code_walk_close(&eviction->walk);
	munmap(eviction->data, eviction->size);
	eviction->data = NULL;
}
