// SPDX-License-Identifier: GPL-2.0-only
#include "boards/facts.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment.h"

/* What all files say: a list for each boot, board after board. */
struct gathered {
	const struct boards *boards;
	struct environment_facts *lists;
	size_t *first; /* of each board */
	size_t count; /* boots */
};

static int gather(const struct boards *boards, struct gathered *gathered)
{
	int error = 0;

	*gathered = (struct gathered){ .boards = boards };
	for (size_t b = 0; b < boards->count; b++)
		gathered->count += boards->boards[b].boot_count;
	gathered->lists = calloc(gathered->count + 1, sizeof(*gathered->lists));
	gathered->first = calloc(boards->count + 1, sizeof(*gathered->first));
	if (!gathered->lists || !gathered->first)
		return -ENOMEM;
	gathered->count = 0;
	for (size_t b = 0; b < boards->count; b++) {
		const struct board *board = &boards->boards[b];

		gathered->first[b] = gathered->count;
		for (size_t i = 0; i < board->boot_count && !error; i++)
			error = environment_facts_make(board->boots[i].result,
						       &gathered->lists[gathered->count++]);
	}
	return error;
}

static void gathered_free(struct gathered *gathered)
{
	for (size_t i = 0; i < gathered->count && gathered->lists; i++)
		environment_facts_free(&gathered->lists[i]);
	free(gathered->lists);
	free(gathered->first);
}

static const struct environment_fact *find(const struct environment_facts *list,
					   const struct environment_fact *wanted)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->rows[i].group == wanted->group &&
		    !strcmp(list->rows[i].what, wanted->what))
			return &list->rows[i];
	}
	return NULL;
}

/* As environment_compare() does: what only one file says may be known of that one alone. */
static bool is_unlike(const struct environment_fact *one, const struct environment_fact *other)
{
	bool known = one && one->value && other && other->value;
	bool nothing = (!one || one->nothing) && (!other || other->nothing);

	if (nothing)
		return false;
	if (!known)
		return !((one && one->if_known) || (other && other->if_known));
	return !environment_texts_are_alike(one->value, other->value);
}

/* Whether any two of the lists from @from up to @to differ in the fact. */
static bool varies(const struct gathered *gathered, const size_t *lists, size_t count,
		   const struct environment_fact *fact)
{
	bool unlike = false;

	for (size_t i = 0; i < count && !unlike && !fact->shown_only; i++) {
		const struct environment_fact *own = find(&gathered->lists[lists[i]], fact);

		for (size_t k = 0; k < i && !unlike; k++)
			unlike = is_unlike(own, find(&gathered->lists[lists[k]], fact));
	}
	return unlike;
}

static const char *keep(struct board_facts *facts, const char *text)
{
	json_t *copy = json_string(text);

	return json_array_append_new(facts->texts, copy) ? NULL : json_string_value(copy);
}

static bool boot_varies(const struct gathered *gathered, size_t board, size_t *room,
			const struct environment_fact *fact)
{
	size_t count = gathered->boards->boards[board].boot_count;

	for (size_t i = 0; i < count; i++)
		room[i] = gathered->first[board] + i;
	return varies(gathered, room, count, fact);
}

static int fill_row(const struct gathered *gathered, struct board_facts *facts, size_t *room,
		    const struct environment_fact *fact)
{
	struct board_fact *row = &facts->rows[facts->count++];
	size_t boards = gathered->boards->count;

	*row = (struct board_fact){
		.group = environment_group_name(fact->group),
		.what = keep(facts, fact->what),
		.values = calloc(boards + 1, sizeof(*row->values)),
		.varies = calloc(boards + 1, sizeof(*row->varies)),
	};
	if (!row->what || !row->values || !row->varies)
		return -ENOMEM;
	for (size_t b = 0; b < boards; b++) {
		const struct environment_fact *own =
			find(&gathered->lists[gathered->first[b]], fact);

		if (own && own->value) {
			row->values[b] = keep(facts, own->value);
			if (!row->values[b])
				return -ENOMEM;
		}
		row->varies[b] = boot_varies(gathered, b, room, fact);
	}
	row->differs = varies(gathered, gathered->first, boards, fact);
	return 0;
}

/* What is nowhere said is no row. */
static bool is_said(const struct gathered *gathered, const struct environment_fact *fact)
{
	bool said = false;

	for (size_t i = 0; i < gathered->count && !said; i++) {
		const struct environment_fact *own = find(&gathered->lists[i], fact);

		said = own && own->value;
	}
	return said;
}

static bool is_listed(const struct gathered *gathered, size_t lists,
		      const struct environment_fact *fact)
{
	bool listed = false;

	for (size_t i = 0; i < lists && !listed; i++)
		listed = find(&gathered->lists[i], fact);
	return listed;
}

/* The rows of one group: of each list what none before it has. */
static int add_group(const struct gathered *gathered, struct board_facts *facts, size_t *room,
		     enum environment_group group)
{
	int error = 0;

	for (size_t i = 0; i < gathered->count; i++) {
		const struct environment_facts *list = &gathered->lists[i];

		for (size_t r = 0; r < list->count && !error; r++) {
			const struct environment_fact *fact = &list->rows[r];

			if (fact->group == group && !is_listed(gathered, i, fact) &&
			    is_said(gathered, fact))
				error = fill_row(gathered, facts, room, fact);
		}
	}
	return error;
}

static int add_all(const struct gathered *gathered, struct board_facts *facts)
{
	size_t *room = calloc(gathered->count + 1, sizeof(*room));
	size_t rows = 0;
	int error = 0;

	for (size_t i = 0; i < gathered->count; i++)
		rows += gathered->lists[i].count;
	facts->texts = json_array();
	facts->rows = calloc(rows + 1, sizeof(*facts->rows));
	if (!room || !facts->texts || !facts->rows)
		error = -ENOMEM;
	for (int group = 0; group < ENVIRONMENT_GROUP_COUNT && !error; group++)
		error = add_group(gathered, facts, room, (enum environment_group)group);
	free(room);
	return error;
}

int board_facts_make(const struct boards *boards, struct board_facts *facts)
{
	struct gathered gathered;
	int error = gather(boards, &gathered);

	*facts = (struct board_facts){ .count = 0 };
	if (!error)
		error = add_all(&gathered, facts);
	gathered_free(&gathered);
	return error;
}

void board_facts_free(struct board_facts *facts)
{
	for (size_t i = 0; i < facts->count; i++) {
		free(facts->rows[i].values);
		free(facts->rows[i].varies);
	}
	free(facts->rows);
	json_decref(facts->texts);
	memset(facts, 0, sizeof(*facts));
}
