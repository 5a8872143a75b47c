// SPDX-License-Identifier: GPL-2.0-only
/*
 * The facts that the linker gathered, and how they say what they found.
 */
#include "doctor/fact.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Weak, so that a program without any fact links, too. */
extern const struct fact *const __start_tracetoll_facts[] __attribute__((weak));
extern const struct fact *const __stop_tracetoll_facts[] __attribute__((weak));

static int compare_facts(const void *a, const void *b)
{
	const struct fact *const *left = a;
	const struct fact *const *right = b;

	return ((*left)->order > (*right)->order) - ((*left)->order < (*right)->order);
}

const struct fact **fact_all(size_t *count)
{
	const struct fact **facts;

	*count = (size_t)(__stop_tracetoll_facts - __start_tracetoll_facts);
	facts = calloc(*count + 1, sizeof(*facts));
	if (!facts) {
		*count = 0;
		return NULL;
	}
	for (size_t i = 0; i < *count; i++)
		facts[i] = __start_tracetoll_facts[i];
	qsort(facts, *count, sizeof(*facts), compare_facts);
	return facts;
}

/* What a file says must not reach a terminal as it is, nor a JSON string. */
static void make_printable(char *text)
{
	for (; *text; text++) {
		if (*text < ' ' || *text > '~')
			*text = '?';
	}
}

void fact_say(struct fact_state *state, enum fact_fitness fitness, const char *format, ...)
{
	va_list arguments;

	state->fitness = fitness;
	va_start(arguments, format);
	vsnprintf(state->text, sizeof(state->text), format, arguments);
	va_end(arguments);
	make_printable(state->text);
}

void fact_say_unseen(struct fact_state *state, int err, const char *what)
{
	if (err == -ENOENT)
		fact_say(state, FACT_UNKNOWN, "there is no %s", what);
	else if (err == -EACCES || err == -EPERM)
		fact_say(state, FACT_UNKNOWN, "%s is closed to this user", what);
	else
		fact_say(state, FACT_UNKNOWN, "%s: %s", what, strerror(-err));
}

const char *fact_fitness_name(enum fact_fitness fitness)
{
	static const char *const names[] = {
		[FACT_FIT] = "fit",
		[FACT_DISTURBS] = "disturbs",
		[FACT_FORBIDS] = "forbids",
		[FACT_UNKNOWN] = "unknown",
	};

	return names[fitness];
}
