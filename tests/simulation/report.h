/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIMULATION_REPORT_H
#define SIMULATION_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A share or a mean over sessions, with its standard error: the sessions are what is independent.
 */
struct tally {
	size_t count;
	double sum;
	double squares;
};

/* @value: of one session, such as how many of its intervals held what they should. */
void tally_add(struct tally *tally, double value);
double tally_mean(const struct tally *tally);
double tally_error(const struct tally *tally);

/* Several, as if they were one. */
struct tally tally_of_all(const struct tally *tallies, size_t count);

#define REPORT_LINES_MAX 24

enum line_state {
	LINE_HOLDS,
	LINE_MISSED,
	LINE_SHOWN, /* beside the others, without a bound */
};

/* One line of the table. */
struct line {
	char what[48];
	char bound[40];
	char figure[40];
	char error[16];
	enum line_state state;
};

/* What a row found. Without pointers: another process fills it. */
struct report {
	size_t count;
	struct line lines[REPORT_LINES_MAX];
	bool done;
	double seconds; /* of CPU time */
};

/* A share in percent, which is to lie within @low and @high (both in percent). */
void report_share(struct report *report, const char *what, double low, double high,
		  const struct tally *tally);

/* Of several figures that are to lie within @low and @high percent, the lowest and the highest. */
void report_range(struct report *report, const char *what, double low, double high,
		  const struct tally *tallies, size_t count);

/* A share without a bound. */
void report_beside(struct report *report, const char *what, const struct tally *tally);

/* A number that is to be @high at most; @error: its standard error, 0: it has none. */
void report_at_most(struct report *report, const char *what, double high, double figure,
		    double error, const char *unit);

/* Cases, of which none is to be so. */
void report_none_of(struct report *report, const char *what, unsigned int found,
		    unsigned int cases);

/* A number without a bound. */
void report_number(struct report *report, const char *what, double figure, const char *unit);

/* A line of words, which are no figure. */
void report_words(struct report *report, const char *what, const char *words);

/* One kind of row; a file each. It is run with seeds that follow from @seed alone. */
typedef void (*reach_row)(struct report *report, uint64_t seed);

void row_false_alarms(struct report *report, uint64_t seed);
void row_other_order(struct report *report, uint64_t seed);
void row_family(struct report *report, uint64_t seed);
void row_coverage(struct report *report, uint64_t seed);
void row_power(struct report *report, uint64_t seed);
void row_order(struct report *report, uint64_t seed);
void row_verdicts(struct report *report, uint64_t seed);
void row_detectable(struct report *report, uint64_t seed);
void row_precision(struct report *report, uint64_t seed);
void row_counters(struct report *report, uint64_t seed);
void row_boots(struct report *report, uint64_t seed);
void row_boot_family(struct report *report, uint64_t seed);
void row_boot_power(struct report *report, uint64_t seed);
void row_standings(struct report *report, uint64_t seed);
void row_engine_cost(struct report *report, uint64_t seed);

#endif /* SIMULATION_REPORT_H */
