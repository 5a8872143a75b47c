/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CODE_WALK_H
#define CODE_WALK_H

#include <stddef.h>
#include <stdint.h>

/* Fewer where they are large: all of them have 64 MiB at most. */
#define CODE_WALK_PAGES_MAX 4096

/* A lot of code: a return instruction in a line of its own in each of many pages. */
struct code_walk {
	uint8_t *code; /* NULL: closed */
	size_t page_size;
	size_t pages; /* a power of two */
	size_t next;
};

/*
 * Maps it: up to 4096 pages of 64 MiB in all, which is more than the lines of an L1I and, with
 * small pages, the entries of an ITLB. Returns 0 or a negative errno (-EACCES: nobody may make
 * memory executable here).
 */
int code_walk_open(struct code_walk *walk);

/* Calls the next @turns of them, in an order that no prefetcher expects. */
void code_walk_run(struct code_walk *walk, unsigned long turns);

void code_walk_close(struct code_walk *walk);

#endif /* CODE_WALK_H */
