/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/*
 * The name that @word was probably meant to be: the one with the smallest edit
 * distance, if that is small against the word's length, else NULL. The answer
 * is one of @names.
 */
const char *nearest_name(const char *word, const char *const *names, size_t count);

/*
 * Likewise, but it may be at most @limit letters away: where there are so many names that
 * one of them is always near.
 */
const char *nearest_name_within(const char *word, const char *const *names, size_t count,
				size_t limit);

#endif /* NEAREST_H */
