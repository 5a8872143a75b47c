/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULES_H
#define MODULES_H

#include <stdbool.h>
#include <stdint.h>

#include "attach/module_file.h"
#include "attach/module_image.h"
#include "config/complaint.h"

/*
 * One of the two modules. What it is loaded from stays the same for a whole run, whatever becomes
 * of its file.
 */
struct module {
	bool loaded; /* by us, so it is ours to remove */
	struct module_image image; /* where it is to be loaded again */
};

/* The modules that this process loaded. All 0: none. */
struct modules {
	/* What follows is for those that will be loaded again; set before the first load. */
	bool again;
	uint64_t random; /* where their text begins is drawn from it, also at the first load */
	bool fixed; /* it cannot be drawn: they are signed */
	struct module near;
	struct module far;
};

/*
 * Loads tracetoll from @file (NULL: looks for it), and with @far the second one, where this
 * architecture has a use for it. Without that only what lies in it cannot be had: it is no failure,
 * and @far_complaint says why (its text is empty if all is well). With modules->again, a module
 * that is loaded already is refused (-EEXIST, exit 3): it is not ours to remove. Returns 0 or a
 * negative errno.
 */
int modules_load(struct modules *modules, const char *file, bool far, struct complaint *complaint,
		 struct complaint *far_complaint);

/*
 * Removes what was loaded and loads it again, its text behind another draw of cache lines.
 * Nobody may use it. Waits for the kernel to let go of it. Returns 0 or a negative errno: what is
 * still loaded is for modules_remove().
 */
int modules_load_again(struct modules *modules, struct complaint *complaint);

/* Removes what was loaded. Returns @err if that is not 0; else what failed, with @complaint. */
int modules_remove(struct modules *modules, int err, struct complaint *complaint);

#endif /* MODULES_H */
