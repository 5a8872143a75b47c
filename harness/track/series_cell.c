// SPDX-License-Identifier: GPL-2.0-only
#include "track/series_cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void row_series_set(struct row_series *of, const struct history_series *series)
{
	bool named = strstr(series->metric, series->unit);

	of->series = series;
	snprintf(of->unit, sizeof(of->unit), "%s%s%s", named ? "" : series->unit,
		 !named && series->emulated ? ", " : "", series->emulated ? "not hardware" : "");
}

bool series_is_comparable(const struct history_series *one, const struct history_series *other)
{
	return !strcmp(one->workload, other->workload) && !strcmp(one->metric, other->metric) &&
	       one->emulated == other->emulated;
}

static const struct history_series *series_of(const void *row)
{
	return ((const struct row_series *)row)->series;
}

struct report_cell series_cell_board(const void *row)
{
	return cell_of_text(series_of(row)->board);
}

struct report_cell series_cell_branch(const void *row)
{
	return cell_of_text(series_of(row)->branch);
}

struct report_cell series_cell_arch(const void *row)
{
	return cell_of_text(series_of(row)->arch);
}

struct report_cell series_cell_workload(const void *row)
{
	return cell_of_text(series_of(row)->workload);
}

struct report_cell series_cell_configuration(const void *row)
{
	return cell_of_text(series_of(row)->configuration);
}

struct report_cell series_cell_metric(const void *row)
{
	return cell_of_text(series_of(row)->metric);
}

struct report_cell series_cell_metric_shown(const void *row)
{
	const char *unit = ((const struct row_series *)row)->unit;
	struct report_cell cell = series_cell_metric(row);

	cell.aside = *unit ? unit : NULL;
	return cell;
}

struct report_cell series_cell_unit(const void *row)
{
	return cell_of_text(series_of(row)->unit);
}

struct report_cell series_cell_of(const void *row)
{
	return cell_of_text(series_of(row)->overhead ? "overhead" : "value");
}

struct report_cell series_cell_exact(const void *row)
{
	return cell_of_truth(series_of(row)->exact);
}

struct report_cell series_cell_emulated(const void *row)
{
	return cell_of_truth(series_of(row)->emulated);
}

struct report_cell series_cell_number(const void *row, enum report_cell_kind kind, double number)
{
	if (!isfinite(number))
		return cell_empty();
	return (struct report_cell){
		.kind = kind,
		.value = { .number = number,
			   .whole = series_of(row)->exact && number == rint(number) },
	};
}
