// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record of a sample as text. A JSON library makes the others; this one is made between two
 * samples, and as an object it took a hundred thousand instructions.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "result/record.h"

#define LINE_SIZE 32768 /* sixteen counters twice, and a reason of escapes */

/* Text that is growing; what has no room sets @full. */
struct growing {
	char *text;
	size_t length;
	bool full;
};

static void add_bytes(struct growing *line, const char *bytes, size_t count)
{
	if (line->length + count >= LINE_SIZE)
		line->full = true;
	if (line->full)
		return;
	memcpy(line->text + line->length, bytes, count);
	line->length += count;
}

static void add(struct growing *line, const char *text)
{
	add_bytes(line, text, strlen(text));
}

/* JSON integers are signed for most readers. */
static void add_number(struct growing *line, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	if (number > INT64_MAX) {
		add(line, "-");
		number = 0 - number;
	}
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	add_bytes(line, digits + at, sizeof(digits) - at);
}

/* In quotes. What is no printable ASCII becomes '?', so that it is UTF-8 whatever it was. */
static void add_string(struct growing *line, const char *text)
{
	add(line, "\"");
	for (; *text; text++) {
		const bool printable = *text >= ' ' && *text <= '~';

		if (*text == '"' || *text == '\\')
			add(line, "\\");
		if (*text == '\n')
			add(line, "\\n");
		else
			add_bytes(line, printable ? text : "?", 1);
	}
	add(line, "\"");
}

/* ,"name": */
static void add_name(struct growing *line, const char *name)
{
	if (line->text[line->length - 1] != '{')
		add(line, ",");
	add_string(line, name);
	add(line, ":");
}

static void add_text_member(struct growing *line, const char *name, const char *text)
{
	add_name(line, name);
	if (text && *text)
		add_string(line, text);
	else
		add(line, "null");
}

static void add_member(struct growing *line, const char *name, uint64_t number)
{
	add_name(line, name);
	add_number(line, number);
}

static void add_measurement(struct growing *line, const char *name,
			    const struct measurement *measurement, const char *const *events,
			    size_t event_count)
{
	add_name(line, name);
	add(line, "{");
	add_member(line, "calls", measurement->calls);
	add_name(line, "counters");
	add(line, "{");
	/* Better none than wrong ones. */
	for (size_t i = 0; !measurement->doubt && i < event_count; i++)
		add_member(line, events[i], measurement->counters[i]);
	add(line, "}");
	add_member(line, "time_ns", measurement->time_ns);
	add_member(line, "enabled_ns", measurement->enabled_ns);
	add_member(line, "running_ns", measurement->running_ns);
	add_member(line, "interrupts", measurement->interrupts);
	add_member(line, "switches", measurement->switches);
	add_member(line, "waits", measurement->waits);
	add(line, "}");
}

char *record_sample(const struct sample *sample, const char *const *events, size_t event_count)
{
	static const char *const statuses[] = {
		[SAMPLE_VALID] = "valid",
		[SAMPLE_INTERRUPTED] = "interrupted",
		[SAMPLE_INVALID] = "invalid",
	};
	struct growing line = { .text = malloc(LINE_SIZE) };

	if (!line.text)
		return NULL;
	add(&line, "{\"record\":\"sample\"");
	add_member(&line, "block", sample->block);
	add_text_member(&line, "workload", sample->workload);
	add_text_member(&line, "configuration", sample->configuration);
	add_member(&line, "load", sample->load);
	add_member(&line, "attachment", sample->attachment);
	add_member(&line, "index", sample->index);
	add_member(&line, "attempt", sample->attempt);
	add_text_member(&line, "path_before", sample->path_before);
	add_text_member(&line, "path_after", sample->path_after);
	add_text_member(&line, "expected_path", sample->expected_path);
	add_text_member(&line, "status", statuses[sample->status]);
	add_text_member(&line, "reason", sample->reason);
	add_measurement(&line, "short", &sample->short_run, events, event_count);
	add_measurement(&line, "long", &sample->long_run, events, event_count);
	add(&line, "}");
	if (line.full) {
		free(line.text);
		return NULL;
	}
	line.text[line.length] = '\0';
	return line.text;
}
