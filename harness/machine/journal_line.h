/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef JOURNAL_LINE_H
#define JOURNAL_LINE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define UNDO_TEXT_SIZE 1024
/* Each byte may become three. */
#define UNDO_LINE_SIZE (3 * (PATH_MAX + UNDO_TEXT_SIZE) + 16)

/* How a change is undone. Done twice it does no harm. */
enum undo {
	UNDO_WRITE, /* writes a text into a file, which held it before */
	UNDO_APPEND, /* appends a text to a file: of a list, the word that takes a member off */
	UNDO_RMDIR, /* removes a folder */
	UNDO_COUNT,
};

/*
 * A line of a journal: "rmdir PATH", "write PATH TEXT", "append PATH TEXT"; %XX stands for a
 * byte that is no plain character.
 */
struct undo_line {
	enum undo undo;
	char path[PATH_MAX];
	char text[UNDO_TEXT_SIZE]; /* "" of one that writes none */
	off_t offset; /* in its file; the parser leaves it alone */
};

/*
 * Puts the line, with its end, into @line. @text is NULL for one that writes none. Returns its
 * length, or -ENAMETOOLONG.
 */
ssize_t undo_line_format(enum undo undo, const char *path, const char *text, char *line,
			 size_t size);

/* Reads a line that has its end. Returns false if it is none. */
bool undo_line_parse(const char *line, struct undo_line *entry);

/* What undoing it means, in one line for people. */
void undo_line_describe(const struct undo_line *entry, char *text, size_t size);

#endif /* JOURNAL_LINE_H */
