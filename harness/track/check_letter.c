// SPDX-License-Identifier: GPL-2.0-only
/*
 * A check for people: in a nightly mail, or in a terminal.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "track/advice.h"
#include "track/change_kind.h"
#include "track/check.h"
#include "track/finding_letter.h"

/* Rows of a finding in a mail. */
#define ROWS_SHOWN 8

static void add_count(char *text, size_t size, const char *what, size_t count)
{
	size_t used = strlen(text);

	if (count)
		snprintf(text + used, size - used, "%s%s: %zu series", used ? ", " : "", what,
			 count);
}

/* "WORSE: 3 series, better: 1 series on 2 boards, since 7.2.12..7.3.0 (2026-11-20..2026-11-21)" */
static void print_heading(struct letter *letter, const struct finding *finding,
			  const struct finding_tally *tally)
{
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
	char what[128] = "";
	char good[TRACK_COMMIT_SIZE];
	char bad[TRACK_COMMIT_SIZE];

	if (tally->sure) {
		add_count(what, sizeof(what), "WORSE", tally->worse);
		add_count(what, sizeof(what), tally->worse ? "better" : "BETTER", tally->better);
	} else {
		add_count(what, sizeof(what), "NOT CONFIRMED", tally->worse + tally->better);
	}
	add_count(what, sizeof(what), *what ? "another path alone" : "ANOTHER PATH", tally->path);
	track_date(good_date, finding->good_date);
	track_date(bad_date, finding->bad_date);
	track_short_commit(good, finding->good ? finding->good : "");
	track_short_commit(bad, finding->bad);
	letter_heading(letter, "%s on %zu board%s, since %s..%s (%s..%s), branch %s", what,
		       tally->boards, number_plural(tally->boards), good, bad, good_date, bad_date,
		       finding->branch);
}

/* What makes a change another thing than a step that a commit made on hardware. */
static void print_doubts(struct letter *letter, const struct finding *finding,
			 const struct finding_tally *tally, const struct track_confirmations *again)
{
	size_t emulated = 0;
	size_t drifting = 0;
	size_t unsteady = 0;
	size_t count = 0;

	for (size_t i = 0; i < finding->change_count; i++) {
		const struct finding_change *change = &finding->changes[i];

		if (finding->certain && !finding_is_sure(change, again))
			continue;
		count++;
		emulated += change->series->emulated;
		drifting += change->point.drift;
		unsteady += change->unsteady > 0;
	}
	if (drifting)
		letter_item(letter,
			    "%zu of %zu: a slope says it as well as a step, so there may be no one "
			    "commit",
			    drifting, count);
	if (unsteady)
		letter_item(letter,
			    "%zu of %zu: counted exactly, but one commit has had several values",
			    unsteady, count);
	/* A table says it itself. */
	if (emulated && !tally->worse && !tally->better)
		letter_item(letter, "%zu of %zu: of no hardware, but emulated or simulated",
			    emulated, count);
}

static void print_confirmations(struct letter *letter, const struct track_check *check,
				const struct finding *finding)
{
	size_t yes = 0;
	size_t no = 0;
	size_t open = 0;
	size_t rounds = 0;
	const char *failure = NULL;

	for (size_t i = 0; i < finding->change_count; i++) {
		const struct track_confirmation *confirmation =
			track_confirmation_of(&check->confirmations, &finding->changes[i]);

		if (!confirmation)
			continue;
		yes += confirmation->answer == CHANGE_CONFIRMED;
		no += confirmation->answer == CHANGE_DENIED;
		open += confirmation->answer == CHANGE_OPEN;
		rounds = confirmation->rounds > rounds ? confirmation->rounds : rounds;
		failure = confirmation->failure ? confirmation->failure : failure;
	}
	if (!(yes + no + open))
		return;
	letter_item(letter,
		    "measured again in %zu round%s: %zu confirmed, %zu not confirmed, %zu open",
		    rounds, number_plural(rounds), yes, no, open);
	if (failure)
		letter_item(letter, "measuring again failed: %s", failure);
}

/* What is to be measured again: what is worse for certain, unless there is no such. */
static bool is_worse(const struct finding_change *change)
{
	return track_is_open(change);
}

