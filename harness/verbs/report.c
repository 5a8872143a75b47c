// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll report: what result files say, as tables, pictures or a page. Needs the files only, so
 * it runs on any machine.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boards/json.h"
#include "page/page.h"
#include "plot/chart.h"
#include "report/decompose.h"
#include "report/samples.h"
#include "report/trust.h"
#include "result/read_many.h"
#include "verbs/input_files.h"
#include "verbs/output_file.h"
#include "verbs/report_options.h"
#include "verbs/report_pictures.h"
#include "verbs/verb.h"

static const char usage[] =
	"usage: tracetoll report FILE... [--format FORMAT] [-o FILE] [--floor PERCENT]\n"
	"                        [--decompose | --samples | --chart]\n"
	"       tracetoll report FILE... --format html -o PAGE.html\n"
	"       tracetoll report FILE... --plot DIR\n"
	"\n"
	"Prints the tables of result files, one file after the other; a page, a chart and\n"
	"pictures put boards side by side. Reads nothing but the files, so it runs on any\n"
	"machine. FILE may be '-', which is standard input.\n"
	"\n"
	"  -f, --format FORMAT  text      at most 72 columns; 80 with intervals (default)\n"
	"                       markdown  pipe tables\n"
	"                       csv       one line for each workload, configuration, metric\n"
	"                       json      the same as objects, the files' headers, boards\n"
	"                       commit    text that can be pasted into a commit message\n"
	"                       html      one page that compares boards, with pictures\n"
	"      --json           the same as --format json\n"
	"  -o, --output FILE    write there instead of to standard output, which is '-'; a\n"
	"                       FILE that is there stays until the new one is whole\n"
	"      --floor PERCENT  what is less than that of the baseline is not worth to be\n"
	"                       told: within it is \"same\" (default: 1,\n"
	"                       and 0 for numbers of instructions)\n"
	"      --decompose      where the overhead goes: what entry, save and restore, the\n"
	"                       list, each relevant and each irrelevant ops and a late\n"
	"                       direct call cost, by least squares over configurations;\n"
	"                       run -c sweep measures what it takes. --floor: percent of an\n"
	"                       overhead that these may miss it by (default: 5, and 0 for\n"
	"                       exact counts)\n"
	"      --samples        every sample by itself, per call, instead of what they come\n"
	"                       to\n"
	"      --chart          bars of characters, of all boards side by side\n"
	"      --plot DIR       write pictures (SVG, PNG, PDF) into DIR, and the data and the\n"
	"                       gnuplot script of each; gnuplot draws them\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed\n"
	"  2  the words were wrong, a FILE cannot be read or is not a result file, or two\n"
	"     are one run\n"
	"  4  printed, but no FILE holds a valid sample, or anything to be decomposed\n"
	"  5  printed, but not to be relied on: the kernel complained in its log, samples\n"
	"     are invalid, a precision that was asked for is not reached, kernel\n"
	"     instructions differ between blocks although the clock counts instructions,\n"
	"     an emulator has no such clock, or the parts do not explain the overheads\n"
	"  6  what was asked for could not be written or drawn, or memory ran out; a page\n"
	"     without gnuplot has its tables, says so, and is no failure\n"
	"\n"
	"docs/reading-the-table.md explains the columns, docs/report-page.md the page,\n"
	"docs/plots.md the pictures, docs/decomposition.md the parts, docs/result-file.md\n"
	"the files.\n";

/* What the words ask for, and what is read for it. */
struct request {
	struct report_options options;
	struct result *results; /* as many as there are paths */
	struct report_input *inputs;
};

static enum exit_code refuse_file(const char *path, int failed, const struct result_error *error)
{
	fprintf(stderr, "tracetoll report: %s: ", input_file_name(path));
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
	/* The page shows what the proofs rest on; nothing else looks at them. */
	int (*read)(char *const *paths, size_t count, struct result *results, size_t *at,
		    struct result_error *error) =
		request->options.kind == REPORT_PAGE ? result_read_many_whole : result_read_many;
	int failed =
		read(request->options.paths, request->options.count, request->results, &at, &error);

	if (failed)
		return refuse_file(request->options.paths[at], failed, &error);
	for (size_t i = 0; i < request->options.count; i++) {
		request->inputs[i].name = input_file_name(request->options.paths[i]);
		request->inputs[i].result = &request->results[i];
	}
	return EXIT_CODE_DONE;
}

