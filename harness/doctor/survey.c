// SPDX-License-Identifier: GPL-2.0-only
#include "doctor/survey.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int survey_take(const struct fact_place *place, struct survey *survey)
{
	survey->facts = fact_all(&survey->count);
	survey->states = calloc(survey->count + 1, sizeof(*survey->states));
	if (!survey->facts || !survey->states) {
		survey->count = 0;
		return -ENOMEM;
	}
	for (size_t i = 0; i < survey->count; i++)
		survey->facts[i]->look(place, &survey->states[i]);
	return 0;
}

void survey_free(struct survey *survey)
{
	free(survey->facts);
	free(survey->states);
	memset(survey, 0, sizeof(*survey));
}

size_t survey_count(const struct survey *survey, enum fact_fitness fitness)
{
	size_t count = 0;

	for (size_t i = 0; i < survey->count; i++)
		count += survey->states[i].fitness == fitness;
	return count;
}

static void add_names(const struct survey *survey, enum fact_fitness fitness, char *text,
		      size_t size)
{
	const char *between = ": ";

	for (size_t i = 0; i < survey->count; i++) {
		size_t used = strlen(text);

		if (survey->states[i].fitness != fitness)
			continue;
		snprintf(text + used, size - used, "%s%s", between, survey->facts[i]->name);
		between = ", ";
	}
}

void survey_verdict(const struct survey *survey, char *text, size_t size)
{
	size_t disturbing = survey_count(survey, FACT_DISTURBS);

	if (survey_count(survey, FACT_FORBIDS)) {
		snprintf(text, size, "cannot measure");
		add_names(survey, FACT_FORBIDS, text, size);
	} else if (disturbing) {
		snprintf(text, size, "can measure; %zu thing%s", disturbing,
			 disturbing == 1 ? " disturbs" : "s disturb");
		add_names(survey, FACT_DISTURBS, text, size);
	} else {
		snprintf(text, size, "fit to measure");
	}
}

static json_t *state_object(const struct fact_state *state)
{
	return json_pack("{s:s, s:s}", "fit", fact_fitness_name(state->fitness), "text",
			 state->text);
}

json_t *survey_object(const struct survey *survey)
{
	json_t *object = json_object();

	for (size_t i = 0; i < survey->count; i++)
		json_object_set_new(object, survey->facts[i]->name,
				    state_object(&survey->states[i]));
	return object;
}

static bool same(const struct fact_state *a, const struct fact_state *b)
{
	return a->fitness == b->fitness && !strcmp(a->text, b->text);
}

json_t *survey_differences(const struct survey *before, const struct survey *after)
{
	json_t *object = json_object();

	for (size_t i = 0; i < before->count && i < after->count; i++) {
		if (!same(&before->states[i], &after->states[i]))
			json_object_set_new(object, after->facts[i]->name,
					    state_object(&after->states[i]));
	}
	return object;
}

bool fact_change(const struct fact *fact, const struct fact_state *before,
		 const struct fact_state *after, char *text, size_t size)
{
	if (fact->ours)
		return false;
	if (fact->varies ? before->fitness == after->fitness : same(before, after))
		return false;
	snprintf(text, size, "%s: %s, before: %s", fact->name, after->text, before->text);
	return true;
}
