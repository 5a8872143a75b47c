/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SCRIPTS_H
#define PLOT_SCRIPTS_H

#include "plot/plot.h"

/* A file of plots/ as it was built in: a picture's script, or what these load. */
struct plot_file {
	const char *name; /* with its end */
	const char *text;
};

const struct plot_file *plot_files(size_t *count);

#endif /* PLOT_SCRIPTS_H */
