/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "kmod/tracetoll_ioctl.h"

struct eviction_size;

/* How much to run, and with what. */
struct workload_run {
	int device; /* the open /dev/tracetoll */
	unsigned int batches;
	unsigned int calls_per_batch;
	bool without_call; /* the loop alone: what it costs itself */
	void *state; /* of prepare() */
};

/*
 * Something that makes the tracee run: it is called exactly batches times
 * calls_per_batch times tracee_calls. What the run costs outside those calls must depend on
 * the number of batches only, so that it cancels in X(2N) - X(N).
 */
struct workload {
	const char *name;
	const char *what; /* one line of `list` */
	enum tracetoll_tracee kind; /* of the tracee: one of the module's, or NAMED */
	const char *tracee; /* the function's name */
	const char
		*system_call; /* of which the tracee is the handler, by tracefs's name; or NULL */
	unsigned int tracee_calls; /* how often one call makes the tracee run; 0 is taken for 1 */
	unsigned int switches; /* times that one call waits for another thread */
	const char *varies; /* why its instructions may differ with nothing wrong; NULL: exact */
	bool extra; /* runs only if it is asked for */
	bool loops_alone; /* run() heeds without_call; else there is no "loop" of it */
	/* What each call is to find in the caches (cold_workload.h); NULL: the last one's */
	const struct eviction_size *cold;
	/*
	 * Gets what run() needs and what is not to be counted (open files, threads). May be
	 * NULL. Returns 0 or a negative errno. finish() lets it go.
	 */
	int (*prepare)(void **state);
	void (*finish)(void *state);
	int (*run)(const struct workload_run *run); /* 0 or a negative errno */
};

/*
 * Registers a workload from its own file: the linker gathers the pointers of this
 * section, so that nothing else has to name the file.
 */
/* clang-format off */
#define REGISTER_WORKLOAD(object) \
	__attribute__((section("tracetoll_workloads"), used)) \
	static const struct workload *const object##_registered = &(object)
/* clang-format on */

/* The registered workloads, sorted by name. The array belongs to the caller (free). */
const struct workload **workload_all(size_t *count);

/* The workload with this name, or NULL. */
const struct workload *workload_find(const char *name);

/* The name nearest to @word, or NULL. */
const char *workload_nearest(const char *word);

#endif /* WORKLOAD_H */
