// SPDX-License-Identifier: GPL-2.0-only
/*
 * The second question: why one board pays more. Another path first, because nothing below it is
 * the same work then; then more instructions; then what each of them takes, and on what it waits.
 */
#include <math.h>
#include <string.h>

#include "page/answers.h"
#include "page/figure.h"
#include "page/html.h"

/* Numbers of instructions that are so near each other, in percent, are said to be the same. */
#define SAME_PERCENT 1.0

/* An event that one board has so much oftener in a call, in events, is worth to be told. */
#define EVENT_FLOOR 0.05

/* The two boards of an answer: who pays least, and who pays most of those that are apart. */
struct pair {
	const struct page *page;
	const struct answer *answer;
	const struct standing *standing;
	size_t less;
	size_t more;
	bool same_arch; /* else an instruction of one is none of the other */
	size_t said; /* reasons so far */
};

static struct figure_place place_of(const struct pair *pair, size_t board, size_t metric)
{
	return (struct figure_place){
		.board = board,
		.workload = pair->answer->at.workload,
		.configuration = pair->answer->at.configuration,
		.metric = metric,
	};
}

static const struct board_estimate *estimate(const struct pair *pair, size_t board, size_t metric,
					     enum figure_part part)
{
	const struct figure_place place = place_of(pair, board, metric);

	return figure_estimate(pair->page, &place, part);
}

/* The metric of the first of the names that both boards have; metric_count: of none. */
static size_t both_have(const struct pair *pair, const char *const *names, size_t count,
			enum figure_part part)
{
	const struct boards *boards = &pair->page->boards;

	for (size_t i = 0; i < count; i++) {
		size_t metric = boards_metric(boards, names[i]);

		if (metric < boards->metric_count &&
		    estimate(pair, pair->less, metric, part)->known &&
		    estimate(pair, pair->more, metric, part)->known)
			return metric;
	}
	return boards->metric_count;
}

/* Those of the greater one. */
static int decimals_of(const struct pair *pair, size_t metric, enum figure_part part)
{
	struct value one = estimate(pair, pair->more, metric, part)->value;
	struct value other = estimate(pair, pair->less, metric, part)->value;
	struct value greater = fabs(one.number) > fabs(other.number) ? one : other;

	greater.whole = one.whole && other.whole;
	return figure_decimals(greater);
}

/* "WORDS X against Y" */
static void print_against(struct pair *pair, const char *words, size_t metric,
			  enum figure_part part)
{
	const struct figure_place more = place_of(pair, pair->more, metric);
	const struct figure_place less = place_of(pair, pair->less, metric);
	int decimals = decimals_of(pair, metric, part);

	fputs(words, pair->page->out);
	figure_number_like(pair->page, "b", &more, part, decimals);
	fputs("</b> against ", pair->page->out);
	figure_number_like(pair->page, "b", &less, part, decimals);
	fputs("</b>", pair->page->out);
	pair->said++;
}

static void next_reason(const struct pair *pair)
{
	fputs(pair->said ? "; " : " ", pair->page->out);
}

static void say_path(struct pair *pair)
{
	const struct page *page = pair->page;
	const struct board_cell *more =
		boards_cell(&page->boards, pair->more, pair->answer->at.workload,
			    pair->answer->at.configuration);
	const struct board_cell *less =
		boards_cell(&page->boards, pair->less, pair->answer->at.workload,
			    pair->answer->at.configuration);

	if (pair->standing->same_path || !more->path || !less->path)
		return;
	html_print(page->out, " takes another path, <code>%s</code> against <code>%s</code>",
		   more->path, less->path);
	pair->said++;
}

