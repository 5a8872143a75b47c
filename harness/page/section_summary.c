// SPDX-License-Identifier: GPL-2.0-only
/*
 * The three questions of a reader, in plain words.
 */
#include <string.h>

#include "page/answers.h"
#include "page/columns.h"
#include "page/figure.h"
#include "page/glance.h"
#include "page/html.h"
#include "page/section.h"
#include "report/number.h"

/* The first workload in which boards can be compared; without any, the first with a number. */
static size_t main_workload(const struct page *page)
{
	size_t first = page->boards.workload_count;

	for (size_t w = 0; w < page->boards.workload_count; w++) {
		struct answer answers[ANSWERS_MAX];
		size_t count = answers_of(page, w, answers);

		for (size_t i = 0; i < count; i++) {
			if (answers[i].standing_count)
				return w;
		}
		if (count && first == page->boards.workload_count)
			first = w;
	}
	return first;
}

/* The standing that the board is first in, by more than chance; NULL: there is none. */
static const struct standing *least_in(const struct answer *answer, size_t board)
{
	for (size_t i = 0; i < answer->standing_count; i++) {
		if (figure_is_least(&answer->standings[i], board))
			return &answer->standings[i];
	}
	return NULL;
}

/* "A pays least for fentry, direct"; "of riscv64" where counts of others are not ranked with it. */
static size_t print_least(const struct page *page, const struct answer *answers, size_t count,
			  size_t board, const char *before)
{
	size_t said = 0;

	for (size_t i = 0; i < count; i++) {
		const struct standing *standing = least_in(&answers[i], board);

		if (!standing)
			continue;
		if (!said++) {
			fputs(before, page->out);
			figure_board(page, board);
			fputs(" pays least", page->out);
			figure_arch(page, standing);
		}
		html_print(page->out, "%s%s", said > 1 ? ", " : " for ",
			   page->boards.configurations[answers[i].at.configuration]);
	}
	return said;
}

/* "On getppid: A pays least for fentry, direct; B for kprobe." */
static void print_other_workload(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);
	size_t said = 0;

	for (size_t i = 0; i < count && !said; i++) {
		for (size_t b = 0; b < page->boards.count && !said; b++)
			said += least_in(&answers[i], b) != NULL;
	}
	if (!said)
		return;
	html_print(page->out, "<li>On <b class=c>%s</b>", page->boards.workloads[workload].name);
	said = 0;
	for (size_t b = 0; b < page->boards.count; b++)
		said += print_least(page, answers, count, b, said ? "; " : ": ");
	fputs(".\n", page->out);
}

/* Said once, of all items. */
static void print_side_by_side(const struct page *page, const struct answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!answers[i].side_by_side)
			continue;
		fputs(" An instruction of one architecture does not do what one of another does, "
		      "so their counts stand side by side, and only boards of one architecture "
		      "are ranked.",
		      page->out);
		return;
	}
}

static int print_which(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);
	int error = 0;

	html_print(page->out, "<h3>%s</h3>\n",
		   page->boards.count > 1 ? "Which board pays less?" : "What does it cost?");
	if (!count) {
		fputs("<p>No board has a valid number of what tracing adds to a call.\n",
		      page->out);
		return 0;
	}
	html_print(page->out, "<p>What tracing adds to one call, %s, on the workload %s.",
		   column_heading(page, answers[0].at.metric),
		   page->boards.workloads[workload].name);
	print_side_by_side(page, answers, count);
	fputs("\n<ul>\n", page->out);
	for (size_t i = 0; i < count && !error; i++)
		error = answer_which(page, &answers[i]);
	for (size_t w = 0; w < page->boards.workload_count; w++) {
		if (w != workload)
			print_other_workload(page, w);
	}
	fputs("</ul>\n", page->out);
	return error;
}

static void print_why(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);
	size_t ranked = 0;
	size_t apart = 0;

	for (size_t i = 0; i < count; i++) {
		for (size_t s = 0; s < answers[i].standing_count; s++) {
			const struct standing *standing = &answers[i].standings[s];

			ranked++;
			apart += standing->places[standing->count - 1].apart;
		}
	}
	if (page->boards.count < 2 || !count)
		return;
	fputs("<h3>Why?</h3>\n", page->out);
	if (!ranked) {
		fprintf(page->out,
			"<p>No two boards are ranked here. <a href=#side-%zu>All metrics side by "
			"side</a>\n",
			workload);
		return;
	}
	if (!apart) {
		fputs("<p>No difference between the boards is more than chance.\n", page->out);
		return;
	}
	fputs("<p>The board that pays most beside the one that pays least, for each call:\n<ul>\n",
	      page->out);
	for (size_t i = 0; i < count; i++)
		answer_why(page, &answers[i]);
	fprintf(page->out, "</ul>\n<p><a href=#side-%zu>All metrics side by side</a>\n", workload);
}

