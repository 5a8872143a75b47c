// SPDX-License-Identifier: GPL-2.0-only
/*
 * report --samples: every sample that a table is of, and none that is in no table.
 */
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/samples.h"
#include "report_said.h"
#include "stats/order.h"

#define KEYS                                                                                      \
	"board,arch,kernel,workload,configuration,path,metric,unit,boot,load,block,sample,value," \
	"overhead\n"

/* The caller frees it. */
static char *samples_of(struct result *results, size_t count, enum report_format format)
{
	struct report_input inputs[2];
	const struct report_settings settings = { .format = format };
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	for (size_t i = 0; i < count; i++)
		inputs[i] = (struct report_input){ .name = "a file", .result = &results[i] };
	assert_int_equal(samples_print(out, &settings, inputs, count), 0);
	fclose(out);
	for (size_t i = 0; i < count; i++)
		result_free(&results[i]);
	return text;
}

static char *samples_of_file(const char *path, enum report_format format)
{
	struct result result;
	struct result_error error;

	assert_int_equal(result_read_path(path, &result, &error), 0);
	return samples_of(&result, 1, format);
}

static json_t *parse(char *text)
{
	json_t *root = json_loads(text, 0, NULL);

	assert_non_null(root);
	free(text);
	return root;
}

static bool has_text(const json_t *object, const char *key, const json_t *like)
{
	return json_equal(json_object_get(object, key), json_object_get(like, key));
}

#define ALL_LOADS (-1)
#define LOADS_MAX 64 /* more than any of the files has */

/* The samples' numbers under @key that are of the row of a report and of the load. */
static size_t numbers_of(const json_t *samples, const json_t *row, const char *key, json_int_t load,
			 double *numbers)
{
	size_t count = 0;
	size_t i;
	json_t *sample;

	json_array_foreach(samples, i, sample) {
		if (has_text(sample, "workload", row) && has_text(sample, "configuration", row) &&
		    has_text(sample, "metric", row) && has_text(sample, "unit", row) &&
		    json_is_number(json_object_get(sample, key)) &&
		    (load == ALL_LOADS ||
		     json_integer_value(json_object_get(sample, "load")) == load))
			numbers[count++] = json_number_value(json_object_get(sample, key));
	}
	sort_numbers(numbers, count);
	return count;
}

/* The median of the samples, or of the medians of the loads where these are what is analysed. */
static double value_of(const json_t *samples, const json_t *row, double *numbers)
{
	const char *unit = json_string_value(json_object_get(row, "unit_of_analysis"));
	double medians[LOADS_MAX];
	size_t loads = 0;
	size_t count;

	if (!unit || strcmp(unit, "load") != 0) {
		count = numbers_of(samples, row, "value", ALL_LOADS, numbers);
		return median_of_sorted(numbers, count);
	}
	for (json_int_t load = 0; load < LOADS_MAX; load++) {
		count = numbers_of(samples, row, "value", load, numbers);
		if (count)
			medians[loads++] = median_of_sorted(numbers, count);
	}
	sort_numbers(medians, loads);
	return median_of_sorted(medians, loads);
}

/* The tables' values are the middles of what is printed here, and there are as many as blocks. */
static void check_against_report(const char *path)
{
	json_t *report = parse(report_file(path, REPORT_FORMAT_JSON));
	json_t *root = parse(samples_of_file(path, REPORT_FORMAT_JSON));
	const json_t *samples = json_object_get(root, "samples");
	double *numbers = calloc(json_array_size(samples) + 1, sizeof(*numbers));
	size_t compared = 0;
	size_t i;
	json_t *row;

	assert_non_null(numbers);
	json_array_foreach(json_object_get(report, "results"), i, row) {
		size_t count = numbers_of(samples, row, "value", ALL_LOADS, numbers);

		assert_int_equal(count, json_integer_value(json_object_get(row, "blocks")));
		if (!count)
			continue;
		assert_true(fabs(value_of(samples, row, numbers) -
				 json_number_value(json_object_get(row, "value"))) < 2e-6);
		compared++;
		count = numbers_of(samples, row, "overhead", ALL_LOADS, numbers);
		if (json_is_null(json_object_get(row, "overhead"))) {
			assert_int_equal(count, 0);
			continue;
		}
		/* The estimate of overheads with noise is another one, but among them. */
		assert_true(numbers[0] - 2e-6 <=
			    json_number_value(json_object_get(row, "overhead")));
		assert_true(numbers[count - 1] + 2e-6 >=
			    json_number_value(json_object_get(row, "overhead")));
	}
	assert_true(compared > 4);
	free(numbers);
	json_decref(report);
	json_decref(root);
}

static void test_tables_are_of_these(void **state)
{
	(void)state;
	check_against_report(TEST_DATA "/arm64-emulated.jsonl");
	check_against_report(TEST_DATA "/invented-hardware.jsonl");
	check_against_report(TEST_DATA "/invented-reloads.jsonl");
	check_against_report(TEST_DATA "/uneven.jsonl");
}

/* What no table shows is not here either. */
static void test_unusable_samples_are_left_out(void **state)
{
	struct sample_file file;
	struct result result;
	char *csv;

	(void)state;
	sample_file_begin(&file, "\"none\",\"ops1\"", 3, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 3; block++) {
		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .configuration = "none",
							     .difference = 80 });
		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .configuration = "ops1",
							     .path = "callops-func",
							     .after = block == 1 ? "list" : NULL,
							     .difference = 480 + block });
	}
	sample_file_read(&file, &result);
	csv = samples_of(&result, 1, REPORT_FORMAT_CSV);
	assert_contains(csv, KEYS);
	assert_contains(csv, ",kloop,none,nop,kernel-instructions,instructions,1,0,1,0,8,\n");
	assert_contains(csv, ",ops1,callops-func,kernel-instructions,instructions,1,0,0,0,48,40\n");
	assert_contains(csv,
			",ops1,callops-func,kernel-instructions,instructions,1,0,2,0,48.2,40.2\n");
	assert_lacks(csv, "instructions,1,0,1,0,48");
	free(csv);
}

static void test_boots_are_numbered(void **state)
{
	struct result results[2];
	struct result_error error;
	char *csv;

	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(result_read_path(TEST_DATA "/uneven.jsonl", &results[i], &error),
				 0);
	csv = samples_of(results, 2, REPORT_FORMAT_CSV);
	assert_contains(csv, ",instructions,1,0,0,0,");
	assert_contains(csv, ",instructions,2,0,0,0,");
	assert_ptr_equal(strstr(strstr(csv, KEYS) + 1, KEYS), NULL);
	free(csv);
}

static void test_people_get_five_numbers(void **state)
{
	char *text = samples_of_file(TEST_DATA "/invented-hardware.jsonl", REPORT_FORMAT_TEXT);
	char *markdown =
		samples_of_file(TEST_DATA "/invented-hardware.jsonl", REPORT_FORMAT_MARKDOWN);

	(void)state;
	assert_fits_columns(text, WRAP_TABLE_COLUMNS);
	assert_contains(text, "configuration  samples");
	assert_contains(text, "kloop, tracee tracetoll_tracee: samples, nanoseconds per call");
	assert_contains(text, "--format csv has every sample");
	assert_contains(markdown, "| configuration |");
	free(text);
	free(markdown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables_are_of_these),
		cmocka_unit_test(test_unusable_samples_are_left_out),
		cmocka_unit_test(test_boots_are_numbered),
		cmocka_unit_test(test_people_get_five_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
