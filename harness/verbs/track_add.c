// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track add: result files into the history.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "result/parallel.h"
#include "track/date.h"
#include "track/history_add.h"
#include "track/shell_word.h"
#include "verbs/track_news.h"
#include "verbs/track_runs.h"

#define WORD "add"

static const char usage[] =
	"usage: tracetoll track add FILE... [OPTION...]\n"
	"\n"
	"Adds result files to the history, each of them a run: all, or none if one of them\n"
	"cannot be added. What is there already stays as it is, so that a file can be added\n"
	"as often as one likes; the files themselves are needed no more, but should be kept.\n"
	"A file may be '-', standard input.\n"
	"\n"
	"      --commit ID      of the kernel that was measured (default: its release). Runs\n"
	"                       of one commit are repetitions: no level changes between them\n"
	"      --date DATE      of the commit, which orders the runs: 2026-11-21, with a time\n"
	"                       (2026-11-21T21:30:00+01:00), or seconds since 1970, as git\n"
	"                       prints them (default: the commit's, if it is known already,\n"
	"                       else when the run began)\n"
	"      --branch NAME    (default: main)\n"
	"      --board NAME     (default: what the file says)\n"
	"      --again          measured again, to confirm: it is no night of its own\n"
	"      --history FILE   (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help           this text\n"
	"\n"
	"Exit codes:\n"
	"  0  added, or was there already\n"
	"  2  the words were wrong, a file is not a result file, its date cannot be, or the\n"
	"     history is none; nothing was added\n"
	"  4  added, but a run measured nothing\n"
	"  5  added, but a run is not to be relied on, so it gives no points; goes before 4\n"
	"  6  the history could not be written; nothing was added\n"
	"\n"
	"docs/history.md explains what is kept.\n";

struct add_options {
	struct history_words words;
	const char *history;
	char **paths;
	size_t path_count;
	bool help;
};

enum {
	OPTION_COMMIT = TRACK_OPTION_OWN,
	OPTION_DATE,
	OPTION_AGAIN,
};

static enum exit_code set_date(struct add_options *options, const char *word)
{
	if (date_parse(word, &options->words.date) && options->words.date)
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll track add: '%s' is no date; write 2026-11-21, 2026-11-21T21:30:00Z, or "
		"seconds since 1970\n",
		word);
	return EXIT_CODE_USAGE;
}

static enum exit_code set_name(const char **name, const char *option, const char *word)
{
	*name = word;
	if (*word)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll track add: %s is empty; leave it out, or give a name\n", option);
	return EXIT_CODE_USAGE;
}

static enum exit_code take_option(struct add_options *options, int option, char *const *argv)
{
	switch (option) {
	case 'h':
		options->help = true;
		return EXIT_CODE_DONE;
	case OPTION_COMMIT:
		return set_name(&options->words.commit, "--commit", optarg);
	case TRACK_OPTION_BRANCH:
		return set_name(&options->words.branch, "--branch", optarg);
	case TRACK_OPTION_BOARD:
		return set_name(&options->words.board, "--board", optarg);
	case TRACK_OPTION_HISTORY:
		return set_name(&options->history, "--history", optarg);
	case OPTION_DATE:
		return set_date(options, optarg);
	case OPTION_AGAIN:
		options->words.again = true;
		return EXIT_CODE_DONE;
	default:
		return track_unknown_option(WORD, argv);
	}
}

static enum exit_code check_paths(const struct add_options *options)
{
	size_t inputs = 0;

	if (!options->path_count) {
		fprintf(stderr, "tracetoll track add: no result file is named\n");
		return EXIT_CODE_USAGE;
	}
	for (size_t i = 0; i < options->path_count; i++)
		inputs += !strcmp(options->paths[i], "-");
	if (inputs <= 1)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll track add: standard input can be read once only\n");
	return EXIT_CODE_USAGE;
}

