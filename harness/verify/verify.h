/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERIFY_H
#define VERIFY_H

#include <stdbool.h>

#include "attach/device.h"
#include "bench/workload.h"
#include "config/complaint.h"
#include "config/configuration.h"
#include "config/dispatch.h"
#include "kmod/tracetoll_ioctl.h"
#include "machine/kernel_log.h"
#include "measure/kernel_executor.h"
#include "measure/plan.h"
#include "site/evidence.h"
#include "verify/ktap.h"

/* What all tests work with. Who starts them opens and closes what it points to. */
struct verify {
	const struct device *device;
	struct kernel_abilities abilities;
	struct kernel_log *log;
	const struct plan *asked; /* its configurations; workloads and the like are unused */
	bool everything; /* also what is not of one configuration */
	bool (*stopped)(void *context); /* true once somebody asked to stop */
	void *context;
	struct ktap ktap;
	struct kernel_executor kernel; /* of what is not the module's to attach; ours */
	/* What was there before, of the functions of TRACETOLL_TRACEE_VERIFY. */
	struct baseline baselines[TRACETOLL_CALL_COUNT];
	unsigned int verified; /* tests of ours that were made, of the outermost level */
	unsigned int failed;
};

/*
 * Why there is nothing to verify in this kernel, whatever is asked for, for people; NULL: there
 * is. Without patch sites nothing can be attached, and none has the only path there is.
 */
const char *verify_unavailable(const struct kernel_abilities *abilities);

/*
 * Looks at everything that will be traced before anything of ours is on it. Returns 0 or a
 * negative errno with @complaint: a tracee that somebody else traces is refused (exit 3).
 */
int verify_look_first(struct verify *verify, struct complaint *complaint);

/*
 * Makes all tests but the last and prints them as KTAP on @out; nothing is attached
 * afterwards. What goes wrong in a test fails that test and no other.
 */
void verify_all(struct verify *verify, FILE *out);

/*
 * Makes the last one, that the kernel did not complain, and prints the totals. The device may
 * be closed, and the modules be gone: the log tells of that, too. Returns false if the tests
 * were stopped before their end.
 */
bool verify_finish(struct verify *verify);

#endif /* VERIFY_H */
