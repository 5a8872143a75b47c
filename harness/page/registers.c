// SPDX-License-Identifier: GPL-2.0-only
#include "page/registers.h"

#include <string.h>

#include "config/configuration.h"
#include "page/html.h"

#define DIGITS "0123456789"

/* How many digits of @name stand for the '#' at which it and the pattern are. */
static size_t next_number(const char **pattern, const char **name)
{
	while (**pattern && **pattern != '#' && **name) {
		(*pattern)++;
		(*name)++;
	}
	*pattern += **pattern == '#';
	return strspn(*name, DIGITS);
}

void print_registers(FILE *out, const char *name)
{
	struct configuration configuration;
	const char *pattern;
	const char *words;

	if (configuration_parse(name, &configuration))
		return;
	pattern = configuration.row->pattern;
	words = configuration.row->registers;
	while (*words) {
		size_t plain = strcspn(words, "#");
		char text[2 * CONFIGURATION_NAME_SIZE];

		for (; plain; plain--) {
			snprintf(text, sizeof(text), "%c", *words++);
			html_text(out, text);
		}
		if (*words) {
			size_t digits = next_number(&pattern, &name);

			snprintf(text, sizeof(text), "%.*s", (int)digits, name);
			html_text(out, text);
			name += digits;
			words++;
		}
	}
}
