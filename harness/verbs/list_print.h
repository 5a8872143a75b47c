/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIST_PRINT_H
#define LIST_PRINT_H

#include <jansson.h>

#include "verbs/availability.h"

/* A line below a row, of a member that is a text or some; null and none are not shown. */
struct list_remark {
	const char *key;
	const char *word;
};

/* A topic makes an array of objects; how they are shown is told by its columns and remarks. */
struct list_topic {
	const char *word; /* that asks for it */
	const char *name; /* of the array */
	const char *heading;
	json_t *(*rows)(struct kernel_knowledge *knowledge);
	struct list_column {
		const char *key;
		int width; /* 0: the last one, as wide as its text */
	} columns[5];
	struct list_remark remarks[4];
};

/* Prints the topic's heading and its rows, 80 columns wide. */
void list_print_topic(const struct list_topic *topic, struct kernel_knowledge *knowledge);

#endif /* LIST_PRINT_H */
