// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll doctor: whether this machine is fit to measure, and how to make it so.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doctor/survey.h"
#include "doctor/tune.h"
#include "machine/cpu_list.h"
#include "machine/journal.h"
#include "machine/pin.h"
#include "machine/system_file.h"
#include "verbs/doctor_print.h"
#include "verbs/tune_print.h"
#include "verbs/verb.h"

#define DOCTOR_USAGE                                                                         \
	"usage: tracetoll doctor [--tune] [--json] [--cpu N]\n"                              \
	"\n"                                                                                 \
	"Tells in one screen whether this machine is fit to measure: what disturbs, what\n"  \
	"that does to the numbers, and how to change it. Loads nothing, attaches nothing.\n" \
	"As root it sees more.\n"                                                            \
	"\n"                                                                                 \
	"      --tune         change what can be changed by a setting, and look then; it\n"  \
	"                     stays so until `tracetoll restore`. Each setting is written\n" \
	"                     down before it is changed (/run/tracetoll)\n"                  \
	"      --json         all of it, for programs\n"                                     \
	"      --cpu N        the CPU to measure on (default: the last one, as of run)\n"    \
	"      --root FOLDER  look at, and change, what is below FOLDER (default: /)\n"      \
	"  -h, --help         this text\n"                                                   \
	"\n"                                                                                 \
	"Exit codes:\n"                                                                      \
	"  0  fit, or something disturbs; --tune: all that can be changed is\n"              \
	"  2  the words were wrong\n"                                                        \
	"  3  something forbids to measure, or (--tune) to change anything now\n"            \
	"  6  --tune: a setting was refused that should not be\n"                            \
	"\n"                                                                                 \
	"docs/doctor.md tells of each line what it does to numbers.\n"

struct doctor_options {
	const char *root;
	int cpu; /* -1: not asked for */
	bool tune;
	bool json;
	bool help;
};

static int parse_cpu(const char *word, int *cpu, struct complaint *complaint)
{
	char *end;
	long number = strtol(word, &end, 10);

	if (end == word || *end || number < 0 || number >= INT_MAX)
		return complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll doctor --help",
				"--cpu takes a whole number, not '%s'", word);
	*cpu = (int)number;
	return 0;
}

static int parse(struct doctor_options *options, int argc, char **argv, struct complaint *complaint)
{
	static const struct option words[] = {
		{ "tune", no_argument, NULL, 't' },      { "json", no_argument, NULL, 'j' },
		{ "cpu", required_argument, NULL, 'c' }, { "root", required_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' },      { NULL, 0, NULL, 0 },
	};
	int option;
	int err = 0;

	*options = (struct doctor_options){ .root = "", .cpu = -1 };
	optind = 0;
	opterr = 0;
	while (!err && (option = getopt_long(argc, argv, "h", words, NULL)) != -1) {
		switch (option) {
		case 't':
			options->tune = true;
			break;
		case 'j':
			options->json = true;
			break;
		case 'c':
			err = parse_cpu(optarg, &options->cpu, complaint);
			break;
		case 'r':
			options->root = optarg;
			break;
		case 'h':
			options->help = true;
			return 0;
		default:
			err = complain(complaint, EXIT_CODE_USAGE, 0,
				       "see: tracetoll doctor --help", "doctor does not know '%s'",
				       argv[optind - 1]);
		}
	}
	if (!err && optind < argc)
		err = complain(complaint, EXIT_CODE_USAGE, 0, "see: tracetoll doctor --help",
			       "'%s' is one word too many", argv[optind]);
	return err;
}

/* The one that run would take. One that it may not have is a fact, and no failure. */
static int choose_cpu(const struct doctor_options *options)
{
	struct complaint ignored;
	char online[4096];
	int cpu = options->cpu;

	if (!*options->root) {
		pin_to_cpu(&cpu, &ignored);
		return cpu;
	}
	if (cpu >= 0)
		return cpu;
	system_file_line(options->root, online, sizeof(online), "/sys/devices/system/cpu/online");
	cpu = cpu_list_last(online);
	return cpu < 0 ? 0 : cpu;
}

static int print_json(const struct fact_place *place, const struct survey *survey, json_t *tuned)
{
	json_t *object = doctor_object(place, survey);
	int err;

	if (tuned)
		json_object_set(object, "changes", tuned);
	err = json_dumpf(object, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(object);
	return err ? -EIO : 0;
}

static enum exit_code look(const struct doctor_options *options, const struct fact_place *place,
			   json_t *tuned)
{
	struct survey survey;
	enum exit_code exit_code;
	int err = survey_take(place, &survey);

	if (!err && options->json)
		err = print_json(place, &survey, tuned);
	else if (!err)
		doctor_print(stdout, &survey);
	exit_code = survey_count(&survey, FACT_FORBIDS) ? EXIT_CODE_REFUSED : EXIT_CODE_DONE;
	survey_free(&survey);
	if (!err)
		return exit_code;
	fprintf(stderr, "tracetoll: cannot tell what was found: %s\n", strerror(-err));
	return EXIT_CODE_FAILED;
}

static enum exit_code doctor(const struct doctor_options *options)
{
	const struct fact_place place = { .root = options->root, .cpu = choose_cpu(options) };
	enum exit_code exit_code = EXIT_CODE_DONE, look_code;
	struct complaint complaint;
	json_t *tuned = NULL;

	if (options->tune) {
		tuned = json_array();
		if (tune_and_keep(&place, options->json ? NULL : stdout, tuned, &complaint)) {
			complaint_print(&complaint);
			exit_code = complaint.exit_code;
		}
	}
	look_code = look(options, &place, tuned);
	json_decref(tuned);
	return exit_code != EXIT_CODE_DONE ? exit_code : look_code;
}

static enum exit_code doctor_verb(int argc, char **argv)
{
	struct doctor_options options;
	struct complaint complaint;

	if (parse(&options, argc, argv, &complaint)) {
		complaint_print(&complaint);
		return complaint.exit_code;
	}
	if (options.help) {
		fputs(DOCTOR_USAGE, stdout);
		return EXIT_CODE_DONE;
	}
	return doctor(&options);
}

const struct verb verb_doctor = {
	.name = "doctor",
	.summary = "tell whether this machine is fit to measure, and make it so",
	.usage = DOCTOR_USAGE,
	.run = doctor_verb,
};
