/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FACT_H
#define FACT_H

#include <stdbool.h>
#include <stddef.h>

#define FACT_TEXT_SIZE 256

enum fact_fitness {
	FACT_FIT, /* does not disturb */
	FACT_DISTURBS, /* what is measured has more noise, or holds more than it should */
	FACT_FORBIDS, /* nothing can be measured, or it would be wrong */
	FACT_UNKNOWN, /* this machine does not tell */
};

/* Where a fact is looked for. */
struct fact_place {
	const char *root; /* "" but for tests */
	int cpu; /* that is measured on */
};

struct fact_state {
	enum fact_fitness fitness;
	char text[FACT_TEXT_SIZE]; /* as it is: "schedutil, 600 to 1800 MHz" */
};

/* A setting that may be changed, and what to. */
struct fact_setting {
	char path[FACT_TEXT_SIZE]; /* of its file, below the root */
	char text[64];
};

/*
 * Something about this machine that decides what its numbers are worth. One file each, that
 * registers it; `doctor`, the result file's header and the watch over a run come from it.
 */
struct fact {
	const char *name; /* "governor": one word, also the key in JSON */
	unsigned int order; /* of the lines */
	const char *effect; /* what it does to the numbers where it is not fit: half a line */
	const char *remedy; /* how it is changed: a line */
	bool watched; /* cheap enough to be asked after each block */
	bool varies; /* its text is other each time: only another fitness is a change */
	bool ours; /* a run moves it by itself: that is no change to be told */
	void (*look)(const struct fact_place *place, struct fact_state *state);
	/*
	 * The @index-th setting that --tune changes, from 0; false: there is no more. Asked for
	 * after the one before it was changed; its file need not be there, and may hold the text
	 * already. NULL: nothing can be changed here.
	 */
	bool (*tune)(const struct fact_place *place, size_t index, struct fact_setting *setting);
};

/* clang-format off */
#define REGISTER_FACT(object) \
	__attribute__((section("tracetoll_facts"), used)) \
	static const struct fact *const object##_registered = &(object)
/* clang-format on */

/* Says what is found. */
__attribute__((format(printf, 3, 4))) void
fact_say(struct fact_state *state, enum fact_fitness fitness, const char *format, ...);

/* Says that @what cannot be looked at, and why: @err is a negative errno. Unknown. */
void fact_say_unseen(struct fact_state *state, int err, const char *what);

/* "fit", "disturbs", "forbids", "unknown" */
const char *fact_fitness_name(enum fact_fitness fitness);

/* The registered facts in their order. The array belongs to the caller (free). */
const struct fact **fact_all(size_t *count);

#endif /* FACT_H */
