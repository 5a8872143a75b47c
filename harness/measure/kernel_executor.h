/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_EXECUTOR_H
#define KERNEL_EXECUTOR_H

#include "attach/device.h"
#include "machine/kernel_log.h"
#include "measure/counters.h"
#include "measure/executor.h"
#include "measure/interrupts.h"

/* The executor that measures the running kernel. All members are borrowed. */
struct kernel_executor {
	struct device *device;
	struct counters *counters;
	struct interrupts *interrupts;
	struct kernel_abilities abilities;
	const struct configuration *configuration; /* attached now, or NULL */
	struct kernel_log *log; /* NULL: it cannot be read */
	int stop_fd; /* a signalfd, readable once a run is to stop; -1: none */
	bool stop_seen;
};

struct executor kernel_executor_interface(struct kernel_executor *kernel);

#endif /* KERNEL_EXECUTOR_H */
