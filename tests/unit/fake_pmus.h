/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_PMUS_H
#define FAKE_PMUS_H

#include <stdio.h>

#include "fake_root.h"

/* PMUs as sysfs shows them, below a fake root. */

/* A file of a PMU: "events/br_retired". */
static inline void fake_pmu_file(const struct fake_root *root, const char *pmu, const char *file,
				 const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "/sys/bus/event_source/devices/%s/%s", pmu, file);
	fake_root_write(root, path, text);
}

/* armv8_pmuv3_format_attrs[] of drivers/perf/arm_pmuv3.c */
static inline void fake_arm_core(const struct fake_root *root, const char *pmu, const char *type,
				 const char *cpus)
{
	fake_pmu_file(root, pmu, "type", type);
	fake_pmu_file(root, pmu, "cpus", cpus);
	fake_pmu_file(root, pmu, "format/event", "config:0-15\n");
	fake_pmu_file(root, pmu, "format/long", "config1:0\n");
	fake_pmu_file(root, pmu, "format/rdpmc", "config1:1\n");
	fake_pmu_file(root, pmu, "events/cpu_cycles", "event=0x0011\n");
	fake_pmu_file(root, pmu, "events/br_mis_pred", "event=0x0010\n");
	fake_pmu_file(root, pmu, "events/l1i_cache_refill", "event=0x0001\n");
}

/* A Cortex-A53 of four and a Cortex-A72 of two, with what only the bigger one shows. */
static inline void fake_big_little(const struct fake_root *root)
{
	fake_arm_core(root, "armv8_cortex_a53", "8\n", "0-3\n");
	fake_arm_core(root, "armv8_cortex_a72", "9\n", "4-5\n");
	fake_pmu_file(root, "armv8_cortex_a72", "events/br_mis_pred_retired", "event=0x0022\n");
	fake_pmu_file(root, "armv8_cortex_a72", "events/br_return_retired", "event=0x000e\n");
	fake_pmu_file(root, "arm_dsu_0", "type", "10\n");
	fake_pmu_file(root, "arm_dsu_0", "cpumask", "0\n");
	fake_pmu_file(root, "arm_dsu_0", "events/cycles", "event=0x11\n");
	fake_pmu_file(root, "software", "type", "1\n");
}

/* riscv_arch_formats_attr[] of drivers/perf/riscv_pmu_sbi.c: no cpus, no events */
static inline void fake_riscv(const struct fake_root *root)
{
	fake_pmu_file(root, "cpu", "type", "4\n");
	fake_pmu_file(root, "cpu", "format/event", "config:0-47\n");
	fake_pmu_file(root, "cpu", "format/firmware", "config:63\n");
	fake_pmu_file(root, "software", "type", "1\n");
}

static inline void fake_x86_formats(const struct fake_root *root, const char *pmu)
{
	fake_pmu_file(root, pmu, "format/event", "config:0-7,32-35\n");
	fake_pmu_file(root, pmu, "format/umask", "config:8-15\n");
	fake_pmu_file(root, pmu, "format/edge", "config:18\n");
	fake_pmu_file(root, pmu, "format/ldlat", "config1:0-15\n");
	fake_pmu_file(root, pmu, "events/branch-misses", "event=0xc5\n");
	fake_pmu_file(root, pmu, "events/mem-loads", "event=0xcd,umask=0x1,ldlat=3\n");
	fake_pmu_file(root, pmu, "events/energy.scale", "2.3e-10\n");
}

/* One type of cores: `cpu` without a list of CPUs. */
static inline void fake_x86(const struct fake_root *root)
{
	fake_pmu_file(root, "cpu", "type", "4\n");
	fake_x86_formats(root, "cpu");
	fake_pmu_file(root, "uncore_imc_0", "type", "13\n");
	fake_pmu_file(root, "uncore_imc_0", "cpumask", "0\n");
}

static inline void fake_hybrid(const struct fake_root *root)
{
	fake_pmu_file(root, "cpu_core", "type", "4\n");
	fake_pmu_file(root, "cpu_core", "cpus", "0-7\n");
	fake_x86_formats(root, "cpu_core");
	fake_pmu_file(root, "cpu_atom", "type", "10\n");
	fake_pmu_file(root, "cpu_atom", "cpus", "8-11,14\n");
	fake_x86_formats(root, "cpu_atom");
}

#endif /* FAKE_PMUS_H */
