// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of -e: rows, presets, a PMU's own events, raw ones, and modes behind each.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/event.h"
#include "config/nearest.h"

/* The letters of names in sysfs. A point does not lead: ".." is no name. */
static size_t name_length(const char *text)
{
	size_t length = 0;

	if (*text == '.')
		return 0;
	while (isalnum((unsigned char)text[length]) ||
	       (text[length] && strchr("_-.", text[length])))
		length++;
	return length;
}

/* NAME or NAME=NUMBER. Returns its length; 0: it is neither. */
static size_t term_length(const char *text)
{
	size_t length = name_length(text);
	char *end;

	if (!length || text[length] != '=')
		return length;
	text += length + 1;
	if (!isdigit((unsigned char)*text))
		return 0;
	errno = 0;
	strtoull(text, &end, 0);
	return errno ? 0 : length + 1 + (size_t)(end - text);
}

/* Whether "TERM,TERM..." is all of the @length letters. */
static bool are_terms(const char *text, size_t length)
{
	size_t at = 0;

	for (;;) {
		size_t term = term_length(text + at);

		at += term;
		if (!term || at > length)
			return false;
		if (at == length)
			return true;
		if (text[at++] != ',')
			return false;
	}
}

/* ":k", ":u" or both, and nothing else; an empty text changes nothing. */
static bool read_modes(const char *text, struct event *event)
{
	bool kernel = false, user = false;

	if (!*text)
		return true;
	if (*text++ != ':' || !*text)
		return false;
	for (; *text; text++) {
		bool *mode = *text == 'k' ? &kernel : *text == 'u' ? &user : NULL;

		if (!mode || *mode)
			return false;
		*mode = true;
	}
	/* A row of one mode has no other to give. */
	event->kernel &= kernel;
	event->user &= user;
	return event->kernel || event->user;
}

/* PMU/TERM,.../ and modes. */
static bool parse_pmu(const char *word, struct event *event)
{
	size_t name = name_length(word);
	const char *terms = word + name + 1;
	size_t length;

	if (!name || word[name] != '/')
		return false;
	length = strcspn(terms, "/");
	if (terms[length] != '/' || !are_terms(terms, length))
		return false;
	*event = (struct event){ .kernel = true, .user = true, .type = EVENT_NOT_GENERIC };
	snprintf(event->pmu, sizeof(event->pmu), "%.*s", (int)name, word);
	snprintf(event->source, sizeof(event->source), "%.*s", (int)length, terms);
	return read_modes(terms + length + 1, event);
}

/* rHEX and modes. */
static bool parse_raw(const char *word, struct event *event)
{
	size_t length;

	if (word[0] != 'r')
		return false;
	length = strspn(word + 1, "0123456789abcdefABCDEF");
	if (!length || length > 16)
		return false;
	*event = (struct event){
		.kernel = true,
		.user = true,
		.type = EVENT_NOT_GENERIC,
		.config = strtoull(word + 1, NULL, 16),
	};
	snprintf(event->source, sizeof(event->source), "%.*s", (int)length + 1, word);
	return read_modes(word + 1 + length, event);
}

static bool parse_row(const char *word, struct event *event)
{
	char name[EVENT_NAME_SIZE];
	size_t length = strcspn(word, ":");
	const struct event_row *row;

	snprintf(name, sizeof(name), "%.*s", (int)length, word);
	row = event_find(name);
	if (!row)
		return false;
	event_from_row(row, event);
	return read_modes(word + length, event);
}

int event_parse(const char *word, struct event *event)
{
	if (strlen(word) >= sizeof(event->name))
		return -EINVAL;
	if (!parse_row(word, event) && !parse_pmu(word, event) && !parse_raw(word, event))
		return -EINVAL;
	snprintf(event->name, sizeof(event->name), "%s", word);
	return 0;
}

/* A row of a preset: its name has the modes only where they say something. */
static int add_preset_row(const char *row, const char *modes, struct event *events, int count)
{
	struct event event, plain;
	char word[EVENT_NAME_SIZE];

	snprintf(word, sizeof(word), "%s%s", row, modes);
	if (event_parse(row, &plain) || event_parse(word, &event))
		return count;
	events[count] = event.kernel == plain.kernel && event.user == plain.user ? plain : event;
	events[count].preset = true;
	return count + 1;
}

int event_parse_words(const char *word, struct event *events)
{
	char name[EVENT_NAME_SIZE];
	const char *modes = word + strcspn(word, ":");
	const struct event_preset *preset;
	int count = 0;

	if (strlen(word) >= sizeof(name))
		return -EINVAL;
	snprintf(name, sizeof(name), "%.*s", (int)(modes - word), word);
	preset = event_preset_find(name);
	if (!preset)
		return event_parse(word, events) ? -EINVAL : 1;
	for (size_t i = 0; i < EVENT_PRESET_ROWS_MAX && preset->rows[i]; i++)
		count = add_preset_row(preset->rows[i], modes, events, count);
	return count ? count : -EINVAL;
}

const char *event_nearest(const char *word)
{
	const char *names[64];
	char name[EVENT_NAME_SIZE];
	size_t row_count, preset_count, count = 0;
	const struct event_row *rows = event_rows(&row_count);
	const struct event_preset *presets = event_presets(&preset_count);

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, ":"), word);
	for (size_t i = 0; i < row_count && count < 64; i++)
		names[count++] = rows[i].name;
	for (size_t i = 0; i < preset_count && count < 64; i++)
		names[count++] = presets[i].name;
	return nearest_name(name, names, count);
}
