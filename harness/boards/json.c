// SPDX-License-Identifier: GPL-2.0-only
/*
 * "boards": what each is, and its figures by workload, configuration, metric of all boards, but
 * for what was not planned; boards_json_row() counts by that order. "standings": as they are.
 */
#include "boards/json.h"

#include <errno.h>

#include "boards/json_row.h"
#include "boards/standing.h"
#include "report/cell_json.h"

static json_t *files_array(const struct board *board)
{
	json_t *files = json_array();
	int error = files ? 0 : -1;

	for (size_t i = 0; i < board->boot_count && !error; i++)
		error = json_array_append_new(files,
					      json_integer((json_int_t)board->boots[i].index));
	if (!error)
		return files;
	json_decref(files);
	return NULL;
}

static json_t *rows_array(const struct boards *boards, size_t board)
{
	size_t cells = boards->workload_count * boards->configuration_count;
	json_t *rows = json_array();
	int error = rows ? 0 : -1;

	for (size_t c = 0; c < cells; c++) {
		size_t workload = c / boards->configuration_count;
		size_t configuration = c % boards->configuration_count;

		for (size_t m = 0; m < boards->metric_count && !error; m++) {
			if (boards_json_row(boards, board, workload, configuration, m) !=
			    BOARDS_NO_ROW)
				error = json_array_append_new(
					rows,
					board_json_row(boards, board, workload, configuration, m));
		}
	}
	if (!error)
		return rows;
	json_decref(rows);
	return NULL;
}

static json_t *board_object(const struct boards *boards, size_t at)
{
	const struct board *board = &boards->boards[at];

	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:b, s:b, s:o}", "mark", board->mark, "name",
			 board->name, "machine", board->machine, "files", files_array(board),
			 "boots", (json_int_t)board->own_boots, "emulated", (int)board->emulated,
			 "simulated", (int)board->simulated, "results", rows_array(boards, at));
}

static json_t *percent_object(const struct standing *standing, double percent)
{
	const struct report_cell cell = { .kind = REPORT_PERCENT, .value.number = percent };

	return standing->has_percent ? cell_json(&cell) : json_null();
}

/* Null where there are too few values to tell. */
static json_t *apart_object(const struct standing_place *place)
{
	return place->undecided ? json_null() : json_boolean(place->apart);
}

static json_t *places_array(const struct boards *boards, const struct standing *standing)
{
	json_t *places = json_array();
	int error = places ? 0 : -1;

	for (size_t i = 0; i < standing->count && !error; i++) {
		const struct standing_place *place = &standing->places[i];

		error = json_array_append_new(
			places,
			json_pack("{s:s, s:o, s:o}", "board", boards->boards[place->board].mark,
				  "percent", percent_object(standing, place->percent), "apart",
				  apart_object(place)));
	}
	if (!error)
		return places;
	json_decref(places);
	return NULL;
}

/* Null of exact counts, which another boot would not change. */
static json_t *boots_object(const struct standing *standing)
{
	return standing->fewest_boots ? json_integer((json_int_t)standing->fewest_boots)
				      : json_null();
}

static json_t *standing_object(const struct boards *boards, const struct standing *standing)
{
	return json_pack("{s:s, s:s, s:s, s:s?, s:b, s:o, s:o}", "workload",
			 boards->workloads[standing->at.workload].name, "configuration",
			 boards->configurations[standing->at.configuration], "metric",
			 boards->metrics[standing->at.metric].name, "arch", standing->arch,
			 "same_path", (int)standing->same_path, "fewest_boots",
			 boots_object(standing), "places", places_array(boards, standing));
}

static int add_standings(json_t *root, const struct boards *boards)
{
	struct standings standings;
	json_t *rows = json_array();
	int error = standings_make(boards, &standings);

	for (size_t i = 0; i < standings.count && !error; i++)
		error = json_array_append_new(rows, standing_object(boards, &standings.rows[i]));
	standings_free(&standings);
	if (json_object_set_new(root, "standings", rows))
		error = -ENOMEM;
	return error ? -ENOMEM : 0;
}

int boards_extend_json(json_t *root, const struct report_settings *settings,
		       const struct report_input *inputs, size_t count)
{
	struct boards boards;
	json_t *objects = json_array();
	int error = boards_make(settings, inputs, count, &boards);

	for (size_t i = 0; i < boards.count && !error; i++)
		error = json_array_append_new(objects, board_object(&boards, i));
	if (json_object_set_new(root, "boards", objects))
		error = -ENOMEM;
	if (!error)
		error = add_standings(root, &boards);
	boards_free(&boards);
	return error ? -ENOMEM : 0;
}
