// SPDX-License-Identifier: GPL-2.0-only
/*
 * Changes what disturbs: noted, written, read back.
 */
#include "doctor/tune.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/system_file.h"

struct tuning {
	const struct fact_place *place;
	const struct journal *journal;
	void (*said)(void *context, const struct tune_step *step);
	void *context;
	struct tune_tally *tally;
	struct complaint *complaint;
};

/* How the machine says that it does not have this changed: by its firmware, or its driver. */
static bool is_impossible(int err)
{
	return err == -EOPNOTSUPP || err == -ENODEV || err == -EPERM || err == -EBUSY;
}

static void tell(const struct tuning *tuning, struct tune_step *step, enum tune_stage stage)
{
	step->stage = stage;
	if (tuning->said)
		tuning->said(tuning->context, step);
}

/* As a word: the kernel ends it with a newline, and some drivers with a blank. */
static ssize_t read_word(const char *path, char *word, size_t size)
{
	ssize_t length = system_file_read("", word, size, "%s", path);

	for (ssize_t end = length; end > 0 && strchr(" \t\n", word[end - 1]); end--)
		word[end - 1] = '\0';
	return length;
}

/* Nothing is to be undone; whoever would do it had the same answer. */
static int give_up(const struct tuning *tuning, struct tune_step *step, off_t mark)
{
	bool impossible = is_impossible(step->error);

	if (impossible)
		tuning->tally->impossible++;
	else
		tuning->tally->failed++;
	/* A file that took something else than it was asked for is still to be undone. */
	if (!strcmp(step->found, step->before) && journal_forget(tuning->journal, mark))
		return complain(tuning->complaint, EXIT_CODE_FAILED, -EIO, "",
				"cannot mend the journal %s", tuning->journal->path);
	tell(tuning, step, impossible ? TUNE_IMPOSSIBLE : TUNE_FAILED);
	return 0;
}

/* @found has room for what is read again; the step points to it. */
static int change(const struct tuning *tuning, struct tune_step *step, const char *old,
		  char found[UNDO_TEXT_SIZE])
{
	off_t mark = journal_mark(tuning->journal);
	int err = journal_note(tuning->journal, UNDO_WRITE, step->path, old, tuning->complaint);

	if (err)
		return err;
	tell(tuning, step, TUNE_NOTED);
	step->error = system_file_write(step->path, step->after, false);
	read_word(step->path, found, UNDO_TEXT_SIZE);
	if (!step->error && strcmp(found, step->after) != 0)
		step->error = -EIO;
	if (step->error)
		return give_up(tuning, step, mark);
	tuning->tally->changed++;
	tell(tuning, step, TUNE_CHANGED);
	return 0;
}

static int change_setting(const struct tuning *tuning, const struct fact *fact,
			  const struct fact_setting *setting)
{
	char path[PATH_MAX];
	char old[UNDO_TEXT_SIZE], before[UNDO_TEXT_SIZE], found[UNDO_TEXT_SIZE] = "";
	struct tune_step step = {
		.fact = fact, .path = path, .before = before, .after = setting->text, .found = found
	};

	snprintf(path, sizeof(path), "%s%s", tuning->place->root, setting->path);
	if (system_file_read("", old, sizeof(old), "%s", path) < 0 ||
	    read_word(path, before, sizeof(before)) < 0)
		return 0;
	if (!strcmp(before, setting->text))
		return 0;
	return change(tuning, &step, old, found);
}

int tune_machine(const struct fact_place *place, const struct journal *journal,
		 void (*said)(void *context, const struct tune_step *step), void *context,
		 struct tune_tally *tally, struct complaint *complaint)
{
	const struct tuning tuning = { place, journal, said, context, tally, complaint };
	struct fact_setting setting;
	size_t count;
	const struct fact **facts = fact_all(&count);
	int err = 0;

	memset(tally, 0, sizeof(*tally));
	for (size_t i = 0; !err && i < count; i++) {
		for (size_t s = 0; !err && facts[i]->tune && facts[i]->tune(place, s, &setting);
		     s++)
			err = change_setting(&tuning, facts[i], &setting);
	}
	free(facts);
	return err;
}
