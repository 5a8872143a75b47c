// SPDX-License-Identifier: GPL-2.0-only
#include "export/name.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "report/wrap.h"

/* "-" and 8 hexadecimal digits. */
#define HASH_LENGTH 9

unsigned long long export_hash(const char *text)
{
	unsigned long long hash = 0xcbf29ce484222325ULL;

	for (; *text; text++) {
		hash ^= (unsigned char)*text;
		hash *= 0x100000001b3ULL;
	}
	return hash;
}

static bool is_allowed(char c, enum export_alphabet alphabet)
{
	bool lower = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';

	switch (alphabet) {
	case EXPORT_SLUG:
		return lower;
	case EXPORT_WORD:
		return lower || (c >= 'A' && c <= 'Z') || c == '_';
	case EXPORT_GRAPH:
		return c > ' ' && c <= '~' && !strchr("\"#',/=\\`", c);
	case EXPORT_TEXT:
		break;
	}
	return c >= ' ' && c <= '~';
}

/* Two that stand for a character of the tables' names; NULL: it is none of these. */
static const char *stand_in(char c, enum export_alphabet alphabet)
{
	if (c == '+')
		return alphabet == EXPORT_SLUG ? "--" : "__";
	return c == ':' && alphabet == EXPORT_WORD ? "--" : NULL;
}

/* Whether @name reads as one that stand_in() made, so that two texts could be the same name. */
static bool is_ambiguous(const char *text, enum export_alphabet alphabet)
{
	if (alphabet == EXPORT_SLUG)
		return strstr(text, "--") || strstr(text, "-+") || strstr(text, "+-") ||
		       strstr(text, "++");
	return strstr(text, "--") || strstr(text, "__") || strstr(text, "_+") ||
	       strstr(text, "+_") || strstr(text, "++") || strstr(text, "-:") ||
	       strstr(text, ":-") || strstr(text, "::");
}

/* @taken: as it is, the name would mean something else. */
static char *make_name(const char *text, enum export_alphabet alphabet, size_t max, bool taken)
{
	bool words = alphabet == EXPORT_SLUG || alphabet == EXPORT_WORD;
	char *name = malloc(2 * strlen(text) + HASH_LENGTH + 2);
	unsigned long long hash = export_hash(text);
	bool lossy = taken || !*text || (words && is_ambiguous(text, alphabet));
	size_t length = 0;

	if (!name)
		return NULL;
	for (const char *c = text; *c; c++) {
		const char *instead = stand_in(*c, alphabet);

		if (is_allowed(*c, alphabet)) {
			name[length++] = *c;
		} else if (instead) {
			memcpy(name + length, instead, 2);
			length += 2;
		} else {
			name[length++] = alphabet == EXPORT_SLUG ? '-' : '_';
			lossy = true;
		}
	}
	/* A name that looks as if it had a hash could be one that has. */
	if (length > HASH_LENGTH && name[length - HASH_LENGTH] == '-' &&
	    strspn(name + length - HASH_LENGTH + 1, "0123456789abcdef") >= HASH_LENGTH - 1)
		lossy = true;
	if (lossy || length > max) {
		if (length > max - HASH_LENGTH)
			length = max - HASH_LENGTH;
		length += (size_t)snprintf(name + length, HASH_LENGTH + 1, "-%08llx",
					   (hash ^ hash >> 32) & 0xffffffffULL);
	}
	name[length] = '\0';
	return name;
}

char *export_name(const char *text, enum export_alphabet alphabet, size_t max)
{
	return make_name(text, alphabet, max, false);
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text);

	return length >= strlen(end) && !strcmp(text + length - strlen(end), end);
}

/* What a format writes before, behind or beside the names of metrics. */
static bool is_taken(const char *metric)
{
	static const char *const marks[] = { "emulated-", "simulated-" };
	static const char *const ends[] = { "-overhead", "-low", "-high", "-unit", "-ns" };
	/* junit's, gobench's, and the members of an entry of gbench. */
	static const char *const words[] = {
		"path",           "ns",
		"name",           "family_index",
		"run_name",       "per_family_instance_index",
		"run_type",       "repetitions",
		"threads",        "repetition_index",
		"iterations",     "real_time",
		"cpu_time",       "time_unit",
		"label",          "error_occurred",
		"error_message",  "skipped",
		"skip_message",   "aggregate_name",
		"aggregate_unit",
	};
	bool taken = false;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		taken = taken || !strncmp(metric, marks[i], strlen(marks[i]));
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		taken = taken || ends_in(metric, ends[i]);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		taken = taken || !strcmp(metric, words[i]);
	return taken;
}

char *export_metric_name(const char *metric, enum export_alphabet alphabet, size_t max)
{
	return make_name(metric, alphabet, max, is_taken(metric));
}

char *export_cell_name(const char *workload, const char *configuration, char separator,
		       enum export_alphabet alphabet)
{
	char *first = export_name(workload, alphabet, EXPORT_NAME_MAX);
	char *second = export_name(configuration, alphabet, EXPORT_NAME_MAX);
	char *name = NULL;

	if (first && second && asprintf(&name, "%s%c%s", first, separator, second) < 0)
		name = NULL;
	free(first);
	free(second);
	return name;
}

void export_print_text(FILE *out, const char *text)
{
	for (; *text; text++)
		fputc(wrap_printable(*text), out);
}

void export_print_number(FILE *out, struct value value)
{
	char text[NUMBER_SIZE];

	number_for_programs(text, value);
	fputs(text, out);
}

double export_seconds(double nanoseconds)
{
	char text[NUMBER_SIZE];

	number_for_programs(text, (struct value){ .number = nanoseconds });
	/* Divided, for 1e-9 is no number of base 2. */
	return strtod(text, NULL) / 1e9;
}
