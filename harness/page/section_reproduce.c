// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands that measure all of it again.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/figure.h"
#include "page/html.h"
#include "page/section.h"
#include "report/command.h"

/* Names are whatever a file says: what a shell would take for more than a word is not offered. */
static bool is_plain(const char *text)
{
	for (; *text; text++) {
		if (!isalnum((unsigned char)*text) && !strchr(" -_+.,:/=%@", *text))
			return false;
	}
	return true;
}

/* In single quotes if it must be; a quote itself stands outside of them. */
static void print_word(FILE *out, const char *word)
{
	bool plain = is_plain(word) && !strchr(word, ' ') && *word != '-';

	if (plain) {
		fputs(word, out);
		return;
	}
	fputs(*word == '-' ? "./'" : "'", out);
	for (; *word; word++)
		fprintf(out, *word == '\'' ? "'\\''" : "%c", *word);
	fputc('\'', out);
}

/* The command in lines that can be pasted. Returns 0 or -ENOMEM. */
static int print_command(const struct page *page, const char *command)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	if (!memory)
		return -ENOMEM;
	command_print(memory, 0, command);
	if (fclose(memory)) {
		free(text);
		return -ENOMEM;
	}
	html_print(page->out, "<pre><code>%s</code></pre>\n", text);
	free(text);
	return 0;
}

static int print_run(const struct page *page, size_t board, const struct board_boot *boot)
{
	char *command = command_of_plan(&boot->summary);
	char *with_seed = NULL;
	int error = 0;

	if (!command || asprintf(&with_seed, "%s --seed %lld", command,
				 (long long)boot->result->plan.seed) < 0) {
		free(command);
		return -ENOMEM;
	}
	fputs("<p>", page->out);
	figure_board(page, board);
	html_print(page->out, ", as in <code>%s</code>:\n", boot->file);
	if (is_plain(with_seed))
		error = print_command(page, with_seed);
	else
		fputs("<p class=none>The file's names are none that tracetoll has, so no command "
		      "is offered.\n",
		      page->out);
	free(with_seed);
	free(command);
	return error;
}

static int print_report(const struct page *page)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);
	int error;

	if (!memory)
		return -ENOMEM;
	fputs("tracetoll report", memory);
	for (size_t i = 0; i < page->input_count; i++) {
		fputc(' ', memory);
		print_word(memory, page->inputs[i].name);
	}
	fputs(" --format html -o report.html", memory);
	error = fclose(memory) ? -ENOMEM : print_command(page, text);
	free(text);
	return error;
}

static int print(const struct page *page)
{
	int error = 0;

	fputs("<p>Each board was measured by a command like this one; the seed is what the order "
	      "of the blocks came from.\n",
	      page->out);
	for (size_t b = 0; b < page->boards.count; b++) {
		const struct board *board = &page->boards.boards[b];

		for (size_t i = 0; i < board->boot_count && !error; i++)
			error = print_run(page, b, &board->boots[i]);
	}
	if (error)
		return error;
	fputs("<p>This page from the files:\n", page->out);
	error = print_report(page);
	fputs("<p>The same numbers for programs: <code>--format json</code> or <code>--format "
	      "csv</code>; the pictures alone, with their data and scripts: <code>--plot "
	      "DIR</code>.\n",
	      page->out);
	return error;
}

const struct page_section page_section_reproduce = {
	.id = "reproduce",
	.title = "How to measure it again",
	.print = print,
};
