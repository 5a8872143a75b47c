/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARDS_JSON_H
#define BOARDS_JSON_H

#include <jansson.h>

#include "report/report.h"

/*
 * Adds "boards" and "standings" to what report --format json prints: what the reading side's report
 * knows nothing of (report_settings.extend_json). Returns 0 or -ENOMEM.
 */
int boards_extend_json(json_t *root, const struct report_settings *settings,
		       const struct report_input *inputs, size_t count);

#endif /* BOARDS_JSON_H */
