// SPDX-License-Identifier: GPL-2.0-only
#include "page/html.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/markup.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* RFC 3629, section 4: how many bytes follow the first one, and the least that so many are for. */
static const struct {
	unsigned char mask;
	unsigned char lead;
	uint32_t least;
} lengths[] = {
	{ 0x80, 0x00, 0 },
	{ 0xe0, 0xc0, 0x80 },
	{ 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 },
};

#define BYTES_MAX (sizeof(lengths) / sizeof(lengths[0]))
#define CODE_MAX 0x10ffff

/* The character at @at, of *@length bytes; false: it is none, and *@length is 1. */
static bool decode(const unsigned char *at, uint32_t *code, size_t *length)
{
	size_t bytes = 0;

	*length = 1;
	while (bytes < BYTES_MAX && (*at & lengths[bytes].mask) != lengths[bytes].lead)
		bytes++;
	if (bytes == BYTES_MAX)
		return false;
	*code = *at & (unsigned char)~lengths[bytes].mask;
	for (size_t i = 1; i <= bytes; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return false;
		*code = *code << 6 | (at[i] & 0x3f);
	}
	if (*code < lengths[bytes].least || *code > CODE_MAX)
		return false;
	*length = bytes + 1;
	return true;
}

static bool is_between(uint32_t code, uint32_t first, uint32_t last)
{
	return code >= first && code <= last;
}

/* Characters that HTML does not have, and those by which a name could dress up as another. */
static bool is_shown(uint32_t code)
{
	if (code == '\t' || code == '\n')
		return true;
	if (code < 0x20 || is_between(code, 0x7f, 0x9f) || is_between(code, 0xd800, 0xdfff))
		return false;
	if (is_between(code, 0xfdd0, 0xfdef) || (code & 0xfffe) == 0xfffe)
		return false;
	return !is_between(code, 0x200b, 0x200f) && !is_between(code, 0x2028, 0x202e) &&
	       !is_between(code, 0x2060, 0x206f) && code != 0x61c && code != 0xfeff;
}

void html_text(FILE *out, const char *text)
{
	while (*text) {
		const char *instead = *text == '\'' ? "&#39;" : markup_entity(*text);
		size_t length = 1;
		uint32_t code;

		if (!instead &&
		    (!decode((const unsigned char *)text, &code, &length) || !is_shown(code)))
			instead = REPLACEMENT;
		if (instead)
			fputs(instead, out);
		else
			fwrite(text, 1, length, out);
		text += length;
	}
}

void html_print(FILE *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	while (*format) {
		size_t markup = strcspn(format, "%");

		fwrite(format, 1, markup, out);
		format += markup;
		if (!strncmp(format, "%s", 2)) {
			html_text(out, va_arg(arguments, const char *));
			format += 2;
		} else if (!strncmp(format, "%zu", 3)) {
			fprintf(out, "%zu", va_arg(arguments, size_t));
			format += 3;
		} else if (!strncmp(format, "%%", 2)) {
			fputc('%', out);
			format += 2;
		} else if (*format) {
			/* A format of our own that this does not know. */
			abort();
		}
	}
	va_end(arguments);
}
