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

#endif /* NEAREST_H */
