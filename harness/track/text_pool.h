/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEXT_POOL_H
#define TEXT_POOL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The strings of a list in one piece of memory, which moves while it grows: a member that is to
 * point to one holds its place at first.
 */
struct text_pool {
	char *bytes;
	size_t length;
	size_t room;
	bool failed; /* memory ran out */
};

/* A copy of the text; the place is no pointer before text_pool_settle(). NULL stays NULL. */
const char *text_pool_add(struct text_pool *pool, const char *text);

/* Makes the place in *@member a pointer, once nothing will be added. */
void text_pool_settle(const struct text_pool *pool, const char **member);

#endif /* TEXT_POOL_H */
