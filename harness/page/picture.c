// SPDX-License-Identifier: GPL-2.0-only
#include "page/picture.h"

#include <errno.h>
#include <stdlib.h>

#include "page/html.h"

/* Ids within a picture begin with it, so that no two pictures share one. */
#define PREFIX_SIZE 32

static int print_image(const struct page *page, size_t index)
{
	const struct plot_picture *picture = &page->plots.pictures[index];
	char prefix[PREFIX_SIZE];
	char *svg;

	if (!picture->images[PLOT_SVG]) {
		html_print(page->out, "<p class=none>No picture: %s.",
			   picture->failure ? picture->failure : "it was not drawn");
		return 0;
	}
	snprintf(prefix, sizeof(prefix), "p%zu-", index);
	svg = plot_inline_svg(picture, prefix);
	if (!svg)
		return -ENOMEM;
	html_print(page->out, "<div role=img aria-label=\"%s. %s\">", picture->title,
		   picture->script->shows);
	fputs(svg, page->out);
	fputs("</div>", page->out);
	free(svg);
	return 0;
}

size_t page_metric_number(const struct page *page, size_t workload, size_t metric)
{
	return workload * page->boards.metric_count + metric;
}

static int print_picture(const struct page *page, size_t index, const struct picture_wish *wish)
{
	const struct plot_picture *picture = &page->plots.pictures[index];
	size_t number = wish->table_of_metric
				? page_metric_number(page, picture->workload, picture->metric)
				: wish->table_number;
	int error;

	fputs("<figure>", page->out);
	error = print_image(page, index);
	if (error)
		return error;
	html_print(page->out, "<figcaption><b>%s.</b> %s <a href=#%s-%zu>The numbers</a>",
		   picture->title, picture->script->shows, wish->table, number);
	fputs("</figcaption></figure>\n", page->out);
	return 0;
}

static bool is_wished(const struct plot_picture *picture, const struct picture_wish *wish)
{
	return picture->script->data == wish->data && picture->workload == wish->workload &&
	       !picture->script->metrics == !wish->of_metrics &&
	       (wish->metric == PICTURE_ANY_METRIC || wish->metric == picture->metric);
}

int page_pictures(const struct page *page, const struct picture_wish *wish)
{
	size_t printed = 0;
	int error = 0;

	/* Said once for all of them. */
	if (page->plots.failure)
		return 0;
	for (size_t i = 0; i < page->plots.count && !error; i++) {
		if (!is_wished(&page->plots.pictures[i], wish))
			continue;
		fputs(printed++ ? "" : "<div class=pictures>\n", page->out);
		error = print_picture(page, i, wish);
	}
	if (printed)
		fputs("</div>\n", page->out);
	return error;
}

void page_pictures_missing(const struct page *page)
{
	if (page->plots.failure)
		html_print(page->out,
			   "<p class=none>No pictures: %s. All numbers are in the tables.\n",
			   page->plots.failure);
}
