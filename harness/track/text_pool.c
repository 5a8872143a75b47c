// SPDX-License-Identifier: GPL-2.0-only
#include "track/text_pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_MIN 4096

static bool make_room(struct text_pool *pool, size_t length)
{
	size_t room = pool->room ? pool->room : ROOM_MIN;
	char *bytes;

	if (pool->length + length <= pool->room)
		return true;
	while (room < pool->length + length)
		room *= 2;
	bytes = realloc(pool->bytes, room);
	if (!bytes)
		return false;
	pool->bytes = bytes;
	pool->room = room;
	return true;
}

const char *text_pool_add(struct text_pool *pool, const char *text)
{
	size_t length = text ? strlen(text) + 1 : 0;
	size_t place = pool->length + 1;

	if (!text)
		return NULL;
	if (pool->failed || !make_room(pool, length)) {
		pool->failed = true;
		return NULL;
	}
	memcpy(pool->bytes + pool->length, text, length);
	pool->length += length;
	return (const char *)(uintptr_t)place;
}

void text_pool_settle(const struct text_pool *pool, const char **member)
{
	if (*member)
		*member = pool->bytes + (uintptr_t)*member - 1;
}
