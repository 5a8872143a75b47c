// SPDX-License-Identifier: GPL-2.0-only
/*
 * The three questions of a reader, in plain words.
 */
#include <string.h>

#include "page/answers.h"
#include "page/columns.h"
#include "page/figure.h"
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
			if (answers[i].standing)
				return w;
		}
		if (count && first == page->boards.workload_count)
			first = w;
	}
	return first;
}

static bool is_first_apart(const struct answer *answer)
{
	return answer->standing && answer->standing->places[1].apart;
}

/* "On getppid: A pays least for fentry, direct; B for kprobe." */
static void print_other_workload(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);
	size_t said = 0;

	for (size_t b = 0; b < page->boards.count; b++) {
		size_t of_board = 0;

		for (size_t i = 0; i < count; i++) {
			if (!is_first_apart(&answers[i]) ||
			    answers[i].standing->places[0].board != b)
				continue;
			if (!of_board++ && !said++)
				html_print(page->out, "<li>On <b class=c>%s</b>: ",
					   page->boards.workloads[workload].name);
			else if (of_board == 1)
				fputs("; ", page->out);
			if (of_board == 1) {
				figure_board(page, b);
				fputs(" pays least for ", page->out);
			}
			html_print(page->out, "%s%s", of_board > 1 ? ", " : "",
				   page->boards.configurations[answers[i].configuration]);
		}
	}
	if (said)
		fputs(".\n", page->out);
}

static void print_which(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);

	html_print(page->out, "<h3>%s</h3>\n",
		   page->boards.count > 1 ? "Which board pays less?" : "What does it cost?");
	if (!count) {
		fputs("<p>No board has a valid number of what tracing adds to a call.\n",
		      page->out);
		return;
	}
	html_print(page->out, "<p>What tracing adds to one call, %s, on the workload %s:\n<ul>\n",
		   column_heading(page, answers[0].metric), page->boards.workloads[workload].name);
	for (size_t i = 0; i < count; i++)
		answer_which(page, &answers[i]);
	for (size_t w = 0; w < page->boards.workload_count; w++) {
		if (w != workload)
			print_other_workload(page, w);
	}
	fputs("</ul>\n", page->out);
}

static void print_why(const struct page *page, size_t workload)
{
	struct answer answers[ANSWERS_MAX];
	size_t count = answers_of(page, workload, answers);
	size_t apart = 0;

	for (size_t i = 0; i < count; i++)
		apart += answers[i].standing &&
			 answers[i].standing->places[answers[i].standing->count - 1].apart;
	if (page->boards.count < 2 || !count)
		return;
	fputs("<h3>Why?</h3>\n", page->out);
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

static void print_trust(const struct page *page)
{
	fputs("<h3>Can I trust it?</h3>\n<ul>\n", page->out);
	for (size_t b = 0; b < page->boards.count; b++)
		print_board_trust(page, b);
	if (page->boards.count > 1)
		print_differences(page);
	fputs("</ul>\n", page->out);
}

static int print(const struct page *page)
{
	size_t workload = main_workload(page);

	if (workload < page->boards.workload_count) {
		print_which(page, workload);
		print_why(page, workload);
	} else {
		fputs("<p>No board has a valid number of what tracing adds to a call.\n",
		      page->out);
	}
	print_trust(page);
	return 0;
}

const struct page_section page_section_summary = {
	.id = "summary",
	.title = "Summary",
	.print = print,
};
