// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tuning a machine, for as long as a run takes or until somebody restores it.
 */
#include "verbs/tune_print.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "verbs/undoing_print.h"

#define SELF "/proc/self/exe"
/* The guardian of one that was killed a moment ago is at work for some milliseconds. */
#define ENDING_TRIES 10
#define ENDING_WAIT_NS 100000000

struct telling {
	FILE *out; /* NULL: nowhere */
	json_t *changes;
};

static json_t *text_object(const char *text)
{
	json_t *string = json_string(text);

	return string ? string : json_null();
}

static void tell(void *context, const struct tune_step *step)
{
	static const char *const words[] = {
		[TUNE_CHANGED] = "changed",
		[TUNE_IMPOSSIBLE] = "not here",
		[TUNE_FAILED] = "failed",
	};
	const struct telling *telling = context;

	if (step->stage == TUNE_NOTED)
		return;
	json_array_append_new(telling->changes,
			      json_pack("{s:s, s:s, s:o, s:o, s:o, s:s}", "fact", step->fact->name,
					"result", words[step->stage], "path",
					text_object(step->path), "before",
					text_object(step->before), "after",
					text_object(step->found), "asked", step->after));
	if (!telling->out)
		return;
	if (step->stage == TUNE_CHANGED)
		fprintf(telling->out, "%-10s%-15s%s, was %s\n", words[step->stage],
			step->fact->name, step->after, step->before);
	else
		fprintf(telling->out, "%-10s%-15sstays %s, not %s: %s\n", words[step->stage],
			step->fact->name, step->found, step->after, strerror(-step->error));
	fprintf(telling->out, "          %s\n", step->path);
}

/*
 * What a dead process left would be taken for how the machine was. While one lives that changed
 * something, nothing is changed beside it.
 */
static int clear_ground(const struct fact_place *place, struct complaint *complaint)
{
	const struct timespec pause = { .tv_nsec = ENDING_WAIT_NS };
	struct journal_tally tally;
	int err = journal_restore(place->root, false, undoing_print, NULL, &tally);

	for (int i = 0; !err && tally.living && i < ENDING_TRIES; i++) {
		nanosleep(&pause, NULL);
		err = journal_restore(place->root, false, undoing_print, NULL, &tally);
	}
	if (err == -EACCES || err == -EPERM)
		return complain(complaint, EXIT_CODE_REFUSED, err, "run as root",
				"cannot read the journals in %s" JOURNAL_FOLDER, place->root);
	if (err || tally.failed)
		return complain(complaint, EXIT_CODE_FAILED, err, "see: tracetoll restore",
				"cannot undo what was left behind, so nothing is changed");
	if (tally.living)
		return complain(complaint, EXIT_CODE_REFUSED, -EBUSY, "wait for it to end",
				"something is attached or tuned by another tracetoll");
	return 0;
}

static int tune(const struct fact_place *place, const struct journal *journal,
		struct telling *telling, struct complaint *complaint)
{
	struct tune_tally tally = { 0 };
	int err = tune_machine(place, journal, tell, telling, &tally, complaint);

	if (!err && tally.failed)
		err = complain(complaint, EXIT_CODE_FAILED, 0,
			       "what was changed stays so until: tracetoll restore",
			       "%u of the settings could not be changed", tally.failed);
	return err;
}

int tune_and_keep(const struct fact_place *place, FILE *out, json_t *tuned,
		  struct complaint *complaint)
{
	struct telling telling = { .out = out, .changes = tuned };
	struct complaint keep_complaint;
	struct journal journal;
	int err = 0, keep_err;

	if (!*place->root && geteuid())
		return complain(complaint, EXIT_CODE_REFUSED, -EPERM, "run as root",
				"cannot change settings of this machine");
	err = clear_ground(place, complaint);
	if (!err)
		err = journal_open(place->root, &journal, complaint);
	if (err)
		return err;
	err = tune(place, &journal, &telling, complaint);
	keep_err = journal_keep(&journal, &keep_complaint);
	if (keep_err)
		journal_close(&journal);
	if (err || !keep_err) {
		if (out)
			fprintf(out, "%s\n",
				json_array_size(tuned) ? "" : "nothing is left to be tuned\n");
		return err;
	}
	*complaint = keep_complaint;
	return keep_err;
}

int tuned_begin(const struct fact_place *place, struct tuned *tuned, struct complaint *complaint)
{
	struct telling telling = { .out = stderr };
	int err = clear_ground(place, complaint);

	if (!err)
		err = journal_open(place->root, &tuned->journal, complaint);
	if (!err)
		err = guardian_start(SELF, tuned->journal.path, &tuned->guardian, complaint);
	if (err)
		return err;
	tuned->changes = telling.changes = json_array();
	return tune(place, &tuned->journal, &telling, complaint);
}

int tuned_end(struct tuned *tuned, int err, struct complaint *complaint)
{
	struct complaint undo_complaint;
	int undo_err = journal_undo(&tuned->journal, 0, &undo_complaint);

	/* What could not be undone is tried once more by the guardian, then by the next run. */
	journal_close(&tuned->journal);
	guardian_stop(&tuned->guardian);
	json_decref(tuned->changes);
	tuned->changes = NULL;
	if (!err && undo_err) {
		*complaint = undo_complaint;
		err = undo_err;
	}
	return err;
}
