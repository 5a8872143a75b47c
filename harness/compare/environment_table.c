// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of facts: one that is new in the file is a row here.
 */
#include "compare/environment_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Not compared: what is new with each boot or run (seed, started, boot_id, load, interrupts,
 * temperature, the frequency of the moment), what follows from another row, and type numbers, which
 * the kernel hands out.
 */
static const struct header_fact header_facts[] = {
	{ ENVIRONMENT_KERNEL, "release", "environment/kernel/release", FACT_ALWAYS },
	{ ENVIRONMENT_KERNEL, "build", "environment/kernel/version", FACT_ALWAYS },
	{ ENVIRONMENT_KERNEL, "configuration digest", "environment/kernel/config_digest",
	  FACT_ALWAYS },
	{ ENVIRONMENT_COMMAND_LINE, "KASLR", "environment/kaslr", FACT_ALWAYS },
	{ ENVIRONMENT_COMMAND_LINE, "isolation", "environment/facts/isolation/text",
	  FACT_IF_KNOWN },
	{ ENVIRONMENT_COMMAND_LINE, "stack offset", "environment/facts/stack-offset/text",
	  FACT_IF_KNOWN },
	{ ENVIRONMENT_MACHINE, "architecture", "environment/arch", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "label", "environment/board_label", FACT_IF_KNOWN },
	{ ENVIRONMENT_MACHINE, "board", "environment/board", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "compatible", "environment/compatible", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "CPU model", "environment/cpu/model name", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "MIDR", "environment/cpu/midr_el1", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "mvendorid", "environment/cpu/mvendorid", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "marchid", "environment/cpu/marchid", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "mimpid", "environment/cpu/mimpid", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "uarch", "environment/cpu/uarch", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "microcode", "environment/cpu/microcode", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "core type", "environment/core_type", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "PMU", "environment/cpu/pmu", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "emulated", "environment/emulation/emulated", FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "instruction clock", "environment/emulation/instruction_clock",
	  FACT_ALWAYS },
	{ ENVIRONMENT_MACHINE, "emulated machine", "environment/emulation/machine", FACT_ALWAYS },
	{ ENVIRONMENT_SETTINGS, "governor", "environment/frequency/scaling_governor", FACT_ALWAYS },
	{ ENVIRONMENT_SETTINGS, "lowest frequency", "environment/frequency/scaling_min_freq",
	  FACT_ALWAYS },
	{ ENVIRONMENT_SETTINGS, "highest frequency", "environment/frequency/scaling_max_freq",
	  FACT_ALWAYS },
	{ ENVIRONMENT_SETTINGS, "boost", "environment/facts/boost/text", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "SMT", "environment/facts/smt/text", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "idle states", "environment/facts/idle/text", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "clock source", "environment/facts/clock/text", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "NMI watchdog", "environment/facts/nmi-watchdog/text",
	  FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "counter reads", "environment/facts/counter-reads/text",
	  FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "BPF JIT", "environment/bpf/jit_enable", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "BPF JIT hardening", "environment/bpf/jit_harden", FACT_IF_KNOWN },
	{ ENVIRONMENT_SETTINGS, "BPF statistics", "environment/bpf/stats_enabled", FACT_IF_KNOWN },
	{ ENVIRONMENT_TOOL, "tracetoll", "tool/version", FACT_ALWAYS },
	{ ENVIRONMENT_TOOL, "its compiler", "tool/compiler", FACT_ALWAYS },
	{ ENVIRONMENT_TOOL, "module's source", "environment/module/srcversion", FACT_ALWAYS },
	{ ENVIRONMENT_TOOL, "module's version", "environment/module/version", FACT_ALWAYS },
	{ ENVIRONMENT_PLAN, "CPU", "plan/cpu", FACT_ALWAYS },
	{ ENVIRONMENT_PLAN, "calls", "plan/calls", FACT_ALWAYS },
	{ ENVIRONMENT_PLAN, "samples", "plan/samples", FACT_IF_KNOWN },
	{ ENVIRONMENT_PLAN, "reload", "plan/reload", FACT_IF_KNOWN },
	{ ENVIRONMENT_PLAN, "settle_ms", "plan/settle_ms", FACT_IF_KNOWN },
	{ ENVIRONMENT_PLAN, "dirty allowed", "plan/allow_dirty", FACT_ALWAYS },
	{ ENVIRONMENT_PLAN, "seed", "plan/seed", FACT_SHOWN },
	{ ENVIRONMENT_PLAN, "blocks", "plan/blocks", FACT_SHOWN },
	{ ENVIRONMENT_PLAN, "events", "plan/events", FACT_SHOWN },
};

static const struct list_fact workload_facts[] = {
	{ ENVIRONMENT_PLAN, "tracee", "tracee" },
	{ ENVIRONMENT_PLAN, "cold", "cold" },
	{ ENVIRONMENT_PLAN, "flush/data_bytes", "flushed data" },
	{ ENVIRONMENT_PLAN, "flush/code_pages", "flushed code" },
	{ ENVIRONMENT_MACHINE, "flush/cache_bytes", "cache" },
};

static const struct list_fact counter_facts[] = {
	{ ENVIRONMENT_MACHINE, "pmu", "PMU" },      { ENVIRONMENT_PLAN, "source", "source" },
	{ ENVIRONMENT_PLAN, "config", "config" },   { ENVIRONMENT_PLAN, "config1", "config1" },
	{ ENVIRONMENT_PLAN, "config2", "config2" }, { ENVIRONMENT_PLAN, "kernel", "kernel mode" },
	{ ENVIRONMENT_PLAN, "user", "user mode" },  { ENVIRONMENT_SETTINGS, "read", "read by" },
};

static const struct header_list lists[] = {
	{ "plan/workloads", "workload", workload_facts, COUNT(workload_facts), false },
	/* Of the same plan the names are the same: that of the events says it. */
	{ "counters", NULL, counter_facts, COUNT(counter_facts), true },
};

const struct header_fact *header_fact_rows(size_t *count)
{
	*count = COUNT(header_facts);
	return header_facts;
}

const struct header_list *header_list_rows(size_t *count)
{
	*count = COUNT(lists);
	return lists;
}
