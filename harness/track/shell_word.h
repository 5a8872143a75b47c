/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHELL_WORD_H
#define SHELL_WORD_H

/*
 * The text as one word of a shell, in quotes where it needs them; what is not printable ASCII is
 * '?'. The caller frees it; NULL: memory ran out.
 */
char *shell_word(const char *text);

#endif /* SHELL_WORD_H */
