/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SVG_SHORT_H
#define PLOT_SVG_SHORT_H

#include <stdio.h>

/*
 * Makes ' name="value"...', as svg_write_attributes() prints it, as short as HTML lets it be: no
 * quotes where none are needed, and a class of page.css in place of what gnuplot says each time
 * anew. In the text's own place, for it only gets shorter.
 */
void svg_shorten(char *attributes);

#endif /* PLOT_SVG_SHORT_H */
