// SPDX-License-Identifier: GPL-2.0-only
#include "report/command.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report/wrap.h"

/* What goes on stands further in. */
#define GOES_ON 4

/* The backslash, and a quote before it where there is one open. */
#define ENDING 2

/* A place in a command, and what it is quoted by there. */
struct place {
	const char *at;
	char quote; /* '\0': by nothing */
	bool escaped; /* by a backslash before it */
};

static void step(struct place *place)
{
	char c = *place->at++;

	if (place->escaped)
		place->escaped = false;
	else if (c == '\\' && place->quote != '\'')
		place->escaped = true;
	else if (place->quote && c == place->quote)
		place->quote = '\0';
	else if (!place->quote && (c == '\'' || c == '"'))
		place->quote = c;
}

static bool is_between_words(const struct place *place)
{
	return !place->quote && !place->escaped && strchr(" \t\r\n", *place->at);
}

/* A line that starts so is none that git takes for anything but text. */
static bool may_start_line(const struct place *place)
{
	/* It starts with the quote then. */
	return place->quote ||
	       (islower((unsigned char)*place->at) && strncmp(place->at, "diff", 4) != 0);
}

/*
 * How much of a word that no line can hold goes into @room: up to a comma, else to a place where a
 * line may start, else to any.
 */
static size_t piece(struct place place, size_t length, size_t room)
{
	size_t any = 0;
	size_t best = 0;
	size_t comma = 0;

	for (size_t i = 0; i < room && i < length; i++) {
		if (!place.escaped && i) {
			any = i;
			best = may_start_line(&place) ? i : best;
			comma = best == i && place.at[-1] == ',' ? i : comma;
		}
		step(&place);
	}
	if (comma)
		return comma;
	return best ? best : any;
}

static void print_piece(FILE *out, struct place *place, size_t length)
{
	for (; length; length--) {
		fputc(wrap_printable(*place->at), out);
		step(place);
	}
}

/* Ends a line within a word, and starts the next one without a blank. Returns its column. */
static size_t break_word(FILE *out, const struct place *place)
{
	static const char nothing[] = "\"\"";

	if (place->quote) {
		/* Between single quotes a backslash is one, so they end before it. */
		fprintf(out, "%c\\\n%c", place->quote, place->quote);
		return 1;
	}
	fputs("\\\n", out);
	if (may_start_line(place))
		return 0;
	fputs(nothing, out);
	return strlen(nothing);
}

/* Returns the column behind the word. */
static size_t print_word(FILE *out, struct place *place, size_t length, size_t column)
{
	while (column + length + ENDING > WRAP_COLUMNS) {
		size_t part = piece(*place, length, WRAP_COLUMNS - ENDING - column);

		print_piece(out, place, part);
		column = break_word(out, place);
		length -= part;
	}
	print_piece(out, place, length);
	return column + length;
}

static size_t word_length(struct place place)
{
	const char *start = place.at;

	while (*place.at && !is_between_words(&place))
		step(&place);
	return (size_t)(place.at - start);
}

static struct place behind(struct place place, size_t length)
{
	for (; length; length--)
		step(&place);
	while (*place.at && is_between_words(&place))
		place.at++;
	return place;
}

/* An option stands in one line with its value, or with the first part of it. */
static size_t together(struct place place, size_t length)
{
	struct place next = behind(place, length);

	if (*place.at != '-' || !*next.at || *next.at == '-')
		return length;
	return length + 1 + word_length(next);
}

void command_print(FILE *out, int indent, const char *command)
{
	const size_t further = (size_t)indent + GOES_ON;
	const size_t room = WRAP_COLUMNS - ENDING - further;
	struct place place = behind((struct place){ .at = command }, 0);
	size_t column = (size_t)indent;
	bool begun = false;

	fprintf(out, "%*s", indent, "");
	while (*place.at) {
		size_t length = word_length(place);
		size_t wanted = together(place, length);

		/* What no line can hold is cut anyway, and goes on here. */
		if (begun && column + 1 + wanted + ENDING > WRAP_COLUMNS &&
		    (wanted <= room || column >= WRAP_COLUMNS / 2)) {
			fprintf(out, " \\\n%*s", (int)further, "");
			column = further;
		} else if (begun) {
			fputc(' ', out);
			column++;
		}
		begun = true;
		column = print_word(out, &place, length, column);
		place = behind(place, 0);
	}
	fputc('\n', out);
}

/* A name behind the option if it is the @first, else behind a comma. */
static void print_name(FILE *out, bool first, const char *option, const char *name)
{
	fprintf(out, "%s%s", first ? option : ",", name);
}

/* Events that the summary leaves out are no part of what is to be seen again. */
static void print_events(FILE *out, const struct summary *summary)
{
	bool first = true;

	for (size_t i = 0; i < summary->metric_count; i++) {
		if (!strcmp(summary->metrics[i], METRIC_TIME))
			continue;
		print_name(out, first, " -e ", summary->metrics[i]);
		first = false;
	}
}

char *command_of_plan(const struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	fputs("tracetoll run", out);
	for (size_t i = 0; i < plan->configuration_count; i++)
		print_name(out, !i, " -c ", plan->configurations[i]);
	for (size_t i = 0; i < plan->workload_count; i++)
		print_name(out, !i, " -w ", plan->workloads[i].name);
	print_events(out, summary);
	fprintf(out, " --blocks %lld -o FILE", (long long)plan->blocks);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}