/* One file that is not to be relied on is said before all are found empty. */
static enum exit_code judge_files(const struct request *request)
{
	enum exit_code code = EXIT_CODE_DONE;
	size_t tried = 0;

	for (size_t i = 0; i < request->options.count; i++) {
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

	for (size_t i = 0; i < request->options.count; i++) {
		const char *name = request->inputs[i].name;
		struct decompose_trust trust;

		if (decompose_judge(&request->results[i], &request->options.settings, &trust)) {
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

static int print(FILE *out, const struct request *request, char said[512])
{
	const struct report_options *options = &request->options;
	const struct report_settings *settings = &options->settings;

	switch (options->kind) {
	case REPORT_TABLES:
		return report_print(out, settings, request->inputs, options->count);
	case REPORT_PARTS:
		return decompose_print(out, settings, request->inputs, options->count);
	case REPORT_SAMPLES:
		return samples_print(out, settings, request->inputs, options->count);
	case REPORT_CHART:
		return chart_print(out, settings, request->inputs, options->count);
	case REPORT_PAGE:
		return page_print(out, settings, request->inputs, options->count, said);
	case REPORT_PICTURES:
		break;
	}
	return -EINVAL;
}

static enum exit_code say_unwritten(const struct request *request, int error)
{
	const char *path = request->options.output;
	const char *next = "the result files are unharmed, try again";

	if (error == -ENOSPC)
		next = "make room or write elsewhere";
	else if (path)
		next = "name another file";
	fprintf(stderr, "tracetoll report: cannot write %s: %s; %s\n",
		path ? path : "to standard output", strerror(-error), next);
	return EXIT_CODE_FAILED;
}

/* Signals that stop us wait, or they would leave a file that is half written. */
static void hold_stops(sigset_t *before)
{
	sigset_t stops;

	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGHUP);
	sigaddset(&stops, SIGQUIT);
	pthread_sigmask(SIG_BLOCK, &stops, before);
}

/* A file is there in whole, or not at all. */
static int print_output(const struct request *request, char said[512])
{
	struct output_file file;
	sigset_t before;
	int error;

	hold_stops(&before);
	error = output_file_begin(&file, request->options.output);
	if (!error)
		error = output_file_end(&file, print(file.out, request, said));
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

static enum exit_code print_files(const struct request *request)
{
	const struct report_options *options = &request->options;
	char said[512] = "";
	enum exit_code code;
	int error = options->output ? print_output(request, said) : print(stdout, request, said);

	if (error)
		return say_unwritten(request, error);
	if (*said)
		fprintf(stderr, "tracetoll report: %s\n", said);
	code = judge_files(request);
	return options->kind == REPORT_PARTS && code != EXIT_CODE_FAILED
		       ? judge_parts(request, code)
		       : code;
}

static enum exit_code draw_files(const struct request *request)
{
	const struct report_options *options = &request->options;
	enum exit_code code = report_pictures(&options->settings, request->inputs, options->count,
					      options->folder);
	enum exit_code judged = judge_files(request);

	return code ? code : judged;
}

static enum exit_code report(struct request *request)
{
	enum exit_code code = input_files_check_output(
		"report", request->options.output, request->options.paths, request->options.count);

	if (!code)
		code = read_files(request);
	if (!code)
		code = input_files_check_twice("report", request->options.paths, request->results,
					       request->options.count);
	if (code)
		return code;
	return request->options.kind == REPORT_PICTURES ? draw_files(request)
							: print_files(request);
}

static enum exit_code run(int argc, char **argv)
{
	struct request request = { 0 };
	enum exit_code code = report_options_read(argc, argv, &request.options);
	size_t count = request.options.count;

	request.options.settings.extend_json = boards_extend_json;
	if (request.options.help)
		fputs(usage, stdout);
	if (request.options.help || code)
		return code;
	request.results = calloc(count, sizeof(*request.results));
	request.inputs = calloc(count, sizeof(*request.inputs));
	if (request.results && request.inputs) {
		code = report(&request);
	} else {
		fprintf(stderr, "tracetoll report: out of memory\n");
		code = EXIT_CODE_FAILED;
	}
	for (size_t i = 0; i < count && request.results; i++)
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
