// SPDX-License-Identifier: GPL-2.0-only
/*
 * Costs against numbers of ops: what is on a line, and whether there is one.
 */
#include "plot/sweep.h"

#include "config/configuration.h"

/* Whether the configuration is a point: some ops without flags, and nothing else but these. */
static bool is_point(const char *name, struct configuration *configuration)
{
	return !configuration_parse(name, configuration) && configuration->row->sweep &&
	       !configuration->row->ops_flags && !configuration_has_direct(configuration);
}

static bool is_measured(const struct boards *boards, size_t board, size_t workload,
			size_t configuration, size_t metric)
{
	return boards_figure(boards, board, workload, configuration, metric)->overhead.known;
}

/*
 * The points on the line that @of lies on: with as many relevant ops as it, or with as many
 * irrelevant ones. Names are one for each pair of numbers.
 */
static size_t count_points(const struct boards *boards, size_t board, size_t workload,
			   size_t metric, const struct configuration *of, bool relevant)
{
	struct configuration other;
	size_t points = 0;

	for (size_t c = 0; c < boards->configuration_count; c++) {
		if (!is_point(boards->configurations[c], &other) || !other.relevant ||
		    !is_measured(boards, board, workload, c, metric))
			continue;
		points += relevant ? other.relevant == of->relevant
				   : other.irrelevant == of->irrelevant;
	}
	return points;
}

bool plot_sweep_choose(const struct boards *boards, size_t workload, size_t metric,
		       bool *configurations)
{
	struct configuration configuration;
	bool line = false;

	for (size_t c = 0; c < boards->configuration_count; c++) {
		configurations[c] =
			!configuration_parse(boards->configurations[c], &configuration) &&
			configuration.row->sweep && !configuration.row->ops_flags;
		if (line || !is_point(boards->configurations[c], &configuration) ||
		    !configuration.relevant)
			continue;
		for (size_t b = 0; b < boards->count && !line; b++)
			line = count_points(boards, b, workload, metric, &configuration, true) >=
				       PLOT_SWEEP_POINTS ||
			       count_points(boards, b, workload, metric, &configuration, false) >=
				       PLOT_SWEEP_POINTS;
	}
	return line;
}
