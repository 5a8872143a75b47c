/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NIGHTS_NIGHT_H
#define NIGHTS_NIGHT_H

#include <stdint.h>
#include <stdio.h>

#include "scenario.h"

#define NIGHT_WORD_SIZE 64
#define NIGHT_SECONDS 86400 /* from one to the next */

/* One run of one board. The same members give the same file, byte for byte. */
struct night {
	const struct scenario *scenario;
	size_t board;
	unsigned int number; /* from 0 */
	unsigned int round; /* 0: the night's own run; else measured again */
	unsigned int day; /* of what is measured again: on which day, counted as nights are */
	uint64_t seed; /* of all nights */
	unsigned int blocks; /* 0: the board's */
	const char *configurations; /* lists; NULL: the board's */
	const char *workloads;
};

/* When the night began: @add seconds after its midnight. */
void night_time(unsigned int number, unsigned int add, char text[NIGHT_WORD_SIZE]);

/* The release of its kernel, which stands for its commit: 7.2.0-next-20230105. */
void night_release(unsigned int number, char text[NIGHT_WORD_SIZE]);

/* The night of a release, or of another word that ends in its date; -1: it does not. */
long night_of(const char *release);

/*
 * Writes the result file. Of a hole it is what is left of it; HOLE_ABSENT is not for here.
 * Returns NULL, or what is wrong with the lists.
 */
const char *night_write(const struct night *night, FILE *out);

#endif /* NIGHTS_NIGHT_H */
