// SPDX-License-Identifier: GPL-2.0-only
#include "report/wrap.h"

#include <stdbool.h>
#include <string.h>

char wrap_printable(char byte)
{
	if (byte < ' ' || byte > '~')
		return '?';
	return byte;
}

void wrap_print(FILE *out, int indent, const char *text)
{
	wrap_print_at(out, 0, indent, text);
}

void wrap_print_at(FILE *out, int first, int indent, const char *text)
{
	static const char blanks[] = " \t\r\n";
	size_t column = (size_t)first;
	bool begun = false;

	fprintf(out, "%*s", first, "");
	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		size_t length = strcspn(text, blanks);

		if (begun && column + 1 + length > WRAP_COLUMNS) {
			fprintf(out, "\n%*s", indent, "");
			column = (size_t)indent;
		} else if (begun) {
			fputc(' ', out);
			column++;
		}
		begun = true;
		for (; length; length--, text++) {
			/* A word that no line can hold is broken. */
			if (column == WRAP_COLUMNS) {
				fprintf(out, "\n%*s", indent, "");
				column = (size_t)indent;
			}
			fputc(wrap_printable(*text), out);
			column++;
		}
	}
	fputc('\n', out);
}
