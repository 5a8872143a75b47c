// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boards' figures as `report --format csv` prints those of files.
 */
#include <errno.h>
#include <stdlib.h>

#include "plot/csv.h"
#include "report/column.h"
#include "report/number.h"

#define HEADING                                                                              \
	"board,arch,kernel,workload,configuration,path,metric,unit,value,low,high,overhead," \
	"overhead_low,overhead_high,blocks,invalid\n"

static void print_number(FILE *out, bool known, struct value value)
{
	char number[NUMBER_SIZE];

	fputc(',', out);
	if (!known)
		return;
	number_for_programs(number, value);
	fputs(number, out);
}

static void print_estimate(FILE *out, const struct board_estimate *estimate)
{
	print_number(out, estimate->known, estimate->value);
	print_number(out, estimate->known && estimate->has_range, estimate->low);
	print_number(out, estimate->known && estimate->has_range, estimate->high);
}

static void print_row(FILE *out, const struct plot_choice *choice, size_t board,
		      size_t configuration, size_t metric)
{
	const struct boards *boards = choice->boards;
	const struct board_cell *cell = boards_cell(boards, board, choice->workload, configuration);
	const struct board_figure *figure = &cell->figures[metric];
	const struct result_environment *environment =
		&boards->boards[board].boots[0].result->environment;
	const char *fields[] = {
		environment->arch,
		environment->kernel_release,
		boards->workloads[choice->workload].name,
	};

	plot_csv_field(out, "", boards->boards[board].name);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		fputc(',', out);
		plot_csv_field(out, "", fields[i]);
	}
	fputc(',', out);
	plot_csv_field(out, cell->dirty ? COLUMN_DIRTY : "", boards->configurations[configuration]);
	fputc(',', out);
	plot_csv_field(out, "", cell->path);
	fputc(',', out);
	plot_csv_field(out, "", boards->metrics[metric].name);
	fputc(',', out);
	plot_csv_field(out, "", boards_unit(boards, board, metric));
	print_estimate(out, &figure->level);
	print_estimate(out, &figure->overhead);
	fprintf(out, ",%zu,%zu\n", figure->blocks, cell->invalid);
}

int plot_report_csv(const struct plot_choice *choice, char **csv)
{
	const struct boards *boards = choice->boards;
	size_t size;
	FILE *out = open_memstream(csv, &size);

	if (!out)
		return -ENOMEM;
	fputs(HEADING, out);
	for (size_t b = 0; b < boards->count; b++) {
		for (size_t c = 0; c < boards->configuration_count; c++) {
			for (size_t m = 0; choice->configurations[c] && m < choice->metric_count;
			     m++)
				print_row(out, choice, b, c, choice->metrics[m]);
		}
	}
	return fclose(out) ? -ENOMEM : 0;
}
