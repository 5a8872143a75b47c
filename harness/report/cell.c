// SPDX-License-Identifier: GPL-2.0-only
#include "report/cell.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/number.h"

#define RATIO_DECIMALS 2

struct report_cell cell_empty(void)
{
	return (struct report_cell){ .kind = REPORT_EMPTY };
}

struct report_cell cell_of_text(const char *text)
{
	if (!text)
		return cell_empty();
	return (struct report_cell){ .kind = REPORT_TEXT, .text = text, .mark = "" };
}

struct report_cell cell_of_count(size_t count)
{
	return (struct report_cell){ .kind = REPORT_COUNT, .count = count };
}

struct report_cell cell_of_truth(bool truth)
{
	return (struct report_cell){ .kind = REPORT_TRUTH, .count = truth };
}

struct report_cell cell_of_value(struct value value)
{
	return (struct report_cell){ .kind = REPORT_VALUE, .value = value };
}

struct report_cell cell_of_number(double number)
{
	if (!isfinite(number))
		return cell_empty();
	return cell_of_value((struct value){ .number = number, .whole = number == rint(number) });
}

char *cell_text(const struct report_cell *cell)
{
	char *whole;

	if (asprintf(&whole, "%s%s%s%s%s%s%s", cell->mark, cell->text, cell->becomes ? " -> " : "",
		     cell->becomes ? cell->becomes : "", cell->aside ? " (" : "",
		     cell->aside ? cell->aside : "", cell->aside ? ")" : "") < 0)
		return NULL;
	return whole;
}

/* A count is whole or it is not; a time or a cycle that is whole is so by chance. */
static struct value as_shown(struct value value, bool counts)
{
	value.whole = value.whole && counts;
	return value;
}

static int set_text(struct table *table, size_t row, size_t column, const struct report_cell *cell)
{
	char *text = cell_text(cell);
	int error;

	if (!text)
		return -ENOMEM;
	error = table_set(table, row, column, text);
	free(text);
	return error;
}

int cell_set(struct table *table, size_t row, size_t column, const struct report_cell *cell,
	     bool counts, int decimals)
{
	char text[NUMBER_RANGE_SIZE] = "-";

	switch (cell->kind) {
	case REPORT_TEXT:
		return set_text(table, row, column, cell);
	case REPORT_EMPTY:
		break;
	case REPORT_COUNT:
	case REPORT_TRUTH:
		snprintf(text, sizeof(text), "%zu", cell->count);
		break;
	case REPORT_VALUE:
		number_for_people(text, as_shown(cell->value, counts), decimals);
		break;
	case REPORT_RATIO:
		number_for_people(text, cell->value,
				  decimals < RATIO_DECIMALS ? decimals : RATIO_DECIMALS);
		break;
	case REPORT_HALF:
		number_half(text, cell->value.number, decimals);
		break;
	case REPORT_PROBABILITY:
		snprintf(text, sizeof(text), "%.2g", cell->value.number);
		break;
	case REPORT_CHANGE:
		number_change(text, as_shown(cell->value, counts), decimals);
		break;
	case REPORT_PERCENT:
		number_percent(text, cell->value.number);
		break;
	case REPORT_RANGE:
		number_range(text, as_shown(cell->value, counts), as_shown(cell->high, counts),
			     decimals);
		break;
	}
	return table_set(table, row, column, text);
}
