/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_COMMAND_H
#define PLOT_COMMAND_H

#include "plot/plot.h"

/* Names of a picture's files, and the words behind gnuplot's name that draw it from them. */
struct plot_command {
	char script[64];
	char data[128];
	char more_data[128];
	char image[128];
	char said[128]; /* what gnuplot says meanwhile */
	char workload[256]; /* as the data have it; "", the first one there, if it is longer */
	char metric[256];
	const char *words[9]; /* the last one is NULL */
};

void plot_command_make(const struct plots *plots, const struct plot_picture *picture,
		       enum plot_picture_format format, struct plot_command *command);

/* "svg" */
const char *plot_format_end(enum plot_picture_format format);

#endif /* PLOT_COMMAND_H */
