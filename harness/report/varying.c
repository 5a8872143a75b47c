// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that differ for a reason that was found; docs/reading-the-table.md has them all.
 */
#include "report/varying.h"

#include <stdbool.h>
#include <string.h>

#include "config/configuration.h"

/*
 * emit_imm() of arch/riscv/net/bpf_jit_comp64.c and emit_a64_mov_i64() of
 * arch/arm64/net/bpf_jit_comp.c load a register in as many instructions as the value needs, and
 * a trampoline holds the address of its own struct bpf_tramp_image, which is allocated anew by
 * each attach. x86 has one instruction for any value.
 */
static bool jit_explains(const struct summary *summary, const struct summary_cell *cell,
			 size_t metric)
{
	const struct result *result = summary->result;
	const struct value *spread = &cell->values[metric].level.spread;
	struct configuration configuration;

	return strcmp(result->environment.arch, architecture_name(ARCHITECTURE_X86_64)) != 0 &&
	       !configuration_parse(result->plan.configurations[cell->configuration],
				    &configuration) &&
	       spread->number <= configuration.row->jit_spread;
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
	if (cell->values[metric].level.spread.number != 0 && jit_explains(summary, cell, metric))
		return "the trampoline's address is loaded in as many instructions as its value "
		       "needs (BPF's JIT), and each attach makes another one";
	return NULL;
}
