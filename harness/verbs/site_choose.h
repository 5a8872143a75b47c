/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_CHOOSE_H
#define SITE_CHOOSE_H

#include <stdbool.h>
#include <stddef.h>

#include "config/complaint.h"
#include "site/enabled_functions.h"
#include "site/kallsyms.h"

/* A function whose site is to be shown. */
struct chosen {
	const struct symbol *symbol;
	bool shares_name; /* there are others of that name */
};

struct choice {
	struct chosen *chosen;
	size_t count;
	const struct enabled_function *lost; /* a line of the book for which there is none */
};

/*
 * All functions called @word, by address. Returns 0, or a negative errno and why there
 * is none: data of that name, only variants that the compiler made, or nothing; then with
 * the nearest name. The caller frees, in every case.
 */
int choose_by_name(const struct kallsyms *symbols, const char *word, struct choice *choice,
		   struct complaint *complaint);

/*
 * All functions that are in @book, by address; choice->lost is the first line that kallsyms
 * has no function for. Returns 0 or -ENOMEM.
 */
int choose_by_book(const struct kallsyms *symbols, const struct enabled_functions *book,
		   struct choice *choice);

void choice_free(struct choice *choice);

#endif /* SITE_CHOOSE_H */
