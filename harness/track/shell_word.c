// SPDX-License-Identifier: GPL-2.0-only
#include "track/shell_word.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/wrap.h"

static bool is_plain(const char *text)
{
	const char *c = text;

	while (isalnum((unsigned char)*c) || (*c && strchr("-_.,:/+=@%^", *c)))
		c++;
	return !*c && c > text && *text != '-';
}

/* Each byte takes four at most, '\'' for a quote. */
char *shell_word(const char *text)
{
	char *word = malloc(4 * strlen(text) + 3);
	char *end = word;

	if (!word)
		return NULL;
	if (is_plain(text))
		return strcpy(word, text);
	*end++ = '\'';
	for (; *text; text++) {
		if (*text == '\'')
			end = stpcpy(end, "'\\''");
		else
			*end++ = wrap_printable(*text);
	}
	*end++ = '\'';
	*end = '\0';
	return word;
}
