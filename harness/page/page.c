// SPDX-License-Identifier: GPL-2.0-only
#include "page/page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/heading.h"
#include "page/html.h"
#include "page/page_files.h"
#include "page/section.h"

static int make(struct page *page, const struct report_settings *settings)
{
	int error = boards_make(settings, page->inputs, page->input_count, &page->boards);

	if (!error)
		error = standings_make(&page->boards, &page->standings);
	if (!error)
		error = board_facts_make(&page->boards, &page->facts);
	if (!error)
		error = page_proofs_make(&page->boards, &page->proofs);
	if (!error)
		error = decompose_inputs_make(settings, page->inputs, page->input_count,
					      &page->parts);
	if (!error)
		error = plots_make(&page->boards, 1U << PLOT_SVG, &page->plots);
	return error;
}

static void release(struct page *page)
{
	plots_free(&page->plots);
	decompose_inputs_free(page->parts, page->input_count);
	page_proofs_free(&page->proofs);
	board_facts_free(&page->facts);
	standings_free(&page->standings);
	boards_free(&page->boards);
}

static int print_sections(const struct page *page)
{
	const struct page_section *section;
	int error = 0;

	for (size_t i = 0; !error && (section = page_section_at(i)); i++) {
		if (section->wanted && !section->wanted(page))
			continue;
		html_print(page->out, "<section id=%s aria-labelledby=%s-h><h2 id=%s-h>%s</h2>\n",
			   section->id, section->id, section->id, section->title);
		error = section->print(page);
		fputs("</section>\n", page->out);
	}
	return error;
}

static int print_page(const struct page *page)
{
	int error;

	page_head(page);
	page_heading(page);
	fputs("<main id=main tabindex=-1>\n", page->out);
	error = print_sections(page);
	fputs("</main>\n<footer><p>Made by <code>tracetoll report --format html</code> from the "
	      "result files alone. It loads nothing.</footer>\n<script>",
	      page->out);
	fwrite(page_script, 1, page_script_size, page->out);
	fputs("</script>\n", page->out);
	return error;
}

/* What is missing of the pictures: there are none at all, or some. */
static void say(const struct plots *plots, char said[512])
{
	const char *first = NULL;
	size_t missing = 0;

	for (size_t i = 0; i < plots->count; i++) {
		if (plots->pictures[i].images[PLOT_SVG])
			continue;
		first = first ? first : plots->pictures[i].failure;
		missing++;
	}
	if (plots->failure)
		snprintf(said, 512, "%s", plots->failure);
	else if (missing)
		snprintf(said, 512, "%zu of %zu pictures could not be drawn: %s", missing,
			 plots->count, first ? first : "gnuplot drew nothing");
}

/* Prints into memory, so that memory cannot run out in the middle of the page. */
static int print_to_memory(char **text, size_t *size, struct page *page,
			   const struct report_settings *settings, char said[512])
{
	int error = make(page, settings);

	if (error)
		return error;
	page->out = open_memstream(text, size);
	if (!page->out)
		return -ENOMEM;
	error = print_page(page);
	if (fclose(page->out) && !error)
		error = -ENOMEM;
	say(&page->plots, said);
	return error;
}

int page_print(FILE *out, const struct report_settings *settings, const struct report_input *inputs,
	       size_t count, char said[512])
{
	struct page page = { .inputs = inputs, .input_count = count };
	char *text = NULL;
	size_t size = 0;
	int error;

	said[0] = '\0';
	error = print_to_memory(&text, &size, &page, settings, said);
	release(&page);
	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	return error;
}
