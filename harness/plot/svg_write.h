/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SVG_WRITE_H
#define PLOT_SVG_WRITE_H

#include <stdio.h>

#include "plot/svg_read.h"

/* Prints the attributes that say how the element looks; ids and references begin with @prefix. */
void svg_write_attributes(FILE *out, const struct svg_token *token, const char *prefix);

/* Prints where a text stands, given the transform of a group that it alone is in. */
void svg_write_place(FILE *out, const struct svg_piece *transform);

/* Prints text of XML so that it is the same one in HTML, and nothing but text. */
void svg_write_text(FILE *out, const struct svg_piece *text);

/* The same of a text that is not escaped yet. */
void svg_write_plain(FILE *out, const char *text);

#endif /* PLOT_SVG_WRITE_H */
