// SPDX-License-Identifier: GPL-2.0-only
#include "verify/ktap.h"

#include <stdarg.h>
#include <string.h>

#define COLUMNS 80
#define NAME_SIZE 128
#define NOTE_SIZE 2048

static struct ktap_level *current_level(struct ktap *ktap)
{
	return &ktap->levels[ktap->depth];
}

static unsigned int tests_done(const struct ktap_level *level)
{
	return level->passed + level->failed + level->skipped;
}

static unsigned int indentation(const struct ktap *ktap)
{
	return 2 * ktap->depth;
}

/* A line is text in one piece: what would end it or cut it off becomes something else. */
static void clean(const char *text, char hash, char *cleaned, size_t size)
{
	snprintf(cleaned, size, "%s", text);
	for (char *at = cleaned; *at; at++) {
		if (*at == '#')
			*at = hash;
		else if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	}
}

static void begin_level(struct ktap *ktap, unsigned int planned, const char *name)
{
	*current_level(ktap) = (struct ktap_level){ .planned = planned };
	fprintf(ktap->out, "%*sKTAP version 1\n", indentation(ktap), "");
	if (name)
		fprintf(ktap->out, "%*s# Subtest: %s\n", indentation(ktap), "", name);
	fprintf(ktap->out, "%*s1..%u\n", indentation(ktap), "", planned);
	fflush(ktap->out);
}

void ktap_start(struct ktap *ktap, FILE *out, unsigned int planned)
{
	memset(ktap, 0, sizeof(*ktap));
	ktap->out = out;
	begin_level(ktap, planned, NULL);
}

void ktap_skip_all(FILE *out, const char *reason)
{
	fprintf(out, "KTAP version 1\n1..0 # SKIP %s\n", reason);
	fflush(out);
}

void ktap_begin_subtests(struct ktap *ktap, const char *name, unsigned int planned)
{
	char cleaned[NAME_SIZE];

	clean(name, '_', cleaned, sizeof(cleaned));
	if (ktap->depth + 1 < KTAP_DEPTH_MAX)
		ktap->depth++;
	begin_level(ktap, planned, cleaned);
}

/* @behind: what follows the name, with the mark in front of it, or "". */
static void print_result(struct ktap *ktap, bool passed, const char *name, const char *behind)
{
	char cleaned[NAME_SIZE];

	clean(name, '_', cleaned, sizeof(cleaned));
	fprintf(ktap->out, "%*s%sok %u %s%s\n", indentation(ktap), "", passed ? "" : "not ",
		tests_done(current_level(ktap)), cleaned, behind);
	fflush(ktap->out);
}

/* Whether the result with that behind it fits in a line. */
static bool fits(const struct ktap *ktap, const char *name, const char *behind)
{
	return indentation(ktap) + strlen("ok 999 ") + strlen(name) + strlen(behind) <= COLUMNS;
}

void ktap_result(struct ktap *ktap, bool passed, const char *name, const char *detail)
{
	char behind[NAME_SIZE] = "";
	char cleaned[NAME_SIZE];

	if (passed)
		current_level(ktap)->passed++;
	else
		current_level(ktap)->failed++;
	if (passed && detail && *detail) {
		clean(detail, '#', cleaned, sizeof(cleaned) - 3);
		snprintf(behind, sizeof(behind), " # %.*s", (int)sizeof(behind) - 4, cleaned);
	}
	if (detail && *detail && (!passed || !fits(ktap, name, behind))) {
		ktap_note(ktap, "%s: %s", name, detail);
		behind[0] = '\0';
	}
	print_result(ktap, passed, name, behind);
}

void ktap_skip(struct ktap *ktap, const char *name, const char *reason)
{
	char behind[NAME_SIZE];
	char cleaned[NAME_SIZE];

	current_level(ktap)->skipped++;
	clean(reason, '#', cleaned, sizeof(cleaned));
	snprintf(behind, sizeof(behind), " # SKIP %.*s", (int)sizeof(behind) - 9, cleaned);
	if (strlen(reason) >= sizeof(cleaned) - 9 || !fits(ktap, name, behind)) {
		ktap_note(ktap, "%s: %s", name, reason);
		snprintf(behind, sizeof(behind), " # SKIP not here");
	}
	print_result(ktap, true, name, behind);
}

void ktap_end_subtests(struct ktap *ktap, const char *name)
{
	const struct ktap_level done = *current_level(ktap);
	const unsigned int count = tests_done(&done);

	if (ktap->depth)
		ktap->depth--;
	if (count != done.planned) {
		char reason[64];

		snprintf(reason, sizeof(reason), "%u of %u tests were made", count, done.planned);
		ktap_result(ktap, false, name, reason);
	} else if (done.failed) {
		ktap_result(ktap, false, name, NULL);
	} else if (count && done.skipped == count) {
		ktap_skip(ktap, name, "all of it");
	} else {
		ktap_result(ktap, true, name, NULL);
	}
}

/* How much of @text goes on a line of @room: up to the last space that fits, if there is one. */
static size_t line_length(const char *text, size_t room)
{
	size_t length = strlen(text);
	size_t end = room;

	if (length <= room)
		return length;
	while (end && text[end] != ' ')
		end--;
	return end ? end : room;
}

void ktap_note(struct ktap *ktap, const char *format, ...)
{
	char text[NOTE_SIZE];
	char cleaned[NOTE_SIZE];
	const char *rest = cleaned;
	const char *mark = "# ";
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	clean(text, '#', cleaned, sizeof(cleaned));
	do {
		size_t room = COLUMNS - indentation(ktap) - strlen(mark);
		size_t length = line_length(rest, room);

		fprintf(ktap->out, "%*s%s%.*s\n", indentation(ktap), "", mark, (int)length, rest);
		rest += length;
		rest += strspn(rest, " ");
		mark = "#   "; /* the same note, gone on with */
	} while (*rest);
	fflush(ktap->out);
}

bool ktap_finish(struct ktap *ktap)
{
	const struct ktap_level *level = &ktap->levels[0];
	const unsigned int count = tests_done(level);

	ktap->depth = 0;
	if (count != level->planned)
		ktap_note(ktap, "%u of %u tests were made", count, level->planned);
	ktap_note(ktap, "Totals: pass:%u fail:%u skip:%u total:%u", level->passed, level->failed,
		  level->skipped, count);
	return count == level->planned;
}
