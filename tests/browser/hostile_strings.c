// SPDX-License-Identifier: GPL-2.0-only
#include "hostile_strings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_SIZE 512

/* Of all keys: no value has it. */
#define KEY_PLACE ""

/* Each sets window.hostile if it ever runs; tests/browser/injection.mjs looks for that. */
#define SCRIPT "<script>window.hostile=1</script>"
#define IMAGE "\"><img src=x onerror=\"window.hostile=1\">"
#define IMAGE_QUOTE "'><img src=x onerror='window.hostile=1'>"
#define STYLE "</style><script>window.hostile=1</script>"
#define END_SCRIPT "</script><script>window.hostile=1</script>"
#define CDATA "]]><script>window.hostile=1</script>"
#define ADDRESS "javascript:window.hostile=1"
#define COMMENT "--></svg></title><script>window.hostile=1</script><!--"
#define HANDLER "\" onload=\"window.hostile=1\" onmouseover='window.hostile=1' x=\"&lt;b&gt;"

const char *const hostile_markers[HOSTILE_MARKER_COUNT] = {
	SCRIPT, IMAGE, IMAGE_QUOTE, STYLE, END_SCRIPT, CDATA, ADDRESS, COMMENT, HANDLER,
};

const char hostile_everything[] =
	ADDRESS IMAGE IMAGE_QUOTE HANDLER STYLE END_SCRIPT CDATA COMMENT SCRIPT;

/* What is done with each string on the way through a record. */
struct visit {
	struct hostile_targets *found; /* gathers */
	const struct hostile_target *target; /* or replaces: by this word */
	const char *word;
	bool replaced;
	int error;
};

static bool is_known(const struct hostile_targets *targets, const char *place, const char *text)
{
	for (size_t i = 0; i < targets->count; i++) {
		const struct hostile_target *row = &targets->rows[i];

		if (!place != !row->place || (place && strcmp(row->place, place)))
			continue;
		/* Of a place the first text will do. */
		if ((place && *place) || !strcmp(row->text, text))
			return true;
	}
	return false;
}

static void gather(struct visit *visit, const char *place, const char *text)
{
	struct hostile_targets *targets = visit->found;
	struct hostile_target *rows;

	if (visit->error || is_known(targets, place, text))
		return;
	rows = realloc(targets->rows, (targets->count + 1) * sizeof(*rows));
	if (!rows) {
		visit->error = -ENOMEM;
		return;
	}
	targets->rows = rows;
	rows[targets->count] =
		(struct hostile_target){ place ? strdup(place) : NULL, strdup(text), false };
	if (!rows[targets->count].text || (place && !rows[targets->count].place))
		visit->error = -ENOMEM;
	targets->count++;
}

static bool is_meant(const struct visit *visit, const char *place, const char *text)
{
	const struct hostile_target *target = visit->target;

	return target->place ? place && !strcmp(target->place, place) : !strcmp(target->text, text);
}

/* Gives what stands for the node: itself, or another one. */
static json_t *visit_node(struct visit *visit, json_t *node, const char *place);

static json_t *visit_object(struct visit *visit, json_t *object, const char *place)
{
	json_t *other = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) {
		const char *name = key;
		char below[PLACE_SIZE];

		snprintf(below, sizeof(below), "%s/%s", place, key);
		if (visit->found) {
			gather(visit, NULL, key);
			gather(visit, KEY_PLACE, key);
		} else if (is_meant(visit, NULL, key)) {
			name = visit->word;
			visit->replaced = true;
		}
		json_object_set_new(other, name, visit_node(visit, value, below));
	}
	return other;
}

static json_t *visit_array(struct visit *visit, json_t *array, const char *place)
{
	json_t *other = json_array();
	size_t i;
	json_t *value;

	json_array_foreach(array, i, value) {
		char below[PLACE_SIZE];

		snprintf(below, sizeof(below), "%s/%zu", place, i);
		json_array_append_new(other, visit_node(visit, value, below));
	}
	return other;
}

static json_t *visit_node(struct visit *visit, json_t *node, const char *place)
{
	const char *text = json_string_value(node);

	if (json_is_object(node))
		return visit_object(visit, node, place);
	if (json_is_array(node))
		return visit_array(visit, node, place);
	if (text && visit->found) {
		gather(visit, NULL, text);
		gather(visit, place, text);
	} else if (text && is_meant(visit, place, text)) {
		visit->replaced = true;
		return json_string(visit->word);
	}
	return json_incref(node);
}

static const char *kind_of(const json_t *record)
{
	const char *kind = json_string_value(json_object_get(record, "record"));

	return kind ? kind : "record";
}

static size_t places_of(const struct hostile_targets *targets, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < targets->count; i++)
		count += targets->rows[i].place && !strcmp(targets->rows[i].text, text);
	return count;
}

/* A place whose text is nowhere else is that text once more; and a key has no place. */
static void forget_lone_places(struct hostile_targets *targets)
{
	size_t kept = 0;

	for (size_t i = 0; i < targets->count; i++) {
		struct hostile_target *row = &targets->rows[i];

		row->needless = row->place && (!strcmp(row->place, KEY_PLACE) ||
					       places_of(targets, row->text) < 2);
	}
	for (size_t i = 0; i < targets->count; i++) {
		struct hostile_target row = targets->rows[i];

		if (row.needless) {
			free(row.place);
			free(row.text);
		} else {
			targets->rows[kept++] = row;
		}
	}
	targets->count = kept;
}

int hostile_find(const json_t *records, struct hostile_targets *targets)
{
	struct visit visit = { .found = targets };
	size_t i;
	json_t *record;

	*targets = (struct hostile_targets){ 0 };
	json_array_foreach(records, i, record)
		json_decref(visit_node(&visit, record, kind_of(record)));
	if (!visit.error)
		forget_lone_places(targets);
	return visit.error;
}

void hostile_free(struct hostile_targets *targets)
{
	for (size_t i = 0; i < targets->count; i++) {
		free(targets->rows[i].place);
		free(targets->rows[i].text);
	}
	free(targets->rows);
	*targets = (struct hostile_targets){ 0 };
}

bool hostile_replace(json_t *records, const struct hostile_target *target, const char *word)
{
	struct visit visit = { .target = target, .word = word };
	size_t i;
	json_t *record;

	json_array_foreach(records, i, record)
		json_array_set_new(records, i, visit_node(&visit, record, kind_of(record)));
	return visit.replaced;
}
