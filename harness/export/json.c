// SPDX-License-Identifier: GPL-2.0-only
#include "export/json.h"

#include <errno.h>

#include "export/name.h"
#include "report/cell_json.h"

/* Jansson leaves DEL as it is, which a terminal takes for a control character. */
static int print_piece(const char *piece, size_t size, void *context)
{
	FILE *out = context;

	for (size_t i = 0; i < size; i++) {
		if (piece[i] == '\177')
			fputs("\\u007f", out);
		else
			fputc(piece[i], out);
	}
	return 0;
}

int export_json_write(FILE *out, json_t *root)
{
	int failed;

	if (!root)
		return -ENOMEM;
	failed = json_dump_callback(root, print_piece, out, CELL_JSON_FLAGS | JSON_ENSURE_ASCII);
	json_decref(root);
	fputc('\n', out);
	return failed ? -ENOMEM : 0;
}

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
