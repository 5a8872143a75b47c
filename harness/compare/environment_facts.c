// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one header says, by the same tables as two are compared by.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment_parts.h"
#include "compare/environment_table.h"
#include "result/core_name.h"

/* "kloop: flushed data"; cut where a file has longer names. */
#define WHAT_SIZE 160

/* Facts under way. */
struct listing {
	const json_t *header;
	struct environment_facts *out;
	int error; /* sticky: 0 or -ENOMEM */
};

static const char *keep(struct listing *listing, const char *text)
{
	json_t *copy = text ? json_string(text) : NULL;

	if (!text)
		return NULL;
	if (json_array_append_new(listing->out->texts, copy)) {
		listing->error = -ENOMEM;
		return NULL;
	}
	return json_string_value(copy);
}

static void add_text(struct listing *listing, enum environment_group group, const char *what,
		     const char *value, enum fact_use use)
{
	struct environment_facts *out = listing->out;
	struct environment_fact *rows = reallocarray(out->rows, out->count + 1, sizeof(*rows));

	if (!rows) {
		listing->error = -ENOMEM;
		return;
	}
	out->rows = rows;
	rows[out->count++] = (struct environment_fact){
		.group = group,
		.what = keep(listing, what),
		.value = keep(listing, value),
		.nothing = !value,
		.if_known = use == FACT_IF_KNOWN,
		.shown_only = use == FACT_SHOWN,
	};
}

static void add(struct listing *listing, enum environment_group group, const char *what,
		const json_t *value, enum fact_use use)
{
	char *text = value && !json_is_null(value) ? header_value_text(value) : NULL;

	if (value && !json_is_null(value) && !text)
		listing->error = -ENOMEM;
	add_text(listing, group, what, text, use);
	if (!listing->error && header_is_nothing(value))
		listing->out->rows[listing->out->count - 1].nothing = true;
	free(text);
}

static void add_members(struct listing *listing, enum environment_group group, const char *path,
			const char *but, enum fact_use use)
{
	const char *name;
	json_t *value;

	/* jansson takes no const where it iterates, and changes nothing. */
	json_object_foreach((json_t *)header_member(listing->header, path), name, value) {
		if (!but || strcmp(name, but) != 0)
			add(listing, group, name, value, use);
	}
}

/* What both sides have is compared; what only one has tells nothing here. */
static void add_list(struct listing *listing, const struct header_list *list)
{
	const json_t *array = header_member(listing->header, list->path);
	char what[WHAT_SIZE];

	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);
		const char *name = header_text(object, "name");

		for (size_t f = 0; name && f < list->count; f++) {
			snprintf(what, sizeof(what), "%s: %s", name, list->facts[f].what);
			add(listing, list->facts[f].group, what,
			    header_member(object, list->facts[f].path), FACT_IF_KNOWN);
		}
	}
}

static void add_special(struct listing *listing)
{
	const json_t *header = listing->header;
	const char *tracer = header_text(header, "environment/tracing/current_tracer");
	const char *midr = header_text(header, "environment/cpu/midr_el1");
	char *compiler = header_compiler(header);

	add_text(listing, ENVIRONMENT_KERNEL, "compiler", compiler, FACT_ALWAYS);
	free(compiler);
	add_members(listing, ENVIRONMENT_CONFIG, "environment/kernel/config", "CC_VERSION_TEXT",
		    FACT_ALWAYS);
	add(listing, ENVIRONMENT_COMMAND_LINE, "command line",
	    header_member(header, "environment/command_line"), FACT_ALWAYS);
	add(listing, ENVIRONMENT_MACHINE, "ISA", header_member(header, "environment/cpu/isa"),
	    FACT_ALWAYS);
	add_members(listing, ENVIRONMENT_SETTINGS, "environment/vulnerabilities", NULL,
		    FACT_IF_KNOWN);
	add_text(listing, ENVIRONMENT_MACHINE, "core", midr ? core_name(midr) : NULL,
		 FACT_IF_KNOWN);
	add_text(listing, ENVIRONMENT_MACHINE, "simulated",
		 json_is_true(header_member(header, "environment/emulation/simulated")) ? "yes"
											: "no",
		 FACT_ALWAYS);
	add_text(listing, ENVIRONMENT_SETTINGS, "current tracer", tracer ? tracer : "nop",
		 FACT_ALWAYS);
	add_text(listing, ENVIRONMENT_SETTINGS, "run --tune",
		 header_member(header, "environment/tuned") ? "yes" : "no", FACT_ALWAYS);
	add(listing, ENVIRONMENT_TOOL, "module's build",
	    header_member(header, "environment/module/build_id"), FACT_ALWAYS);
}

/* Rows of one group stay in their order: there are few. */
static void sort_by_group(struct environment_facts *out)
{
	for (size_t i = 1; i < out->count; i++) {
		struct environment_fact row = out->rows[i];
		size_t at = i;

		for (; at && out->rows[at - 1].group > row.group; at--)
			out->rows[at] = out->rows[at - 1];
		out->rows[at] = row;
	}
}

int environment_facts_make(const struct result *result, struct environment_facts *facts)
{
	struct listing listing = { .header = result_header(result), .out = facts };
	const struct header_fact *rows;
	const struct header_list *lists;
	size_t count;

	*facts = (struct environment_facts){ .texts = json_array() };
	if (!facts->texts)
		return -ENOMEM;
	rows = header_fact_rows(&count);
	for (size_t i = 0; i < count; i++)
		add(&listing, rows[i].group, rows[i].what,
		    header_member(listing.header, rows[i].path), rows[i].use);
	add_special(&listing);
	lists = header_list_rows(&count);
	for (size_t i = 0; i < count; i++)
		add_list(&listing, &lists[i]);
	sort_by_group(facts);
	return listing.error;
}

void environment_facts_free(struct environment_facts *facts)
{
	free(facts->rows);
	json_decref(facts->texts);
	memset(facts, 0, sizeof(*facts));
}
