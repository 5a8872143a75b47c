/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_WINDOW_H
#define CHANGE_WINDOW_H

#include <stddef.h>

/* More values are never in one. */
#define CHANGE_WINDOW_MAX 256

/* The newest values of a series in order of size: one comes, one goes. None is a NaN. */
struct change_window {
	double sorted[CHANGE_WINDOW_MAX];
	size_t count;
};

void change_window_add(struct change_window *window, double value);

/* @value is in there. */
void change_window_remove(struct change_window *window, double value);

/* The value that @share of all are below; there is one at least. */
double change_window_quantile(const struct change_window *window, double share);

/* The mean without a tenth at each end; of three and more without one at each end at least. */
double change_window_middle(const struct change_window *window);

#endif /* CHANGE_WINDOW_H */
