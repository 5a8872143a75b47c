// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of `compare`.
 */
#include "verbs/compare_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"

/* A difference as large as what it is of is told in any case. */
#define FLOOR_PERCENT_MAX 100

/* Options without a letter. */
enum {
	OPTION_JSON = 256,
	OPTION_FLOOR,
	OPTION_GATE,
	OPTION_ACROSS,
	OPTION_AFTER,
	OPTION_REPRODUCE,
};

static enum exit_code out_of_memory(void)
{
	fprintf(stderr, "tracetoll compare: out of memory\n");
	return EXIT_CODE_FAILED;
}

static enum exit_code set_format(struct compare_options *options, const char *word)
{
	const char *names[COMPARE_FORMAT_COUNT];
	const char *nearest;

	for (size_t i = 0; i < COMPARE_FORMAT_COUNT; i++) {
		names[i] = compare_format_name((enum compare_format)i);
		if (strcmp(word, names[i]) != 0)
			continue;
		options->print.format = (enum compare_format)i;
		return EXIT_CODE_DONE;
	}
	nearest = nearest_name(word, names, COMPARE_FORMAT_COUNT);
	fprintf(stderr, "tracetoll compare: there is no format '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (text, markdown, json or commit)\n");
	return EXIT_CODE_USAGE;
}

static enum exit_code set_floor(struct compare_options *options, const char *word)
{
	char *end;
	double percent = strtod(word, &end);

	/* Not a number is neither. */
	if (end != word && percent >= 0 && percent <= FLOOR_PERCENT_MAX &&
	    (!*end || !strcmp(end, "%"))) {
		options->difference.floor_percent = percent;
		options->difference.has_floor = true;
		return EXIT_CODE_DONE;
	}
	fprintf(stderr,
		"tracetoll compare: '%s' is no floor; give percent of the value before, 0 to %d\n",
		word, FLOOR_PERCENT_MAX);
	return EXIT_CODE_USAGE;
}

static enum exit_code unknown_group(const char *word)
{
	const char *names[ENVIRONMENT_GROUP_COUNT];
	const char *nearest;
	char all[128];

	for (size_t i = 0; i < ENVIRONMENT_GROUP_COUNT; i++)
		names[i] = environment_group_name((enum environment_group)i);
	nearest = nearest_name(word, names, ENVIRONMENT_GROUP_COUNT);
	environment_say_groups(ENVIRONMENT_BIT(ENVIRONMENT_GROUP_COUNT) - 1, all, sizeof(all));
	fprintf(stderr, "tracetoll compare: there is no group '%s' to differ in", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (%s)\n", all);
	return EXIT_CODE_USAGE;
}

/* Changes @words, which are the caller's own. */
static enum exit_code set_across(struct compare_options *options, char *words)
{
	char *save = NULL;

	for (char *word = strtok_r(words, ",", &save); word; word = strtok_r(NULL, ",", &save)) {
		size_t i = 0;

		while (i < ENVIRONMENT_GROUP_COUNT &&
		       strcmp(word, environment_group_name((enum environment_group)i)) != 0)
			i++;
		if (i == ENVIRONMENT_GROUP_COUNT)
			return unknown_group(word);
		options->across |= ENVIRONMENT_BIT(i);
	}
	return EXIT_CODE_DONE;
}

/* Adds the words of a list to the names that rows are wanted of. */
static enum exit_code add_names(struct compare_options *options, const char *list,
				const char *const **names, size_t *count)
{
	char **words = reallocarray(options->words, options->word_count + 1, sizeof(*words));
	const char **more = NULL;
	char *save = NULL;
	char *copy;

	if (!words)
		return out_of_memory();
	options->words = words;
	copy = strdup(list);
	more = reallocarray((void *)*names, *count + strlen(list) + 1, sizeof(*more));
	if (more)
		*names = more;
	if (!copy || !more) {
		free(copy);
		return out_of_memory();
	}
	words[options->word_count++] = copy;
	for (char *word = strtok_r(copy, ",", &save); word; word = strtok_r(NULL, ",", &save))
		more[(*count)++] = word;
	return EXIT_CODE_DONE;
}

static void add_path(struct compare_options *options, char *path)
{
	options->is_after[options->path_count] = options->sides_named;
	options->paths[options->path_count++] = path;
}

static enum exit_code take_option(struct compare_options *options, int option, char *const *argv)
{
	struct difference_settings *difference = &options->difference;

