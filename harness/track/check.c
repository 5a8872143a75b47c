// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a check comes to.
 */
#include "track/check.h"

#include <errno.h>

#include "track/change_kind.h"

const char *track_answer_name(enum track_answer answer)
{
	static const char *const names[] = {
		[TRACK_QUIET] = "quiet",
		[TRACK_REGRESSED] = "regressed",
		[TRACK_DOUBTED] = "doubted",
		[TRACK_EMPTY] = "empty",
		[TRACK_UNCONFIRMED] = "unconfirmed",
	};

	return names[answer];
}

static bool was_measured_again(const struct track_check *check, const struct finding *finding)
{
	for (size_t i = 0; i < finding->change_count; i++) {
		if (track_confirmation_of(&check->confirmations, &finding->changes[i]))
			return true;
	}
	return false;
}

/* That the way of a call changed is never by chance. */
static bool has_path_alone(const struct finding *finding)
{
	for (size_t i = 0; i < finding->change_count; i++) {
		if (finding->changes[i].path_only)
			return true;
	}
	return false;
}

bool track_is_told(const struct track_check *check, const struct finding *finding)
{
	return finding->new && !finding->accepted &&
	       (finding->certain || has_path_alone(finding) || was_measured_again(check, finding));
}

bool track_is_suspected(const struct track_check *check, const struct finding *finding)
{
	return finding->new && !finding->accepted && !track_is_told(check, finding);
}

/* A night that failed accuses no commit: its board has to have a run that is judged. */
static bool is_judged(const struct track_check *check, const struct finding *finding,
		      const struct finding_change *change)
{
	const struct nights_board *board =
		nights_find(check->nights, change->series->board, finding->branch);

	return board && nights_is_judged(board);
}

static bool is_regression(const struct track_check *check, const struct finding *finding,
			  const struct finding_change *change)
{
	const struct track_confirmation *confirmation;

	/* Another board's may be the new one of the finding. */
	if (!track_is_open(change) || !finding_change_is_new(change) ||
	    !is_judged(check, finding, change))
		return false;
	if (!check->confirming)
		return track_is_certain(change);
	confirmation = track_confirmation_of(&check->confirmations, change);
	if (!confirmation)
		return false;
	/* That it could not be measured again makes it no less certain than it was. */
	if (confirmation->answer == CHANGE_OPEN && confirmation->failure)
		return track_is_certain(change);
	return confirmation->answer == CHANGE_CONFIRMED;
}

static bool has_regression(const struct track_check *check)
{
	for (size_t f = 0; f < check->findings->count; f++) {
		const struct finding *finding = &check->findings->findings[f];

		for (size_t c = 0; c < finding->change_count && finding->new; c++) {
			if (is_regression(check, finding, &finding->changes[c]))
				return true;
		}
	}
	return false;
}

/* Whether some change to the worse was to be confirmed, and nobody knows. */
static bool is_unconfirmed(const struct track_check *check)
{
	for (size_t i = 0; i < check->confirmations.count; i++) {
		const struct track_confirmation *confirmation = &check->confirmations.list[i];

		if (confirmation->answer == CHANGE_OPEN && confirmation->failure)
			return true;
	}
	return false;
}

static bool is_doubted(const struct nights *nights)
{
	for (size_t i = 0; i < nights->count; i++) {
		if (nights->boards[i].newest && !nights->boards[i].newest->trusted)
			return true;
	}
	return false;
}

static bool is_any_judged(const struct nights *nights)
{
	for (size_t i = 0; i < nights->count; i++) {
		if (nights_is_judged(&nights->boards[i]))
			return true;
	}
	return false;
}

enum track_answer track_check_answer(const struct track_check *check)
{
	if (!check->nights->total)
		return TRACK_EMPTY;
	if (has_regression(check))
		return TRACK_REGRESSED;
	if (is_unconfirmed(check))
		return TRACK_UNCONFIRMED;
	if (is_doubted(check->nights))
		return TRACK_DOUBTED;
	if (!check->findings->series || !is_any_judged(check->nights))
		return TRACK_EMPTY;
	return TRACK_QUIET;
}

int track_check_print(FILE *out, enum track_format format, const struct track_check *check)
{
	switch (format) {
	case TRACK_TEXT:
	case TRACK_MARKDOWN:
		return track_check_print_letter(out, format == TRACK_MARKDOWN, check);
	case TRACK_JSON:
		return track_check_print_json(out, check);
	case TRACK_CSV:
		return track_check_print_csv(out, check);
	case TRACK_FORMAT_COUNT:
		break;
	}
	return -EINVAL;
}
