/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HOSTILE_STRINGS_H
#define HOSTILE_STRINGS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* What somebody could write into a result file so that a page does what they want. */
#define HOSTILE_MARKER_COUNT 9
extern const char *const hostile_markers[HOSTILE_MARKER_COUNT];

/* All of them in one string. */
extern const char hostile_everything[];

/* What is replaced in a file. */
struct hostile_target {
	char *place; /* "header/environment/board", or NULL: wherever the text is */
	char *text; /* what stands there now */
	bool needless; /* another row does the same */
};

struct hostile_targets {
	struct hostile_target *rows;
	size_t count;
};

/*
 * Every distinct text of the records, keys and values, and every place of a value: records of a
 * kind have the same places. Returns 0 or -ENOMEM.
 */
int hostile_find(const json_t *records, struct hostile_targets *targets);
void hostile_free(struct hostile_targets *targets);

/* Puts the word into the target's place in all records. False: it is nowhere. */
bool hostile_replace(json_t *records, const struct hostile_target *target, const char *word);

#endif /* HOSTILE_STRINGS_H */
