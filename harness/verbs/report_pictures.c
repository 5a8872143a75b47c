// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/report_pictures.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "plot/plot.h"
#include "report/number.h"

#define ALL_FORMATS ((1U << PLOT_PICTURE_FORMAT_COUNT) - 1)

static enum exit_code say(const char *what, int error)
{
	fprintf(stderr, "tracetoll report: %s: %s; the result files are unharmed, try again\n",
		what, strerror(-error));
	return EXIT_CODE_FAILED;
}

static size_t count_failures(const struct plots *plots, const char **first)
{
	size_t failures = 0;

	for (size_t i = 0; i < plots->count; i++) {
		if (!plots->pictures[i].failure)
			continue;
		*first = failures ? *first : plots->pictures[i].failure;
		failures++;
	}
	return failures;
}

/* What is in the folder now, and what is not. */
static enum exit_code tell(const struct plots *plots, const char *folder)
{
	const char *first = plots->failure;
	size_t failures = count_failures(plots, &first);

	if (!first) {
		printf("%s: %zu picture%s, each as SVG, PNG and PDF with its data; README there "
		       "tells how each is drawn\n",
		       folder, plots->count, number_plural(plots->count));
		return fflush(stdout) ? say("cannot write to standard output", -errno)
				      : EXIT_CODE_DONE;
	}
	fprintf(stderr,
		"tracetoll report: %zu of %zu pictures could not be drawn: %s; their data and "
		"scripts are in %s, and README there tells how they are drawn\n",
		plots->failure && !failures ? plots->count : failures, plots->count, first, folder);
	return EXIT_CODE_FAILED;
}

static enum exit_code write_pictures(const struct plots *plots, const char *folder)
{
	char at[256];
	int error;

	if (!plots->count) {
		fprintf(stderr,
			"tracetoll report: there is nothing to draw: no overhead was measured; "
			"run with 'none' among the configurations\n");
		return EXIT_CODE_SKIPPED;
	}
	error = plots_write(plots, folder, at);
	if (!error)
		return tell(plots, folder);
	fprintf(stderr, "tracetoll report: cannot write %s: %s; %s\n", at, strerror(-error),
		error == -ENOSPC ? "make room or write elsewhere" : "name another folder");
	return EXIT_CODE_FAILED;
}

enum exit_code report_pictures(const struct report_settings *settings,
			       const struct report_input *inputs, size_t count, const char *folder)
{
	struct boards boards;
	struct plots plots = { 0 };
	enum exit_code code;
	int error = boards_make(settings, inputs, count, &boards);

	if (!error)
		error = plots_make(&boards, ALL_FORMATS, &plots);
	code = error ? say("cannot draw", error) : write_pictures(&plots, folder);
	plots_free(&plots);
	boards_free(&boards);
	return code;
}
