// SPDX-License-Identifier: GPL-2.0-only
#include "export/spread.h"

#include <math.h>

struct export_spread export_spread_of(const struct export_blocks *blocks)
{
	struct export_spread spread = {
		.lowest = blocks->blocks[0].value,
		.highest = blocks->blocks[0].value,
	};
	double squares = 0;

	for (size_t i = 0; i < blocks->count; i++) {
		spread.mean += blocks->blocks[i].value / (double)blocks->count;
		spread.lowest = fmin(spread.lowest, blocks->blocks[i].value);
		spread.highest = fmax(spread.highest, blocks->blocks[i].value);
	}
	for (size_t i = 0; i < blocks->count; i++)
		squares += pow(blocks->blocks[i].value - spread.mean, 2);
	if (blocks->count > 1)
		spread.deviation = sqrt(squares / (double)(blocks->count - 1));
	return spread;
}
