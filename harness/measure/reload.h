/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RELOAD_H
#define RELOAD_H

#include "attach/device.h"
#include "attach/modules.h"
#include "config/complaint.h"
#include "measure/executor.h"
#include "measure/plan.h"
#include "site/evidence.h"

/* What a load of the modules changes; all of it borrowed. */
struct reload {
	struct modules *modules;
	struct device *device; /* closed meanwhile */
	const struct plan *plan;
	struct baseline
		*baselines; /* one for each of the plan's workloads: they are looked at again */
};

/*
 * Loads the modules again, opens the device, and makes sure that all is as at the start: what the
 * module can (@abilities), and that nobody holds a tracee of the plan, by what @executor sees.
 * Nothing may be attached, and nothing that was made for the old tracees be kept. Returns 0 or a
 * negative errno, always with exit 6: what was measured until then stands.
 */
int reload_modules(const struct reload *reload, const struct kernel_abilities *abilities,
		   const struct executor *executor, struct complaint *complaint);

#endif /* RELOAD_H */
