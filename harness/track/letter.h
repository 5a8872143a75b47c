/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_LETTER_H
#define TRACK_LETTER_H

#include <stdbool.h>
#include <stdio.h>

#include "track/listing.h"

/*
 * What is read by people, as text for a terminal or a mail, or as markdown. The first error is
 * kept: -ENOMEM.
 */
struct letter {
	FILE *out;
	bool markdown;
	bool begun; /* something is printed already: a heading has a blank line before it */
	int error;
};

/* Each prints one line of words, which is wrapped. */
__attribute__((format(printf, 2, 3))) void letter_heading(struct letter *letter, const char *format,
							  ...);
__attribute__((format(printf, 2, 3))) void letter_line(struct letter *letter, const char *format,
						       ...);
/* Of a list, under a heading. */
__attribute__((format(printf, 2, 3))) void letter_item(struct letter *letter, const char *format,
						       ...);

/* A command that can be copied; @command is the caller's. NULL: memory ran out. */
void letter_command(struct letter *letter, const char *command);

void letter_table(struct letter *letter, const struct listing *listing);

#endif /* TRACK_LETTER_H */
