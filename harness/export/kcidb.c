// SPDX-License-Identifier: GPL-2.0-only
/*
 * KCIDB I/O schema 5.3, https://docs.kernelci.org/kcidb/: a test has one number, so that a metric
 * is a leaf of the path.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/cell.h"
#include "export/json.h"
#include "export/name.h"
#include "report/cell_json.h"
#include "report/clock_name.h"

/* An input on its way into the array. */
struct submission {
	json_t *tests;
	const struct export_input *input;
	unsigned long long run; /* the same for the same run, whenever it is exported */
	const char *root; /* of all paths */
};

static const char *status_of(const struct export_cell *cell)
{
	switch (cell->status) {
	case EXPORT_MEASURED:
		break;
	case EXPORT_INVALID:
		return "ERROR";
	case EXPORT_MISSING:
		return "MISS";
	case EXPORT_UNAVAILABLE:
		return "SKIP";
	}
	if (!cell->reason)
		return "DONE";
	return export_kernel_complained(cell->input->result) ? "FAIL" : "ERROR";
}

/* Those that fit KCIDB's pattern; a device tree has no others. */
static json_t *compatible_array(const struct result *result)
{
	const json_t *environment = json_object_get(result_header(result), "environment");
	const json_t *all = json_object_get(environment, "compatible");
	json_t *array = json_array();
	json_t *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *text = json_string_value(one);

		if (!text || !*text || strchr(text, ' ') || text[0] == ',' || strstr(text, ",,") ||
		    text[strlen(text) - 1] == ',')
			continue;
		if (json_array_append(array, one)) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *environment_object(const struct export_input *input)
{
	const struct result_environment *environment = &input->result->environment;
	json_t *compatible = compatible_array(input->result);
	json_t *object =
		json_pack("{s:s, s:{s:s, s:s, s:s}}", "comment", input->board, "misc", "arch",
			  environment->arch, "clock", clock_name(input->result), "kernel",
			  environment->kernel_release ? environment->kernel_release : "unknown");

	if (object && json_array_size(compatible) &&
	    json_object_set(object, "compatible", compatible)) {
		json_decref(object);
		object = NULL;
	}
	json_decref(compatible);
	return object;
}

/* Made of what every test of this input has in common. */
static json_t *test_object(const struct submission *submission, const struct export_cell *cell,
			   const char *path)
{
	const struct export_input *input = submission->input;
	const char *started = export_header_text(input->result, "started", NULL);
	const char *version = export_header_text(input->result, "tool", "version");
	json_t *test;
	char *id;

	if (asprintf(&id, "%s:tracetoll-%016llx-%s", input->origin, submission->run, path) < 0)
		return NULL;
	test = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:{s:s, s:s, s:s}}", "id", id, "build_id",
			 input->build_id, "origin", input->origin, "path", path, "status",
			 status_of(cell), "environment", environment_object(input), "misc", "tool",
			 version ? version : "unknown", "commit", input->commit, "branch",
			 input->branch);
	free(id);
	if (test && started && strlen(started) == strlen("2026-11-21T21:30:00Z") &&
	    export_json_set(test, "start_time", json_string(started)))
		goto failed;
	if (test && cell->reason && export_json_set(test, "log_excerpt", json_string(cell->reason)))
		goto failed;
	return test;
failed:
	json_decref(test);
	return NULL;
}

static int set_details(json_t *test, const struct export_cell *cell, const struct export_row *row,
		       const struct export_figure *figure)
{
	json_t *misc = json_object_get(test, "misc");

	if (cell->path && export_json_set(misc, "patch_site_path", json_string(cell->path)))
		return -ENOMEM;
	if (figure->bounded && (export_json_set(misc, "low", export_json_number(figure->low)) ||
				export_json_set(misc, "high", export_json_number(figure->high))))
		return -ENOMEM;
	return export_json_set(misc, "exact", json_boolean(row->exact));
}

static int add_number(const struct submission *submission, const struct export_cell *cell,
		      const struct export_row *row, const struct export_figure *figure,
		      const char *path)
{
	json_t *test = test_object(submission, cell, path);
	json_t *number = json_pack("{s:o, s:s}", "value", export_json_number(figure->value), "unit",
				   row->unit);

	if (!test || !number || set_details(test, cell, row, figure)) {
		json_decref(number);
		json_decref(test);
		return -ENOMEM;
	}
	if (export_json_set(test, "number", number)) {
		json_decref(test);
		return -ENOMEM;
	}
	return json_array_append_new(submission->tests, test) ? -ENOMEM : 0;
}

static int add_row(const struct submission *submission, const struct export_cell *cell,
		   const char *name, const struct export_row *row)
{
	char *metric = export_metric_name(row->name, EXPORT_WORD, EXPORT_NAME_MAX);
	const struct export_figure *figures[] = { &row->value, &row->overhead };
	static const char *const kinds[] = { "value", "overhead" };
	int error = metric ? 0 : -ENOMEM;

	for (size_t i = 0; i < 2 && !error; i++) {
		char *path;

		if (!figures[i]->known)
			continue;
		if (asprintf(&path, "%s.%s.%s.%s", submission->root, name, metric, kinds[i]) < 0) {
			error = -ENOMEM;
			break;
		}
		error = add_number(submission, cell, row, figures[i], path);
		free(path);
	}
	free(metric);
	return error;
}

