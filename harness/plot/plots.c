// SPDX-License-Identifier: GPL-2.0-only
#include "plot/plot.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "plot/draw.h"
#include "plot/gnuplot.h"
#include "plot/pictures.h"
#include "plot/svg.h"

/* They wait until the temporary folder is gone, which they would leave behind. */
static int draw_undisturbed(struct plots *plots, unsigned int formats, struct gnuplot *gnuplot)
{
	sigset_t before;
	int error;

	gnuplot_hold_stops(gnuplot, &before);
	error = plot_draw(plots, formats, gnuplot);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

static int draw(struct plots *plots, unsigned int formats)
{
	struct gnuplot gnuplot;
	int error = gnuplot_find(&gnuplot);

	if (error == -ENOENT) {
		plots->failure = gnuplot_missing();
		error = plots->failure ? 0 : -ENOMEM;
	} else if (!error) {
		error = draw_undisturbed(plots, formats, &gnuplot);
	}
	gnuplot_free(&gnuplot);
	return error;
}

int plots_make(const struct boards *boards, unsigned int formats, struct plots *plots)
{
	int error;

	*plots = (struct plots){ .boards = boards };
	error = plot_pictures_make(boards, plots);
	return error || !plots->count || !formats ? error : draw(plots, formats);
}

void plots_free(struct plots *plots)
{
	for (size_t i = 0; i < plots->count; i++) {
		struct plot_picture *picture = &plots->pictures[i];

		for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT; f++)
			free(picture->images[f]);
		free(picture->name);
		free(picture->title);
		free(picture->data);
		free(picture->more_data);
		free(picture->failure);
	}
	free(plots->pictures);
	free(plots->failure);
	memset(plots, 0, sizeof(*plots));
}

char *plot_inline_svg(const struct plot_picture *picture, const char *prefix)
{
	char *svg = NULL;

	/* That it is one was seen when it was drawn. */
	if (picture->images[PLOT_SVG])
		plot_svg_clean(picture->images[PLOT_SVG], prefix, picture->title, &svg);
	return svg;
}
