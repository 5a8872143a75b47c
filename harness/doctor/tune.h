/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TUNE_H
#define TUNE_H

#include "doctor/fact.h"
#include "machine/journal.h"

enum tune_stage {
	TUNE_NOTED, /* in the journal; nothing is changed yet */
	TUNE_CHANGED, /* and read back */
	TUNE_IMPOSSIBLE, /* this machine does not have it changed; it is as it was */
	TUNE_FAILED, /* it should have been changed, and was not */
};

/* One setting that is changed, at one stage. Texts have no white space at their end. */
struct tune_step {
	const struct fact *fact;
	enum tune_stage stage;
	const char *path;
	const char *before;
	const char *after; /* what was asked for */
	const char *found; /* what was read back */
	int error; /* 0 or a negative errno */
};

struct tune_tally {
	unsigned int changed;
	unsigned int impossible;
	unsigned int failed;
};

/*
 * Changes each setting of each fact that is here and not yet as it should be, noting it in @journal
 * first; what could not be changed is not noted any more. @said may be NULL. Returns 0, also if
 * some failed, or a negative errno with @complaint: the journal cannot be written, and nothing
 * more was changed.
 */
int tune_machine(const struct fact_place *place, const struct journal *journal,
		 void (*said)(void *context, const struct tune_step *step), void *context,
		 struct tune_tally *tally, struct complaint *complaint);

#endif /* TUNE_H */
