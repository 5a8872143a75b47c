// SPDX-License-Identifier: GPL-2.0-only
/*
 * All changes that there were, and the series they are in.
 */
#include "track/log.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/cell_json.h"
#include "report/number.h"
#include "track/change_row.h"
#include "track/finding_letter.h"
#include "track/series_row.h"

static bool is_wanted(const struct track_log *log, const struct finding *finding)
{
	return !log->commit || !strncmp(finding->bad, log->commit, strlen(log->commit));
}

/* The findings that are wanted, as findings of their own: a shallow copy, freed by free(). */
static struct finding *choose(const struct track_log *log, struct findings *chosen)
{
	chosen->count = 0;
	chosen->findings = calloc(log->findings->count + 1, sizeof(*chosen->findings));
	for (size_t i = 0; i < log->findings->count && chosen->findings; i++) {
		if (is_wanted(log, &log->findings->findings[i]))
			chosen->findings[chosen->count++] = log->findings->findings[i];
	}
	return chosen->findings;
}

/* The reason, if it is one for all of its changes. */
static const char *accepted_reason(const struct finding *finding)
{
	return finding->accepted && finding->change_count ? finding->changes[0].accepted : NULL;
}

static void add_count(char *text, size_t size, size_t count, const char *what)
{
	size_t used = strlen(text);

	if (count)
		snprintf(text + used, size - used, "%s%zu %s", used ? ", " : "", count, what);
}

static void print_heading(struct letter *letter, const struct finding *finding,
			  const struct finding_tally *tally)
{
	const char *reason = accepted_reason(finding);
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
	char good[TRACK_COMMIT_SIZE];
	char bad[TRACK_COMMIT_SIZE];
	char what[128] = "";

	add_count(what, sizeof(what), tally->worse, "worse");
	add_count(what, sizeof(what), tally->better, "better");
	add_count(what, sizeof(what), tally->path, "by another path alone");
	track_date(good_date, finding->good_date);
	track_date(bad_date, finding->bad_date);
	track_short_commit(good, finding->good ? finding->good : "");
	track_short_commit(bad, finding->bad);
	letter_heading(letter, "%s..%s (%s..%s), branch %s: %s%s%s%s", good, bad, good_date,
		       bad_date, finding->branch, tally->sure ? "" : "suspected: ", what,
		       reason ? ", accepted: " : "", reason ? reason : "");
}

static const struct track_confirmations none = { .count = 0 };

/* @everything: what is only suspected, too. */
static void print_finding(struct letter *letter, const struct finding *finding, bool everything)
{
	const struct finding_tally tally = finding_tally(finding, &none);

	print_heading(letter, finding, &tally);
	finding_letter_rows(letter, finding, &none, !tally.sure, 0);
	finding_letter_paths(letter, finding);
	if (!tally.suspected)
		return;
	letter_item(letter, "%zu more %s only suspected%s", tally.suspected,
		    tally.suspected == 1 ? "is" : "are", everything ? ":" : "");
	if (everything)
		finding_letter_rows(letter, finding, &none, true, 0);
}

static bool is_sure(const struct finding *finding)
{
	return finding->accepted || finding_tally(finding, &none).sure;
}

/* Most of what is suspected is noise: it stands last, and only where it was asked for. */
static void print_suspected(struct letter *letter, const struct findings *chosen, bool everything)
{
	size_t suspected = 0;
	size_t series = 0;

	for (size_t i = 0; i < chosen->count; i++) {
		if (is_sure(&chosen->findings[i]))
			continue;
		suspected++;
		series += chosen->findings[i].change_count;
		if (everything)
			print_finding(letter, &chosen->findings[i], true);
	}
	if (suspected && !everything)
		letter_heading(letter,
			       "Suspected, not certain: %zu change%s in %zu "
			       "series; --all lists them",
			       suspected, number_plural(suspected), series);
}

static void print_series(struct letter *letter, const struct track_log *log)
{
	struct track_series_row *rows = NULL;
	struct listing listing;
	size_t count;
	int error = track_series_rows(log->findings, log->nights, log->all, &rows, &count);

	letter->error = letter->error ? letter->error : error;
	if (!letter->error)
		letter->error = track_series_gather(rows, count);
	if (count && !letter->error) {
		listing = track_series_listing(rows, count);
		letter_heading(letter, "All series");
		letter_table(letter, &listing);
	}
	free(rows);
}

static size_t count_sure(const struct findings *chosen)
{
	size_t sure = 0;

	for (size_t i = 0; i < chosen->count; i++)
		sure += is_sure(&chosen->findings[i]);
	return sure;
}

static int print_letter(FILE *out, bool markdown, const struct track_log *log,
			const struct findings *chosen)
{
	const size_t sure = count_sure(chosen);
	const bool everything = log->all || log->commit;
	struct letter letter = { .out = out, .markdown = markdown };

	letter_line(&letter, "%zu series of %zu board%s, %zu run%s, %zu point%s: %zu change%s",
		    log->findings->series, log->nights->count, number_plural(log->nights->count),
		    log->nights->total, number_plural(log->nights->total), log->findings->points,
		    number_plural(log->findings->points), sure, number_plural(sure));
	for (size_t i = 0; i < chosen->count; i++) {
		if (is_sure(&chosen->findings[i]))
			print_finding(&letter, &chosen->findings[i], everything);
	}
	print_suspected(&letter, chosen, everything);
	if (log->all && !log->commit)
		print_series(&letter, log);
	return letter.error;
}

static int print_csv(FILE *out, const struct track_log *log, const struct findings *chosen)
{
	struct track_series_row *series = NULL;
	struct track_change_row *changes = NULL;
	struct listing listing;
	size_t count;
	int error;

	if (log->all) {
		error = track_series_rows(log->findings, log->nights, true, &series, &count);
		listing = track_series_listing(series, count);
	} else {
		error = track_change_rows(chosen, NULL, &none, &changes, &count);
		listing = track_change_listing(changes, count);
	}
	if (!error)
		error = listing_csv(out, &listing);
	free(series);
	free(changes);
	return error;
}

static json_t *series_json(const struct track_log *log)
{
	struct track_series_row *rows = NULL;
	struct listing listing;
	json_t *array;
	size_t count;

	if (track_series_rows(log->findings, log->nights, log->all, &rows, &count))
		return NULL;
	listing = track_series_listing(rows, count);
	array = listing_json(&listing);
	free(rows);
	return array;
}

static int print_json(FILE *out, const struct track_log *log, const struct findings *chosen)
{
	json_t *root = json_pack(
		"{s:I, s:I, s:I, s:o, s:o}", "runs", (json_int_t)log->nights->total, "series",
		(json_int_t)log->findings->series, "points", (json_int_t)log->findings->points,
		"changes", track_changes_json(chosen, &none), "listed", series_json(log));

	return cell_json_print(out, root);
}

int track_log_print(FILE *out, enum track_format format, const struct track_log *log)
{
	struct findings chosen = *log->findings;
	int error = choose(log, &chosen) ? 0 : -ENOMEM;

	if (!error && format == TRACK_CSV)
		error = print_csv(out, log, &chosen);
	else if (!error && format == TRACK_JSON)
		error = print_json(out, log, &chosen);
	else if (!error)
		error = print_letter(out, format == TRACK_MARKDOWN, log, &chosen);
	free(chosen.findings);
	return error;
}
