// SPDX-License-Identifier: GPL-2.0-only
/*
 * Looks through a line that is a proof's record without building anything of it. Takes less than
 * JSON allows: no spaces, no escapes but \" and \\ and \n, whole numbers of few digits, few names.
 */
#include "result/plain_proof.h"

#include <string.h>

#define BEGIN "{\"record\":\"proof\","

/* More than a proof has. */
#define NAMES_MAX 48
#define DEPTH_MAX 4

/* No number of so many digits is beyond an int64_t. */
#define DIGITS_MAX 18

/* A place in the line; the byte at @end is a NUL or anything else that may be read. */
struct look {
	const char *at;
	const char *end;
	int depth;
};

/* A name of an object, between its quotes. */
struct name {
	const char *text;
	size_t length;
};

static bool take(struct look *look, char byte)
{
	if (look->at == look->end || *look->at != byte)
		return false;
	look->at++;
	return true;
}

static bool take_word(struct look *look, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(look->end - look->at) < length || memcmp(look->at, word, length) != 0)
		return false;
	look->at += length;
	return true;
}

/* Printable ASCII in quotes; @escapes: whether there may be any. */
static bool take_string(struct look *look, bool escapes)
{
	if (!take(look, '"'))
		return false;
	while (look->at < look->end && *look->at >= ' ' && *look->at <= '~') {
		char byte = *look->at++;

		if (byte == '"')
			return true;
		if (byte != '\\')
			continue;
		if (!escapes || !(take(look, '"') || take(look, '\\') || take(look, 'n')))
			return false;
	}
	return false;
}

static bool take_number(struct look *look)
{
	const char *first;

	take(look, '-');
	first = look->at;
	while (look->at < look->end && *look->at >= '0' && *look->at <= '9')
		look->at++;
	if (look->at == first || look->at - first > DIGITS_MAX)
		return false;
	/* A zero leads no number. What makes it a fraction is no end of a value. */
	return *first != '0' || look->at - first == 1;
}

/* A library that refuses doubled names would refuse the line. */
static bool is_new(const struct name *names, size_t count)
{
	const struct name *last = &names[count];

	for (size_t i = 0; i < count; i++) {
		if (names[i].length == last->length &&
		    !memcmp(names[i].text, last->text, last->length))
			return false;
	}
	return true;
}

static bool take_value(struct look *look);

/* The members of an object behind its brace, and the brace that closes it. */
static bool take_members(struct look *look)
{
	struct name names[NAMES_MAX];
	size_t count = 0;

	do {
		if (count == NAMES_MAX)
			return false;
		names[count].text = look->at;
		if (!take_string(look, false))
			return false;
		names[count].length = (size_t)(look->at - names[count].text);
		if (!is_new(names, count++) || !take(look, ':') || !take_value(look))
			return false;
	} while (take(look, ','));
	return take(look, '}');
}

/* No arrays: a proof has none. */
static bool take_value(struct look *look)
{
	bool taken;

	if (look->at == look->end)
		return false;
	switch (*look->at) {
	case '"':
		return take_string(look, true);
	case '{':
		if (look->depth == DEPTH_MAX)
			return false;
		look->depth++;
		look->at++;
		taken = take(look, '}') || take_members(look);
		look->depth--;
		return taken;
	case 'n':
		return take_word(look, "null");
	case 't':
		return take_word(look, "true");
	case 'f':
		return take_word(look, "false");
	default:
		return take_number(look);
	}
}

bool is_plain_proof(const char *line, size_t length)
{
	struct look look = { .at = line, .end = line + length };

	if (length < sizeof(BEGIN) - 1 || memcmp(line, BEGIN, sizeof(BEGIN) - 1) != 0)
		return false;
	return take_value(&look) && look.at == look.end;
}
