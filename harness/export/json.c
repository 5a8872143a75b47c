// SPDX-License-Identifier: GPL-2.0-only
#include "export/json.h"

#include <errno.h>

#include "export/name.h"
#include "report/cell_json.h"

json_t *export_json_number(struct value value)
{
	const struct report_cell cell = { .kind = REPORT_VALUE, .value = value };

	return cell_json(&cell);
}

json_t *export_json_seconds(double nanoseconds)
{
	return json_real(export_seconds(nanoseconds));
}

int export_json_set(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value) ? -ENOMEM : 0;
}
