// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/hold_json.h"

#include <sys/wait.h>

#include "config/path.h"
#include "machine/command.h"
#include "measure/proof_record.h"
#include "result/record.h"
#include "result/record_time.h"
#include "version.h"

static json_t *command_object(char *const *words)
{
	json_t *array = json_array();

	for (; *words; words++) {
		json_t *word = json_string(*words);

		/* JSON is UTF-8, words of a command line need not be. */
		json_array_append_new(array, word ? word : json_null());
	}
	return array;
}

/* Null where nothing that is attached can count. */
static json_t *hits_object(const struct attached_hits *hits)
{
	if (!hits->per_call)
		return json_null();
	return json_pack("{s:I, s:I, s:o, s:s}", "hits", (json_int_t)hits->hits, "per_call",
			 (json_int_t)hits->per_call, "calls",
			 hits->hits % hits->per_call
				 ? json_null()
				 : json_integer((json_int_t)(hits->hits / hits->per_call)),
			 "counted", "by what is attached, the calls of all processes");
}

static json_t *tool_object(void)
{
	return json_pack("{s:s, s:s, s:s}", "name", "tracetoll", "version", TRACETOLL_VERSION,
			 "compiler", TRACETOLL_COMPILER);
}

json_t *hold_object(struct held *held)
{
	const int status = held->wait_status;
	json_t *environment = held->environment;
	/* Emulated time is no time. */
	const bool emulated = json_is_true(
		json_object_get(json_object_get(environment, "emulation"), "emulated"));
	const struct proof_place place = { .workload = held->options->workload.name };
	char now[RECORD_TIME_SIZE];

	held->environment = NULL;
	record_time(now);
	return json_pack(
		"{s:s, s:i, s:o, s:s, s:s, s:s, s:b, s:o, s:s, s:o, s:o, s:o, s:i, s:o, s:o, s:o}",
		"record", "hold", "schema", RECORD_SCHEMA, "tool", tool_object(), "finished", now,
		"configuration", held->claim->configuration->name, "tracee",
		held->options->workload.tracee, "allow_dirty", (int)held->options->plan.allow_dirty,
		"proof", proof_record(&place, held->claim, held->before, NULL, NULL), "path_after",
		path_name(held->after->path), "doubt",
		*held->doubt ? json_string(held->doubt) : json_null(), "hits",
		hits_object(&held->hits), "command", command_object(held->options->command),
		"exit_status", command_exit_status(status), "signal",
		WIFSIGNALED(status) ? json_integer(WTERMSIG(status)) : json_null(), "elapsed_ns",
		emulated ? json_null() : json_integer((json_int_t)held->elapsed_ns), "environment",
		environment);
}
