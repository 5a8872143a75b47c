// SPDX-License-Identifier: GPL-2.0-only
#include "machine/journal_line.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const names[UNDO_COUNT] = {
	[UNDO_WRITE] = "write",
	[UNDO_APPEND] = "append",
	[UNDO_RMDIR] = "rmdir",
};

static size_t escape(const char *word, char *line, size_t used)
{
	for (; *word; word++) {
		unsigned char byte = (unsigned char)*word;

		if (isgraph(byte) && byte != '%')
			line[used++] = (char)byte;
		else
			used += (size_t)sprintf(line + used, "%%%02x", byte);
	}
	return used;
}

ssize_t undo_line_format(enum undo undo, const char *path, const char *text, char *line,
			 size_t size)
{
	size_t used;

	if (strlen(path) >= PATH_MAX || (text && strlen(text) >= UNDO_TEXT_SIZE) ||
	    size < 3 * (strlen(path) + (text ? strlen(text) : 0)) + 16)
		return -ENAMETOOLONG;
	used = (size_t)sprintf(line, "%s ", names[undo]);
	used = escape(path, line, used);
	if (text) {
		line[used++] = ' ';
		used = escape(text, line, used);
	}
	line[used++] = '\n';
	line[used] = '\0';
	return (ssize_t)used;
}

/* The byte behind a '%', 0 if there is none. */
static char escaped_byte(const char *digits, size_t length)
{
	unsigned int byte = 0;

	if (length < 2 || !isxdigit((unsigned char)digits[0]) ||
	    !isxdigit((unsigned char)digits[1]))
		return 0;
	sscanf(digits, "%2x", &byte);
	return (char)byte;
}

/* Returns false if it is no word, or one too long. */
static bool unescape(const char *word, size_t length, char *text, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		char byte = word[i];

		if (byte == '%') {
			byte = escaped_byte(word + i + 1, length - i - 1);
			i += 2;
		}
		if (!byte || used + 1 >= size)
			return false;
		text[used++] = byte;
	}
	text[used] = '\0';
	return used > 0;
}

static bool find_kind(const char *word, size_t length, enum undo *undo)
{
	for (int kind = 0; kind < UNDO_COUNT; kind++) {
		if (strlen(names[kind]) != length || strncmp(word, names[kind], length) != 0)
			continue;
		*undo = (enum undo)kind;
		return true;
	}
	return false;
}

bool undo_line_parse(const char *line, struct undo_line *entry)
{
	size_t length = strcspn(line, " \n");
	const char *path = line + length + 1;

	if (line[length] != ' ' || !find_kind(line, length, &entry->undo))
		return false;
	length = strcspn(path, " \n");
	entry->text[0] = '\0';
	if (!unescape(path, length, entry->path, sizeof(entry->path)) || entry->path[0] != '/')
		return false;
	if (entry->undo == UNDO_RMDIR)
		return path[length] == '\n';
	return path[length] == ' ' && unescape(path + length + 1, strcspn(path + length + 1, "\n"),
					       entry->text, sizeof(entry->text));
}

void undo_line_describe(const struct undo_line *entry, char *text, size_t size)
{
	if (entry->undo == UNDO_RMDIR)
		snprintf(text, size, "%s %s", names[entry->undo], entry->path);
	else
		snprintf(text, size, "%s '%.*s' to %s", names[entry->undo],
			 (int)strcspn(entry->text, "\n"), entry->text, entry->path);
}
