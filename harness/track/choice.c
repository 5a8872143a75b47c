// SPDX-License-Identifier: GPL-2.0-only
#include "track/choice.h"

#include <string.h>

#include "track/history.h"

bool choice_has(const char *list, const char *name)
{
	size_t length = strlen(name);

	if (!list || !length)
		return !list;
	for (const char *at = strstr(list, name); at; at = strstr(at + 1, name)) {
		bool begins = at == list || at[-1] == ',';

		if (begins && (!at[length] || at[length] == ','))
			return true;
	}
	return false;
}

bool history_choice_matches(const struct history_choice *choice,
			    const struct history_series *series)
{
	return choice_has(choice->board, series->board) &&
	       choice_has(choice->branch, series->branch) &&
	       choice_has(choice->workload, series->workload) &&
	       choice_has(choice->configuration, series->configuration) &&
	       choice_has(choice->metric, series->metric);
}

bool history_accepted_covers(const struct history_accepted *accepted,
			     const struct history_series *series)
{
	const struct history_choice choice = {
		.board = accepted->board,
		.branch = accepted->branch,
		.workload = accepted->workload,
		.configuration = accepted->configuration,
		.metric = accepted->metric,
	};

	return history_choice_matches(&choice, series);
}
