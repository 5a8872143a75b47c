/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UNDOING_PRINT_H
#define UNDOING_PRINT_H

#include "machine/journal.h"

/* A line about what a start undid of a dead process's, for journal_restore(). @context is not used.
 */
void undoing_print(void *context, const struct journal_deed *deed);

#endif /* UNDOING_PRINT_H */
