/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LEFT_OUT_H
#define LEFT_OUT_H

#include <stddef.h>

#include "result/record.h"

#define LEFT_OUT_NAMES_SIZE 256
#define LEFT_OUT_REASON_SIZE 240

/* The events of presets that are not counted, by the reason: those of an equal one together. */
struct left_out {
	size_t count;
	struct left_out_reason {
		size_t events;
		char names[LEFT_OUT_NAMES_SIZE]; /* with commas between them */
		char reason[LEFT_OUT_REASON_SIZE];
	} reasons[RECORD_COUNTERS_MAX];
};

/* At most RECORD_COUNTERS_MAX; what is longer than its place is cut. */
void left_out_add(struct left_out *left_out, const char *name, const char *reason);

/* "NAME is left out: REASON", "NAME, NAME are left out: REASON". */
void left_out_text(const struct left_out_reason *reason, char *text, size_t size);

#endif /* LEFT_OUT_H */