struct board_trust {
	size_t blocks;
	size_t invalid;
	size_t looks;
	size_t unproven;
	size_t complaints; /* of the kernel, in its log */
	const char *reasons; /* of the first boot that has any */
	bool measured;
};

static struct board_trust trust_of(const struct page *page, size_t b)
{
	const struct board *board = &page->boards.boards[b];
	struct board_trust trust = { .blocks = 0 };

	for (size_t i = 0; i < board->boot_count; i++) {
		const struct board_boot *boot = &board->boots[i];

		trust.blocks += summary_complete_blocks(&boot->summary);
		trust.invalid += boot->summary.invalid;
		trust.measured = trust.measured || boot->trust.measured;
		if (!trust.reasons && *boot->trust.reasons)
			trust.reasons = boot->trust.reasons;
		for (size_t e = 0; e < boot->result->event_count; e++)
			trust.complaints += boot->result->events[e].kind == RESULT_EVENT_KERNEL_LOG;
	}
	for (size_t w = 0; w < page->boards.workload_count; w++) {
		for (size_t c = 0; c < page->boards.configuration_count; c++) {
			const struct page_proof *proof =
				page_proof_at(&page->proofs, &page->boards, b, w, c);

			trust.looks += proof->attachments;
			trust.unproven += proof->unproven;
		}
	}
	return trust;
}

static void print_looks(const struct page *page, const struct board_trust *trust)
{
	if (!trust->looks)
		fputs("the path proven around each valid sample, by looks that are not in the file",
		      page->out);
	else if (!trust->unproven)
		fprintf(page->out, "path proven at all %zu attachments", trust->looks);
	else
		fprintf(page->out, "path <strong>not proven</strong> at %zu of %zu attachments",
			trust->unproven, trust->looks);
}

static void print_board_trust(const struct page *page, size_t b)
{
	const struct board *board = &page->boards.boards[b];
	struct board_trust trust = trust_of(page, b);

	fputs("<li>", page->out);
	figure_board(page, b);
	if (!trust.measured)
		fputs(": <strong>nothing valid was measured</strong>", page->out);
	else if (trust.reasons)
		fputs(": <strong>not to be relied on</strong>", page->out);
	else if (board->simulated)
		fputs(": <strong>invented</strong>, so there is nothing to trust", page->out);
	else
		fputs(": yes", page->out);
	if (trust.reasons)
		html_print(page->out, ", %s", trust.reasons);
	fprintf(page->out, ". %zu block%s in %zu boot%s, %zu invalid sample%s, ", trust.blocks,
		number_plural(trust.blocks), board->own_boots, number_plural(board->own_boots),
		trust.invalid, number_plural(trust.invalid));
	print_looks(page, &trust);
	if (trust.complaints)
		fprintf(page->out, ", <strong>%zu complaint%s of the kernel</strong>",
			trust.complaints, number_plural(trust.complaints));
	else
		fputs(", no complaint of the kernel", page->out);
	fputs(".\n", page->out);
}

/* What else than the core may be the reason for a difference: "kernel: release, build; ...". */
static void print_differences(const struct page *page)
{
	const char *group = NULL;

	for (size_t i = 0; i < page->facts.count; i++) {
		const struct board_fact *fact = &page->facts.rows[i];

		if (!fact->differs)
			continue;
		if (!group)
			fputs("<li>The boards <a href=#environment>differ</a> in ", page->out);
		if (!group || strcmp(group, fact->group) != 0)
			html_print(page->out, "%s%s (%s", group ? "), " : "", fact->group,
				   fact->what);
		else
			html_print(page->out, ", %s", fact->what);
		group = fact->group;
	}
	fputs(group ? ").\n" : "<li>No difference between the environments is known.\n", page->out);
}

static int print_trust(const struct page *page)
{
	int error;

	fputs("<h3>Can I trust it?</h3>\n<ul>\n", page->out);
	for (size_t b = 0; b < page->boards.count; b++)
		print_board_trust(page, b);
	if (page->boards.count > 1)
		print_differences(page);
	error = answer_boots(page);
	fputs("</ul>\n", page->out);
	return error;
}

static int print(const struct page *page)
{
	size_t workload = main_workload(page);
	int error = 0;

	if (workload < page->boards.workload_count) {
		page_glance(page, workload);
		error = print_which(page, workload);
		print_why(page, workload);
	} else {
		fputs("<p>No board has a valid number of what tracing adds to a call.\n",
		      page->out);
	}
	return error ? error : print_trust(page);
}

const struct page_section page_section_summary = {
	.id = "summary",
	.title = "Summary",
	.print = print,
};
