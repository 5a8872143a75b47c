/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CHECK_H
#define TRACK_CHECK_H

#include "report/notes.h"
#include "track/confirmation.h"
#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"
#include "track/reach.h"

/* Of a finding, what is not in it. */
struct track_surroundings {
	struct notes differences; /* what else differs between its two runs, board by board */
};

/* All that a check has found out, and what it says rests on. Borrows all of it. */
struct track_check {
	const struct findings *findings;
	const struct nights *nights;
	const struct track_surroundings *surroundings; /* one for each finding; NULL: not known */
	bool confirming; /* changes to the worse count only if they were confirmed */
	struct track_confirmations confirmations;
	const struct notes *notes; /* what else is to be known */
	const char *history; /* what --history said, or NULL */
	const struct track_reach *reach; /* what could have been found; NULL: not known */
};

/* What a check comes to. */
enum track_answer {
	TRACK_QUIET,
	TRACK_REGRESSED, /* a change to the worse is new, not accepted and certain, or confirmed */
	TRACK_DOUBTED, /* a board's newest run is not to be relied on */
	TRACK_EMPTY, /* there is no run, or no series */
	TRACK_UNCONFIRMED, /* the command that should have confirmed failed */
};

enum track_answer track_check_answer(const struct track_check *check);

/* The name in JSON: "quiet", "regressed", ... */
const char *track_answer_name(enum track_answer answer);

/* Whether its finding is told at length: new, not accepted, and certain or measured again. */
bool track_is_told(const struct track_check *check, const struct finding *finding);
/* Whether it is new and open, but no more than suspected. */
bool track_is_suspected(const struct track_check *check, const struct finding *finding);

/* Prints it in the format. Returns 0 or -ENOMEM; writing errors are seen by ferror(). */
int track_check_print(FILE *out, enum track_format format, const struct track_check *check);

/* Parts of it: for people, and for programs. */
int track_check_print_letter(FILE *out, bool markdown, const struct track_check *check);
int track_check_print_json(FILE *out, const struct track_check *check);
int track_check_print_csv(FILE *out, const struct track_check *check);

#endif /* TRACK_CHECK_H */
