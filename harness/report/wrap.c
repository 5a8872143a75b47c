// SPDX-License-Identifier: GPL-2.0-only
#include "report/wrap.h"

#include <string.h>

char wrap_printable(char byte)
{
	if (byte < ' ' || byte > '~')
		return '?';
	return byte;
}

void wrap_print(FILE *out, int indent, const char *text)
{
	static const char blanks[] = " \t\r\n";
	size_t column = 0;

	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		size_t length = strcspn(text, blanks);

		if (column && column + 1 + length > WRAP_COLUMNS) {
			fprintf(out, "\n%*s", indent, "");
			column = (size_t)indent;
		} else if (column) {
			fputc(' ', out);
			column++;
		}
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