static int add_without_number(const struct submission *submission, const struct export_cell *cell,
			      const char *name)
{
	json_t *test = NULL;
	char *path;

	if (asprintf(&path, "%s.%s", submission->root, name) >= 0) {
		test = test_object(submission, cell, path);
		free(path);
	}
	return json_array_append_new(submission->tests, test) ? -ENOMEM : 0;
}

static int add_cell(void *context, const struct export_cell *cell)
{
	const struct submission *submission = context;
	char *name = export_cell_name(cell->workload, cell->configuration, '.', EXPORT_WORD);
	int error = name ? 0 : -ENOMEM;

	if (!error && cell->status != EXPORT_MEASURED)
		error = add_without_number(submission, cell, name);
	for (size_t i = 0; i < cell->row_count && !error; i++)
		error = add_row(submission, cell, name, &cell->rows[i]);
	free(name);
	return error;
}

/*
 * The header holds the board, the boot, the plan and when it began; a clock that was never set, or
 * an emulator, may begin twice alike, but for what was measured first.
 */
static int find_run(const struct result *result, unsigned long long *run)
{
	char *header = json_dumps(result_header(result), JSON_COMPACT | JSON_SORT_KEYS);
	const struct result_sample *first = result->sample_count ? result->samples : NULL;
	char *text = NULL;

	if (header &&
	    asprintf(&text, "%s %lld %lld", header, first ? (long long)first->short_run.time_ns : 0,
		     first ? (long long)first->long_run.time_ns : 0) < 0)
		text = NULL;
	free(header);
	if (!text)
		return -ENOMEM;
	*run = export_hash(text);
	free(text);
	return 0;
}

static int add_input(json_t *tests, const struct export_input *input)
{
	struct submission submission = { .tests = tests, .input = input };
	char *root = export_name(input->title, EXPORT_WORD, EXPORT_NAME_MAX);
	int error = root ? find_run(input->result, &submission.run) : -ENOMEM;

	submission.root = root;
	if (!error)
		error = export_each_cell(input, 1, add_cell, &submission);
	free(root);
	return error;
}

static int write_kcidb(FILE *out, const struct export_input *inputs, size_t count)
{
	json_t *tests = json_array();
	int error = tests ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++)
		error = add_input(tests, &inputs[i]);
	if (!error)
		return cell_json_print(out, json_pack("{s:{s:i, s:i}, s:o}", "version", "major", 5,
						      "minor", 3, "tests", tests));
	json_decref(tests);
	return error;
}

/* Of a-z, 0-9 and '_': so many at the beginning of @text. */
static size_t origin_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

/* What is missing of the words, or wrong with them; NULL: nothing. */
static const char *find_wrong_word(const struct export_input *input)
{
	const char *origin = input->origin;
	const char *build = input->build_id;

	if (!origin)
		return "KCIDB wants to know who sends it; give --origin ORIGIN, of a-z, 0-9 and _";
	if (!*origin || origin[origin_length(origin)])
		return "--origin is no origin of KCIDB's: it is of a-z, 0-9 and _";
	if (!build)
		return "KCIDB wants to know which build was tested; give --build-id ORIGIN:ID";
	if (!origin_length(build) || build[origin_length(build)] != ':')
		return "--build-id is no ORIGIN:ID, with an origin of a-z, 0-9 and _";
	return NULL;
}

static int check_ids(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	unsigned long long *runs = calloc(count + 1, sizeof(*runs));
	int error = 0;

	if (!runs)
		return -ENOMEM;
	for (size_t i = 0; i < count && !error; i++) {
		error = find_run(inputs[i].result, &runs[i]);
		for (size_t k = 0; k < i && !error; k++) {
			if (runs[k] != runs[i])
				continue;
			snprintf(why, EXPORT_WHY_SIZE,
				 "%s and %s are one run to KCIDB, and ids are of one; name one of "
				 "them",
				 inputs[k].name, inputs[i].name);
			error = -EINVAL;
		}
	}
	free(runs);
	return error;
}

static int check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	for (size_t i = 0; i < count; i++) {
		const char *wrong = find_wrong_word(&inputs[i]);

		if (!wrong)
			continue;
		snprintf(why, EXPORT_WHY_SIZE, "%s", wrong);
		return -EINVAL;
	}
	return check_ids(inputs, count, why);
}

static const struct export_format kcidb = {
	.name = "kcidb",
	.file_name = "kcidb.json",
	.read_by = "kcidb-validate, kcidb-submit (KernelCI, I/O schema 5.3)",
	.many = true,
	.check = check,
	.write = write_kcidb,
};
REGISTER_EXPORT(kcidb);
