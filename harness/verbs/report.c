// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll report: the tables of result files. Needs the files only, so it runs on
 * any machine.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boards/json.h"
#include "config/nearest.h"
#include "report/decompose.h"
#include "report/report.h"
#include "report/trust.h"
#include "result/read_many.h"
#include "verbs/verb.h"

/* A difference as large as the baseline is told in any case. */
#define FLOOR_PERCENT_MAX 100

static const char usage[] =
	"usage: tracetoll report FILE... [--format FORMAT] [--floor PERCENT]\n"
	"                        [--decompose]\n"
	"\n"
	"Prints the tables of result files, one file after the other. Reads nothing but\n"
	"the files, so it runs on any machine. FILE may be '-', which is standard input.\n"
	"\n"
	"  -f, --format FORMAT  text      at most 72 columns; 80 with intervals (default)\n"
	"                       markdown  pipe tables\n"
	"                       csv       one line for each workload, configuration, metric\n"
	"                       json      the same as objects, and the files' headers\n"
	"                       commit    text that can be pasted into a commit message\n"
	"      --json           the same as --format json\n"
	"      --floor PERCENT  what is less than that of the baseline is not worth to be\n"
	"                       told: within it is \"same\" (default: 1,\n"
	"                       and 0 for numbers of instructions)\n"
	"      --decompose      where the overhead goes: what entry, save and restore, the\n"
	"                       list, each relevant and each irrelevant ops and a late\n"
	"                       direct call cost, by least squares over configurations;\n"
	"                       run -c sweep measures what it takes. --floor: percent of an\n"
	"                       overhead that these may miss it by (default: 5, and 0 for\n"
	"                       exact counts)\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed\n"
	"  2  the words were wrong, or a FILE cannot be read or is not a result file\n"
	"  4  printed, but no FILE holds a valid sample, or anything to be decomposed\n"
	"  5  printed, but not to be relied on: the kernel complained in its log, samples\n"
	"     are invalid, a precision that was asked for is not reached, kernel\n"
	"     instructions differ between blocks although the clock counts instructions,\n"
	"     an emulator has no such clock, or the parts do not explain the overheads\n"
	"  6  the tables could not be written, or memory ran out\n"
	"\n"
	"docs/reading-the-table.md explains the columns, docs/decomposition.md the parts,\n"
	"docs/result-file.md the files.\n";

/* What the words ask for, and what is read for it. */
struct request {
	struct report_settings settings;
	bool decompose;
	char **paths;
	size_t count;
	struct result *results; /* count of them */
	struct report_input *inputs;
};

static enum exit_code unknown_format(const char *word)
{
	const char *names[REPORT_FORMAT_COUNT];
	const char *nearest;

	for (size_t i = 0; i < REPORT_FORMAT_COUNT; i++)
		names[i] = report_format_name((enum report_format)i);
	nearest = nearest_name(word, names, REPORT_FORMAT_COUNT);
	fprintf(stderr, "tracetoll report: there is no format '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (text, markdown, csv, json or commit)\n");
	return EXIT_CODE_USAGE;
}

static enum exit_code set_format(struct request *request, const char *word)
{
	for (size_t i = 0; i < REPORT_FORMAT_COUNT; i++) {
		if (strcmp(word, report_format_name((enum report_format)i)))
			continue;
		request->settings.format = (enum report_format)i;
		return EXIT_CODE_DONE;
	}
	return unknown_format(word);
}

static enum exit_code set_floor(struct request *request, const char *word)
{
	char *end;
	double percent = strtod(word, &end);

	/* Not a number is neither. */
	if (end != word && percent >= 0 && percent <= FLOOR_PERCENT_MAX &&
	    (!*end || !strcmp(end, "%"))) {
		request->settings.floor_percent = percent;
		request->settings.has_floor = true;
		return EXIT_CODE_DONE;
	}
	fprintf(stderr,
		"tracetoll report: '%s' is no floor; give percent of the baseline, 0 to %d\n", word,
		FLOOR_PERCENT_MAX);
	return EXIT_CODE_USAGE;
}

static enum exit_code read_words(int argc, char **argv, struct request *request, bool *help)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' }, { "json", no_argument, NULL, 'j' },
		{ "floor", required_argument, NULL, 'F' },  { "decompose", no_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
	};
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	opterr = 0;
	while (!code && (option = getopt_long(argc, argv, "f:h", options, NULL)) != -1) {
		if (option == 'f') {
			code = set_format(request, optarg);
		} else if (option == 'F') {
			code = set_floor(request, optarg);
		} else if (option == 'j') {
			request->settings.format = REPORT_FORMAT_JSON;
		} else if (option == 'd') {
			request->decompose = true;
		} else if (option == 'h') {
			*help = true;
			return EXIT_CODE_DONE;
		} else {
			fprintf(stderr,
				"tracetoll report: '%s' is not known, or lacks its value; "
				"see: tracetoll report --help\n",
				argv[optind - 1]);
			return EXIT_CODE_USAGE;
		}
	}
	request->paths = argv + optind;
	request->count = (size_t)(argc - optind);
	if (!code && !request->count) {
		fprintf(stderr, "tracetoll report: no result file is named; name one, or '-' for "
				"standard input\n");
		return EXIT_CODE_USAGE;
	}
	return code;
}

