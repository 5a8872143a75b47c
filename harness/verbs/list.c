// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll list: what there is, what this machine can run, and why not.
 */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/workload.h"
#include "config/configuration.h"
#include "config/nearest.h"
#include "export/export.h"
#include "verbs/availability.h"
#include "verbs/list_events.h"
#include "verbs/list_print.h"
#include "verbs/verb.h"

static const char usage[] =
	"usage: tracetoll list [configs|workloads|events|exports] [--json] [--try]\n"
	"\n"
	"Lists the configurations with the path that a call takes on this kernel, the\n"
	"workloads, the events with what each is to the PMUs of this machine's cores, and\n"
	"the formats of export; one of them, or all. What this kernel cannot do is said\n"
	"with the reason: asked of the loaded module, else of the kernel's configuration\n"
	"file; of BPF by loading programs, of tracefs by its files, both as root; of\n"
	"events by opening them. '?' is what cannot be known so.\n"
	"\n"
	"      --try   load the module for the time, and attach each configuration for a\n"
	"              moment to a function of the module's own; else to getppid's handler\n"
	"      --json  the same as JSON\n"
	"  -h, --help  this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed\n"
	"  2  the words were wrong\n"
	"  3  --try: not permitted, or ftrace is dead or off\n"
	"  6  the list could not be written, or the module not be loaded; or stopped by a\n"
	"     signal\n"
	"\n"
	"docs/reading-the-table.md explains configurations, paths and workloads,\n"
	"docs/events.md events, docs/exports.md exports.\n";

/* "opsN+irrM" for "ops#+irr#": what a reader of a list understands. */
static void show_pattern(const char *pattern, char *text, size_t size)
{
	char letter = 'N';

	snprintf(text, size, "%s", pattern);
	for (char *at = text; *at; at++) {
		if (*at != '#')
			continue;
		*at = letter;
		letter = 'M';
	}
}

/* "unavailable" and "unknown" of a row: the reason of the one that it is, else null. */
static void add_availability(json_t *object, const struct availability *availability)
{
	const char *reason = availability->reason;

	json_object_set_new(object, "unavailable",
			    availability->answer == ANSWER_NO ? json_string(reason) : json_null());
	json_object_set_new(object, "unknown",
			    availability->answer == ANSWER_UNKNOWN ? json_string(reason)
								   : json_null());
}

static const char *path_of(const struct kernel_knowledge *knowledge,
			   const struct configuration *configuration, enum answer answer)
{
	if (answer == ANSWER_NO)
		return "-";
	if (answer == ANSWER_UNKNOWN)
		return "?";
	return path_name(configuration_expected_path(configuration, &knowledge->abilities));
}

static json_t *configuration_object(const struct configuration_row *row,
				    struct kernel_knowledge *knowledge)
{
	struct configuration example;
	struct availability availability;
	char name[CONFIGURATION_NAME_SIZE];
	char registers[128];
	json_t *object;

	/* The first of the row's names stands for all of them. */
	snprintf(name, sizeof(name), "%.*s", (int)strcspn(row->names, ","), row->names);
	configuration_parse(name, &example);
	availability_of_configuration(knowledge, &example, &availability);
	show_pattern(row->pattern, name, sizeof(name));
	show_pattern(row->registers, registers, sizeof(registers));
	object =
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i}", "name", name, "path",
			  path_of(knowledge, &example, availability.answer), "registers", registers,
			  "names", row->names, "default", row->standard ? row->names : "",
			  "number_min", (int)row->number_min, "number_max", (int)row->number_max);
	add_availability(object, &availability);
	return object;
}

static json_t *configuration_list(struct kernel_knowledge *knowledge)
{
	const struct configuration_row *row;
	json_t *array = json_array();

	for (size_t i = 0; (row = configuration_row_at(i)); i++)
		json_array_append_new(array, configuration_object(row, knowledge));
	return array;
}

static json_t *workload_object(const struct workload *workload,
			       const struct kernel_knowledge *knowledge)
{
	struct availability availability;
	json_t *object;

	availability_of_workload(knowledge, workload, &availability);
	object = json_pack("{s:s, s:s, s:s, s:s}", "name", workload->name, "tracee",
			   workload->tracee, "what", workload->what, "default",
			   workload->extra ? "" : workload->name);
	add_availability(object, &availability);
	return object;
}

static json_t *workload_list(struct kernel_knowledge *knowledge)
{
	size_t count;
	const struct workload **all = workload_all(&count);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, workload_object(all[i], knowledge));
	free(all);
	return array;
}

static json_t *event_list(struct kernel_knowledge *knowledge)
{
	(void)knowledge;
	return list_event_rows();
}

static json_t *preset_list(struct kernel_knowledge *knowledge)
{
	(void)knowledge;
	return list_event_presets();
}

static json_t *export_list(struct kernel_knowledge *knowledge)
{
	size_t count;
	const struct export_format **all = export_all(&count);
	json_t *array = json_array();

	(void)knowledge;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:b}", "name", all[i]->name,
						       "file", all[i]->file_name, "read_by",
						       all[i]->read_by, "several_files",
						       (int)all[i]->many));
	free(all);
	return array;
}

static json_t *pmu_list(struct kernel_knowledge *knowledge)
{
	(void)knowledge;
	return list_event_pmus();
}

#define AVAILABILITY_REMARKS            \
	{ "unavailable", "not here:" }, \
	{                               \
		"unknown", "not known:" \
	}

