// SPDX-License-Identifier: GPL-2.0-only
#include "bench/code_walk.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "return_instruction.h"

#define SIZE_MAX_BYTES (64UL << 20)
#define LINE 64

/* Not the same line in each page, or they would share one set of the cache. */
static uint8_t *walk_place(const struct code_walk *walk, size_t page)
{
	return walk->code + page * walk->page_size + page * LINE % walk->page_size;
}

static void write_code(const struct code_walk *walk)
{
	const uint32_t instruction = RETURN_INSTRUCTION;

	for (size_t page = 0; page < walk->pages; page++)
		memcpy(walk_place(walk, page), &instruction, sizeof(instruction));
}

static void synchronise_code(const struct code_walk *walk)
{
	for (size_t page = 0; page < walk->pages; page++) {
		char *place = (char *)walk_place(walk, page);

		__builtin___clear_cache(place, place + sizeof(uint32_t));
	}
}

int code_walk_open(struct code_walk *walk)
{
	size_t size;

	*walk = (struct code_walk){ .page_size = (size_t)sysconf(_SC_PAGESIZE),
				    .pages = CODE_WALK_PAGES_MAX };
	while (walk->pages * walk->page_size > SIZE_MAX_BYTES)
		walk->pages /= 2;
	size = walk->pages * walk->page_size;
	walk->code = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (walk->code == MAP_FAILED) {
		walk->code = NULL;
		return -errno;
	}
	/* One entry of an ITLB for all of it would miss nothing; a kernel without THP says no. */
	madvise(walk->code, size, MADV_NOHUGEPAGE);
	write_code(walk);
	if (mprotect(walk->code, size, PROT_READ | PROT_EXEC)) {
		int err = -errno;

		code_walk_close(walk);
		return err;
	}
	synchronise_code(walk);
	return 0;
}

void code_walk_run(struct code_walk *walk, unsigned long turns)
{
	size_t page = walk->next;

	while (turns--) {
		void (*function)(void);
		uint8_t *place = walk_place(walk, page);

		memcpy(&function, &place, sizeof(function));
		function();
		/* Each page once a round: Hull and Dobell, SIAM Review 4 (1962), theorem 1. */
		page = (page * 5 + 1) & (walk->pages - 1);
	}
	walk->next = page;
}

void code_walk_close(struct code_walk *walk)
{
	if (walk->code)
		munmap(walk->code, walk->pages * walk->page_size);
	walk->code = NULL;
}
