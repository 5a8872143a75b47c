/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHOICE_H
#define CHOICE_H

#include <stdbool.h>

/*
 * Whether the list has the name: "ops1,ops2" has two. A name may hold a comma itself, as boards'
 * do, so the list is not taken apart. NULL has all of them.
 */
bool choice_has(const char *list, const char *name);

#endif /* CHOICE_H */