static const struct list_topic topics[] = {
	{
		.word = "configs",
		.name = "configs",
		.heading = "configurations, with the path each takes here (+: only if asked for)",
		.rows = configuration_list,
		.columns = { { "name", 20 }, { "path", 14 }, { "registers", 0 } },
		.remarks = { AVAILABILITY_REMARKS },
	},
	{
		.word = "workloads",
		.name = "workloads",
		.heading = "workloads, with the function each calls (+: only if asked for);\n"
			   "NAME:cold is the same with the caches flushed before each call",
		.rows = workload_list,
		.columns = { { "name", 13 }, { "tracee", 20 }, { "what", 0 } },
		.remarks = { AVAILABILITY_REMARKS },
	},
	{
		.word = "events",
		.name = "events",
		.heading = "events, with what each is to this machine (+: only if asked for)",
		.rows = event_list,
		.columns = { { "name", 20 }, { "counts", 0 } },
		.remarks = { { "here", "here:" }, AVAILABILITY_REMARKS },
	},
	{
		.word = "events",
		.name = "presets",
		.heading = "presets: what of them is not here is left out",
		.rows = preset_list,
		.columns = { { "name", 20 }, { "tells", 0 } },
		.remarks = { { "events", "of:" } },
	},
	{
		.word = "events",
		.name = "pmus",
		.heading = "PMUs of the cores here; what each names for -e PMU/NAME/ lists --json",
		.rows = pmu_list,
		.columns = { { "name", 20 }, { "cpus", 0 } },
	},
	{
		.word = "exports",
		.name = "exports",
		.heading = "exports: what export --to takes, a file's usual name, and who reads it",
		.rows = export_list,
		.columns = { { "name", 13 }, { "file", 15 }, { "read_by", 0 } },
	},
};

#define TOPIC_COUNT (sizeof(topics) / sizeof(topics[0]))

static void print_text(const char *only, struct kernel_knowledge *knowledge)
{
	printf("%s", architecture_name(architecture_of_build()));
	if (knowledge->known && knowledge->abilities.no_sites)
		printf(": no patch sites, for there is no FUNCTION_TRACER");
	else if (knowledge->known)
		printf(": %s CALL_OPS, %s direct calls",
		       knowledge->abilities.call_ops ? "with" : "no",
		       knowledge->abilities.direct_calls ? "with" : "no");
	printf(" (%s)\n", knowledge->source);
	if (!knowledge->trying)
		printf("'?' is not known so: %s\n", AVAILABILITY_TRY);
	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (only && strcmp(only, topics[i].word) != 0)
			continue;
		putchar('\n');
		list_print_topic(&topics[i], knowledge);
	}
}

static void print_json(const char *only, struct kernel_knowledge *knowledge)
{
	json_t *all = json_object();

	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (!only || !strcmp(only, topics[i].word))
			json_object_set_new(all, topics[i].name, topics[i].rows(knowledge));
	}
	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

static const char *find_topic(const char *word)
{
	const char *words[TOPIC_COUNT];
	const char *nearest;

	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (!strcmp(word, topics[i].word))
			return topics[i].word;
		words[i] = topics[i].word;
	}
	nearest = nearest_name(word, words, TOPIC_COUNT);
	fprintf(stderr, "tracetoll list: there is no list of '%s'; %s%s%s\n", word,
		nearest ? "did you mean '" : "there are configs, workloads, events and exports",
		nearest ? nearest : "", nearest ? "'?" : "");
	return NULL;
}

/* The words of the command line. */
struct list_words {
	const char *only; /* NULL: all */
	bool json;
	bool trying;
	bool help;
};

static enum exit_code parse(int argc, char **argv, struct list_words *words)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "try", no_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		words->help |= option == 'h';
		words->json |= option == 'j';
		words->trying |= option == 't';
		if (option != '?')
			continue;
		fprintf(stderr, "tracetoll list: '%s' is not known; see: tracetoll list --help\n",
			argv[optind - 1]);
		return EXIT_CODE_USAGE;
	}
	if (argc - optind > 1) {
		fprintf(stderr, "tracetoll list: one list at a time; leave it out for all\n");
		return EXIT_CODE_USAGE;
	}
	if (optind < argc) {
		words->only = find_topic(argv[optind]);
		if (!words->only)
			return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code run(int argc, char **argv)
{
	struct list_words words = { 0 };
	struct kernel_knowledge knowledge;
	struct complaint complaint, ignored;
	enum exit_code exit_code = parse(argc, argv, &words);
	int err;

	if (exit_code != EXIT_CODE_DONE)
		return exit_code;
	if (words.help) {
		fputs(usage, stdout);
		return EXIT_CODE_DONE;
	}
	err = kernel_knowledge_open(&knowledge, words.trying, &complaint);
	if (!err && words.json)
		print_json(words.only, &knowledge);
	else if (!err)
		print_text(words.only, &knowledge);
	if (err)
		kernel_knowledge_close(&knowledge, &ignored);
	else
		err = kernel_knowledge_close(&knowledge, &complaint);
	if (err) {
		complaint_print(&complaint);
		return complaint.exit_code;
	}
	/* What a full buffer met before shows only in the error flag. */
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "tracetoll list: cannot write the list: %s\n", strerror(errno));
		return EXIT_CODE_FAILED;
	}
	return EXIT_CODE_DONE;
}

const struct verb verb_list = {
	.name = "list",
	.summary = "what there is, what this machine can run, and why not",
	.usage = usage,
	.run = run,
};
