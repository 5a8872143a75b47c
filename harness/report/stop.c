// SPDX-License-Identifier: GPL-2.0-only
#include "report/stop.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *by;
	const char *missed; /* a precision that was asked for */
	const char *said; /* without one, or with it reached */
} stops[] = {
	{ "blocks", "the precision was not reached in all blocks", NULL },
	{ "precision", NULL, "the precision is reached" },
	{ "time", "the precision was not reached when the time was up", "the time was up" },
	{ "signal", "the precision was not reached when it was stopped", NULL },
};

const char *stop_said(const struct result_stop *stop)
{
	bool missed = stop->reached == RESULT_NOT_REACHED;

	for (size_t i = 0; stop->by && i < sizeof(stops) / sizeof(stops[0]); i++) {
		const char *said = missed ? stops[i].missed : stops[i].said;

		if (!strcmp(stop->by, stops[i].by) && (said || !missed))
			return said;
	}
	return missed ? "the precision was not reached" : NULL;
}
