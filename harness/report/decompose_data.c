// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decompositions for programs: a line or an object for each part.
 */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/cell_json.h"
#include "report/column.h"
#include "report/decompose_format.h"
#include "report/number.h"
#include "result/machine.h"

/* What fits into JSON's integers without a change. */
#define INTEGER_BELOW 9007199254740992.0

static const struct result *result_of(const struct decomposition *decomposition)
{
	return decomposition->summary->result;
}

static const char *workload_of(const struct decomposition *decomposition)
{
	return result_of(decomposition)->plan.workloads[decomposition->workload].name;
}

static const char *metric_of(const struct decomposition *decomposition)
{
	return decomposition->summary->metrics[decomposition->metric];
}

static const char *unit_of(const struct decomposition *decomposition)
{
	return column_unit(decomposition->summary, decomposition->metric);
}

static void print_text(FILE *out, const char *text)
{
	if (text && strpbrk(text, ",\"\r\n")) {
		fputc('"', out);
		for (; *text; text++)
			fprintf(out, *text == '"' ? "\"\"" : "%c", *text);
		fputc('"', out);
	} else if (text) {
		fputs(text, out);
	}
	fputc(',', out);
}

static void print_number(FILE *out, bool known, double number)
{
	char text[NUMBER_SIZE] = "";

	if (known)
		number_for_programs(text, (struct value){ .number = number });
	print_text(out, text);
}

/* "entry+list" where only the sum is known. */
static void part_keys(const struct decomposition_part *part, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (size_t i = 0; i < part->joined && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%s", i ? "+" : "",
					 part_key(part->parts[i]));
}

static void csv_part(FILE *out, const struct decomposition *decomposition,
		     const struct decomposition_part *part)
{
	const struct result_environment *environment = &result_of(decomposition)->environment;
	const struct interval *interval = &part->cost.interval;
	char *board = result_board(result_of(decomposition));
	char keys[256];

	part_keys(part, keys, sizeof(keys));
	print_text(out, board);
	free(board);
	print_text(out, environment->arch);
	print_text(out, environment->kernel_release);
	print_text(out, workload_of(decomposition));
	print_text(out, metric_of(decomposition));
	print_text(out, unit_of(decomposition));
	print_text(out, keys);
	print_number(out, part->known, part->cost.value);
	print_number(out, part->known && interval->known, interval->low);
	print_number(out, part->known && interval->known, interval->high);
	fprintf(out, "%zu,", part->rows);
	if (decomposition->judged)
		fputs(decomposition->explained ? "yes" : "no", out);
	fputc('\n', out);
}

int decompose_csv(FILE *out, const struct decompose_input *inputs, size_t count)
{
	fputs("board,arch,kernel,workload,metric,unit,part,cost,low,high,rows,explained\n", out);
	for (size_t i = 0; i < count; i++) {
		for (size_t d = 0; d < inputs[i].count; d++) {
			const struct decomposition *decomposition = &inputs[i].list[d];

			for (size_t p = 0; p < decomposition->part_count; p++)
				csv_part(out, decomposition, &decomposition->parts[p]);
		}
	}
	return 0;
}

static json_t *number_object(bool known, double number)
{
	char text[NUMBER_SIZE];

	if (!known)
		return json_null();
	if (floor(number) == number && fabs(number) < INTEGER_BELOW)
		return json_integer((json_int_t)number);
	/* The same digits as in CSV. */
	number_for_programs(text, (struct value){ .number = number });
	return json_real(strtod(text, NULL));
}

static json_t *part_object(const struct decomposition_part *part)
{
	const struct interval *interval = &part->cost.interval;
	bool between = part->known && interval->known;
	json_t *keys = json_array();

	for (size_t i = 0; i < part->joined; i++)
		json_array_append_new(keys, json_string(part_key(part->parts[i])));
	return json_pack("{s:o, s:o, s:o, s:o, s:I}", "parts", keys, "cost",
			 number_object(part->known, part->cost.value), "low",
			 number_object(between, interval->low), "high",
			 number_object(between, interval->high), "rows", (json_int_t)part->rows);
}

static json_t *row_object(const struct decomposition_row *row)
{
	const struct interval *interval = &row->residual.interval;
	json_t *counts = json_object();

	for (int part = 0; part < PART_COUNT; part++) {
		if (row->counts[part])
			json_object_set_new(counts, part_key((enum part)part),
					    json_integer((json_int_t)row->counts[part]));
	}
	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "configuration",
			 row->name, "path", row->path, "counts", counts, "overhead",
			 number_object(true, row->measured.value), "model",
			 number_object(true, decomposition_model(row)), "residual",
			 number_object(true, row->residual.value), "residual_low",
			 number_object(interval->known, interval->low), "residual_high",
			 number_object(interval->known, interval->high), "checked",
			 (int)!row->alone, "explained", (int)!row->off);
}

static json_t *advice_object(const struct decomposition *decomposition)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decomposition->advice_count; i++)
		json_array_append_new(array, json_string(decomposition->advice[i].name));
	return array;
}

static json_t *left_out_object(const struct decomposition *decomposition)
{
	json_t *array = json_array();

	for (size_t i = 0; i < decomposition->left_out_count; i++)
		json_array_append_new(array, json_string(decomposition->left_out[i]));
	return array;
}

static json_t *decomposition_object(const struct decomposition *decomposition)
{
	const struct result_environment *environment = &result_of(decomposition)->environment;
	char *board = result_board(result_of(decomposition));
	json_t *board_name = json_string(board ? board : "");
	json_t *parts = json_array();
	json_t *rows = json_array();

	free(board);
	for (size_t p = 0; p < decomposition->part_count; p++)
		json_array_append_new(parts, part_object(&decomposition->parts[p]));
	for (size_t r = 0; r < decomposition->row_count; r++)
		json_array_append_new(rows, row_object(&decomposition->rows[r]));
	return json_pack(
		"{s:o, s:s?, s:s?, s:s, s:s, s:s, s:b, s:o, s:o, s:I, s:o, s:o, s:o, s:o}", "board",
		board_name, "arch", environment->arch, "kernel", environment->kernel_release,
		"workload", workload_of(decomposition), "metric", metric_of(decomposition), "unit",
		unit_of(decomposition), "exact", (int)decomposition->exact, "explained",
		decomposition->judged ? json_boolean(decomposition->explained) : json_null(),
		"residual_deviation", number_object(true, decomposition->deviation), "freedom",
		(json_int_t)(decomposition->row_count - decomposition->rank), "parts", parts,
		"rows", rows, "measure_too", advice_object(decomposition), "left_out",
		left_out_object(decomposition));
}

int decompose_json(FILE *out, const struct decompose_input *inputs, size_t count)
{
	json_t *array = json_array();
	json_t *root = json_pack("{s:O}", "decompositions", array);
	int error = root ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++) {
		for (size_t d = 0; d < inputs[i].count && !error; d++) {
			const struct decomposition *decomposition = &inputs[i].list[d];

			if (decomposition->row_count &&
			    json_array_append_new(array, decomposition_object(decomposition)))
				error = -ENOMEM;
		}
	}
	if (!error)
		error = cell_json_print(out, json_incref(root));
	json_decref(root);
	json_decref(array);
	return error;
}
