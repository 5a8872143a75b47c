// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of `report`.
 */
#include "verbs/report_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"

/* A difference as large as the baseline is told in any case. */
#define FLOOR_PERCENT_MAX 100

/* The one format that is no table's. */
#define FORMAT_PAGE "html"

/* Options without a letter. */
enum {
	OPTION_JSON = 256,
	OPTION_FLOOR,
	OPTION_DECOMPOSE,
	OPTION_SAMPLES,
	OPTION_CHART,
	OPTION_PLOT,
};

/* What was said, before it is known what it comes to. */
struct words {
	bool format; /* --format or --json */
	bool page;
	bool decompose;
	bool samples;
	bool chart;
};

static enum exit_code complain_of(const char *wrong)
{
	fprintf(stderr, "tracetoll report: %s\n", wrong);
	return EXIT_CODE_USAGE;
}

static enum exit_code unknown_format(const char *word)
{
	const char *names[REPORT_FORMAT_COUNT + 1];
	const char *nearest;

	for (size_t i = 0; i < REPORT_FORMAT_COUNT; i++)
		names[i] = report_format_name((enum report_format)i);
	names[REPORT_FORMAT_COUNT] = FORMAT_PAGE;
	nearest = nearest_name(word, names, REPORT_FORMAT_COUNT + 1);
	fprintf(stderr, "tracetoll report: there is no format '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (text, markdown, csv, json, commit or html)\n");
	return EXIT_CODE_USAGE;
}

static enum exit_code set_format(struct report_options *options, struct words *words,
				 const char *word)
{
	words->format = true;
	words->page = !strcmp(word, FORMAT_PAGE);
	if (words->page)
		return EXIT_CODE_DONE;
	for (size_t i = 0; i < REPORT_FORMAT_COUNT; i++) {
		if (strcmp(word, report_format_name((enum report_format)i)) != 0)
			continue;
		options->settings.format = (enum report_format)i;
		return EXIT_CODE_DONE;
	}
	return unknown_format(word);
}

static enum exit_code set_floor(struct report_options *options, const char *word)
{
	char *end;
	double percent = strtod(word, &end);

	/* Not a number is neither. */
	if (end != word && percent >= 0 && percent <= FLOOR_PERCENT_MAX &&
	    (!*end || !strcmp(end, "%"))) {
		options->settings.floor_percent = percent;
		options->settings.has_floor = true;
		return EXIT_CODE_DONE;
	}
	fprintf(stderr,
		"tracetoll report: '%s' is no floor; give percent of the baseline, 0 to %d\n", word,
		FLOOR_PERCENT_MAX);
	return EXIT_CODE_USAGE;
}

static enum exit_code take_option(struct report_options *options, struct words *words, int option,
				  char *const *argv)
{
	switch (option) {
	case 'f':
		return set_format(options, words, optarg);
	case 'o':
		options->output = optarg;
		return *optarg ? EXIT_CODE_DONE : complain_of("-o names no file");
	case OPTION_JSON:
		return set_format(options, words, report_format_name(REPORT_FORMAT_JSON));
	case OPTION_FLOOR:
		return set_floor(options, optarg);
	case OPTION_DECOMPOSE:
		words->decompose = true;
		return EXIT_CODE_DONE;
	case OPTION_SAMPLES:
		words->samples = true;
		return EXIT_CODE_DONE;
	case OPTION_CHART:
		words->chart = true;
		return EXIT_CODE_DONE;
	case OPTION_PLOT:
		options->folder = optarg;
		return *optarg ? EXIT_CODE_DONE : complain_of("--plot names no folder");
	default:
		fprintf(stderr,
			"tracetoll report: '%s' is not known, or lacks its value; "
			"see: tracetoll report --help\n",
			argv[optind - 1]);
		return EXIT_CODE_USAGE;
	}
}

/* Why these words do not go together, and what to do; NULL: they do. */
static const char *find_conflict(const struct report_options *options, const struct words *words)
{
	unsigned int kinds = (unsigned int)words->decompose + words->samples + words->chart;

	if (options->folder && (kinds || words->format || options->output))
		return "--plot writes pictures and nothing else; call report once more for the "
		       "rest";
	if (words->page && kinds)
		return "a page has parts, samples and pictures anyway; leave --decompose, "
		       "--samples and --chart away";
	if (kinds > 1)
		return "only one of --decompose, --samples and --chart at a time; call report once "
		       "for each";
	if (words->chart && options->settings.format != REPORT_FORMAT_TEXT)
		return "--chart draws with characters, for --format text; --format html has "
		       "pictures, and --plot DIR writes them";
	if (words->samples && options->settings.format == REPORT_FORMAT_COMMIT)
		return "samples are too many for a commit message; give --format text, markdown, "
		       "csv or json";
	return NULL;
}

/* What all words come to. */
static enum exit_code conclude(struct report_options *options, const struct words *words)
{
	const char *conflict = find_conflict(options, words);

	if (conflict)
		return complain_of(conflict);
	if (options->folder)
		options->kind = REPORT_PICTURES;
	else if (words->page)
		options->kind = REPORT_PAGE;
	else if (words->decompose)
		options->kind = REPORT_PARTS;
	else if (words->samples)
		options->kind = REPORT_SAMPLES;
	else if (words->chart)
		options->kind = REPORT_CHART;
	if (options->output && !strcmp(options->output, "-"))
		options->output = NULL;
	if (!options->count)
		return complain_of("no result file is named; name one, or '-' for standard input");
	return EXIT_CODE_DONE;
}

enum exit_code report_options_read(int argc, char **argv, struct report_options *options)
{
	static const struct option known[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "json", no_argument, NULL, OPTION_JSON },
		{ "output", required_argument, NULL, 'o' },
		{ "floor", required_argument, NULL, OPTION_FLOOR },
		{ "decompose", no_argument, NULL, OPTION_DECOMPOSE },
		{ "samples", no_argument, NULL, OPTION_SAMPLES },
		{ "chart", no_argument, NULL, OPTION_CHART },
		{ "plot", required_argument, NULL, OPTION_PLOT },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct words words = { 0 };
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	*options = (struct report_options){ .settings = { .format = REPORT_FORMAT_TEXT } };
	opterr = 0;
	while (!code && (option = getopt_long(argc, argv, "f:o:h", known, NULL)) != -1) {
		options->help = option == 'h';
		if (options->help)
			return EXIT_CODE_DONE;
		code = take_option(options, &words, option, argv);
	}
	options->paths = argv + optind;
	options->count = (size_t)(argc - optind);
	return code ? code : conclude(options, &words);
}
