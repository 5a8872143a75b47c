/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_DRAW_H
#define PLOT_DRAW_H

#include "plot/gnuplot.h"
#include "plot/plot.h"

/*
 * Draws all pictures in the formats of the set, as many at once as there are CPUs, in a temporary
 * folder that is gone afterwards. What fails is said in the plots' failures. Returns 0, -EINTR
 * when a signal stopped it, or -ENOMEM.
 */
int plot_draw(struct plots *plots, unsigned int formats, const struct gnuplot *gnuplot);

/* A picture is some ten thousand bytes; more than this is none. */
#define PLOT_IMAGE_SIZE_MAX ((size_t)32 << 20)

/*
 * What gnuplot complained of in the file @name: ": " and the line that names the script's, else the
 * last one; printable, for names of result files are in it, too. "" if it said nothing.
 */
void plot_complaint(const char *folder, const char *name, char *text, size_t size);

/* Whether the bytes, with a 0 behind them, are an image of that format. */
bool plot_is_image(enum plot_picture_format format, const char *image, size_t size);

#endif /* PLOT_DRAW_H */