static enum exit_code read_options(int argc, char **argv, struct add_options *options)
{
	static const struct option long_options[] = {
		{ "commit", required_argument, NULL, OPTION_COMMIT },
		{ "date", required_argument, NULL, OPTION_DATE },
		{ "branch", required_argument, NULL, TRACK_OPTION_BRANCH },
		{ "board", required_argument, NULL, TRACK_OPTION_BOARD },
		{ "again", no_argument, NULL, OPTION_AGAIN },
		{ "history", required_argument, NULL, TRACK_OPTION_HISTORY },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	*options = (struct add_options){ .path_count = 0 };
	opterr = 0;
	while (!code && !options->help &&
	       (option = getopt_long(argc, argv, "h", long_options, NULL)) != -1)
		code = take_option(options, option, argv);
	options->paths = argv + optind;
	options->path_count = (size_t)(argc - optind);
	return code || options->help ? code : check_paths(options);
}

/* The files of one call. */
struct add_job {
	const struct add_options *options;
	struct history_input *inputs;
	struct history_error *errors;
};

static int read_one(void *context, size_t index)
{
	struct add_job *job = context;

	return history_input_read(job->options->paths[index], &job->inputs[index],
				  &job->errors[index]);
}

static void print_added(const struct history_input *input)
{
	const struct history_words *words = &input->words;
	const char *commit = words->commit ? words->commit : input->release;

	track_print(stdout, "%s: added %.*s%s: %zu point%s of %s, %s, commit %s\n", input->file,
		    TRACK_DIGEST_SHOWN, input->digest,
		    input->added == HISTORY_COMPLETED ? " in the place of its first part" : "",
		    input->points, number_plural(input->points),
		    words->board ? words->board : input->board,
		    words->branch ? words->branch : "main", commit);
}

/* Ends the line of a command that is to be of the same history. */
static void end_command(const char *history)
{
	if (history)
		shell_option_print(stderr, "--history", history);
	fputc('\n', stderr);
}

static void print_there(const struct history_input *input, const char *history)
{
	track_print(stdout, "%s: was there already (%.*s)\n", input->file, TRACK_DIGEST_SHOWN,
		    input->digest);
	if (input->forgotten)
		track_print(stderr,
			    "tracetoll track add: %s is forgotten (%s); to count it again: "
			    "tracetoll track forget %.*s --undo",
			    input->file, input->forgotten, TRACK_DIGEST_SHOWN, input->digest);
	else if (input->other_words)
		track_print(stderr,
			    "tracetoll track add: %s is there by another commit, date, branch or "
			    "board, and stays so; to change that, first: tracetoll track forget "
			    "%.*s --reason TEXT",
			    input->file, TRACK_DIGEST_SHOWN, input->digest);
	if (input->forgotten || input->other_words)
		end_command(history);
}

static enum exit_code print_one(const struct history_input *input, const char *history)
{
	if (input->added == HISTORY_WAS_THERE) {
		print_there(input, history);
		return EXIT_CODE_DONE;
	}
	print_added(input);
	if (input->doubt) {
		track_print(stderr,
			    "tracetoll track add: %s is not to be relied on, so it gives no "
			    "points: %s\n",
			    input->file, input->doubt);
		return EXIT_CODE_UNTRUSTED;
	}
	if (input->points)
		return EXIT_CODE_DONE;
	track_print(stderr, "tracetoll track add: %s measured nothing; report says why\n",
		    input->file);
	return EXIT_CODE_SKIPPED;
}

/* A run that was measured again says nothing of plans. */
static void print_news(struct history *history, const struct history_input *input,
		       const char *given)
{
	struct history_news news[HISTORY_NAME_COUNT];
	struct history_error error;

	if (input->added == HISTORY_WAS_THERE || input->words.again)
		return;
	/* All is done; what cannot be read now will be said by who needs it. */
	if (!history_news_find(history, input, news, &error))
		track_news_print(input, news, given);
	history_news_free(news);
}

static enum exit_code print_all(const struct add_job *job, struct history *history)
{
	enum exit_code code = EXIT_CODE_DONE;

	for (size_t i = 0; i < job->options->path_count; i++) {
		enum exit_code one = print_one(&job->inputs[i], job->options->history);

		print_news(history, &job->inputs[i], job->options->history);
		if (one > code)
			code = one;
	}
	return code;
}

static enum exit_code add_all(struct add_job *job)
{
	const struct add_options *options = job->options;
	struct history_error error;
	struct history *history;
	enum exit_code code;
	size_t at;
	int failed = parallel_each(options->path_count, read_one, job, &at);

	if (failed)
		return track_failed(WORD, failed == -ENOMEM || failed == -EIO ? failed : -EBADMSG,
				    &job->errors[at]);
	for (size_t i = 0; i < options->path_count; i++)
		job->inputs[i].words = options->words;
	code = track_open(WORD, options->history, HISTORY_WRITE, &history);
	if (code)
		return code;
	failed = history_add(history, job->inputs, options->path_count, &error);
	code = failed ? track_failed(WORD, failed, &error) : print_all(job, history);
	history_close(history);
	return code;
}

static enum exit_code run(int argc, char **argv)
{
	struct add_options options;
	struct add_job job = { .options = &options };
	enum exit_code code = read_options(argc, argv, &options);

	if (code || options.help) {
		if (!code)
			fputs(usage, stdout);
		return code;
	}
	job.inputs = calloc(options.path_count, sizeof(*job.inputs));
	job.errors = calloc(options.path_count, sizeof(*job.errors));
	code = job.inputs && job.errors ? add_all(&job) : track_out_of_memory(WORD);
	for (size_t i = 0; i < options.path_count && job.inputs; i++)
		history_input_free(&job.inputs[i]);
	free(job.inputs);
	free(job.errors);
	return code;
}

const struct track_word track_add = {
	.name = WORD,
	.summary = "add result files to the history",
	.usage = usage,
	.run = run,
};
