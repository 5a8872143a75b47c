/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_ENVIRONMENT_H
#define COMPARE_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "result/result.h"

/*
 * What files may differ in, in groups that --across names. The kernel is what is compared, so it
 * may always differ; all else makes a comparison of two things at once, unless it is said.
 */
enum environment_group {
	ENVIRONMENT_KERNEL, /* release, build, compiler: always allowed, always printed */
	ENVIRONMENT_CONFIG, /* the kernel's options that matter here */
	ENVIRONMENT_COMMAND_LINE, /* of the kernel, and what follows from it: KASLR */
	ENVIRONMENT_MACHINE, /* board, CPU, core type, PMU, emulator */
	ENVIRONMENT_SETTINGS, /* governor, sysctls, mitigations, what was tuned */
	ENVIRONMENT_TOOL, /* tracetoll's version, the module's and BPF's builds */
	ENVIRONMENT_PLAN, /* workloads, events, calls: not seeds, blocks or configurations */
	ENVIRONMENT_GROUP_COUNT,
};

/* A set of groups: 1 << group of each. */
#define ENVIRONMENT_BIT(group) (1U << (group))

/* One fact that is not the same on both sides. */
struct environment_difference {
	enum environment_group group;
	const char *what; /* "CONFIG_PREEMPT", "governor" */
	const char *before; /* never NULL: "not set", "not known" */
	const char *after;
	/* Of a workload or a counter that both sides have: one name for two things, it may be. */
	bool of_one_name;
};

struct environment_differences {
	struct environment_difference *rows; /* by group */
	size_t count;
	struct json_t *texts; /* owns the rows' strings */
};

/*
 * Whether two texts say the same of the CPU that was measured, whichever it was: "CPU 2 is the only
 * one" and "CPU 3 is the only one". The plan tells which.
 */
bool environment_texts_are_alike(const char *one, const char *other);

/* The word that --across takes: "kernel", "config", "command-line", ... */
const char *environment_group_name(enum environment_group group);

/*
 * All that differs between two files, as far as it may change what is measured: what is new with
 * each boot (seed, boot_id, load, temperature) does not count, and what a kernel says of the same
 * machine in other words counts as the kernel's. Returns 0 or -ENOMEM; environment_free() is
 * right in both cases.
 */
int environment_compare(const struct result *before, const struct result *after,
			struct environment_differences *differences);
void environment_free(struct environment_differences *differences);

/* The groups that have a difference. */
unsigned int environment_groups(const struct environment_differences *differences);

/*
 * Says the differences of @groups in one line: "config: HZ 250 -> 100, ...; settings: ...", cut
 * to @size, printable ASCII. Long ones are told by their names.
 */
void environment_say(const struct environment_differences *differences, unsigned int groups,
		     char *text, size_t size);

/* The groups' names for --across: "config,settings". */
void environment_say_groups(unsigned int groups, char *text, size_t size);

/* One fact of a file. */
struct environment_fact {
	enum environment_group group;
	const char *what;
	const char *value; /* for people; NULL: the file does not say */
	bool nothing; /* the same as not to say it: no, or NULL */
	bool if_known; /* a file that does not say it need not be another one's unlike */
	bool shown_only; /* what is measured does not depend on it: a seed */
};

struct environment_facts {
	struct environment_fact *rows; /* by group, in it in the order of every file */
	size_t count;
	struct json_t *texts; /* owns the rows' strings */
};

/*
 * All that a file says of what may change what is measured, fact by fact: what
 * environment_compare() compares. Returns 0 or -ENOMEM; environment_facts_free() is right in both
 * cases.
 */
int environment_facts_make(const struct result *result, struct environment_facts *facts);
void environment_facts_free(struct environment_facts *facts);

#endif /* COMPARE_ENVIRONMENT_H */
