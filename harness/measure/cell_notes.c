// SPDX-License-Identifier: GPL-2.0-only
#include "measure/cell_notes.h"

#include <stdio.h>

/* Where every ops of the system is on the path; a global callee walks the list, too. */
static bool walks_the_list(enum path path)
{
	return path == PATH_LIST || path == PATH_LIST_DIRECT || path == PATH_GLOBAL;
}

static bool note_plt(const struct claim *claim, const struct evidence *evidence,
		     struct cell_note *note)
{
	(void)claim;
	snprintf(note->text, sizeof(note->text),
		 "the patch site reaches its target through a module PLT");
	return evidence->site.via_plt;
}

static bool note_dirt(const struct claim *claim, const struct evidence *evidence,
		      struct cell_note *note)
{
	(void)evidence;
	note->kind = "dirty";
	snprintf(note->text, sizeof(note->text), "%s", claim->baseline->holder);
	return claim->baseline->dirty;
}

static bool note_others(const struct claim *claim, const struct evidence *evidence,
			struct cell_note *note)
{
	const struct evidence *start = &claim->baseline->evidence;

	snprintf(note->text, sizeof(note->text),
		 "the walk passes %u ops of others in the system, first %.128s",
		 start->ops_in_system, start->foreign);
	return walks_the_list(evidence->path) && start->ops_in_system;
}

static bool note_graph_users(const struct claim *claim, const struct evidence *evidence,
			     struct cell_note *note)
{
	const struct evidence *start = &claim->baseline->evidence;

	(void)evidence;
	snprintf(note->text, sizeof(note->text),
		 "function_graph has %u other users in the system, who are asked, too",
		 start->graph_users);
	return configuration_brings(claim->configuration) & BRINGS_GRAPH && start->graph_users;
}

static bool (*const notes[])(const struct claim *claim, const struct evidence *evidence,
			     struct cell_note *note) = {
	note_plt,
	note_dirt,
	note_others,
	note_graph_users,
};

bool cell_note(const struct claim *claim, const struct evidence *evidence, size_t index,
	       struct cell_note *note)
{
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		note->kind = "note";
		if (notes[i](claim, evidence, note) && !index--)
			return true;
	}
	return false;
}
