// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is traced already, by whomever.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/tracefs.h"
#include "doctor/fact.h"
#include "machine/system_file.h"

/* How many lines a file of tracefs has; a negative errno: it cannot be read. */
static long count_lines(const char *root, const char *name)
{
	char path[PATH_MAX];
	FILE *file;
	long count = 0;
	int byte;

	snprintf(path, sizeof(path), "%s%s/%s", root, tracefs_folder(root, name), name);
	file = fopen(path, "re");
	if (!file)
		return -errno;
	while ((byte = getc(file)) != EOF)
		count += byte == '\n';
	fclose(file);
	return count;
}

static void add(char *text, size_t size, const char *what, long count)
{
	size_t used = strlen(text);

	if (count > 0)
		snprintf(text + used, size - used, "%s%s: %ld", used ? ", " : "", what, count);
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	const char *folder = tracefs_folder(place->root, "current_tracer");
	char tracer[64];
	char text[FACT_TEXT_SIZE] = "";
	long functions = count_lines(place->root, "enabled_functions");

	system_file_line(place->root, tracer, sizeof(tracer), "%s/current_tracer", folder);
	if (functions < 0 && !*tracer) {
		fact_say_unseen(state, (int)functions, TRACEFS_PATH "/enabled_functions");
		return;
	}
	if (*tracer && strcmp(tracer, "nop") != 0)
		snprintf(text, sizeof(text), "tracer %.60s", tracer);
	add(text, sizeof(text), "functions", functions);
	/* set_event names each event that is switched on in the first instance. */
	add(text, sizeof(text), "events", count_lines(place->root, "set_event"));
	add(text, sizeof(text), "dynamic events", count_lines(place->root, "dynamic_events"));
	if (*text)
		fact_say(state, FACT_DISTURBS, "%s", text);
	else
		fact_say(state, FACT_FIT, "nothing is traced");
}

static const struct fact tracing = {
	.name = "tracing",
	.order = 120,
	.effect = "may put a list on our path",
	.remedy = "end it; tracetoll site shows who traces what",
	.look = look,
};
REGISTER_FACT(tracing);
