/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SURVEY_H
#define SURVEY_H

#include <jansson.h>

#include "doctor/fact.h"

/* All facts of a machine at one moment. */
struct survey {
	const struct fact **facts; /* in their order */
	struct fact_state *states; /* of each */
	size_t count;
};

/* Asks them all. Returns 0 or -ENOMEM. survey_free() is right in both cases. */
int survey_take(const struct fact_place *place, struct survey *survey);
void survey_free(struct survey *survey);

/* How many have that fitness. */
size_t survey_count(const struct survey *survey, enum fact_fitness fitness);

/*
 * One line: "fit to measure", "can measure; 2 things disturb: NAME, NAME" or "cannot measure:
 * NAME, NAME". Cut to @size.
 */
void survey_verdict(const struct survey *survey, char *text, size_t size);

/* NAME -> {"fit": "disturbs", "text": "..."}: a result file's environment.facts. */
json_t *survey_object(const struct survey *survey);

/* Likewise, only those whose state differs from @before, a survey of the same place. */
json_t *survey_differences(const struct survey *before, const struct survey *after);

/*
 * Whether a fact has changed, as a line for people: "governor: performance, before: schedutil".
 * What is other each time has changed only if its fitness is another, what a run moves by itself
 * never.
 */
bool fact_change(const struct fact *fact, const struct fact_state *before,
		 const struct fact_state *after, char *text, size_t size);

#endif /* SURVEY_H */
