/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WRITER_H
#define WRITER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* A result file that is being written. */
struct result_writer {
	int fd; /* -1: not open */
	bool regular; /* a regular file of ours, which can be read again afterwards */
	bool created; /* it was not there before: ours to remove if nothing comes of it */
	FILE *copy; /* of what went into something that cannot be read again, or NULL */
	int error; /* the first error; every later write fails with it */
};

/*
 * Opens @path ("-" is standard output). An existing regular file is not
 * overwritten (-EEXIST) unless it is empty; devices and pipes are written as they
 * are. A regular file is locked (-EWOULDBLOCK: another run writes it). Returns 0 or a
 * negative errno.
 */
int result_writer_open(struct result_writer *writer, const char *path);

/*
 * Appends @record as one line, in one write where the system allows it, and takes
 * ownership of it. NULL is taken as "memory ran out". Returns 0 or a negative errno
 * (-ENOSPC: the disk is full).
 */
int result_writer_append(struct result_writer *writer, json_t *record);

/* The same for a line that is JSON already, without its newline. */
int result_writer_append_line(struct result_writer *writer, char *line);

/* Has what was appended brought to the disk; called after each block. */
int result_writer_sync(struct result_writer *writer);

/*
 * What was written, from its beginning, for a reader; the caller closes it. NULL if
 * that cannot be had. @path is the one that was opened.
 */
FILE *result_writer_reread(struct result_writer *writer, const char *path);

/* Closes the file. Returns the first error of the writer's life. */
int result_writer_close(struct result_writer *writer);

#endif /* WRITER_H */
