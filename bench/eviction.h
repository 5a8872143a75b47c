/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EVICTION_H
#define EVICTION_H

#include <stddef.h>

#include "bench/code_walk.h"

/* A cache of a machine that does not tell of any. */
#define EVICTION_CACHE_DEFAULT (2UL << 20)
/* More would take longer than the time between two timer ticks. */
#define EVICTION_DATA_MAX (8UL << 20)
#define EVICTION_LINE 64

/* How much is read to have the caches filled with it. */
struct eviction_size {
	size_t cache_bytes; /* of the machine's largest cache for data; 0: not known */
	size_t data_bytes;
};

/*
 * Twice the cache, so that what is kept in whatever order of age is driven out, too; twice
 * EVICTION_CACHE_DEFAULT where it is not known; and EVICTION_DATA_MAX at most.
 */
struct eviction_size eviction_size(size_t cache_bytes);

/* One line for people. */
void eviction_describe(const struct eviction_size *size, char *text, size_t text_size);

/* Memory that drives out what the caches hold, and code that does so. All 0: none. */
struct eviction {
	unsigned char *data;
	size_t size;
	struct code_walk walk;
	unsigned long rounds; /* made so far */
};

/*
 * Gets the memory, every page of it. Returns 0 or a negative errno (-EACCES: nobody may make memory
 * executable here).
 */
int eviction_open(struct eviction *eviction, size_t data_bytes);

/*
 * Reads every line of the data, then calls into every page of the code. It makes no system call
 * and takes the same instructions each time.
 */
void eviction_run(struct eviction *eviction);

/* Nothing if it is not open. */
void eviction_close(struct eviction *eviction);

#endif /* EVICTION_H */
