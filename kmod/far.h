/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_FAR_H
#define TRACETOLL_FAR_H

#include <linux/types.h>

struct module;
struct tracetoll_run;

/* What tracetoll_far.ko has, for tracetoll.ko to use. */
struct tracetoll_far {
	struct module *owner;
	unsigned long tracee;
	/* Both are TRACETOLL_TRAMPOLINE_FAR; no function outside is in reach of both. */
	unsigned long trampolines[2];
	int (*run)(const struct tracetoll_run *run); /* loop.h, of the tracee */
};

/*
 * Called by tracetoll_far.ko when it is loaded and before it is unloaded; @far stays valid
 * between the two. Returns 0, or -EBUSY if there is one already.
 */
int tracetoll_register_far(const struct tracetoll_far *far);
void tracetoll_unregister_far(const struct tracetoll_far *far);

/* Whether it is loaded, at this moment. */
bool tracetoll_has_far(void);

/*
 * Keeps the far module from being unloaded, until it is released. Wants the owner lock. Returns
 * 0, or -ENOENT if it is not loaded or about to be unloaded. Holding it twice, or releasing
 * what is not held, does nothing.
 */
int tracetoll_hold_far(void);
void tracetoll_release_far(void);

/* What is held, NULL if nothing is. */
const struct tracetoll_far *tracetoll_held_far(void);

/* Calls its loop. Returns what that returns, or -ENOENT: it is not loaded. */
int tracetoll_run_far(const struct tracetoll_run *run);

#endif /* TRACETOLL_FAR_H */
