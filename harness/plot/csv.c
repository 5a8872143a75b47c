// SPDX-License-Identifier: GPL-2.0-only
#include "plot/csv.h"

#include <string.h>

char plot_csv_byte(char byte)
{
	return (unsigned char)byte < ' ' || byte == 0x7f ? '?' : byte;
}

void plot_csv_field(FILE *out, const char *mark, const char *text)
{
	bool quoted = text && strpbrk(text, ",\"");

	if (quoted)
		fputc('"', out);
	fputs(mark, out);
	for (; text && *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(plot_csv_byte(*text), out);
	}
	if (quoted)
		fputc('"', out);
}

/* The end of the field that begins at @text, its quotes gone; the byte behind it is in @next. */
static char *end_field(char *text, char **next)
{
	char *to = text;
	bool quoted = *text == '"';

	if (!quoted) {
		*next = text + strcspn(text, ",\n");
		return *next;
	}
	for (text++; *text && (*text != '"' || text[1] == '"'); text++) {
		text += *text == '"';
		*to++ = *text;
	}
	*next = text + (*text == '"');
	return to;
}

char *plot_csv_split(char *csv, char **fields, size_t size, size_t *count)
{
	*count = 0;
	if (!*csv)
		return NULL;
	for (;;) {
		char *next;
		char *end = end_field(csv, &next);
		char behind = *next;

		if (*count < size)
			fields[(*count)++] = csv;
		*end = '\0';
		csv = next + (behind != '\0');
		if (behind != ',')
			return csv;
	}
}
