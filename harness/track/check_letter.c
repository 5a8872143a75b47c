// SPDX-License-Identifier: GPL-2.0-only
/*
 * A check for people: in a nightly mail, or in a terminal.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "track/advice.h"
#include "track/check.h"
#include "track/letter.h"

/* Rows of a finding in a mail, and boards that commands are given for. */
#define ROWS_SHOWN 8
#define BOARDS_ADVISED 2

static void add_count(char *text, size_t size, const char *what, size_t count)
{
	size_t used = strlen(text);

	if (count)
		snprintf(text + used, size - used, "%s%s: %zu series", used ? ", " : "", what,
			 count);
}

/* "WORSE: 3 series, better: 1 series, 7.2.12..7.3.0 (2026-11-20..2026-11-21), 2 boards" */
static void print_heading(struct letter *letter, const struct finding *finding)
{
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
	char what[128] = "";
	char good[TRACK_COMMIT_SIZE];
	char bad[TRACK_COMMIT_SIZE];

	add_count(what, sizeof(what), "WORSE", finding->worse);
	add_count(what, sizeof(what), finding->worse ? "better" : "BETTER", finding->better);
	add_count(what, sizeof(what), *what ? "another path alone" : "ANOTHER PATH",
		  finding->change_count - finding->worse - finding->better);
	track_date(good_date, finding->good_date);
	track_date(bad_date, finding->bad_date);
	track_short_commit(good, finding->good ? finding->good : "");
	track_short_commit(bad, finding->bad);
	letter_heading(letter, "%s on %zu board%s, since %s..%s (%s..%s), branch %s", what,
		       finding->boards, number_plural(finding->boards), good, bad, good_date,
		       bad_date, finding->branch);
}

/* Whether the change's path is another one, told with an earlier change. */
static bool was_told(const struct finding *finding, size_t index)
{
	const struct finding_change *change = &finding->changes[index];

	for (size_t i = 0; i < index; i++) {
		const struct finding_change *other = &finding->changes[i];

		if (track_path_changed(other) &&
		    !strcmp(other->series->configuration, change->series->configuration) &&
		    other->path_only == change->path_only &&
		    !strcmp(other->path_before, change->path_before) &&
		    !strcmp(other->path_after, change->path_after))
			return true;
	}
	return false;
}

static void print_paths(struct letter *letter, const struct finding *finding)
{
	for (size_t i = 0; i < finding->change_count; i++) {
		const struct finding_change *change = &finding->changes[i];

		if (track_path_changed(change) && !was_told(finding, i))
			letter_item(letter, "calls of %s take another path: %s -> %s%s",
				    change->series->configuration, change->path_before,
				    change->path_after,
				    change->path_only ? ", which changes no number" : "");
	}
}

/* What makes a change another thing than a step that a commit made on hardware. */
static void print_doubts(struct letter *letter, const struct finding *finding)
{
	size_t emulated = 0;
	size_t drifting = 0;
	size_t unsteady = 0;

	for (size_t i = 0; i < finding->change_count; i++) {
		emulated += finding->changes[i].series->emulated;
		drifting += finding->changes[i].point.drift;
		unsteady += finding->changes[i].unsteady > 0;
	}
	if (drifting)
		letter_item(
			letter,
			"%zu of %zu series: a slope says it as well as a step, so there may be no "
			"one commit",
			drifting, finding->change_count);
	if (unsteady)
		letter_item(letter,
			    "%zu of %zu series: counted exactly, but one commit has had several "
			    "values",
			    unsteady, finding->change_count);
	if (emulated)
		letter_item(letter, "%zu of %zu series: emulated or simulated, of no hardware",
			    emulated, finding->change_count);
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
			track_confirmation_of(check, &finding->changes[i]);

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

static bool is_worse(const struct finding_change *change)
{
	return track_is_open(change);
}

static void print_command(struct letter *letter, char *command)
{
	letter_command(letter, command);
	free(command);
}

/* The boards of a finding, each once. */
static bool is_first_of_board(const struct finding *finding, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (!strcmp(finding->changes[i].series->board,
			    finding->changes[index].series->board))
			return false;
	}
	return true;
}

