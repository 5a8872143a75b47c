// SPDX-License-Identifier: GPL-2.0-only
/*
 * What to run next.
 */
#include "track/advice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/metric.h"
#include "stats/summary.h"
#include "track/shell_word.h"

/* Of a whole identifier of git's. */
#define IDENTIFIER_DIGITS 40

const char *advice_configuration(const struct history_series *series)
{
	return series->configuration;
}

const char *advice_workload(const struct history_series *series)
{
	return series->workload;
}

/* What --events takes: time is measured without being asked for. */
static const char *event(const struct history_series *series)
{
	return strcmp(series->metric, METRIC_TIME) != 0 ? series->metric : NULL;
}

/* Whether git could have a commit of that name: 7 to 64 hexadecimal digits. */
static bool is_commit(const char *name)
{
	size_t length = strlen(name);

	/* Without a letter it is a date, or a number of a build. */
	if (length < IDENTIFIER_DIGITS && strspn(name, "0123456789") == length)
		return false;
	return length >= 7 && length <= 64 && strspn(name, "0123456789abcdef") == length;
}

static bool is_of(const struct finding_change *change, const char *board, advice_wanted wanted)
{
	return !strcmp(change->series->board, board) && (!wanted || wanted(change));
}

/* Whether an earlier change had the name already. */
static bool was_there(const struct finding *finding, size_t before, const char *board,
		      advice_wanted wanted, const char *(*name)(const struct history_series *),
		      const char *wanted_name)
{
	for (size_t i = 0; i < before; i++) {
		const struct finding_change *change = &finding->changes[i];
		const char *other = is_of(change, board, wanted) ? name(change->series) : NULL;

		if (other && !strcmp(other, wanted_name))
			return true;
	}
	return false;
}

char *advice_names(const struct finding *finding, const char *board, advice_wanted wanted,
		   const char *(*name)(const struct history_series *))
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	const char *comma = "";

	for (size_t i = 0; i < finding->change_count && out; i++) {
		const struct finding_change *change = &finding->changes[i];
		const char *word = is_of(change, board, wanted) ? name(change->series) : NULL;

		if (!word || was_there(finding, i, board, wanted, name, word))
			continue;
		fprintf(out, "%s%s", comma, word);
		comma = ",";
	}
	if (out && !fclose(out))
		return text;
	free(text);
	return NULL;
}

/* An option with the names as its value, unless there are none. */
static bool print_names(FILE *out, const char *option, const char *first,
			const struct finding *finding, const char *board, advice_wanted wanted,
			const char *(*name)(const struct history_series *))
{
	char *names = advice_names(finding, board, wanted, name);
	char *all = NULL;
	bool done = names && asprintf(&all, "%s%s", first, names) >= 0;

	if (done && *names)
		shell_option_print(out, option, all);
	free(names);
	free(done ? all : NULL);
	return done;
}

static bool has_baseline(const struct finding *finding, const char *board, advice_wanted wanted)
{
	return was_there(finding, finding->change_count, board, wanted, advice_configuration,
			 SUMMARY_BASELINE);
}

/* A command under way. */
struct command {
	FILE *out;
	char *text;
	size_t size;
};

/* Returns false if memory ran out. */
static bool begin(struct command *command, const char *words)
{
	command->text = NULL;
	command->out = open_memstream(&command->text, &command->size);
	if (command->out)
		fputs(words, command->out);
	return command->out;
}

/* The text, for the caller; NULL if it is not @whole. */
static char *finish(struct command *command, bool whole)
{
	if (!fclose(command->out) && whole)
		return command->text;
	free(command->text);
	return NULL;
}

char *advice_run(const struct finding *finding, const char *board, advice_wanted wanted)
{
	const char *baseline = has_baseline(finding, board, wanted) ? "" : SUMMARY_BASELINE ",";
	struct command run;
	bool whole;

	if (!begin(&run, "tracetoll run"))
		return NULL;
	/* An overhead takes the baseline, too. */
	whole = print_names(run.out, "-c", baseline, finding, board, wanted,
			    advice_configuration) &&
		print_names(run.out, "-w", "", finding, board, wanted, advice_workload) &&
		print_names(run.out, "-e", "", finding, board, wanted, event);
	fputs(" -o again.jsonl", run.out);
	return finish(&run, whole);
}

static void print_history(FILE *out, const char *history)
{
	if (history)
		shell_option_print(out, "--history", history);
}

char *advice_add(const struct finding *finding, const char *board, const char *history)
{
	struct command add;

	if (!begin(&add, "tracetoll track add again.jsonl --again"))
		return NULL;
	shell_option_print(add.out, "--commit", finding->bad);
	shell_option_print(add.out, "--board", board);
	shell_option_print(add.out, "--branch", finding->branch);
	print_history(add.out, history);
	return finish(&add, true);
}

char *advice_accept(const struct finding *finding, const char *history)
{
	struct command accept;

	if (!begin(&accept, "tracetoll track accept --reason 'why it is meant'"))
		return NULL;
	shell_option_print(accept.out, "--branch", finding->branch);
	print_history(accept.out, history);
	/* What looks like an option is none behind "--". */
	fputs(*finding->bad == '-' ? " -- " : " ", accept.out);
	shell_word_print(accept.out, finding->bad);
	return finish(&accept, true);
}

char *advice_log(const struct finding *finding, const char *history)
{
	struct command log;

	if (!begin(&log, "tracetoll track log"))
		return NULL;
	shell_option_print(log.out, "--commit", finding->bad);
	shell_option_print(log.out, "--branch", finding->branch);
	print_history(log.out, history);
	return finish(&log, true);
}

char *advice_bisect(const struct finding *finding)
{
	char *text;

	if (!finding->good || !is_commit(finding->good) || !is_commit(finding->bad))
		return strdup("");
	return asprintf(&text, "git bisect start %s %s", finding->bad, finding->good) < 0 ? NULL
											  : text;
}
