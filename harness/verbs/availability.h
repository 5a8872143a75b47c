/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef AVAILABILITY_H
#define AVAILABILITY_H

#include <stdbool.h>

#include "attach/attachment.h"
#include "bench/workload.h"
#include "config/configuration.h"
#include "site/kallsyms.h"
#include "verbs/kernel_access.h"

/* What is known of the running kernel, and how. */
struct kernel_knowledge {
	bool known; /* the abilities */
	struct kernel_abilities abilities;
	const char *source; /* of them, or why they are not known */
	bool root;
	bool trying; /* the module is here: each configuration is attached to see */
	int stop; /* when trying: readable once a signal asked to stop; else -1 */
	struct kernel_access access;
	struct attachment attachment;
	struct kallsyms kallsyms; /* count 0: cannot be read */
};

/* Why something is not known that --try would find out: a reason that needs no telling twice. */
#define AVAILABILITY_TRY "run as root, with --try"

enum answer {
	ANSWER_YES,
	ANSWER_NO,
	ANSWER_UNKNOWN,
};

/* Whether this kernel can do something, and if not, or if nobody can tell: why. */
struct availability {
	enum answer answer;
	char reason[512]; /* "" for yes */
};

/*
 * Finds out what can be known without changing anything, or with @trying: loads the module
 * for the time. Returns 0, or a negative errno with @complaint: it cannot be tried.
 */
int kernel_knowledge_open(struct kernel_knowledge *knowledge, bool trying,
			  struct complaint *complaint);

/*
 * Lets it go. Returns 0 or a negative errno with @complaint: it could not be, or not all was
 * tried, for a signal came.
 */
int kernel_knowledge_close(struct kernel_knowledge *knowledge, struct complaint *complaint);

/*
 * By the kernel's abilities, by loading programs, by what is in tracefs; when trying by
 * attaching it to the module's own tracee and, if that cannot be, to getppid's handler.
 */
void availability_of_configuration(struct kernel_knowledge *knowledge,
				   const struct configuration *configuration,
				   struct availability *availability);

/* Whether its tracee is in this kernel. */
void availability_of_workload(const struct kernel_knowledge *knowledge,
			      const struct workload *workload, struct availability *availability);

#endif /* AVAILABILITY_H */