	switch (option) {
	case 1: /* no option, in its place among them */
		add_path(options, optarg);
		return EXIT_CODE_DONE;
	case 'f':
		return set_format(options, optarg);
	case 'w':
		return add_names(options, optarg, &difference->workloads,
				 &difference->workload_count);
	case 'c':
		return add_names(options, optarg, &difference->configurations,
				 &difference->configuration_count);
	case OPTION_JSON:
		options->print.format = COMPARE_FORMAT_JSON;
		return EXIT_CODE_DONE;
	case OPTION_FLOOR:
		return set_floor(options, optarg);
	case OPTION_GATE:
		options->gate = true;
		return EXIT_CODE_DONE;
	case OPTION_ACROSS:
		return set_across(options, optarg);
	case OPTION_AFTER:
		options->sides_named = true;
		return EXIT_CODE_DONE;
	case OPTION_REPRODUCE:
		options->print.reproduce = optarg;
		return EXIT_CODE_DONE;
	default:
		fprintf(stderr,
			"tracetoll compare: '%s' is not known, or lacks its value; "
			"see: tracetoll compare --help\n",
			argv[optind - 1]);
		return EXIT_CODE_USAGE;
	}
}

/* Words that are there but wrong as a whole. */
static enum exit_code check(const struct compare_options *options)
{
	const char *wrong = NULL;

	if (!options->path_count)
		wrong = "no result file is named; name one of before and one of after";
	else if (options->sides_named && options->is_after[0])
		wrong = "--after has nothing in front of it; name the files of before there";
	else if (options->sides_named && !options->is_after[options->path_count - 1])
		wrong = "--after has nothing behind it; name the files of after there";
	if (!wrong)
		return EXIT_CODE_DONE;
	fprintf(stderr, "tracetoll compare: %s\n", wrong);
	return EXIT_CODE_USAGE;
}

enum exit_code compare_options_read(int argc, char **argv, struct compare_options *options)
{
	static const struct option words[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "json", no_argument, NULL, OPTION_JSON },
		{ "floor", required_argument, NULL, OPTION_FLOOR },
		{ "gate", no_argument, NULL, OPTION_GATE },
		{ "across", required_argument, NULL, OPTION_ACROSS },
		{ "after", no_argument, NULL, OPTION_AFTER },
		{ "reproduce", required_argument, NULL, OPTION_REPRODUCE },
		{ "workload", required_argument, NULL, 'w' },
		{ "config", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	enum exit_code code = EXIT_CODE_DONE;
	int option;

	*options = (struct compare_options){ .print = { .format = COMPARE_FORMAT_TEXT } };
	options->paths = calloc((size_t)argc, sizeof(*options->paths));
	options->is_after = calloc((size_t)argc, sizeof(*options->is_after));
	if (!options->paths || !options->is_after)
		return out_of_memory();
	opterr = 0;
	while (!code && (option = getopt_long(argc, argv, "-f:w:c:h", words, NULL)) != -1) {
		options->help = option == 'h';
		if (options->help)
			return EXIT_CODE_DONE;
		code = take_option(options, option, argv);
	}
	/* What stands behind "--" is no option. */
	while (!code && optind < argc)
		add_path(options, argv[optind++]);
	return code ? code : check(options);
}

void compare_options_free(struct compare_options *options)
{
	for (size_t i = 0; i < options->word_count; i++)
		free(options->words[i]);
	free(options->words);
	free((void *)options->difference.workloads);
	free((void *)options->difference.configurations);
	free(options->paths);
	free(options->is_after);
	memset(options, 0, sizeof(*options));
}
