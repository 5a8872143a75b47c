// SPDX-License-Identifier: GPL-2.0-only
/*
 * hostile GOOD FILE FOLDER: puts markup and scripts into every string of the result file FILE, one
 * by one and all at once, and makes a page of GOOD and each. What a browser would make of a page
 * must be the same as with harmless words in the same places. The pages stay in FOLDER, for
 * a browser to try, and so do the files with all strings at once ("all-*.jsonl").
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hostile_strings.h"
#include "page/page.h"
#include "result/reader.h"
#include "tag_scan.h"

/* Fewer strings that the reader takes, and next to nothing was tried. */
#define TRIED_MIN 40
/* As many strings as can be there at once, or the page has nothing of them. */
#define TOGETHER_MIN 20
#define WORD_SIZE 1024

struct trial {
	struct result good;
	json_t *records; /* of FILE */
	struct hostile_targets targets;
	const char *folder;
	size_t numbers; /* on the page of the files as they are */
	json_t *together; /* the records with all strings so far that leave the numbers there */
	bool *kept; /* one for each target: it is one of these */
	size_t tried;
	size_t pages;
	size_t failures;
};

static json_t *load_records(const char *path)
{
	FILE *in = fopen(path, "re");
	json_t *records = json_array();
	json_t *record;

	while (in && (record = json_loadf(in, JSON_DISABLE_EOF_CHECK, NULL)))
		json_array_append_new(records, record);
	if (in)
		fclose(in);
	return records;
}

static char *text_of(const json_t *records)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	size_t i;
	json_t *record;

	if (!out)
		return NULL;
	json_array_foreach(records, i, record) {
		json_dumpf(record, out, JSON_COMPACT);
		fputc('\n', out);
	}
	fclose(out);
	return text;
}

static bool is_read(const json_t *records, struct result *result)
{
	char *text = text_of(records);
	FILE *in = text ? fmemopen(text, strlen(text), "r") : NULL;
	struct result_error error;
	bool read = in && !result_read(in, result, &error);

	if (in)
		fclose(in);
	free(text);
	return read;
}

/* The page of both, or NULL: the reader does not take the records. */
static char *page_of(const struct trial *trial, const json_t *records, const char *name)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_TEXT };
	struct result result;
	struct report_input inputs[2] = { { "good.jsonl", &trial->good }, { name, &result } };
	char said[512];
	char *page = NULL;
	size_t size = 0;
	FILE *out;

	if (!is_read(records, &result))
		return NULL;
	out = open_memstream(&page, &size);
	if (!out || page_print(out, &settings, inputs, 2, said)) {
		fprintf(stderr, "hostile: the page cannot be made\n");
		exit(1);
	}
	fclose(out);
	result_free(&result);
	return page;
}

static json_t *replaced(const json_t *records, const struct hostile_target *target,
			const char *word)
{
	json_t *other = json_copy((json_t *)records);

	if (!hostile_replace(other, target, word)) {
		json_decref(other);
		return NULL;
	}
	return other;
}

static void write_file(const struct trial *trial, const char *name, const char *text)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", trial->folder, name);
	out = fopen(path, "we");
	if (!out || fputs(text, out) < 0 || fclose(out)) {
		fprintf(stderr, "hostile: cannot write %s: %s\n", path, strerror(errno));
		exit(1);
	}
}

static void keep_page(struct trial *trial, const char *page)
{
	char name[64];

	snprintf(name, sizeof(name), "hostile-%zu.html", trial->pages++);
	write_file(trial, name, page);
}

/* Both pages have the same tags; if not, the first difference is shown. */
static void hold_against(struct trial *trial, const char *what, const char *page, const char *calm)
{
	char *one = tag_scan(page);
	char *other = tag_scan(calm);
	const char *at = one;
	const char *beside = other;

	if (one && other && strcmp(one, other)) {
		while (*at == *beside) {
			at++;
			beside++;
		}
		while (at > one && at[-1] != '\n') {
			at--;
			beside--;
		}
		printf("not ok: %s: the page has %.*s, not %.*s\n", what, (int)strcspn(at, "\n"),
		       at, (int)strcspn(beside, "\n"), beside);
		trial->failures++;
	}
	free(one);
	free(other);
}

static size_t numbers_of(const char *page)
{
	char *scan = tag_scan(page);
	size_t count = scan ? tag_scan_count(scan, "data-at") : 0;

	free(scan);
	return count;
}

/* Each target's word is another one: two names of one thing are refused. */
static void word_of(size_t target, const char *text, char *word)
{
	snprintf(word, WORD_SIZE, "%s%zu", text, target);
}

/* As long, and as little a name as the other, but nothing to a browser. */
static void calm_down(const char *text, char *calm)
{
	snprintf(calm, WORD_SIZE, "%s", text);
	for (; *calm; calm++) {
		if (*calm == 'j')
			*calm = 'k';
		else if (!isalnum((unsigned char)*calm) && !strchr(" .:=", *calm))
			*calm = ';';
	}
}

