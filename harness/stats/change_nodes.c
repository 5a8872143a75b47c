// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "stats/change_scan.h"
#include "stats/order.h"

struct change_workspace *change_workspace_new(void)
{
	return calloc(1, sizeof(struct change_workspace));
}

void change_workspace_free(struct change_workspace *workspace)
{
	if (!workspace)
		return;
	free(workspace->nodes);
	free(workspace->changes);
	free(workspace);
}

static int make_room(struct change_workspace *workspace, size_t count)
{
	struct change_node *nodes;

	if (workspace->room >= count)
		return 0;
	nodes = realloc(workspace->nodes, count * sizeof(*nodes));
	if (!nodes)
		return -ENOMEM;
	workspace->nodes = nodes;
	workspace->room = count;
	return 0;
}

/* Where the commit of point @i ends. */
static size_t commit_end(const struct change_series *series, size_t i)
{
	size_t end = i + 1;

	if (!series->commits)
		return end;
	while (end < series->count && series->commits[end] == series->commits[i])
		end++;
	return end;
}

static bool any_again(const struct change_series *series, size_t begin, size_t end)
{
	if (!series->again || end - begin < 2)
		return false;
	for (size_t i = begin; i < end; i++) {
		if (series->again[i])
			return true;
	}
	return false;
}

/* Of a commit that was measured again, what was there before was chosen for being odd. */
bool change_point_counts(const struct change_series *series, size_t begin, size_t end, size_t i)
{
	return !any_again(series, begin, end) || series->again[i];
}

/* More are never sorted. */
#define MIDDLE_MAX 64

static void sum_up(struct change_node *node, const struct change_series *series, size_t end)
{
	bool again = any_again(series, node->begin, end);
	double values[MIDDLE_MAX];
	size_t count = 0, kept;

	for (size_t i = node->begin; i < end; i++) {
		if (again && !series->again[i])
			continue;
		if (count < MIDDLE_MAX)
			values[count] = series->values[i];
		count++;
	}
	kept = count < MIDDLE_MAX ? count : MIDDLE_MAX;
	sort_numbers(values, kept);
	node->value = median_of_sorted(values, kept);
	node->weight = (double)count;
}

int change_nodes_make(struct change_workspace *workspace, const struct change_series *series)
{
	int error = make_room(workspace, series->count + 1);
	size_t end;

	if (error)
		return error;
	workspace->series = series;
	workspace->count = 0;
	for (size_t i = 0; i < series->count; i = end) {
		struct change_node *node = &workspace->nodes[workspace->count++];

		node->begin = i;
		end = commit_end(series, i);
		if (end == i + 1) {
			node->value = series->values[i];
			node->weight = 1;
		} else {
			sum_up(node, series, end);
		}
	}
	workspace->nodes[workspace->count].begin = series->count;
	return 0;
}
