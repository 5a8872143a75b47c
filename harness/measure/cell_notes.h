/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CELL_NOTES_H
#define CELL_NOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "site/check.h"

/* An event about a cell that was measured: what a reader must know of its numbers. */
struct cell_note {
	const char *kind; /* "note" or "dirty" */
	char text[EVIDENCE_TEXT_SIZE];
};

/* The @index-th of a cell, from 0. False: there is no more. */
bool cell_note(const struct claim *claim, const struct evidence *evidence, size_t index,
	       struct cell_note *note);

#endif /* CELL_NOTES_H */
