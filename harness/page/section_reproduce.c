// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands that measure all of it again.
 */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
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
	if (is_plain(word) && !strchr(word, ' ')) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (; *word; word++)
		fprintf(out, *word == '\'' ? "'\\''" : "%c", *word);
	fputc('\'', out);
}

/* A name that would be taken for an option is one from here. */
static void print_file_name(FILE *out, const char *name)
{
	fputs(*name == '-' ? "./" : "", out);
	print_word(out, name);
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

/* What was not left as it is without the option. */
static const struct {
	const char *key;
	const char *option;
	json_int_t usual;
} numbers[] = {
	{ "samples", "--samples", 1 },
	{ "reload", "--reload", 0 },
	{ "settle_ms", "--settle", 40 },
	{ "calls", "--calls", 0 },
	{ "time_limit_s", "--time-limit", 0 },
	{ "cpu", "--cpu", -1 },
	{ "seed", "--seed", -1 },
};

static void print_precision(FILE *out, const json_t *precision)
{
	const char *unit = json_string_value(json_object_get(precision, "unit"));

	if (unit)
		fprintf(out, " --precision %.15g%s",
			json_number_value(json_object_get(precision, "half_width")),
			strcmp(unit, "percent") != 0 ? "ns" : "%");
}

/*
 * NULL: memory ran out. Empty where the file's names are none that can be offered; the label is any
 * text, and is quoted.
 */
static char *make_command(const struct board_boot *boot)
{
	const json_t *plan = json_object_get(result_header(boot->result), "plan");
	const char *label = boot->result->environment.board_label;
	char *command = command_of_plan(&boot->summary);
	char *text = NULL;
	size_t size;
	FILE *out = command ? open_memstream(&text, &size) : NULL;

	if (out && is_plain(command)) {
		fputs(command, out);
		print_precision(out, json_object_get(plan, "precision"));
		for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
			const json_t *number = json_object_get(plan, numbers[i].key);

			if (json_is_integer(number) &&
			    json_integer_value(number) != numbers[i].usual)
				fprintf(out, " %s %" JSON_INTEGER_FORMAT, numbers[i].option,
					json_integer_value(number));
		}
		if (boot->result->plan.allow_dirty)
			fputs(" --allow-dirty", out);
		if (label) {
			fputs(" --board=", out);
			print_word(out, label);
		}
	}
	if (out && fclose(out)) {
		free(text);
		text = NULL;
	}
	free(command);
	return text;
}

static int print_run(const struct page *page, size_t board, const struct board_boot *boot)
{
	char *command = make_command(boot);
	int error = 0;

	if (!command)
		return -ENOMEM;
	fputs("<p>", page->out);
	figure_board(page, board);
	html_print(page->out, ", as in <code>%s</code>:\n", boot->file);
	if (*command)
		error = print_command(page, command);
	else
		fputs("<p class=none>The file's names are none that tracetoll has, so no command "
		      "is offered.\n",
		      page->out);
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
		print_file_name(memory, page->inputs[i].name);
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
