/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHELL_WORD_H
#define SHELL_WORD_H

#include <stdio.h>

/*
 * Prints @word so that a shell takes it as one word and as nothing but that word, whatever it
 * holds: as it is, in single quotes, or, with bytes that are not printable ASCII, as $'...' of
 * POSIX 2024 (bash, ksh and zsh have long had it).
 */
void shell_word_print(FILE *out, const char *word);

/* The same as a new string for the caller; NULL: memory ran out. */
char *shell_word(const char *word);

/* The same behind a blank and an option's name, and a blank. */
void shell_option_print(FILE *out, const char *option, const char *word);

#endif /* SHELL_WORD_H */
