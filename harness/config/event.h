/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EVENT_H
#define EVENT_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

#define EVENT_NAME_SIZE 64
#define EVENT_NAMES_MAX 4
#define EVENT_PRESET_ROWS_MAX 8

/* The type of a row that perf has no generic id for: only a PMU's own name leads to it. */
#define EVENT_NOT_GENERIC (~0U)

/*
 * Known work that an event is seen counting on before it is believed (measure/life_check.h),
 * in user mode but for the calls. What one turn is made of stands behind each.
 */
enum event_loop {
	/* Nobody knows which moves it: one of them must. */
	EVENT_LOOP_ANY,
	/* SUBTRACT_LOOP_INSTRUCTIONS, of which one is a branch that is taken */
	EVENT_LOOP_SUBTRACT,
	/* some ten instructions: a branch that falls like a coin, and the loop's own */
	EVENT_LOOP_BRANCH,
	/* a call and its return, in a page and a line that were not used for long */
	EVENT_LOOP_CODE,
	/* a short system call */
	EVENT_LOOP_CALLS,
	/* one whose code, translations and predictions the loops above have driven out */
	EVENT_LOOP_COLD_CALLS,
	EVENT_LOOPS,
};

/* One counter: a row is all that a new one takes. */
struct event_row {
	const char *name; /* also the name of the metric */
	const char *counts; /* what it counts, for people */
	__u32 type; /* PERF_TYPE_* of perf's generic event, or EVENT_NOT_GENERIC */
	__u64 config;
	/* What PMUs call it in their events/ of sysfs, the best first; the generic one comes after
	 * them. "event=0x..." is arm64's PMUv3's by its architecture, without a name in sysfs: only
	 * counting tells whether a core has it. None: the generic one is all there is.
	 */
	const char *names[EVENT_NAMES_MAX];
	bool kernel; /* counts in kernel mode */
	bool user; /* counts in user mode */
	bool standard; /* counted where no event is asked for */
	/* Counted by an emulator's instruction clock where no PMU does it; not asked for, it runs
	 * only where the events before it cannot. */
	bool by_clock;
	/* The work that must move it, and how many counts a turn are plausible, on any core. */
	enum event_loop loop;
	double least;
	double most; /* 0: no bound is known */
};

/* A word of -e that stands for several rows. */
struct event_preset {
	const char *name;
	const char *tells; /* what it is for, for people */
	const char *rows[EVENT_PRESET_ROWS_MAX]; /* their names */
};

/* An event that is asked for, and what perf_event_open() takes for it. */
struct event {
	char name[EVENT_NAME_SIZE]; /* as asked for, and the name of the metric */
	const struct event_row *row; /* NULL: a PMU's own (NAME/.../), or a raw one (rNNN) */
	bool kernel;
	bool user;
	bool by_clock; /* of the row */
	bool preset; /* came with a preset: left out and noted where the machine has none */
	/* Of the generic one at first; then of the PMU whose CPU is measured (machine/pmu_event.h).
	 */
	char pmu[EVENT_NAME_SIZE]; /* "" where none is named */
	char source[EVENT_NAME_SIZE]; /* what it is to that PMU: "br_mis_pred_retired"; "" generic
				       */
	__u32 type;
	__u64 config;
	__u64 config1;
	__u64 config2;
};

/* The rows, in the order of every list and table. */
const struct event_row *event_rows(size_t *count);

/* The presets, in the order of every list. */
const struct event_preset *event_presets(size_t *count);

/* Fills @event for the row, in the modes that it counts. */
void event_from_row(const struct event_row *row, struct event *event);

/* The events of a run that asks for none: what the PMU counts, or (@by_clock) the clock. */
size_t event_defaults(bool by_clock, struct event *events, size_t size);

/* The row or the preset with this name, or NULL. */
const struct event_row *event_find(const char *name);
const struct event_preset *event_preset_find(const char *name);

/*
 * Fills @event for a word that stands for one: a row's name; PMU/TERM,.../ with the names and
 * fields that the PMU has in sysfs; or rHEX, raw for the measured CPU's PMU. Behind each ":k",
 * ":u" or ":ku" may say the modes to count; without, a row counts its own, another word both.
 * Returns 0 or -EINVAL: there is no such event.
 */
int event_parse(const char *word, struct event *event);

/*
 * As above, and a preset becomes all of its rows; ":k" and ":u" leave out the rows that count
 * nothing then. @events has room for EVENT_PRESET_ROWS_MAX. Returns their number or -EINVAL.
 */
int event_parse_words(const char *word, struct event *events);

/* The name of a row or preset nearest to @word, or NULL. */
const char *event_nearest(const char *word);

#endif /* EVENT_H */
