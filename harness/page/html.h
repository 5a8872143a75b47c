/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HTML_H
#define HTML_H

#include <stdio.h>

/*
 * Prints @text so that HTML shows every character of it as it is, between tags and in attributes
 * that stand in quotes. What is no UTF-8, a control character, or turns the direction of the text
 * around, becomes U+FFFD.
 */
void html_text(FILE *out, const char *text);

/*
 * printf() whose strings are data: each %s is printed by html_text(), all else of the format is
 * markup. It knows %s, %zu and %%.
 */
__attribute__((format(printf, 2, 3))) void html_print(FILE *out, const char *format, ...);

#endif /* HTML_H */
