/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "config/configuration.h"
#include "config/dispatch.h"
#include "site/evidence.h"

#define CHECK_REASON_SIZE 512
#define CHECKS_MAX 16

/* What a measurement says of itself, and what must be so for it to be true. */
struct claim {
	const struct configuration *configuration;
	const struct kernel_abilities *abilities;
	const struct baseline *baseline; /* of the workload's tracee */
	enum path expected;
};

/*
 * One way in which a number can be about something else than its name says. @before
 * and @after are the evidence around a sample; the same one twice when nothing was
 * measured yet. If it does not hold, @reason says what is wrong, for people.
 */
struct check {
	const char *name;
	const char *why;
	bool (*holds)(const struct claim *claim, const struct evidence *before,
		      const struct evidence *after, char *reason, size_t size);
};

/* Those that a run applies. Tests leave some out, to see what they are good for. */
struct check_list {
	const struct check *checks[CHECKS_MAX];
	size_t count;
};

/* All checks, in the order in which they are applied. */
void check_list_all(struct check_list *list);

/* Leaves one out; an unknown name changes nothing. Returns whether it was there. */
bool check_list_remove(struct check_list *list, const char *name);

/* The first check that does not hold, with its @reason; NULL if all do. */
const struct check *check_list_failing(const struct check_list *list, const struct claim *claim,
				       const struct evidence *before, const struct evidence *after,
				       char *reason, size_t size);

/*
 * What cannot be seen on this machine, and so is not checked, for people: the @index-th
 * of it, from 0. NULL: there is no more.
 */
const char *evidence_missing(const struct kernel_abilities *abilities,
			     const struct evidence *evidence, size_t index);

/*
 * Why the path cannot be the expected one on this machine although nothing is wrong
 * (a trampoline out of branch range, or within it), for people; NULL if there is no
 * such reason. @text holds what is returned.
 */
const char *claim_placement(const struct claim *claim, const struct evidence *evidence, char *text,
			    size_t size);

/*
 * The path that the claim rests on: the configuration's own. Where others trace the tracee
 * too (--allow-dirty), the one that @evidence proves. For BPF's direct call on arm64 what
 * follows from the distance that @evidence tells: direct, or callops-direct out of reach.
 */
enum path claim_expected_path(const struct claim *claim, const struct evidence *evidence);

#endif /* CHECK_H */