static const char *display_name(const char *path)
{
	return strcmp(path, "-") ? path : "standard input";
}

static enum exit_code refuse_file(const char *path, int failed, const struct result_error *error)
{
	fprintf(stderr, "tracetoll report: %s: ", display_name(path));
	if (failed != -EBADMSG)
		fprintf(stderr, "cannot read it: %s\n", error->text);
	else if (error->line)
		fprintf(stderr, "not a result file, line %zu: %s\n", error->line, error->text);
	else
		fprintf(stderr, "not a result file: %s\n", error->text);
	return failed == -ENOMEM ? EXIT_CODE_FAILED : EXIT_CODE_USAGE;
}

/* Reads all files before a table is printed, so that a wrong one prints nothing. */
static enum exit_code read_files(struct request *request)
{
	struct result_error error;
	size_t at;
	int failed =
		result_read_many(request->paths, request->count, request->results, &at, &error);

	if (failed)
		return refuse_file(request->paths[at], failed, &error);
	for (size_t i = 0; i < request->count; i++) {
		request->inputs[i].name = display_name(request->paths[i]);
		request->inputs[i].result = &request->results[i];
	}
	return EXIT_CODE_DONE;
}

/* One file that is not to be relied on is said before all are found empty. */
static enum exit_code judge_files(const struct request *request)
{
	enum exit_code code = EXIT_CODE_DONE;
	size_t tried = 0;

	for (size_t i = 0; i < request->count; i++) {
		const char *name = request->inputs[i].name;
		struct trust trust;

		if (trust_judge(&request->results[i], &trust)) {
			fprintf(stderr, "tracetoll report: %s: out of memory\n", name);
			return EXIT_CODE_FAILED;
		}
		tried += trust.measured || trust.spoiled;
		if (!trust.measured) {
			fprintf(stderr,
				"tracetoll report: %s: there is no valid sample in it%s%s\n", name,
				*trust.reasons ? ": " : "", trust.reasons);
			if (trust.spoiled)
				code = EXIT_CODE_UNTRUSTED;
		} else if (*trust.reasons) {
			fprintf(stderr, "tracetoll report: %s: not to be relied on: %s\n", name,
				trust.reasons);
			code = EXIT_CODE_UNTRUSTED;
		}
	}
	return tried ? code : EXIT_CODE_SKIPPED;
}

/*
 * Parts that do not explain what was measured are not to be relied on; one file of which there is
 * nothing to say does not make the others worse.
 */
static enum exit_code judge_parts(const struct request *request, enum exit_code code)
{
	size_t taken_apart = 0;

	for (size_t i = 0; i < request->count; i++) {
		const char *name = request->inputs[i].name;
		struct decompose_trust trust;

		if (decompose_judge(&request->results[i], &request->settings, &trust)) {
			fprintf(stderr, "tracetoll report: %s: out of memory\n", name);
			return EXIT_CODE_FAILED;
		}
		taken_apart += trust.taken_apart;
		if (!trust.taken_apart)
			fprintf(stderr,
				"tracetoll report: %s: nothing in it can be taken apart; run -c "
				"sweep measures what can be\n",
				name);
		if (!*trust.reasons)
			continue;
		fprintf(stderr, "tracetoll report: %s: not to be relied on: %s\n", name,
			trust.reasons);
		code = EXIT_CODE_UNTRUSTED;
	}
	return taken_apart || code ? code : EXIT_CODE_SKIPPED;
}

static enum exit_code print_files(const struct request *request)
{
	int (*print)(FILE * out, const struct report_settings *settings,
		     const struct report_input *inputs, size_t count) =
		request->decompose ? decompose_print : report_print;
	int error = print(stdout, &request->settings, request->inputs, request->count);
	enum exit_code code;

	if (!error) {
		code = judge_files(request);
		return request->decompose && code != EXIT_CODE_FAILED ? judge_parts(request, code)
								      : code;
	}
	fprintf(stderr, "tracetoll report: cannot write the tables: %s; %s\n", strerror(-error),
		error == -ENOSPC ? "make room or write them elsewhere"
				 : "the result files are unharmed, try again");
	return EXIT_CODE_FAILED;
}

static enum exit_code run(int argc, char **argv)
{
	struct request request = {
		.settings = { .format = REPORT_FORMAT_TEXT, .extend_json = boards_extend_json },
	};
	bool help = false;
	enum exit_code code = read_words(argc, argv, &request, &help);

	if (help)
		fputs(usage, stdout);
	if (help || code)
		return code;
	request.results = calloc(request.count, sizeof(*request.results));
	request.inputs = calloc(request.count, sizeof(*request.inputs));
	if (request.results && request.inputs) {
		code = read_files(&request);
		if (!code)
			code = print_files(&request);
	} else {
		fprintf(stderr, "tracetoll report: out of memory\n");
		code = EXIT_CODE_FAILED;
	}
	for (size_t i = 0; i < request.count && request.results; i++)
		result_free(&request.results[i]);
	free(request.results);
	free(request.inputs);
	return code;
}

const struct verb verb_report = {
	.name = "report",
	.summary = "print the tables of result files",
	.usage = usage,
	.run = run,
};