static bool is_worse_for_certain(const struct finding_change *change)
{
	return track_is_open(change) && track_is_certain(change);
}

static advice_wanted choose_wanted(const struct finding *finding)
{
	advice_wanted wanted = NULL;

	for (size_t i = 0; i < finding->change_count; i++) {
		if (is_worse_for_certain(&finding->changes[i]))
			return is_worse_for_certain;
		wanted = is_worse(&finding->changes[i]) ? is_worse : wanted;
	}
	return wanted;
}

static void print_command(struct letter *letter, char *command)
{
	letter_command(letter, command);
	free(command);
}

/* How many boards have something to be measured again; @first is one of them. */
static size_t count_boards(const struct finding *finding, advice_wanted wanted, const char **first)
{
	size_t boards = 0;

	*first = NULL;
	for (size_t i = 0; i < finding->change_count; i++) {
		const char *board = finding->changes[i].series->board;
		bool counts = !wanted || wanted(&finding->changes[i]);

		for (size_t k = 0; k < i && counts; k++)
			counts = (wanted && !wanted(&finding->changes[k])) ||
				 strcmp(finding->changes[k].series->board, board) != 0;
		if (counts && !boards++)
			*first = board;
	}
	return boards;
}

/* Commands of one board; where there are more, they are alike but for names. */
static void print_again(struct letter *letter, const struct track_check *check,
			const struct finding *finding)
{
	advice_wanted wanted = choose_wanted(finding);
	const char *board;
	size_t boards = count_boards(finding, wanted, &board);
	char bad[TRACK_COMMIT_SIZE];

	track_short_commit(bad, finding->bad);
	if (!boards)
		return;
	if (boards > 1)
		letter_item(letter,
			    "to measure it again with kernel %s, on %s (and the like on %zu more):",
			    bad, board, boards - 1);
	else
		letter_item(letter, "to measure it again with kernel %s, on %s:", bad, board);
	print_command(letter, advice_run(finding, board, wanted));
	print_command(letter, advice_add(finding, board, check->history));
}

static void print_advice(struct letter *letter, const struct track_check *check,
			 const struct finding *finding)
{
	char *bisect = advice_bisect(finding);

	print_again(letter, check, finding);
	if (bisect && *bisect) {
		letter_item(letter, "to find the commit in between:");
		letter_command(letter, bisect);
	}
	letter->error = letter->error ? letter->error : bisect ? 0 : -ENOMEM;
	free(bisect);
	letter_item(letter, "to accept it, if it is meant:");
	print_command(letter, advice_accept(finding, check->history));
}

/* What has no room, with the command that lists it. */
static void print_more(struct letter *letter, const struct track_check *check,
		       const struct finding *finding, size_t left, size_t suspected)
{
	const char *what =
		check->confirmations.count ? "not confirmed, or only suspected" : "only suspected";

	if (left && suspected)
		letter_item(letter, "and %zu more, and %zu that are %s:", left, suspected, what);
	else if (left)
		letter_item(letter, "and %zu more:", left);
	else if (suspected)
		letter_item(letter, "and %zu that %s %s:", suspected, suspected == 1 ? "is" : "are",
			    what);
	if (left || suspected)
		print_command(letter, advice_log(finding, check->history));
}

static void print_finding(struct letter *letter, const struct track_check *check, size_t index)
{
	const struct finding *finding = &check->findings->findings[index];
	const struct finding_tally tally = finding_tally(finding, &check->confirmations);
	size_t left;

	print_heading(letter, finding, &tally);
	left = finding_letter_rows(letter, finding, &check->confirmations, !tally.sure, ROWS_SHOWN);
	finding_letter_paths(letter, finding);
	print_more(letter, check, finding, left, tally.suspected);
	print_confirmations(letter, check, finding);
	print_doubts(letter, finding, &tally, &check->confirmations);
	for (size_t i = 0; check->surroundings && i < check->surroundings[index].differences.count;
	     i++)
		letter_item(letter, "%s", check->surroundings[index].differences.lines[i]);
	print_advice(letter, check, finding);
}

