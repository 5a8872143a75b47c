/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_WORKPLACE_H
#define PLOT_WORKPLACE_H

#include <stddef.h>

/*
 * Makes a folder that only this user can read, in TMPDIR or /tmp. Returns 0 or a negative errno;
 * @path is what the caller frees, also in that case: where it was tried.
 */
int workplace_make(char **path);

/* Removes the folder with all in it. */
void workplace_remove(const char *path);

/* Writes a file of the folder. Returns 0 or a negative errno; a file that is not whole is none. */
int workplace_write(const char *folder, const char *name, const char *text, size_t size);

/*
 * Reads a file of the folder, with a 0 behind it. Returns 0, -ENOENT, -EFBIG for more than
 * @most bytes, or another negative errno. The caller frees @text.
 */
int workplace_read(const char *folder, const char *name, size_t most, char **text, size_t *size);

#endif /* PLOT_WORKPLACE_H */
