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
#include <sys/utsname.h>

#include "attach/device.h"
#include "bench/workload.h"
#include "config/configuration.h"
#include "config/event.h"
#include "config/nearest.h"
#include "machine/kernel_config.h"
#include "verbs/verb.h"

static const char usage[] =
	"usage: tracetoll list [configs|workloads|events] [--json]\n"
	"\n"
	"Lists the configurations with the path that a call takes on this kernel, the\n"
	"workloads and the events; one of them, or all. What the kernel can do is asked\n"
	"of the loaded module, else of the kernel's configuration file.\n"
	"\n"
	"      --json  the same as JSON\n"
	"  -h, --help  this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed\n"
	"  2  the words were wrong\n"
	"  6  the list could not be written\n"
	"\n"
	"docs/reading-the-table.md explains configurations, paths and workloads.\n";

/* What is known of the kernel, and from where. */
struct knowledge {
	bool known;
	struct kernel_abilities abilities;
	const char *source;
};

/* A topic makes an array of objects; how they are shown is told by its columns. */
struct topic {
	const char *name;
	const char *heading;
	json_t *(*rows)(const struct knowledge *knowledge);
	struct column {
		const char *key;
		int width; /* 0: the last one, as wide as its text */
	} columns[5];
};

static struct knowledge learn_abilities(void)
{
	struct knowledge knowledge = { .source = "unknown: run as root with the module loaded" };
	struct complaint ignored;
	struct kernel_config config;
	struct device device;
	struct utsname kernel;

	if (!device_open(&device, &ignored)) {
		knowledge.known = true;
		knowledge.abilities = device_abilities(&device);
		knowledge.source = "by the loaded module";
		device_close(&device);
		return knowledge;
	}
	uname(&kernel);
	if (!kernel_config_read("", kernel.release, &config)) {
		knowledge.known = true;
		knowledge.abilities = kernel_config_abilities(&config);
		knowledge.source = "by the kernel's configuration";
		kernel_config_free(&config);
	}
	return knowledge;
}

/* "opsN" for "ops#": what a reader of a list understands. */
static void show_pattern(const char *pattern, char *text, size_t size)
{
	snprintf(text, size, "%s", pattern);
	for (char *at = text; *at; at++) {
		if (*at == '#')
			*at = 'N';
	}
}

static json_t *configuration_object(const struct configuration_row *row,
				    const struct knowledge *knowledge)
{
	struct configuration example = { .row = row };
	const char *path = "?";
	const char *reason = NULL;
	char name[CONFIGURATION_NAME_SIZE];
	char registers[128];

	if (knowledge->known) {
		reason = configuration_unavailable(&example, &knowledge->abilities);
		path = path_name(configuration_expected_path(&example, &knowledge->abilities));
	}
	show_pattern(row->pattern, name, sizeof(name));
	show_pattern(row->registers, registers, sizeof(registers));
	return json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:o}", "name", name, "path",
			 reason ? "-" : path, "registers", registers, "default",
			 row->standard ? row->names : "", "number_min", (int)row->number_min,
			 "number_max", (int)row->number_max, "unavailable",
			 reason ? json_string(reason) : json_null());
}

static json_t *configuration_list(const struct knowledge *knowledge)
{
	const struct configuration_row *row;
	json_t *array = json_array();

	for (size_t i = 0; (row = configuration_row_at(i)); i++)
		json_array_append_new(array, configuration_object(row, knowledge));
	return array;
}

static json_t *workload_list(const struct knowledge *knowledge)
{
	size_t count;
	const struct workload **all = workload_all(&count);
	json_t *array = json_array();

	(void)knowledge;
	for (size_t i = 0; i < count; i++) {
		const char *reason = device_unavailable(all[i]->kind);

		json_array_append_new(
			array, json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", all[i]->name,
					 "tracee", all[i]->tracee, "what", all[i]->what, "default",
					 all[i]->extra ? "" : all[i]->name, "unavailable",
					 reason ? json_string(reason) : json_null()));
	}
	free(all);
	return array;
}

static json_t *event_list(const struct knowledge *knowledge)
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
		.columns = { { "name", 14 }, { "path", 14 }, { "registers", 0 } },
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

static void print_row(const struct topic *topic, json_t *row)
{
	const char *unavailable = json_string_value(json_object_get(row, "unavailable"));
	const char *defaults = json_string_value(json_object_get(row, "default"));

	/* What runs only if it is asked for. */
	putchar(defaults && !*defaults ? '+' : ' ');
	for (const struct column *column = topic->columns; column->key; column++)
		printf(" %-*s", column->width,
		       json_string_value(json_object_get(row, column->key)));
	putchar('\n');
	if (unavailable)
		printf("  %*s not here: %s\n", topic->columns[0].width, "", unavailable);
	if (json_integer_value(json_object_get(row, "number_max")))
		printf("  %*s N is %d to %d; without -c: %s\n", topic->columns[0].width, "",
		       (int)json_integer_value(json_object_get(row, "number_min")),
		       (int)json_integer_value(json_object_get(row, "number_max")), defaults);
}

static void print_topic(const struct topic *topic, const struct knowledge *knowledge)
{
	json_t *rows = topic->rows(knowledge);
	json_t *row;
	size_t i;

	printf("%s\n", topic->heading);
	json_array_foreach(rows, i, row)
		print_row(topic, row);
	json_decref(rows);
}

static void print_text(const struct topic *only, const struct knowledge *knowledge)
{
	printf("%s", architecture_name(architecture_of_build()));
	if (knowledge->known)
		printf(": %s CALL_OPS, %s direct calls",
		       knowledge->abilities.call_ops ? "with" : "no",
		       knowledge->abilities.direct_calls ? "with" : "no");
	printf(" (%s)\n", knowledge->source);
	for (size_t i = 0; i < TOPIC_COUNT; i++) {
		if (only && only != &topics[i])
			continue;
		putchar('\n');
		print_topic(&topics[i], knowledge);
	}
}

static void print_json(const struct topic *only, const struct knowledge *knowledge)
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

static enum exit_code run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	struct knowledge knowledge;
	const struct topic *only = NULL;
	bool json = false;
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return EXIT_CODE_DONE;
		}
		if (option != 'j') {
			fprintf(stderr,
				"tracetoll list: '%s' is not known; see: tracetoll list --help\n",
				argv[optind - 1]);
			return EXIT_CODE_USAGE;
		}
		json = true;
	}
	if (argc - optind > 1) {
		fprintf(stderr, "tracetoll list: one list at a time; leave it out for all\n");
		return EXIT_CODE_USAGE;
	}
	if (optind < argc) {
		only = find_topic(argv[optind]);
		if (!only)
			return EXIT_CODE_USAGE;
	}
	knowledge = learn_abilities();
	if (json)
		print_json(only, &knowledge);
	else
		print_text(only, &knowledge);
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
