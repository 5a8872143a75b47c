/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_SPREAD_H
#define EXPORT_SPREAD_H

#include "export/blocks.h"

/* What formats that know means and deviations say of the values of blocks. */
struct export_spread {
	double mean;
	double deviation; /* of a sample: by count - 1; 0 of one value */
	double lowest;
	double highest;
};

/* @blocks has at least one. */
struct export_spread export_spread_of(const struct export_blocks *blocks);

#endif /* EXPORT_SPREAD_H */