static void say_instructions(struct pair *pair)
{
	static const char *const names[] = { METRIC_KERNEL_INSTRUCTIONS, METRIC_INSTRUCTIONS };
	size_t metric = both_have(pair, names, 2, FIGURE_OVERHEAD);
	double more, less;

	if (metric == pair->page->boards.metric_count)
		return;
	more = estimate(pair, pair->more, metric, FIGURE_OVERHEAD)->value.number;
	less = estimate(pair, pair->less, metric, FIGURE_OVERHEAD)->value.number;
	next_reason(pair);
	if (!pair->same_arch)
		print_against(pair, "executes instructions of another architecture, ", metric,
			      FIGURE_OVERHEAD);
	else if (fabs(more - less) <= fabs(less) * SAME_PERCENT / 100)
		print_against(pair, "executes as many instructions, ", metric, FIGURE_OVERHEAD);
	else
		print_against(pair,
			      more > less ? "executes more instructions, "
					  : "executes fewer instructions, ",
			      metric, FIGURE_OVERHEAD);
}

static void say_ipc(struct pair *pair)
{
	static const char *const names[] = { BOARD_METRIC_OVERHEAD_IPC };
	size_t metric = both_have(pair, names, 1, FIGURE_LEVEL);
	double more, less;

	if (metric == pair->page->boards.metric_count || !pair->same_arch)
		return;
	more = estimate(pair, pair->more, metric, FIGURE_LEVEL)->value.number;
	less = estimate(pair, pair->less, metric, FIGURE_LEVEL)->value.number;
	next_reason(pair);
	print_against(pair,
		      more < less ? "executes them at a lower IPC, "
				  : "executes them at no lower IPC, ",
		      metric, FIGURE_LEVEL);
}

static void say_cycles(struct pair *pair)
{
	static const char *const names[] = { METRIC_CYCLES };
	size_t metric = both_have(pair, names, 1, FIGURE_OVERHEAD);

	if (metric == pair->page->boards.metric_count || metric == pair->answer->at.metric)
		return;
	next_reason(pair);
	print_against(pair, "takes ", metric, FIGURE_OVERHEAD);
	fputs(" cycles", pair->page->out);
}

static void say_events(struct pair *pair)
{
	static const struct {
		const char *name;
		const char *words;
	} events[] = {
		{ "return-misses", "mispredicts more returns, " },
		{ "branch-misses", "mispredicts more branches, " },
		{ "l1i-misses", "refills its L1I more often, " },
	};
	size_t said = pair->said;

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		size_t metric = both_have(pair, &events[i].name, 1, FIGURE_OVERHEAD);

		if (metric == pair->page->boards.metric_count ||
		    estimate(pair, pair->more, metric, FIGURE_OVERHEAD)->value.number <=
			    estimate(pair, pair->less, metric, FIGURE_OVERHEAD)->value.number +
				    EVENT_FLOOR)
			continue;
		next_reason(pair);
		print_against(pair, events[i].words, metric, FIGURE_OVERHEAD);
	}
	if (said < pair->said && !pair->same_arch)
		fputs(" (each as its own PMU counts)", pair->page->out);
}

static void explain(struct pair *pair)
{
	const struct page *page = pair->page;

	html_print(page->out, "<li><b class=c>%s</b>: ",
		   page->boards.configurations[pair->answer->at.configuration]);
	figure_board(page, pair->more);
	fputs(", beside ", page->out);
	figure_mark(page, pair->less);
	fputs(",", page->out);
	say_path(pair);
	say_instructions(pair);
	say_ipc(pair);
	say_cycles(pair);
	say_events(pair);
	if (!pair->said)
		fputs(" takes more time, and nothing else was counted that says why", page->out);
	fputs(".\n", page->out);
}

void answer_why(const struct page *page, const struct answer *answer)
{
	const struct board *boards = page->boards.boards;

	for (size_t i = 0; i < answer->standing_count; i++) {
		const struct standing *standing = &answer->standings[i];
		size_t last = standing->count - 1;
		struct pair pair = {
			.page = page,
			.answer = answer,
			.standing = standing,
			.less = standing->places[0].board,
			.more = standing->places[last].board,
		};

		pair.same_arch = !strcmp(boards[pair.less].arch, boards[pair.more].arch);
		if (standing->places[last].apart)
			explain(&pair);
	}
}
