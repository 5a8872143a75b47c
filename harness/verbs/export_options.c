// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of `export`.
 */
#include "verbs/export_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Options without a letter. */
enum {
	OPTION_TO = 256,
	OPTION_COMMIT,
	OPTION_BRANCH,
	OPTION_ORIGIN,
	OPTION_BUILD_ID,
	OPTION_NAME,
};

/* Longer ones are no names, and formats have limits. */
#define WORD_MAX 1024

static enum exit_code complain_of(const char *wrong)
{
	fprintf(stderr, "tracetoll export: %s\n", wrong);
	return EXIT_CODE_USAGE;
}

static void print_formats(void)
{
	size_t count;
	const struct export_format **formats = export_all(&count);

	for (size_t i = 0; i < count; i++)
		fprintf(stderr, "%s%s", i ? ", " : "", formats[i]->name);
	free(formats);
}

static enum exit_code set_format(struct export_options *options, const char *word)
{
	const char *nearest;

	options->format = export_find(word);
	if (options->format)
		return EXIT_CODE_DONE;
	nearest = export_nearest(word);
	fprintf(stderr, "tracetoll export: there is no format '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fputs(" (", stderr);
	print_formats();
	fputs(")\n", stderr);
	return EXIT_CODE_USAGE;
}

/* What goes into foreign files is what everybody can read. */
static enum exit_code set_word(const char **word, const char *option)
{
	bool printable = *optarg && strlen(optarg) <= WORD_MAX;

	for (const char *c = optarg; *c; c++)
		printable = printable && *c >= ' ' && *c <= '~';
	*word = optarg;
	if (printable)
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll export: what %s says is empty, too long or not printable ASCII\n",
		option);
	return EXIT_CODE_USAGE;
}

static enum exit_code take_option(struct export_options *options, int option, char *const *argv)
{
	switch (option) {
	case OPTION_TO:
		return set_format(options, optarg);
	case 'o':
		options->output = optarg;
		return *optarg ? EXIT_CODE_DONE : complain_of("-o names no file");
	case OPTION_COMMIT:
		return set_word(&options->commits, "--commit");
	case OPTION_BRANCH:
		return set_word(&options->branch, "--branch");
	case OPTION_ORIGIN:
		return set_word(&options->origin, "--origin");
	case OPTION_BUILD_ID:
		return set_word(&options->builds, "--build-id");
	case OPTION_NAME:
		return set_word(&options->title, "--name");
	default:
		fprintf(stderr,
			"tracetoll export: '%s' is not known, or lacks its value; "
			"see: tracetoll export --help\n",
			argv[optind - 1]);
		return EXIT_CODE_USAGE;
	}
}

/* One for all, or one for each. */
static enum exit_code check_list(const char *list, const char *option, size_t files)
{
	size_t words = 1;

	if (!list)
		return EXIT_CODE_DONE;
	for (const char *c = list; *c; c++)
		words += *c == ',';
	if (*list == ',' || strstr(list, ",,") || list[strlen(list) - 1] == ',') {
		fprintf(stderr, "tracetoll export: one of %s is empty\n", option);
		return EXIT_CODE_USAGE;
	}
	if (words == 1 || words == files)
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll export: %s says %zu for %zu FILE%s; give one for all or one for each\n",
		option, words, files, files == 1 ? "" : "s");
	return EXIT_CODE_USAGE;
}

static enum exit_code conclude(struct export_options *options)
{
	enum exit_code code;

	if (options->output && !strcmp(options->output, "-"))
		options->output = NULL;
	if (!options->format)
		return complain_of("no format is named; give --to FORMAT; see: tracetoll list "
				   "exports");
	if (!options->count)
		return complain_of("no result file is named; name one, or '-' for standard input");
	if (options->count > 1 && !options->format->many) {
		fprintf(stderr,
			"tracetoll export: %s has room for one FILE; export each by itself\n",
			options->format->name);
		return EXIT_CODE_USAGE;
	}
	code = check_list(options->commits, "--commit", options->count);
	return code ? code : check_list(options->builds, "--build-id", options->count);
}

enum exit_code export_options_read(int argc, char **argv, struct export_options *options)
{
	static const struct option known[] = {
		{ "to", required_argument, NULL, OPTION_TO },
		{ "output", required_argument, NULL, 'o' },
		{ "commit", required_argument, NULL, OPTION_COMMIT },
		{ "branch", required_argument, NULL, OPTION_BRANCH },
		{ "origin", required_argument, NULL, OPTION_ORIGIN },
		{ "build-id", required_argument, NULL, OPTION_BUILD_ID },
		{ "name", required_argument, NULL, OPTION_NAME },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	*options = (struct export_options){ .branch = "main", .title = "tracetoll" };
	opterr = 0;
	while (!code && (option = getopt_long(argc, argv, "o:h", known, NULL)) != -1) {
		options->help = option == 'h';
		if (options->help)
			return EXIT_CODE_DONE;
		code = take_option(options, option, argv);
	}
	options->paths = argv + optind;
	options->count = (size_t)(argc - optind);
	return code ? code : conclude(options);
}

char *export_options_word(const char *list, size_t index)
{
	const char *word = list;

	if (!list)
		return NULL;
	if (!strchr(list, ','))
		return strdup(list);
	for (; index; index--)
		word = strchr(word, ',') + 1;
	return strndup(word, strcspn(word, ","));
}
