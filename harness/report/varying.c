// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that differ for a reason that was found; docs/reading-the-table.md has them all.
 */
#include "report/varying.h"

#include <stdbool.h>
#include <string.h>

#include "config/configuration.h"

/* The address of a map, between the fewest instructions and the most, and one to spare. */
#define MAP_SPREAD 4

/*
 * emit_imm() of arch/riscv/net/bpf_jit_comp64.c and emit_a64_mov_i64() of
 * arch/arm64/net/bpf_jit_comp.c load a register in as many instructions as the value needs, and
 * a trampoline holds the address of its own struct bpf_tramp_image, which is allocated anew by
 * each attach; a program that counts holds that of its map, which is allocated anew where
 * programs are loaded again (--reload). x86 has one instruction for any value.
 */
static const char *jit_explains(const struct summary *summary, const struct summary_cell *cell,
				double spread)
{
	const struct result *result = summary->result;
	struct configuration configuration;

	if (!strcmp(result->environment.arch, architecture_name(ARCHITECTURE_X86_64)) ||
	    configuration_parse(result->plan.configurations[cell->configuration], &configuration))
		return NULL;
	if (spread <= configuration.row->jit_spread)
		return "the trampoline's address is loaded in as many instructions as its value "
		       "needs (BPF's JIT), and each attach makes another one";
	if (configuration.bpf_body != BPF_BODY_EMPTY && summary->loads > 1 &&
	    spread <= configuration.row->jit_spread + MAP_SPREAD)
		return "the address of the program's map is loaded in as many instructions as its "
		       "value needs (BPF's JIT), and each load of the module makes another one";
	return NULL;
}

size_t varying_metric(const struct summary *summary)
{
	size_t metric = summary_metric(summary, METRIC_KERNEL_INSTRUCTIONS);

	return metric < summary->metric_count ? metric
					      : summary_metric(summary, METRIC_INSTRUCTIONS);
}

const char *varying_reason(const struct summary *summary, const struct summary_cell *cell,
			   size_t metric)
{
	double spread = cell->values[metric].level.spread.number;

	return spread != 0 ? jit_explains(summary, cell, spread) : NULL;
}