static void add_to_all(struct trial *trial, size_t target, const char *word)
{
	json_t *records = replaced(trial->together, &trial->targets.rows[target], word);
	char *page = records ? page_of(trial, records, "file.jsonl") : NULL;

	/* What takes one number away with others there need not do so alone. */
	if (page && numbers_of(page) >= trial->numbers) {
		trial->kept[target] = true;
		json_decref(trial->together);
		trial->together = json_incref(records);
	}
	free(page);
	json_decref(records);
}

static void try_one(struct trial *trial, size_t target)
{
	const struct hostile_target *row = &trial->targets.rows[target];
	const char *what = row->place ? row->place : row->text;
	char word[WORD_SIZE];
	char calm_word[WORD_SIZE];
	json_t *records;
	json_t *calm_records;
	char *page;
	char *calm;

	word_of(target, hostile_everything, word);
	calm_down(word, calm_word);
	records = replaced(trial->records, row, word);
	calm_records = replaced(trial->records, row, calm_word);
	page = records ? page_of(trial, records, "file.jsonl") : NULL;
	calm = calm_records ? page_of(trial, calm_records, "file.jsonl") : NULL;
	if (page && calm) {
		trial->tried++;
		hold_against(trial, what, page, calm);
		keep_page(trial, page);
		if (numbers_of(page) >= trial->numbers)
			add_to_all(trial, target, word);
	} else if (page) {
		printf("# %s: only a hostile word is taken there\n", what);
	}
	free(page);
	free(calm);
	json_decref(records);
	json_decref(calm_records);
}

static json_t *all_with(const struct trial *trial, const char *text)
{
	json_t *records = json_copy(trial->records);

	for (size_t i = 0; i < trial->targets.count; i++) {
		char word[WORD_SIZE];

		word_of(i, text, word);
		if (trial->kept[i])
			hostile_replace(records, &trial->targets.rows[i], word);
	}
	return records;
}

/* The file's name is one of its strings, too. */
static void try_all(struct trial *trial)
{
	for (size_t i = 0; i <= HOSTILE_MARKER_COUNT; i++) {
		const char *marker =
			i < HOSTILE_MARKER_COUNT ? hostile_markers[i] : hostile_everything;
		json_t *records = all_with(trial, marker);
		char *page = page_of(trial, records, marker);
		char calm_marker[WORD_SIZE];
		json_t *calm_records;
		char *calm;
		char *text = text_of(records);
		char name[64];

		calm_down(marker, calm_marker);
		calm_records = all_with(trial, calm_marker);
		calm = page_of(trial, calm_records, calm_marker);
		snprintf(name, sizeof(name), "all-%zu.jsonl", i);
		if (page && calm && text && numbers_of(page) >= trial->numbers) {
			hold_against(trial, marker, page, calm);
			keep_page(trial, page);
			write_file(trial, name, text);
		} else {
			printf("not ok: there is no page, or less on it, of all strings with %s\n",
			       marker);
			trial->failures++;
		}
		free(page);
		free(calm);
		free(text);
		json_decref(records);
		json_decref(calm_records);
	}
}

static int conclude(struct trial *trial)
{
	size_t together = 0;

	for (size_t i = 0; i < trial->targets.count; i++)
		together += trial->kept[i];
	printf("# %zu strings, of which the reader takes %zu with markup in them, and %zu at once; %zu pages\n",
	       trial->targets.count, trial->tried, together, trial->pages);
	if (trial->tried < TRIED_MIN || together < TOGETHER_MIN || !trial->numbers) {
		printf("not ok: next to nothing was tried\n");
		trial->failures++;
	}
	return trial->failures ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct trial trial = { 0 };
	struct result_error error;
	char *page;
	int status;

	if (argc != 4) {
		fprintf(stderr, "usage: hostile GOOD FILE FOLDER\n");
		return 2;
	}
	/* Pictures take their time; scripts make pages with them of the files. */
	setenv("PATH", "", 1);
	trial.folder = argv[3];
	trial.records = load_records(argv[2]);
	if (result_read_path(argv[1], &trial.good, &error) ||
	    hostile_find(trial.records, &trial.targets))
		return 1;
	trial.kept = calloc(trial.targets.count + 1, sizeof(*trial.kept));
	page = page_of(&trial, trial.records, "file.jsonl");
	if (!page || !trial.kept) {
		fprintf(stderr, "hostile: %s is not a result file\n", argv[2]);
		return 1;
	}
	trial.numbers = numbers_of(page);
	free(page);
	trial.together = json_incref(trial.records);
	for (size_t i = 0; i < trial.targets.count; i++)
		try_one(&trial, i);
	try_all(&trial);
	status = conclude(&trial);
	json_decref(trial.together);
	json_decref(trial.records);
	hostile_free(&trial.targets);
	free(trial.kept);
	result_free(&trial.good);
	return status;
}
