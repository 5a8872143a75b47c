/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SVG_H
#define PLOT_SVG_H

#include <stddef.h>

/*
 * Writes gnuplot's SVG anew, as plot_inline_svg() of plot.h tells: only elements and attributes
 * that say what a picture looks like, their texts escaped, so that whatever stood in it is safe in
 * a page. @label is for who cannot see it. Returns 0 with @out, which the caller frees, -EINVAL
 * if it is no SVG of gnuplot's, or -ENOMEM.
 */
int plot_svg_clean(const char *svg, const char *prefix, const char *label, char **out);

#endif /* PLOT_SVG_H */
