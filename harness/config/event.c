// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of events, and the presets made of it.
 *
 * Names are those of the PMUs' events/ folders: arm64's are armv8_pmuv3_event_attrs[] of
 * drivers/perf/arm_pmuv3.c, of which a PMU shows those that its PMCEID registers have. A
 * retired event is better than a speculative one, because only that is the call's own. x86
 * (arch/x86/events) and riscv (pmu_hw_event_map[] of drivers/perf/riscv_pmu_sbi.c, which asks
 * the firmware) take perf's generic ids.
 */
#include "config/event.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>

/* perf_event_open(2): a cache event is a cache, what is done to it, and how that ends. */
#define READ_MISSES(cache)                                          \
	((__u64)(cache) | (__u64)PERF_COUNT_HW_CACHE_OP_READ << 8 | \
	 (__u64)PERF_COUNT_HW_CACHE_RESULT_MISS << 16)

static const struct event_row rows[] = {
	{
		.name = "kernel-instructions",
		.counts = "instructions retired in kernel mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.kernel = true,
		.standard = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
	{
		.name = "user-instructions",
		.counts = "instructions retired in user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.user = true,
		.standard = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
	{
		.name = "cycles",
		.counts = "CPU cycles, kernel and user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.kernel = true,
		.user = true,
		.standard = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 0.1,
		.most = 100,
	},
	{
		.name = "instructions",
		.counts = "instructions, kernel and user mode",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.kernel = true,
		.user = true,
		.by_clock = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 2,
		.most = 2,
	},
	{
		.name = "branch-instructions",
		.counts = "branches retired, taken or not",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_BRANCH_INSTRUCTIONS,
		/* The second counts taken ones only; it is what the generic id falls back to. */
		.names = { "br_retired", "pc_write_retired" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_SUBTRACT,
		.least = 0.9,
		.most = 2,
	},
	{
		.name = "branch-misses",
		.counts = "branches that were predicted wrongly, returns among them",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_BRANCH_MISSES,
		.names = { "br_mis_pred_retired", "br_mis_pred" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_BRANCH,
		.least = 0.1,
		.most = 4,
	},
	{
		.name = "returns",
		.counts = "function returns retired",
		.type = EVENT_NOT_GENERIC,
		.names = { "br_return_retired" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_CODE,
		.least = 0.9,
		.most = 2,
	},
	{
		.name = "return-misses",
		.counts = "function returns that were predicted wrongly",
		.type = EVENT_NOT_GENERIC,
		/* BR_RETURN_MIS_PRED_RETIRED of PMUv3, beyond what the kernel asks PMCEID for. */
		.names = { "event=0x8115" },
		.kernel = true,
		.user = true,
	},
	{
		.name = "l1i-misses",
		.counts = "fetches that the first instruction cache did not have",
		.type = PERF_TYPE_HW_CACHE,
		.config = READ_MISSES(PERF_COUNT_HW_CACHE_L1I),
		.names = { "l1i_cache_refill" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_CODE,
		.least = 0.1,
		.most = 50,
	},
	{
		.name = "itlb-misses",
		.counts = "fetches that the first instruction TLB did not have",
		.type = PERF_TYPE_HW_CACHE,
		.config = READ_MISSES(PERF_COUNT_HW_CACHE_ITLB),
		.names = { "l1i_tlb_refill" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_CODE,
		.least = 0.1,
		.most = 50,
	},
	{
		.name = "frontend-stalls",
		.counts = "cycles with nothing to issue: fetch is late",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_STALLED_CYCLES_FRONTEND,
		.names = { "stall_frontend" },
		.kernel = true,
		.user = true,
		.loop = EVENT_LOOP_CODE,
		.least = 0.5,
	},
	{
		.name = "backend-stalls",
		.counts = "cycles with nothing issued: a unit or data is late",
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_STALLED_CYCLES_BACKEND,
		.names = { "stall_backend" },
		.kernel = true,
		.user = true,
	},
	{
		.name = "l1d-misses",
		.counts = "reads that the first data cache did not have",
		.type = PERF_TYPE_HW_CACHE,
		.config = READ_MISSES(PERF_COUNT_HW_CACHE_L1D),
		/* Writes, too, where a PMU does not tell them apart. */
		.names = { "l1d_cache_refill" },
		.kernel = true,
		.user = true,
	},
};

static const struct event_preset presets[] = {
	{
		.name = "path",
		.tells = "how long the way is: what every table starts with",
		.rows = { "kernel-instructions", "user-instructions", "cycles" },
	},
	{
		.name = "branch",
		.tells = "whether branches and returns are predicted",
		.rows = { "branch-instructions", "branch-misses", "returns", "return-misses" },
	},
	{
		.name = "front",
		.tells = "whether instructions arrive in time",
		.rows = { "l1i-misses", "itlb-misses", "frontend-stalls" },
	},
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))
#define PRESET_COUNT (sizeof(presets) / sizeof(presets[0]))

const struct event_row *event_rows(size_t *count)
{
	*count = ROW_COUNT;
	return rows;
}

const struct event_preset *event_presets(size_t *count)
{
	*count = PRESET_COUNT;
	return presets;
}

void event_from_row(const struct event_row *row, struct event *event)
{
	*event = (struct event){
		.row = row,
		.kernel = row->kernel,
		.user = row->user,
		.by_clock = row->by_clock,
		.type = row->type,
		.config = row->config,
	};
	snprintf(event->name, sizeof(event->name), "%s", row->name);
}

size_t event_defaults(bool by_clock, struct event *events, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < ROW_COUNT && count < size; i++) {
		if (by_clock ? rows[i].by_clock : rows[i].standard)
			event_from_row(&rows[i], &events[count++]);
	}
	return count;
}

const struct event_row *event_find(const char *name)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	}
	return NULL;
}

const struct event_preset *event_preset_find(const char *name)
{
	for (size_t i = 0; i < PRESET_COUNT; i++) {
		if (!strcmp(presets[i].name, name))
			return &presets[i];
	}
	return NULL;
}
