// SPDX-License-Identifier: GPL-2.0-only
#include "report/cell_json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "report/number.h"

/* What fits into JSON's integers without a change. */
#define INTEGER_BELOW 9007199254740992.0

static json_t *number_object(struct value value)
{
	char text[NUMBER_SIZE];

	if (value.whole && fabs(value.number) < INTEGER_BELOW)
		return json_integer((json_int_t)value.number);
	/* The same digits as in CSV. */
	number_for_programs(text, value);
	return json_real(strtod(text, NULL));
}

static json_t *text_object(const struct report_cell *cell)
{
	char *text = cell_text(cell);
	json_t *object = text ? json_string(text) : NULL;

	free(text);
	return object;
}

json_t *cell_json(const struct report_cell *cell)
{
	switch (cell->kind) {
	case REPORT_TEXT:
		return text_object(cell);
	case REPORT_COUNT:
		return json_integer((json_int_t)cell->count);
	case REPORT_TRUTH:
		return json_boolean(cell->count);
	case REPORT_VALUE:
	case REPORT_RATIO:
	case REPORT_CHANGE:
	case REPORT_PERCENT:
		return number_object(cell->value);
	case REPORT_PROBABILITY:
		return json_real(cell->value.number);
	case REPORT_EMPTY:
	case REPORT_RANGE:
	case REPORT_HALF:
		break;
	}
	return json_null();
}

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

int cell_json_print(FILE *out, json_t *root)
{
	int failed;

	if (!root)
		return -ENOMEM;
	failed = json_dump_callback(root, print_piece, out, CELL_JSON_FLAGS | JSON_ENSURE_ASCII);
	json_decref(root);
	fputc('\n', out);
	return failed ? -ENOMEM : 0;
}
