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

static inline void add_bytes(struct growing *line, const char *bytes, size_t count)
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

static bool is_plain(char letter)
{
	return letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\';
}

static void add_escaped(struct growing *line, char letter)
{
	switch (letter) {
	case '"':
		add(line, "\\\"");
		break;
	case '\\':
		add(line, "\\\\");
		break;
	case '\n':
		add(line, "\\n");
		break;
	default:
		add(line, "?");
	}
}

/* In quotes. What is no printable ASCII becomes '?', so that it is UTF-8 whatever it was. */
static void add_string(struct growing *line, const char *text)
{
	add_bytes(line, "\"", 1);
	while (*text) {
		const char *plain = text;

		while (is_plain(*text))
			text++;
		add_bytes(line, plain, (size_t)(text - plain));
		if (*text)
			add_escaped(line, *text++);
	}
	add_bytes(line, "\"", 1);
}

/* What is known when this is compiled; a member's name begins with its comma or brace. */
#define ADD(line, literal) add_bytes(line, literal, sizeof(literal) - 1)

static void add_text(struct growing *line, const char *text)
{
	if (text && *text)
		add_string(line, text);
	else
		ADD(line, "null");
}

static void add_counts(struct growing *line, const struct measurement *measurement,
		       const char *const *events, size_t event_count)
{
	/* Better none than wrong ones. */
	for (size_t i = 0; !measurement->doubt && i < event_count; i++) {
		if (i)
			ADD(line, ",");
		add_string(line, events[i]);
		ADD(line, ":");
		add_number(line, measurement->counters[i]);
	}
}

#define ADD_NUMBER(line, name, number)    \
	do {                              \
		ADD(line, name);          \
		add_number(line, number); \
	} while (0)

#define ADD_TEXT(line, name, text)    \
	do {                          \
		ADD(line, name);      \
		add_text(line, text); \
	} while (0)

static void add_measurement(struct growing *line, const struct measurement *measurement,
			    const char *const *events, size_t event_count)
{
	ADD_NUMBER(line, "{\"calls\":", measurement->calls);
	ADD(line, ",\"counters\":{");
	add_counts(line, measurement, events, event_count);
	ADD_NUMBER(line, "},\"time_ns\":", measurement->time_ns);
	ADD_NUMBER(line, ",\"enabled_ns\":", measurement->enabled_ns);
	ADD_NUMBER(line, ",\"running_ns\":", measurement->running_ns);
	ADD_NUMBER(line, ",\"interrupts\":", measurement->interrupts);
	ADD_NUMBER(line, ",\"switches\":", measurement->switches);
	ADD_NUMBER(line, ",\"waits\":", measurement->waits);
	ADD(line, "}");
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
	ADD_NUMBER(&line, "{\"record\":\"sample\",\"block\":", sample->block);
	ADD_TEXT(&line, ",\"workload\":", sample->workload);
	ADD_TEXT(&line, ",\"configuration\":", sample->configuration);
	ADD_NUMBER(&line, ",\"load\":", sample->load);
	ADD_NUMBER(&line, ",\"attachment\":", sample->attachment);
	ADD_NUMBER(&line, ",\"index\":", sample->index);
	ADD_NUMBER(&line, ",\"attempt\":", sample->attempt);
	ADD_TEXT(&line, ",\"path_before\":", sample->path_before);
	ADD_TEXT(&line, ",\"path_after\":", sample->path_after);
	ADD_TEXT(&line, ",\"expected_path\":", sample->expected_path);
	ADD_TEXT(&line, ",\"status\":", statuses[sample->status]);
	ADD_TEXT(&line, ",\"reason\":", sample->reason);
	ADD(&line, ",\"short\":");
	add_measurement(&line, &sample->short_run, events, event_count);
	ADD(&line, ",\"long\":");
	add_measurement(&line, &sample->long_run, events, event_count);
	ADD(&line, "}");
	if (line.full) {
		free(line.text);
		return NULL;
	}
	line.text[line.length] = '\0';
	return line.text;
}
