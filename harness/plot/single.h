/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SINGLE_H
#define PLOT_SINGLE_H

#include "plot/plot.h"

/* One picture of data that are there already. */
struct plot_single {
	char *image;
	size_t size;
	char failure[320]; /* why there is none, for people; "": there is one */
};

/*
 * Draws @csv by the script of that name ("history"), as `gnuplot -d -c SCRIPT.gp DATA OUTPUT`, in
 * a temporary folder that is gone afterwards. Returns 0, with failure if there is no image, -EINTR
 * when a signal stopped it, or -ENOMEM. The caller frees the image.
 */
int plot_single_draw(const char *script, const char *csv, enum plot_picture_format format,
		     struct plot_single *picture);

/* The format of that end of @path; PLOT_PICTURE_FORMAT_COUNT: it has none of them. */
enum plot_picture_format plot_format_of(const char *path);

#endif /* PLOT_SINGLE_H */
