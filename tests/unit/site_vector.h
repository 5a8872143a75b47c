/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_VECTOR_H
#define SITE_VECTOR_H

#include <string.h>

#include "site/site.h"

/* Writes @count words at @offset from the function, as the CPU stores them. */
static inline void site_vector_words(struct site_bytes *bytes, int offset, const uint32_t *words,
				     size_t count)
{
	for (size_t i = 0; i < 4 * count; i++) {
		size_t at = (size_t)(SITE_BEFORE + offset) + i;

		bytes->bytes[at] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
		bytes->valid |= UINT64_C(1) << at;
	}
}

/* A function at @function with two words of literal before it and two words in it. */
static inline struct site_bytes site_vector(uint64_t function, uint32_t low, uint32_t high,
					    uint32_t first, uint32_t second)
{
	struct site_bytes bytes = { .function = function };

	site_vector_words(&bytes, -8, (const uint32_t[]){ low, high, first, second }, 4);
	return bytes;
}

/* What stands where the site leads. */
static inline void site_vector_target(struct site_bytes *bytes, uint64_t target,
				      const uint32_t *words, size_t count)
{
	bytes->target = target;
	bytes->target_valid = true;
	memset(bytes->target_bytes, 0, sizeof(bytes->target_bytes));
	for (size_t i = 0; i < 4 * count; i++)
		bytes->target_bytes[i] = (uint8_t)(words[i / 4] >> 8 * (i % 4));
}

#endif /* SITE_VECTOR_H */
