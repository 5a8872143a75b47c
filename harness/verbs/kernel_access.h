/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_ACCESS_H
#define KERNEL_ACCESS_H

#include <stdbool.h>

#include "attach/device.h"
#include "attach/modules.h"
#include "config/complaint.h"
#include "machine/kernel_log.h"

/* What verbs that attach hold of the kernel. */
struct kernel_access {
	struct device device;
	struct kernel_log log; /* from the opening on */
	struct modules modules; /* a run that loads them again says so before it opens */
};

/* Nothing is open yet. */
#define KERNEL_ACCESS_CLOSED                               \
	(struct kernel_access)                             \
	{                                                  \
		.device = { .fd = -1 }, .log = {.fd = -1 } \
	}

/*
 * Whether this user can have the kernel at all, before anything is done: returns 0, or a
 * negative errno with @complaint (exit 3).
 */
int kernel_access_permitted(struct complaint *complaint);

/* Undoes what dead processes left, and tells of it on standard error. */
void kernel_access_undo_left(void);

/*
 * Undoes what dead processes left, loads the module from @file (NULL: looks for it), and with
 * @far the second one, makes sure that ftrace is alive, and opens the log and the device. Without
 * the far module only what lies in it cannot be had: that is told on standard error, and no
 * failure. Returns 0 or a negative errno with @complaint. kernel_access_close() is right in both
 * cases.
 */
int kernel_access_open(struct kernel_access *access, const char *file, bool far,
		       struct complaint *complaint);

/*
 * Lets everything go but the log, which may have something to say of that. Returns as
 * kernel_access_close() does, which is still to be called.
 */
int kernel_access_leave(struct kernel_access *access, int err, struct complaint *complaint);

/*
 * Lets everything go, and removes the modules that were loaded. Returns @err if that is not
 * 0; else what failed here, with @complaint.
 */
int kernel_access_close(struct kernel_access *access, int err, struct complaint *complaint);

#endif /* KERNEL_ACCESS_H */
