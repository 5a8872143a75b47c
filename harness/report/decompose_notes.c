// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is said below the tables of a decomposition: whether it fits, what it means for one
 * configuration, and what it does not know.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/decompose_format.h"
#include "report/number.h"

/* So many rows that are off are named. */
#define NAMED_MAX 4

/* The example is a list that is walked; this one where it was measured. */
#define EXAMPLE "ops10"

static const struct decomposition_row *largest_below(const struct decomposition *decomposition,
						     double limit, bool *named)
{
	const struct decomposition_row *largest = NULL;

	for (size_t r = 0; r < decomposition->row_count; r++) {
		const struct decomposition_row *row = &decomposition->rows[r];
		double size = fabs(row->residual.value);

		if (!row->off || named[r] || size > limit ||
		    (largest && size <= fabs(largest->residual.value)))
			continue;
		largest = row;
	}
	if (largest)
		named[largest - decomposition->rows] = true;
	return largest;
}

static size_t rows_off(const struct decomposition *decomposition)
{
	size_t off = 0;

	for (size_t r = 0; r < decomposition->row_count; r++)
		off += decomposition->rows[r].off;
	return off;
}

/* All residuals are 0, but a part is a fraction of an instruction. */
static int name_fractions(const struct decomposition *decomposition, FILE *out)
{
	const char *comma = "";

	for (size_t p = 0; p < decomposition->part_count; p++) {
		const struct decomposition_part *part = &decomposition->parts[p];
		char number[NUMBER_SIZE];
		char *title;

		if (!part->known || fabs(part->cost.value - round(part->cost.value)) < 1e-6)
			continue;
		title = decompose_part_title(part);
		if (!title)
			return -ENOMEM;
		number_for_people(number, (struct value){ .number = part->cost.value },
				  NUMBER_DECIMALS_MAX);
		fprintf(out, "%s%s %s is no whole number", comma, title, number);
		comma = ", ";
		free(title);
	}
	return 0;
}

static int name_off(const struct decomposition *decomposition, FILE *out)
{
	bool *named = calloc(decomposition->row_count + 1, sizeof(*named));
	const struct decomposition_row *row;
	size_t count = rows_off(decomposition);
	size_t told = 0;

	if (!named)
		return -ENOMEM;
	while (told < NAMED_MAX && (row = largest_below(decomposition, INFINITY, named))) {
		char number[NUMBER_SIZE + 2];

		decompose_signed(number, sizeof(number), row->residual.value);
		fprintf(out, "%s%s %s", told++ ? ", " : "", row->name, number);
	}
	free(named);
	if (count > told)
		fprintf(out, ", and %zu more", count - told);
	return 0;
}

int decompose_unexplained(const struct decomposition *decomposition, char *text, size_t size)
{
	FILE *memory;
	int error;

	*text = '\0';
	if (decomposition->explained)
		return 0;
	memory = fmemopen(text, size, "w");
	if (!memory)
		return -ENOMEM;
	error = rows_off(decomposition) ? name_off(decomposition, memory)
					: name_fractions(decomposition, memory);
	fclose(memory);
	text[size - 1] = '\0';
	return error;
}

static int add_unexplained(struct notes *notes, const struct decomposition *decomposition)
{
	char text[256];
	int error = decompose_unexplained(decomposition, text, sizeof(text));

	if (error)
		return error;
	if (decomposition->outlier)
		return notes_add(notes,
				 "the parts do not explain: %s; all others are explained exactly, "
				 "and the parts are theirs",
				 text);
	return notes_add(notes, "the parts do not explain: %s", text);
}

static size_t rows_alone(const struct decomposition *decomposition)
{
	size_t alone = 0;

	for (size_t r = 0; r < decomposition->row_count; r++)
		alone += decomposition->rows[r].alone;
	return alone;
}

