// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs and commits by what people type of them.
 */
#include "verbs/track_runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "track/choice.h"

/* Shorter beginnings are mistakes. */
#define DIGEST_MIN 4
#define COMMIT_MIN 7

static bool begins(const char *whole, const char *text)
{
	return !strncmp(whole, text, strlen(text));
}

/* NULL: none is; *@many: several are. */
static const char *find_commit(const struct history_runs *runs, const char *text, bool *many)
{
	const char *found = NULL;

	*many = false;
	for (size_t i = 0; i < runs->count; i++) {
		const char *commit = runs->runs[i].commit;

		if (!strcmp(commit, text)) {
			*many = false;
			return commit;
		}
		if (strlen(text) < COMMIT_MIN || !begins(commit, text))
			continue;
		*many |= found && strcmp(found, commit) != 0;
		found = commit;
	}
	return *many ? NULL : found;
}

static void say_none(const char *word, const char *text, const char *what, bool many)
{
	if (many)
		track_print(stderr,
			    "tracetoll track %s: several %s begin with %s; write more of "
			    "it\n",
			    word, what, text);
	else
		track_print(stderr,
			    "tracetoll track %s: there is no %s %s; tracetoll track log --runs "
			    "lists them\n",
			    word, what, text);
}

const char *track_find_commit(const char *word, const struct history_runs *runs, const char *text)
{
	bool many;
	const char *commit = find_commit(runs, text, &many);

	if (!commit)
		say_none(word, text, many ? "commits" : "run of commit", many);
	return commit;
}

static bool is_chosen(const struct history_choice *choice, const struct history_run *run)
{
	return choice_has(choice->board, run->board) && choice_has(choice->branch, run->branch);
}

/* By digest; SIZE_MAX: several have it. */
static size_t find_digest(const struct history_runs *runs, const char *text, size_t *found)
{
	size_t count = 0;

	if (strlen(text) < DIGEST_MIN)
		return 0;
	for (size_t i = 0; i < runs->count; i++) {
		const char *digest = runs->runs[i].digest;

		if (!begins(digest, text))
			continue;
		/* A file that was forgotten and added anew is there twice; the last one counts. */
		if (count && strcmp(digest, runs->runs[*found].digest) != 0)
			return SIZE_MAX;
		if (!count || runs->runs[*found].forgotten)
			*found = i;
		count = 1;
	}
	return count;
}

enum exit_code track_find_runs(const char *word, const struct history_runs *runs,
			       const struct history_choice *choice, const char *text,
			       size_t **found, size_t *count)
{
	const char *commit;
	size_t by_digest;
	bool many;

	*count = 0;
	*found = calloc(runs->count + 1, sizeof(**found));
	if (!*found)
		return track_out_of_memory(word);
	by_digest = find_digest(runs, text, *found);
	commit = find_commit(runs, text, &many);
	/* The whole name of a commit goes before the beginning of a digest. */
	if (by_digest == 1 && !(commit && !strcmp(commit, text))) {
		*count = 1;
		return EXIT_CODE_DONE;
	}
	for (size_t i = 0; i < runs->count && commit; i++) {
		if (!strcmp(runs->runs[i].commit, commit) && is_chosen(choice, &runs->runs[i]))
			(*found)[(*count)++] = i;
	}
	if (*count)
		return EXIT_CODE_DONE;
	many |= by_digest > 1;
	say_none(word, text, many ? "runs" : "run or commit", many);
	return EXIT_CODE_USAGE;
}
