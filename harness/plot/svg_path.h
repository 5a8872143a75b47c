/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SVG_PATH_H
#define PLOT_SVG_PATH_H

#include <stdio.h>

#include "plot/svg_read.h"

/*
 * Prints what a path's "d" draws, in tenths of a pixel and from point to point: "m0 .7h.1" in place
 * of "M216.50,177.75 L216.59,177.75", which is a third of what a picture of samples takes. False,
 * and nothing is printed: it is more than lines to places.
 */
bool svg_write_path(FILE *out, const struct svg_piece *path);

/*
 * Prints a polygon's "points" as the attribute "d" of a path, which takes two thirds of the bytes.
 * False, and nothing is printed: they are none.
 */
bool svg_write_polygon(FILE *out, const struct svg_piece *points);

/* Whether the path draws nothing: it only goes to places, as gnuplot's ticks without a length do.
 */
bool svg_path_is_nothing(const struct svg_piece *path);

#endif /* PLOT_SVG_PATH_H */
