/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_FILE_H
#define SYSTEM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Reads the file that the format names, below @root ("" is the real one, tests make
 * their own), into @text, cut to @size - 1 bytes and ended with a zero. Returns the number of
 * bytes or a negative errno.
 */
__attribute__((format(printf, 4, 5))) ssize_t
system_file_read(const char *root, char *text, size_t size, const char *format, ...);

/* As above, with white space and zeros taken off the end; "" if it cannot be read. */
__attribute__((format(printf, 4, 5))) const char *
system_file_line(const char *root, char *text, size_t size, const char *format, ...);

/*
 * Reads the whole number that the file begins with. Returns 0 or a negative errno; -EBADMSG: it
 * holds none.
 */
__attribute__((format(printf, 3, 4))) int system_file_number(const char *root, long *number,
							     const char *format, ...);

/*
 * Writes @text into the file at @path, in one piece; with @append behind what is there: of a
 * list that the kernel keeps (kprobe_events) nothing is taken away. Returns 0 or a negative
 * errno. The file must be there.
 */
int system_file_write(const char *path, const char *text, bool append);

#endif /* SYSTEM_FILE_H */