static void print_quiet(struct letter *letter, const struct track_check *check, size_t told)
{
	const struct nights *nights = check->nights;
	int64_t since = 0;
	char date[TRACK_DATE_SIZE];

	for (size_t i = 0; i < nights->count; i++) {
		const struct history_run *first = nights->boards[i].first;

		if (first && (!since || first->date < since))
			since = first->date;
	}
	track_date(date, since);
	letter_line(letter, "%s%zu series of %zu board%s, %zu run%s since %s",
		    told ? "Looked at: " : "No new change: ", check->findings->series,
		    nights->count, number_plural(nights->count), nights->total,
		    number_plural(nights->total), nights->total ? date : "never");
}

/* What may be there although nothing is told. */
static void print_reach(struct letter *letter, const struct track_check *check)
{
	char first[NUMBER_SIZE];
	char tenth[NUMBER_SIZE];
	char suspected[NUMBER_SIZE];

	if (!check->reach || !check->reach->series)
		return;
	number_amount(first, check->reach->first);
	number_amount(tenth, check->reach->tenth);
	number_amount(suspected, check->reach->suspected);
	letter_line(letter,
		    "Half of the %zu noisy series would show a step of %s %% for certain in its "
		    "first night, one of %s %% in its tenth; from %s %% on a step is suspected",
		    check->reach->series, first, tenth, suspected);
}

static void print_suspected(struct letter *letter, const struct track_check *check)
{
	size_t suspected = 0;
	size_t series = 0;

	for (size_t f = 0; f < check->findings->count; f++) {
		const struct finding *finding = &check->findings->findings[f];

		if (!track_is_suspected(check, finding))
			continue;
		suspected++;
		series += finding->change_count;
	}
	if (suspected)
		letter_line(
			letter,
			"Suspected, not certain: %zu change%s in %zu series; tracetoll track log "
			"--all lists them, tracetoll track check --confirm measures again",
			suspected, number_plural(suspected), series);
}

/* Measured again, and nothing of it is left: most of what is suspected ends so. */
static bool is_denied(const struct track_check *check, const struct finding *finding)
{

	for (size_t i = 0; i < finding->change_count; i++) {
		const struct track_confirmation *confirmation =
			track_confirmation_of(&check->confirmations, &finding->changes[i]);

		if (confirmation && confirmation->answer == CHANGE_OPEN)
			return false;
	}
	return !finding_tally(finding, &check->confirmations).sure;
}

static void print_denied(struct letter *letter, const struct track_check *check)
{
	size_t denied = 0;
	size_t series = 0;

	for (size_t f = 0; f < check->findings->count; f++) {
		const struct finding *finding = &check->findings->findings[f];

		if (!track_is_told(check, finding) || !is_denied(check, finding))
			continue;
		denied++;
		series += finding->change_count;
	}
	if (denied)
		letter_line(letter,
			    "Measured again and not confirmed: %zu change%s in %zu series; "
			    "tracetoll track log --all lists them",
			    denied, number_plural(denied), series);
}

static void print_accepted(struct letter *letter, const struct track_check *check)
{
	size_t accepted = 0;

	for (size_t f = 0; f < check->findings->count; f++)
		accepted +=
			check->findings->findings[f].new && check->findings->findings[f].accepted;
	if (accepted)
		letter_line(letter, "Accepted and still recent: %zu change%s", accepted,
			    number_plural(accepted));
}

int track_check_print_letter(FILE *out, bool markdown, const struct track_check *check)
{
	struct letter letter = { .out = out, .markdown = markdown };
	size_t told = 0;

	for (size_t f = 0; f < check->findings->count; f++) {
		if (!track_is_told(check, &check->findings->findings[f]) ||
		    is_denied(check, &check->findings->findings[f]))
			continue;
		print_finding(&letter, check, f);
		told++;
	}
	if (told && !markdown)
		fputc('\n', out);
	print_quiet(&letter, check, told);
	print_reach(&letter, check);
	print_denied(&letter, check);
	print_suspected(&letter, check);
	print_accepted(&letter, check);
	for (size_t i = 0; i < check->notes->count; i++) {
		if (!i)
			letter_line(&letter, "Notes:");
		letter_item(&letter, "%s", check->notes->lines[i]);
	}
	return letter.error;
}
