// SPDX-License-Identifier: GPL-2.0-only
#include "track/shell_word.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_plain(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+:/,@%";

	return *word && strspn(word, plain) == strlen(word);
}

static bool is_printable(const char *word)
{
	while (*word >= ' ' && *word <= '~')
		word++;
	return !*word;
}

/* Octal has three digits, so that no digit behind it is taken for a fourth. */
static void print_escaped(FILE *out, const char *word)
{
	fputs("$'", out);
	for (; *word; word++) {
		if (*word < ' ' || *word > '~' || *word == '\'' || *word == '\\')
			fprintf(out, "\\%03o", (unsigned int)(unsigned char)*word);
		else
			fputc(*word, out);
	}
	fputc('\'', out);
}

void shell_word_print(FILE *out, const char *word)
{
	if (is_plain(word)) {
		fputs(word, out);
		return;
	}
	if (!is_printable(word)) {
		print_escaped(out, word);
		return;
	}
	fputc('\'', out);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", out);
		else
			fputc(*word, out);
	}
	fputc('\'', out);
}

void shell_option_print(FILE *out, const char *option, const char *word)
{
	fprintf(out, " %s ", option);
	shell_word_print(out, word);
}

char *shell_word(const char *word)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	shell_word_print(out, word);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}
