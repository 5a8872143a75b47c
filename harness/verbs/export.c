// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll export: result files in the formats of other tools. Needs the files only, so it runs on
 * any machine.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"
#include "result/read_many.h"
#include "verbs/export_options.h"
#include "verbs/input_files.h"
#include "verbs/output_file.h"
#include "verbs/verb.h"

static const char usage[] =
	"usage: tracetoll export FILE... --to FORMAT [-o FILE] [--commit ID] [--branch NAME]\n"
	"                        [--origin ORIGIN] [--build-id ORIGIN:ID] [--name NAME]\n"
	"\n"
	"Writes result files in a format that other tools read; list exports names the\n"
	"formats and who reads them. Reads nothing but the files, so it runs on any\n"
	"machine. FILE may be '-', which is standard input.\n"
	"\n"
	"      --to FORMAT      bmf, gbench, gobench, hyperfine, junit, kcidb, ktap, lava,\n"
	"                       openmetrics, otava or otava-config\n"
	"  -o, --output FILE    write there instead of to standard output, which is '-'; a\n"
	"                       FILE that is there stays until the new one is whole\n"
	"      --commit ID      of the kernel that was measured; with several files one for\n"
	"                       each, by commas (default: the kernel's release)\n"
	"      --branch NAME    that the commit is on (default: main)\n"
	"      --origin ORIGIN  kcidb: who sends it\n"
	"      --build-id ORIGIN:ID  kcidb: which build was tested; one for each file, or for\n"
	"                       all\n"
	"      --name NAME      of the whole: otava-config's test, where kcidb's paths begin,\n"
	"                       junit's suites (default: tracetoll)\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  written\n"
	"  2  the words were wrong or too few for the format, a FILE cannot be read or is\n"
	"     not a result file, or the files do not go together\n"
	"  4  no FILE holds anything that the format has a place for\n"
	"  5  written, but not to be relied on, which the format says in its own way; the\n"
	"     reasons are report's\n"
	"  6  it could not be written, or memory ran out\n"
	"\n"
	"docs/exports.md has each format: what goes where, and its reader's command.\n";

/* What the words ask for, and what is read for it. */
struct request {
	struct export_options options;
	struct result *results; /* as many as there are paths */
	struct export_input *inputs;
	char **words; /* of the inputs, to be freed: two for each */
};

static enum exit_code say_no_memory(void)
{
	fprintf(stderr, "tracetoll export: out of memory\n");
	return EXIT_CODE_FAILED;
}

static enum exit_code read_files(struct request *request)
{
	const struct export_options *options = &request->options;
	struct result_error error;
	size_t at;
	int failed =
		result_read_many(options->paths, options->count, request->results, &at, &error);

	if (!failed)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll export: %s: ", input_file_name(options->paths[at]));
	if (failed != -EBADMSG)
		fprintf(stderr, "cannot read it: %s\n", error.text);
	else if (error.line)
		fprintf(stderr, "not a result file, line %zu: %s\n", error.line, error.text);
	else
		fprintf(stderr, "not a result file: %s\n", error.text);
	return failed == -ENOMEM ? EXIT_CODE_FAILED : EXIT_CODE_USAGE;
}

static enum exit_code make_inputs(struct request *request)
{
	const struct export_options *options = &request->options;

	for (size_t i = 0; i < options->count; i++) {
		char **words = &request->words[2 * i];
		struct export_input *input = &request->inputs[i];

		words[0] = export_options_word(options->commits, i);
		words[1] = export_options_word(options->builds, i);
		if ((options->commits && !words[0]) || (options->builds && !words[1]))
			return say_no_memory();
		*input = (struct export_input){
			.name = input_file_name(options->paths[i]),
			.commit = words[0],
			.branch = options->branch,
			.origin = options->origin,
			.build_id = words[1],
			.title = options->title,
		};
		if (export_input_make(input, &request->results[i]))
			return say_no_memory();
	}
	return EXIT_CODE_DONE;
}

static enum exit_code check_format(const struct request *request)
{
	const struct export_options *options = &request->options;
	char why[EXPORT_WHY_SIZE] = "";
	int failed = 0;

