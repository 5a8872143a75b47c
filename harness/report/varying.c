// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that differ for a reason that was found; docs/reading-the-table.md has them all.
 */
#include "report/varying.h"

#include <stdbool.h>
#include <string.h>

#include "config/configuration.h"

/* The address of a map or a program, between the fewest instructions and the most, and one to
 * spare. */
#define MAP_SPREAD 4

static const char trampoline_reason[] =
	"the trampoline's address is loaded in as many instructions as its value needs (BPF's "
	"JIT), and each attach makes another one";
static const char map_reason[] =
	"the address of the program's map is loaded in as many instructions as its value needs "
	"(BPF's JIT), and each load of the module makes another one";
static const char boot_reason[] =
	"the addresses of BPF's programs and maps are loaded in as many instructions as their "
	"values need (BPF's JIT), and each boot has others";

/*
 * emit_imm() of arch/riscv/net/bpf_jit_comp64.c and emit_a64_mov_i64() of
 * arch/arm64/net/bpf_jit_comp.c load a register in as many instructions as the value needs, and
 * a trampoline holds the address of its own struct bpf_tramp_image, which is allocated anew by
 * each attach; a program that counts holds that of its map, which is allocated anew where
 * programs are loaded again (--reload, or another boot). x86 has one instruction for any value.
 */
static bool is_by_jit(const struct summary *summary, const struct summary_cell *cell,
		      struct configuration *configuration)
{
	const struct result *result = summary->result;

	return strcmp(result->environment.arch, architecture_name(ARCHITECTURE_X86_64)) != 0 &&
	       !configuration_parse(result->plan.configurations[cell->configuration],
				    configuration);
}

static const char *jit_explains(const struct summary *summary, const struct summary_cell *cell,
				double spread)
{
	struct configuration configuration;

	if (!is_by_jit(summary, cell, &configuration))
		return NULL;
	if (spread <= configuration.row->jit_spread)
		return trampoline_reason;
	if (configuration.bpf_body != BPF_BODY_EMPTY && summary->loads > 1 &&
	    spread <= configuration.row->jit_spread + MAP_SPREAD)
		return map_reason;
	return NULL;
}

/* Of each type, as a row names them: "kprobe,fentry" are two. */
static unsigned int programs_of(const struct configuration *configuration)
{
	unsigned int types = configuration->row->bpf ? 1 : 0;

	for (const char *c = configuration->row->bpf; c && *c; c++)
		types += *c == ',';
	return types * configuration->bpf_programs;
}

/*
 * invoke_bpf_prog() of riscv loads the program's own address by emit_imm(), before the program and
 * behind it; that of arm64 takes emit_addr_mov_i64(), which is as long for every address.
 */
static unsigned int program_loads(const struct summary *summary,
				  const struct configuration *configuration)
{
	const char *arch = summary->result->environment.arch;

	if (!(configuration->row->brings & BRINGS_DIRECT) ||
	    strcmp(arch, architecture_name(ARCHITECTURE_RISCV64)) != 0)
		return 0;
	return 2;
}

unsigned int varying_limit(const struct summary *summary, const struct summary_cell *cell,
			   const char **reason)
{
	struct configuration configuration;
	unsigned int loads;

	if (!is_by_jit(summary, cell, &configuration))
		return 0;
	loads = program_loads(summary, &configuration) + (configuration.bpf_body != BPF_BODY_EMPTY);
	*reason = loads ? boot_reason : trampoline_reason;
	return configuration.row->jit_spread + loads * programs_of(&configuration) * MAP_SPREAD;
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
