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
#include "config/event.h"
#include "config/nearest.h"
#include "verbs/availability.h"
#include "verbs/verb.h"

#define COLUMNS 80
#define REMARK_INDENT 4

static const char usage[] =
	"usage: tracetoll list [configs|workloads|events] [--json] [--try]\n"
	"\n"
	"Lists the configurations with the path that a call takes on this kernel, the\n"
	"workloads and the events; one of them, or all. What this kernel cannot do is said\n"
	"with the reason: asked of the loaded module, else of the kernel's configuration\n"
	"file; of BPF by loading programs, of tracefs by its files, both as root. '?' is\n"
	"what cannot be known so.\n"
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
	"docs/reading-the-table.md explains configurations, paths and workloads.\n";

/* A topic makes an array of objects; how they are shown is told by its columns. */
struct topic {
	const char *name;
	const char *heading;
	json_t *(*rows)(struct kernel_knowledge *knowledge);
	struct column {
		const char *key;
		int width; /* 0: the last one, as wide as its text */
	} columns[5];
};

/* "opsN" for "ops#": what a reader of a list understands. */
static void show_pattern(const char *pattern, char *text, size_t size)
{
	snprintf(text, size, "%s", pattern);
	for (char *at = text; *at; at++) {
		if (*at == '#')
			*at = 'N';
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
	size_t count;
	const struct event_row *rows = event_rows(&count);
	json_t *array = json_array();

	(void)knowledge;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s}", "name", rows[i].name, "counts",
						       rows[i].counts));
	return array;
}

static const struct topic topics[] = {
	{
		.name = "configs",
		.heading = "configurations, with the path each takes here (+: only if asked for)",
		.rows = configuration_list,
		.columns = { { "name", 20 }, { "path", 14 }, { "registers", 0 } },
	},
	{
		.name = "workloads",
		.heading = "workloads, with the function each calls (+: only if asked for)",
		.rows = workload_list,
		.columns = { { "name", 13 }, { "tracee", 20 }, { "what", 0 } },
	},
	{
		.name = "events",
		.heading = "events",
		.rows = event_list,
		.columns = { { "name", 21 }, { "counts", 0 } },
	},
};

#define TOPIC_COUNT (sizeof(topics) / sizeof(topics[0]))

/* Prints @text from column @at on; what does not fit goes below it. */
static void print_wrapped(const char *text, size_t at)
{
	const size_t room = COLUMNS - at;

	while (strlen(text) > room) {
		size_t length = room;

		while (length && text[length] != ' ')
			length--;
		/* A word that is too long is left whole. */
		if (!length)
			length = strcspn(text, " ");
		if (!text[length])
			break;
		printf("%.*s\n%*s", (int)length, text, (int)at, "");
		text += length + 1;
	}
	printf("%s\n", text);
}

/* A line below a row. */
static void print_remark(const char *word, const char *text)
{
	printf("%*s%s ", REMARK_INDENT, "", word);
	print_wrapped(text, REMARK_INDENT + strlen(word) + 1);
}

static void print_range(json_t *row, const char *defaults)
{
	printf("%*sN is %d to %d; %s: %s\n", REMARK_INDENT, "",
	       (int)json_integer_value(json_object_get(row, "number_min")),
	       (int)json_integer_value(json_object_get(row, "number_max")),
	       *defaults ? "without -c" : "for all",
	       json_string_value(json_object_get(row, "names")));
}

static void print_row(const struct topic *topic, json_t *row)
{
	const char *unavailable = json_string_value(json_object_get(row, "unavailable"));
	const char *unknown = json_string_value(json_object_get(row, "unknown"));
	const char *defaults = json_string_value(json_object_get(row, "default"));
	size_t at = 1;

	/* What runs only if it is asked for. */
	putchar(defaults && !*defaults ? '+' : ' ');
	for (const struct column *column = topic->columns; column->key; column++) {
		const char *text = json_string_value(json_object_get(row, column->key));

		putchar(' ');
		at++;
		if (column->width)
			at += (size_t)printf("%-*s", column->width, text);
		else
			print_wrapped(text, at);
	}
	if (unavailable)
		print_remark("not here:", unavailable);
	if (unknown && strcmp(unknown, AVAILABILITY_TRY))
		print_remark("not known:", unknown);
	if (json_integer_value(json_object_get(row, "number_max")))
		print_range(row, defaults);
}

static void print_topic(const struct topic *topic, struct kernel_knowledge *knowledge)
{
	json_t *rows = topic->rows(knowledge);
	json_t *row;
	size_t i;

	printf("%s\n", topic->heading);
	json_array_foreach(rows, i, row)
		print_row(topic, row);
	json_decref(rows);
}

static void print_text(const struct topic *only, struct kernel_knowledge *knowledge)
{
	printf("%s", architecture_name(architecture_of_build()));
	if (knowledge->known)
		printf(": %s CALL_OPS, %s direct calls",
		       knowledge->abilities.call_ops ? "with" : "no",
		       knowledge->abilities.direct_calls ? "with" : "no");
	printf(" (%s)\n", knowledge->source);
	if (!knowledge->trying)
		printf("'?' is not known so: %s\n", AVAILABILITY_TRY);
	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (only && only != &topics[i])
			continue;
		putchar('\n');
		print_topic(&topics[i], knowledge);
	}
}

static void print_json(const struct topic *only, struct kernel_knowledge *knowledge)
{
	json_t *all = json_object();

	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (!only || only == &topics[i])
			json_object_set_new(all, topics[i].name, topics[i].rows(knowledge));
	}
	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

static const struct topic *find_topic(const char *word)
{
	const char *names[TOPIC_COUNT];
	const char *nearest;

	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (!strcmp(word, topics[i].name))
			return &topics[i];
		names[i] = topics[i].name;
	}
	nearest = nearest_name(word, names, TOPIC_COUNT);
	fprintf(stderr, "tracetoll list: there is no list of '%s'; %s%s%s\n", word,
		nearest ? "did you mean '" : "there are configs, workloads and events",
		nearest ? nearest : "", nearest ? "'?" : "");
	return NULL;
}

/* The words of the command line. */
struct list_words {
	const struct topic *only; /* NULL: all */
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