static int add_explained(struct notes *notes, const struct decomposition *decomposition,
			 double floor_percent)
{
	size_t checked = decomposition->row_count - rows_alone(decomposition);
	char floor_text[NUMBER_SIZE];

	if (!decomposition->judged && !checked)
		return notes_add(notes, "nothing checks these parts: there are as many as "
					"configurations; -c sweep measures more");
	if (!decomposition->judged)
		return notes_add(notes,
				 "whether the parts explain it is not judged: that takes %d blocks "
				 "or loads of the module",
				 INTERVAL_COUNT_MIN);
	if (decomposition->exact)
		return notes_add(notes,
				 "exact: the parts explain %zu configurations to the instruction",
				 checked);
	number_for_programs(floor_text, (struct value){ .number = floor_percent });
	return notes_add(notes,
			 "the parts explain %zu configurations: no residual is both different from "
			 "0 and more than %s %% of the overhead",
			 checked, floor_text);
}

/* They are what their own part is of: any number would fit. */
static int add_unchecked(struct notes *notes, const struct decomposition *decomposition)
{
	size_t alone = rows_alone(decomposition);
	char *text = NULL;
	size_t size = 0;
	FILE *memory;
	int error = 0;

	if (!alone || alone == decomposition->row_count)
		return 0;
	memory = open_memstream(&text, &size);
	if (!memory)
		return -ENOMEM;
	for (size_t r = 0, told = 0; r < decomposition->row_count; r++) {
		if (decomposition->rows[r].alone)
			fprintf(memory, "%s%s", told++ ? ", " : "", decomposition->rows[r].name);
	}
	if (fclose(memory))
		error = -ENOMEM;
	if (!error)
		error = notes_add(notes, "no other configuration checks: %s", text);
	free(text);
	return error;
}

static int add_deviation(struct notes *notes, const struct decomposition *decomposition)
{
	size_t freedom = decomposition->row_count - decomposition->rank;
	char number[NUMBER_SIZE];

	if (!freedom)
		return 0;
	number_amount(number, decomposition->deviation);
	return notes_add(notes, "residual standard deviation %s, %zu degree%s of freedom", number,
			 freedom, number_plural(freedom));
}

/* The row of the example, or the one with the most ops; NULL: none that is worth it. */
static const struct decomposition_row *example_row(const struct decomposition *decomposition)
{
	const struct decomposition_row *example = NULL;

	for (size_t r = 0; r < decomposition->row_count; r++) {
		const struct decomposition_row *row = &decomposition->rows[r];

		if (!row->counts[PART_RELEVANT] || row->counts[PART_IRRELEVANT] ||
		    row->counts[PART_LATE] || row->counts[PART_RCU])
			continue;
		if (!strcmp(row->name, EXAMPLE))
			return row;
		if (!example || row->counts[PART_RELEVANT] > example->counts[PART_RELEVANT])
			example = row;
	}
	return example;
}

/* "10 relevant ops 550" */
static int print_share(FILE *out, const struct decomposition *decomposition, size_t part,
		       double count)
{
	const struct decomposition_part *column = &decomposition->parts[part];
	const char *plural = part_plural(column->parts[0]);
	double cost = count * column->cost.value;
	char number[NUMBER_SIZE];
	char *title;

	number_for_people(number, (struct value){ .number = cost, .whole = column->whole },
			  fabs(cost) < 10 ? 2 : 1);
	if (count > 1 && plural && column->joined == 1) {
		fprintf(out, "%.0f %s %s", count, plural, number);
		return 0;
	}
	title = decompose_part_title(column);
	fprintf(out, "%s %s", title ? title : "", number);
	free(title);
	return title ? 0 : -ENOMEM;
}

static int print_example(FILE *out, const struct decomposition *decomposition,
			 const struct decomposition_row *row)
{
	size_t r = (size_t)(row - decomposition->rows);
	char number[NUMBER_SIZE];
	const char *comma = ": ";
	int error = 0;

	number_for_people(
		number,
		(struct value){ .number = row->measured.value, .whole = decomposition->exact }, 1);
	fprintf(out, "of %s's %s", row->name, number);
	for (size_t p = 0; p < decomposition->part_count && !error; p++) {
		double count = decomposition_count(decomposition, r, p);

		if (!count)
			continue;
		fputs(comma, out);
		comma = "; ";
		error = print_share(out, decomposition, p, count);
	}
	return error;
}

