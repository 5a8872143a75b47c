// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which configurations would tell parts that are not known, or not there.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/decomposition_steps.h"

/* The rows, and behind them those of configurations that might be measured, too. */
struct proposal {
	double *design; /* PART_COUNT columns */
	size_t rows;
	bool left_out[DECOMPOSITION_ADVICE_MAX]; /* of what is advised: not counted */
	size_t measured; /* rows that are no advice */
};

static const struct summary_cell *cell_of_name(const struct decomposition *decomposition,
					       const char *name)
{
	const struct summary *summary = decomposition->summary;
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!strcmp(plan->configurations[i], name))
			return summary_cell(summary, decomposition->workload, i);
	}
	return NULL;
}

/* What this kernel can do, as far as its paths and what was not available tell. */
static struct kernel_abilities abilities_of(const struct decomposition *decomposition)
{
	const struct summary *summary = decomposition->summary;
	const struct result_plan *plan = &summary->result->plan;
	struct kernel_abilities abilities = {
		.architecture = decomposition_architecture(decomposition),
		.call_ops = true,
		.direct_calls = true,
		.fprobe = true,
		.branch = true,
	};

	for (size_t i = 0; i < plan->configuration_count; i++) {
		const struct summary_cell *cell = summary_cell(summary, decomposition->workload, i);
		struct configuration configuration;

		if (configuration_parse(plan->configurations[i], &configuration))
			continue;
		if (cell->path && !strcmp(cell->path, path_name(PATH_GLOBAL)))
			abilities.call_ops = false;
		if (cell->unavailable && configuration_has_direct(&configuration))
			abilities.direct_calls = false;
	}
	return abilities;
}

/* How many parts the proposal tells from all others, and which; or a negative errno. */
static int count_known(const struct proposal *proposal, bool known_parts[PART_COUNT], size_t *rank)
{
	double *design = calloc(proposal->rows * PART_COUNT + 1, sizeof(*design));
	struct least_squares factored;
	size_t rows = 0;
	int known = 0;
	int error;

	if (!design)
		return -ENOMEM;
	for (size_t r = 0; r < proposal->rows; r++) {
		if (r < proposal->measured || !proposal->left_out[r - proposal->measured])
			memcpy(design + rows++ * PART_COUNT, proposal->design + r * PART_COUNT,
			       PART_COUNT * sizeof(*design));
	}
	error = least_squares_factor(&factored, design, rows, PART_COUNT);
	for (size_t c = 0; c < PART_COUNT && !error; c++) {
		known_parts[c] = factored.unique[c];
		known += factored.unique[c];
	}
	*rank = factored.rank;
	least_squares_free(&factored);
	free(design);
	return error ? error : known;
}

/* Adds what tells anything that was not known; some of it by two configurations only. */
static int propose(struct decomposition *decomposition, struct proposal *proposal,
		   const struct configuration *sweep, size_t count)
{
	struct kernel_abilities abilities = abilities_of(decomposition);
	size_t rank = decomposition->rank;

	for (size_t i = 0; i < count && decomposition->advice_count < DECOMPOSITION_ADVICE_MAX;
	     i++) {
		size_t with;
		int known;

		if (cell_of_name(decomposition, sweep[i].name) ||
		    configuration_unavailable(&sweep[i], &abilities) ||
		    !part_counts(&sweep[i], configuration_expected_path(&sweep[i], &abilities),
				 abilities.architecture,
				 proposal->design + proposal->rows * PART_COUNT))
			continue;
		proposal->rows++;
		known = count_known(proposal, decomposition->tellable, &with);
		if (known < 0)
			return known;
		if (with > rank)
			decomposition->advice[decomposition->advice_count++] = sweep[i];
		else
			proposal->rows--;
		rank = with > rank ? with : rank;
	}
	return 0;
}

/* Takes back what tells nothing by itself after all. */
static int prune(struct decomposition *decomposition, struct proposal *proposal)
{
	size_t rank;
	bool known_parts[PART_COUNT];
	int all = count_known(proposal, decomposition->tellable, &rank);
	size_t kept = 0;

	for (size_t i = decomposition->advice_count; i-- > 0 && all >= 0;) {
		int known;

		proposal->left_out[i] = true;
		known = count_known(proposal, known_parts, &rank);
		if (known < 0)
			return known;
		proposal->left_out[i] = known >= all;
	}
	for (size_t i = 0; i < decomposition->advice_count; i++) {
		if (!proposal->left_out[i])
			decomposition->advice[kept++] = decomposition->advice[i];
	}
	decomposition->advice_count = kept;
	return all < 0 ? all : 0;
}

int decomposition_advise(struct decomposition *decomposition)
{
	size_t count = configuration_sweep(NULL, 0);
	struct configuration *sweep = calloc(count + 1, sizeof(*sweep));
	struct proposal proposal = {
		.design = calloc((decomposition->row_count + count + 1) * PART_COUNT,
				 sizeof(*proposal.design)),
		.rows = decomposition->row_count,
		.measured = decomposition->row_count,
	};
	int error = sweep && proposal.design ? 0 : -ENOMEM;

	if (!error) {
		configuration_sweep(sweep, count);
		for (size_t r = 0; r < decomposition->row_count; r++)
			memcpy(proposal.design + r * PART_COUNT, decomposition->rows[r].counts,
			       sizeof(decomposition->rows[r].counts));
		error = propose(decomposition, &proposal, sweep, count);
	}
	if (!error)
		error = prune(decomposition, &proposal);
	free(sweep);
	free(proposal.design);
	return error;
}
