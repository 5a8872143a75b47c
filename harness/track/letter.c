// SPDX-License-Identifier: GPL-2.0-only
#include "track/letter.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "report/command.h"
#include "report/wrap.h"

#define ITEM_INDENT 2
#define COMMAND_INDENT 4

/* As in markdown every character of it is shown, so in text none but printable ones. */
static void print(struct letter *letter, int indent, const char *mark, const char *format,
		  va_list arguments)
{
	char *text;

	if (letter->error)
		return;
	if (vasprintf(&text, format, arguments) < 0) {
		letter->error = -ENOMEM;
		return;
	}
	if (letter->markdown) {
		fputs(mark, letter->out);
		table_print_markdown_text(text, letter->out);
		fputc('\n', letter->out);
	} else {
		wrap_print_at(letter->out, indent, indent + ITEM_INDENT, text);
	}
	free(text);
	letter->begun = true;
}

void letter_heading(struct letter *letter, const char *format, ...)
{
	va_list arguments;

	if (letter->begun)
		fputc('\n', letter->out);
	va_start(arguments, format);
	print(letter, 0, "### ", format, arguments);
	va_end(arguments);
}

void letter_line(struct letter *letter, const char *format, ...)
{
	va_list arguments;

	if (letter->markdown && letter->begun)
		fputc('\n', letter->out);
	va_start(arguments, format);
	print(letter, 0, "", format, arguments);
	va_end(arguments);
}

void letter_item(struct letter *letter, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print(letter, ITEM_INDENT, "- ", format, arguments);
	va_end(arguments);
}

/* A backslash at a line's end within $'...' would be no more than a backslash. */
static bool can_be_wrapped(const char *command)
{
	return !strstr(command, "$'");
}

void letter_command(struct letter *letter, const char *command)
{
	if (letter->error)
		return;
	if (!command) {
		letter->error = -ENOMEM;
		return;
	}
	if (letter->markdown)
		fprintf(letter->out, "\n  ```sh\n  %s\n  ```\n\n", command);
	else if (can_be_wrapped(command))
		command_print(letter->out, COMMAND_INDENT, command);
	else
		fprintf(letter->out, "%*s%s\n", COMMAND_INDENT, "", command);
	letter->begun = true;
}

void letter_table(struct letter *letter, const struct listing *listing)
{
	if (letter->error)
		return;
	if (letter->markdown) {
		fputc('\n', letter->out);
		letter->error = listing_markdown(letter->out, listing);
		fputc('\n', letter->out);
	} else {
		letter->error = listing_text(letter->out, listing, ITEM_INDENT);
	}
	letter->begun = true;
}