static void print_advice(struct letter *letter, const struct track_check *check,
			 const struct finding *finding)
{
	advice_wanted wanted = finding->worse ? is_worse : NULL;
	size_t boards = 0;
	char *bisect = advice_bisect(finding);
	char bad[TRACK_COMMIT_SIZE];

	track_short_commit(bad, finding->bad);
	for (size_t i = 0; i < finding->change_count && boards < BOARDS_ADVISED; i++) {
		const char *board = finding->changes[i].series->board;

		if ((wanted && !wanted(&finding->changes[i])) || !is_first_of_board(finding, i))
			continue;
		boards++;
		letter_item(letter, "to measure it again, on %s with kernel %s:", board, bad);
		print_command(letter, advice_run(finding, board, wanted));
		print_command(letter, advice_add(finding, board, check->history));
	}
	if (bisect && *bisect) {
		letter_item(letter, "to find the commit in between:");
		letter_command(letter, bisect);
	}
	letter->error = letter->error ? letter->error : bisect ? 0 : -ENOMEM;
	free(bisect);
	letter_item(letter, "to accept it, if it is meant:");
	print_command(letter, advice_accept(finding, check->history));
}

/* Rows whose numbers changed, at the front; how many there are. */
static size_t gather_numbers(struct track_change_row *rows, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (!rows[i].change->path_only)
			rows[kept++] = rows[i];
	}
	return kept;
}

static void print_rows(struct letter *letter, const struct track_check *check,
		       const struct finding *finding)
{
	const struct findings one = { .findings = (struct finding *)finding, .count = 1 };
	struct track_change_row *rows = NULL;
	struct listing listing;
	size_t numbers = 0;
	size_t shown = 0;
	size_t count;

	if (!letter->error)
		letter->error = track_change_rows(&one, NULL, 0, check->confirmations,
						  check->confirmation_count, &rows, &count);
	if (letter->error)
		return;
	numbers = gather_numbers(rows, count);
	shown = numbers > ROWS_SHOWN ? ROWS_SHOWN : numbers;
	for (size_t first = 0, alike; first < shown; first += alike) {
		alike = track_change_gather(&rows[first], shown - first);
		listing = track_change_listing(&rows[first], alike);
		letter_table(letter, &listing);
	}
	free(rows);
	if (numbers == shown)
		return;
	letter_item(letter, "and %zu more:", numbers - shown);
	print_command(letter, advice_log(finding, check->history));
}

static void print_finding(struct letter *letter, const struct track_check *check, size_t index)
{
	const struct finding *finding = &check->findings->findings[index];

	print_heading(letter, finding);
	print_rows(letter, check, finding);
	print_paths(letter, finding);
	print_confirmations(letter, check, finding);
	print_doubts(letter, finding);
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
		    "Half of the %zu series with noise show a step of %s %% in its first night, of "
		    "%s %% in its tenth; one of %s %% is worth to be measured again",
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
			"Suspected, not certain yet: %zu change%s in %zu series; tracetoll track "
			"log lists them, tracetoll track check --confirm measures again",
			suspected, number_plural(suspected), series);
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
		if (!track_is_told(check, &check->findings->findings[f]))
			continue;
		print_finding(&letter, check, f);
		told++;
	}
	if (told && !markdown)
		fputc('\n', out);
	print_quiet(&letter, check, told);
	print_reach(&letter, check);
	print_suspected(&letter, check);
	print_accepted(&letter, check);
	for (size_t i = 0; i < check->notes->count; i++) {
		if (!i)
			letter_line(&letter, "Notes:");
		letter_item(&letter, "%s", check->notes->lines[i]);
	}
	return letter.error;
}
