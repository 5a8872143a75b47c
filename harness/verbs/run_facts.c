// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/run_facts.h"

#include <errno.h>
#include <stdio.h>

#include "result/record.h"

#define CHANGE_SIZE (3 * FACT_TEXT_SIZE)

static int no_memory(struct complaint *complaint)
{
	return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot look at the machine");
}

int run_facts_begin(struct run_facts *facts, int cpu, struct complaint *complaint)
{
	facts->place = (struct fact_place){ .root = "", .cpu = cpu };
	if (survey_take(&facts->place, &facts->before) ||
	    watch_open(&facts->place, &facts->before, &facts->watch))
		return no_memory(complaint);
	return 0;
}

int run_facts_change(void *context, char *text, size_t size)
{
	struct run_facts *facts = context;

	return watch_change(&facts->watch, text, size);
}

static int append_changes(struct run_facts *facts, const struct survey *after,
			  struct result_writer *writer)
{
	char text[CHANGE_SIZE];
	int err = 0;

	while (!err && watch_last_change(&facts->watch, after, text, sizeof(text)))
		err = result_writer_append(writer, record_event("changed", NULL, NULL, text));
	return err;
}

int run_facts_end(struct run_facts *facts, struct result_writer *writer,
		  struct complaint *complaint)
{
	struct survey after;
	int err;

	if (!facts->before.count)
		return 0;
	if (survey_take(&facts->place, &after)) {
		survey_free(&after);
		return no_memory(complaint);
	}
	facts->differences = survey_differences(&facts->before, &after);
	err = append_changes(facts, &after, writer);
	survey_free(&after);
	return err ? complain(complaint, EXIT_CODE_FAILED, err, "free some space there",
			      "cannot write the result file")
		   : 0;
}

void run_facts_close(struct run_facts *facts)
{
	watch_close(&facts->watch);
	survey_free(&facts->before);
	json_decref(facts->differences);
	facts->differences = NULL;
}
