/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACEFS_INSTANCE_H
#define TRACEFS_INSTANCE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "config/complaint.h"
#include "machine/journal.h"

/*
 * A tracing instance of our own: its filter, its events and its ring buffer are nobody
 * else's. Removing its folder ends all of it.
 */
struct tracefs_instance {
	char path[PATH_MAX];
};

/*
 * Makes the instance "tracetoll-PID" in @tracefs, the folder where tracefs is found, and notes
 * in @journal how it goes. Returns 0 or a negative errno with @complaint.
 */
int tracefs_instance_make(struct tracefs_instance *instance, const char *tracefs,
			  const struct journal *journal, struct complaint *complaint);

/* Writes @text into the instance's file @name. Returns 0 or a negative errno with @complaint. */
int tracefs_instance_write(const struct tracefs_instance *instance, const char *name,
			   const char *text, struct complaint *complaint);

/*
 * How many entries were written into the ring buffer of CPU @cpu since it was made or
 * emptied, those that were overwritten, too. Returns 0 or a negative errno.
 */
int tracefs_instance_entries(const struct tracefs_instance *instance, unsigned int cpu,
			     uint64_t *entries);

/* Likewise of all CPUs. */
int tracefs_instance_all_entries(const struct tracefs_instance *instance, uint64_t *entries);

/* Empties the ring buffer of CPU @cpu: it begins anew, at the beginning of a page. */
int tracefs_instance_empty(const struct tracefs_instance *instance, unsigned int cpu);

/*
 * Whether set_ftrace_filter holds one function and that is @name of @module ("": the
 * kernel's own). Returns 0, -ENOTUNIQ, -ESRCH (another one, or none) or a negative errno.
 */
int tracefs_instance_check_filter(const struct tracefs_instance *instance, const char *name,
				  const char *module);

#endif /* TRACEFS_INSTANCE_H */
