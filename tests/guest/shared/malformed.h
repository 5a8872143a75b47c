/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_MALFORMED_H
#define GUEST_MALFORMED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Places for an argument that the kernel must be careful with. */
struct arena {
	char *page; /* one that can be written */
	char *end; /* of it: nothing can be read behind it */
	char *read_only; /* one that cannot be written */
	size_t size; /* of each */
};

/* Returns 0 or a negative errno. */
int arena_map(struct arena *arena);

struct malformed {
	unsigned int command;
	void *argument;
	bool must_fail; /* else it may happen to be valid, and cheap */
	const char *what; /* is wrong with it */
};

/* Draws one, its argument in @arena. */
void malformed_draw(uint64_t *random, struct arena *arena, struct malformed *malformed);

#endif /* GUEST_MALFORMED_H */
