// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/doctor_print.h"

#include <string.h>

#define COLUMNS 80
#define LINES 38 /* of a screen of 40, but for the verdict */
#define MARK_WIDTH 10 /* "disturbs" and two blanks */
#define NAME_WIDTH 15
#define STATE_AT (MARK_WIDTH + NAME_WIDTH)

/* Prints the words, going on at @indent in the next line. The cursor is at @column. */
static void print_words(FILE *out, size_t column, size_t indent, const char *text)
{
	bool first = true;

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");

		if (!first && column + 1 + length > COLUMNS) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (!first) {
			fputc(' ', out);
			column++;
		}
		fwrite(text, 1, length, out);
		column += length;
		text += length;
		first = false;
	}
	fputc('\n', out);
}

static void print_state(FILE *out, const char *name, const char *text)
{
	fprintf(out, "%-*s", NAME_WIDTH, name);
	print_words(out, STATE_AT, STATE_AT, text);
}

static void print_fact(FILE *out, const struct fact *fact, const struct fact_state *state)
{
	char text[2 * FACT_TEXT_SIZE];

	fprintf(out, "%-*s", MARK_WIDTH, fact_fitness_name(state->fitness));
	if (state->fitness == FACT_FIT) {
		print_state(out, fact->name, state->text);
		return;
	}
	snprintf(text, sizeof(text), "%s; %s", state->text, fact->effect);
	print_state(out, fact->name, text);
	snprintf(text, sizeof(text), "%s%s", fact->tune ? "--tune, or " : "", fact->remedy);
	fprintf(out, "%*s", MARK_WIDTH, "-> ");
	print_words(out, MARK_WIDTH, MARK_WIDTH, text);
}

/* Whether an earlier one is not known for the same reason: then that line has this name, too. */
static bool is_told(const struct survey *survey, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (survey->states[i].fitness == FACT_UNKNOWN &&
		    !strcmp(survey->states[i].text, survey->states[index].text))
			return true;
	}
	return false;
}

/* One line for all that is not known for this reason. */
static void print_unknown(FILE *out, const struct survey *survey, size_t index)
{
	const char *reason = survey->states[index].text;
	char text[4 * FACT_TEXT_SIZE] = "";
	size_t used = 0;

	if (is_told(survey, index))
		return;
	for (size_t i = index; i < survey->count; i++) {
		if (survey->states[i].fitness == FACT_UNKNOWN &&
		    !strcmp(survey->states[i].text, reason) && used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
						 used ? ", " : "", survey->facts[i]->name);
	}
	fprintf(out, "%-*s", MARK_WIDTH, fact_fitness_name(FACT_UNKNOWN));
	if (!strchr(text, ',')) {
		print_state(out, text, reason);
		return;
	}
	if (used < sizeof(text))
		snprintf(text + used, sizeof(text) - used, ": %s", reason);
	print_words(out, MARK_WIDTH, STATE_AT, text);
}

/* What is fit, where each line of it would not leave the rest on a screen. */
static void print_fit_names(FILE *out, const struct survey *survey)
{
	char text[1024];
	size_t used = 0;

	for (size_t i = 0; i < survey->count; i++) {
		if (survey->states[i].fitness == FACT_FIT && used < sizeof(text))
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
						 used ? ", " : "", survey->facts[i]->name);
	}
	fprintf(out, "%-*s", MARK_WIDTH, fact_fitness_name(FACT_FIT));
	print_words(out, MARK_WIDTH, MARK_WIDTH, used ? text : "nothing");
}

static bool is_long(const struct survey *survey)
{
	return survey->count + survey_count(survey, FACT_DISTURBS) +
		       survey_count(survey, FACT_FORBIDS) >
	       LINES;
}

static void print_one(FILE *out, const struct survey *survey, size_t index)
{
	if (survey->states[index].fitness == FACT_UNKNOWN)
		print_unknown(out, survey, index);
	else
		print_fact(out, survey->facts[index], &survey->states[index]);
}

void doctor_print(FILE *out, const struct survey *survey)
{
	static const enum fact_fitness worst_first[] = { FACT_FORBIDS, FACT_DISTURBS, FACT_UNKNOWN,
							 FACT_FIT };
	char verdict[1024];

	for (size_t w = 0; w < sizeof(worst_first) / sizeof(worst_first[0]); w++) {
		if (worst_first[w] == FACT_FIT && is_long(survey)) {
			print_fit_names(out, survey);
			break;
		}
		for (size_t i = 0; i < survey->count; i++) {
			if (survey->states[i].fitness == worst_first[w])
				print_one(out, survey, i);
		}
	}
	survey_verdict(survey, verdict, sizeof(verdict));
	fputc('\n', out);
	print_words(out, 0, 2, verdict);
}

json_t *doctor_object(const struct fact_place *place, const struct survey *survey)
{
	json_t *facts = json_array();
	char verdict[1024];

	for (size_t i = 0; i < survey->count; i++) {
		const struct fact *fact = survey->facts[i];
		const struct fact_state *state = &survey->states[i];

		json_array_append_new(
			facts,
			json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "name", fact->name, "fit",
				  fact_fitness_name(state->fitness), "text", state->text, "effect",
				  fact->effect, "remedy", fact->remedy, "tuned",
				  (int)(fact->tune != NULL), "watched", (int)fact->watched));
	}
	survey_verdict(survey, verdict, sizeof(verdict));
	return json_pack("{s:i, s:s, s:o}", "cpu", place->cpu, "verdict", verdict, "facts", facts);
}
