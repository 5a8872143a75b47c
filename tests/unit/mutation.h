/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file's text, and what could happen to it: always the same for the same state.
 */
#ifndef MUTATION_H
#define MUTATION_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define SIZE_MAX_OF_SAMPLE ((size_t)65536)
#define ROOM (2 * SIZE_MAX_OF_SAMPLE)

struct text {
	char bytes[ROOM];
	size_t size;
};

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static size_t below(uint64_t *state, size_t bound)
{
	return bound ? next_random(state) % bound : 0;
}

/* Replaces @old bytes at @place by @size others, if there is room. */
static void splice(struct text *text, size_t place, size_t old, const char *bytes, size_t size)
{
	if (old > text->size - place)
		old = text->size - place;
	if (text->size - old + size > ROOM)
		return;
	memmove(text->bytes + place + size, text->bytes + place + old, text->size - place - old);
	memcpy(text->bytes + place, bytes, size);
	text->size += size - old;
}

static void put_word(struct text *text, uint64_t *state)
{
	static const char *const words[] = {
		"null",
		"-1",
		"0",
		"9223372036854775807",
		"99999999999999999999",
		"1e308",
		"{}",
		"[]",
		"\"\"",
		"true",
		"\n",
		"\"none\"",
		"\"valid\"",
		"\\u001b",
		"\xff",
		"\"record\":\"end\"",
		"\"record\":\"header\"",
		"\"invalid\"",
		"}\n{",
		",",
	};
	const char *word = words[below(state, sizeof(words) / sizeof(words[0]))];

	splice(text, below(state, text->size), below(state, 8), word, strlen(word));
}

/* The next number from a place on becomes another one: the file stays JSON. */
static void put_number(struct text *text, uint64_t *state)
{
	size_t place = below(state, text->size);
	size_t length = 0;
	char number[32];

	while (place < text->size && (text->bytes[place] < '0' || text->bytes[place] > '9'))
		place++;
	while (place + length < text->size && text->bytes[place + length] >= '0' &&
	       text->bytes[place + length] <= '9')
		length++;
	snprintf(number, sizeof(number), "%llu",
		 (unsigned long long)(next_random(state) >> below(state, 64)));
	splice(text, place, length, number, strlen(number));
}

static void mutate(struct text *text, uint64_t *state)
{
	size_t place = below(state, text->size);
	char copy[64];
	size_t size = below(state, sizeof(copy));

	switch (below(state, 8)) {
	case 0:
		text->bytes[place] = (char)next_random(state);
		break;
	case 1:
		text->bytes[place] ^= (char)(1 << below(state, 8));
		break;
	case 2:
		splice(text, place, size, "", 0);
		break;
	case 3:
		if (size > text->size - place)
			size = text->size - place;
		memcpy(copy, text->bytes + place, size);
		splice(text, below(state, text->size), 0, copy, size);
		break;
	case 4:
		text->size = place + 1;
		break;
	case 5:
		put_word(text, state);
		break;
	default:
		put_number(text, state);
		break;
	}
}

#endif /* MUTATION_H */