	if (options->format->check)
		failed = options->format->check(request->inputs, options->count, why);
	if (!failed)
		return EXIT_CODE_DONE;
	if (failed == -ENOMEM)
		return say_no_memory();
	fprintf(stderr, "tracetoll export: %s\n", why);
	return failed == -ENODATA ? EXIT_CODE_SKIPPED : EXIT_CODE_USAGE;
}

/* Signals that stop us wait, or they would leave a file that is half written. */
static int write_output(const struct request *request)
{
	const struct export_options *options = &request->options;
	struct output_file file;
	sigset_t stops;
	sigset_t before;
	int error;

	if (!options->output)
		return export_write(stdout, options->format, request->inputs, options->count);
	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGHUP);
	sigaddset(&stops, SIGQUIT);
	pthread_sigmask(SIG_BLOCK, &stops, &before);
	error = output_file_begin(&file, options->output);
	if (!error)
		error = output_file_end(&file, export_write(file.out, options->format,
							    request->inputs, options->count));
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

static enum exit_code say_unwritten(const struct export_options *options, int error)
{
	const char *next = options->output ? "name another file"
					   : "the result files are unharmed, "
					     "try again";

	if (error == -ENOSPC)
		next = "make room or write elsewhere";
	fprintf(stderr, "tracetoll export: cannot write %s: %s; %s\n",
		options->output ? options->output : "to standard output", strerror(-error), next);
	return EXIT_CODE_FAILED;
}

/* As report judges: one file that is not to be relied on is said before all are found empty. */
static enum exit_code judge_files(const struct request *request)
{
	enum exit_code code = EXIT_CODE_DONE;
	size_t tried = 0;

	for (size_t i = 0; i < request->options.count; i++) {
		const struct trust *trust = &request->inputs[i].trust;
		const char *name = request->inputs[i].name;

		tried += trust->measured || trust->spoiled;
		if (!trust->measured) {
			fprintf(stderr,
				"tracetoll export: %s: there is no valid sample in it%s%s\n", name,
				*trust->reasons ? ": " : "", trust->reasons);
			if (trust->spoiled)
				code = EXIT_CODE_UNTRUSTED;
		} else if (*trust->reasons) {
			fprintf(stderr, "tracetoll export: %s: not to be relied on: %s\n", name,
				trust->reasons);
			code = EXIT_CODE_UNTRUSTED;
		}
	}
	return tried ? code : EXIT_CODE_SKIPPED;
}

static enum exit_code export_files(struct request *request)
{
	enum exit_code code = input_files_check_output(
		"export", request->options.output, request->options.paths, request->options.count);
	int error;

	if (!code)
		code = read_files(request);
	if (!code)
		code = input_files_check_twice("export", request->options.paths, request->results,
					       request->options.count);
	if (!code)
		code = make_inputs(request);
	if (!code)
		code = check_format(request);
	if (code)
		return code;
	error = write_output(request);
	return error ? say_unwritten(&request->options, error) : judge_files(request);
}

static void free_request(struct request *request)
{
	for (size_t i = 0; i < request->options.count; i++) {
		if (request->inputs)
			export_input_free(&request->inputs[i]);
		if (request->results)
			result_free(&request->results[i]);
		if (request->words) {
			free(request->words[2 * i]);
			free(request->words[2 * i + 1]);
		}
	}
	free(request->inputs);
	free(request->results);
	free(request->words);
}

static enum exit_code run(int argc, char **argv)
{
	struct request request = { 0 };
	enum exit_code code = export_options_read(argc, argv, &request.options);
	size_t count = request.options.count;

	if (request.options.help)
		fputs(usage, stdout);
	if (request.options.help || code)
		return code;
	request.results = calloc(count, sizeof(*request.results));
	request.inputs = calloc(count, sizeof(*request.inputs));
	request.words = calloc(2 * count, sizeof(*request.words));
	if (request.results && request.inputs && request.words)
		code = export_files(&request);
	else
		code = say_no_memory();
	free_request(&request);
	return code;
}

const struct verb verb_export = {
	.name = "export",
	.summary = "write result files in the formats of other tools",
	.usage = usage,
	.run = run,
};