static bool all_known(const struct decomposition *decomposition, size_t r)
{
	for (size_t p = 0; p < decomposition->part_count; p++) {
		if (decomposition_count(decomposition, r, p) && !decomposition->parts[p].known)
			return false;
	}
	return true;
}

static int add_example(struct notes *notes, const struct decomposition *decomposition)
{
	const struct decomposition_row *row = example_row(decomposition);
	char *text = NULL;
	size_t size = 0;
	FILE *memory;
	int error;

	if (!row || row->off || !all_known(decomposition, (size_t)(row - decomposition->rows)))
		return 0;
	memory = open_memstream(&text, &size);
	if (!memory)
		return -ENOMEM;
	error = print_example(memory, decomposition, row);
	if (fclose(memory))
		error = -ENOMEM;
	if (!error)
		error = notes_add(notes, "%s", text);
	free(text);
	return error;
}

/* Sums that no configuration of this kernel would tell apart. */
static int add_inseparable(struct notes *notes, const struct decomposition *decomposition)
{
	int error = 0;

	for (size_t p = 0; p < decomposition->part_count && !error; p++) {
		const struct decomposition_part *part = &decomposition->parts[p];
		char *title;

		if (part->joined < 2 || decomposition->tellable[part->parts[0]] ||
		    decomposition->tellable[part->parts[1]])
			continue;
		title = decompose_part_title(part);
		error = title ? notes_add(notes,
					  "no configuration tells the terms of \"%s\" apart on "
					  "this kernel",
					  title)
			      : -ENOMEM;
		free(title);
	}
	return error;
}

/* Each part that the file does not tell, and more configurations would. */
static void print_unknown(FILE *out, const struct decomposition *decomposition)
{
	const char *comma = "";

	for (int part = 0; part < PART_COUNT; part++) {
		bool known = false;

		for (size_t p = 0; p < decomposition->part_count; p++) {
			const struct decomposition_part *column = &decomposition->parts[p];

			known = known || (column->known && column->joined == 1 &&
					  column->parts[0] == (enum part)part);
		}
		if (known || !decomposition->tellable[part])
			continue;
		fprintf(out, "%s%s", comma, part_title((enum part)part));
		comma = "; ";
	}
}

static int add_advice(struct notes *notes, const struct decomposition *decomposition)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory;

	if (!decomposition->advice_count)
		return 0;
	memory = open_memstream(&text, &size);
	if (!memory)
		return -ENOMEM;
	fputs("not told by this file: ", memory);
	print_unknown(memory, decomposition);
	fputs("; measure ", memory);
	for (size_t i = 0; i < decomposition->advice_count; i++)
		fprintf(memory, "%s%s", i ? ", " : "", decomposition->advice[i].name);
	fputs(", too", memory);
	return notes_add_stream(notes, memory, &text);
}

static int add_left_out(struct notes *notes, const struct decomposition *decomposition)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory;

	if (!decomposition->left_out_count)
		return 0;
	memory = open_memstream(&text, &size);
	if (!memory)
		return -ENOMEM;
	fputs("not made of these parts, and left out: ", memory);
	for (size_t i = 0; i < decomposition->left_out_count; i++)
		fprintf(memory, "%s%s", i ? ", " : "", decomposition->left_out[i]);
	return notes_add_stream(notes, memory, &text);
}

int decompose_add_notes(struct notes *notes, const struct decomposition *decomposition,
			double floor_percent)
{
	int error = add_example(notes, decomposition);

	if (!error)
		error = decomposition->explained
				? add_explained(notes, decomposition, floor_percent)
				: add_unexplained(notes, decomposition);
	if (!error)
		error = add_unchecked(notes, decomposition);
	if (!error)
		error = add_deviation(notes, decomposition);
	if (!error)
		error = add_inseparable(notes, decomposition);
	if (!error)
		error = add_advice(notes, decomposition);
	return error ? error : add_left_out(notes, decomposition);
}
