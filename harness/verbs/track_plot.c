// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll track plot: series night by night, as pictures.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plot/single.h"
#include "report/number.h"
#include "track/change_kind.h"
#include "track/point_row.h"
#include "verbs/output_file.h"
#include "verbs/track_view.h"

#define WORD "plot"
#define SCRIPT "history"

/* What history.gp draws in one picture, and how many pictures anybody looks at. */
#define SERIES_IN_PICTURE 12
#define PICTURES_MAX 20

static const char usage[] =
	"usage: tracetoll track plot [-o FILE] [OPTION...]\n"
	"\n"
	"Draws series night by night, by gnuplot: points, levels, and the commits where these\n"
	"change; holes are gaps, accepted changes are grey. Twelve series make a picture, and\n"
	"more of them FILE-2, FILE-3 and so on. Beside each is its data, as CSV; they are drawn\n"
	"again by plots/history.gp alone.\n"
	"\n"
	"  -o, --output FILE      ends in .svg, .png or .pdf (default: history.svg)\n"
	"  -c, --config NAME,..   only these configurations\n"
	"  -w, --workload NAME,.. only these workloads\n"
	"  -m, --metric NAME,..   only these metrics\n"
	"      --board NAME,..    only these boards\n"
	"      --branch NAME,..   only these branches\n"
	"      --all              series without a certain change, too; without it they are\n"
	"                         drawn only where -c, -w or -m names what is wanted\n"
	"      --history FILE     (default: $TRACETOLL_HISTORY, else the user's own)\n"
	"  -h, --help             this text\n"
	"\n"
	"Exit codes:\n"
	"  0  drawn\n"
	"  2  the words were wrong, or the history is none\n"
	"  4  there is nothing to draw: no series that was asked for, or none that changed\n"
	"  6  gnuplot is missing or failed, the history could not be read, nothing could be\n"
	"     written, or memory ran out\n"
	"\n"
	"docs/tracking.md says how to read a picture.\n";

/* What the words ask for. */
struct plot_options {
	struct track_view view;
	const char *output;
	bool all;
};

enum {
	OPTION_ALL = TRACK_VIEW_OWN,
};

static bool take_option(void *of, int option, enum exit_code *code)
{
	struct plot_options *options = of;

	(void)code;
	switch (option) {
	case 'o':
		options->output = optarg;
		return true;
	case OPTION_ALL:
		options->all = true;
		return true;
	default:
		return false;
	}
}

static enum exit_code check_words(const struct plot_options *options, int argc, char **argv)
{
	if (optind < argc)
		track_print(stderr,
			    "tracetoll track plot: '%s' is no option; the picture's name stands "
			    "behind -o\n",
			    argv[optind]);
	else if (plot_format_of(options->output) == PLOT_PICTURE_FORMAT_COUNT)
		track_print(stderr,
			    "tracetoll track plot: '%s' is the name of no picture; it ends in "
			    ".svg, .png or .pdf\n",
			    options->output);
	else
		return EXIT_CODE_DONE;
	return EXIT_CODE_USAGE;
}

static enum exit_code read_options(int argc, char **argv, struct plot_options *options)
{
	/* Pictures have no text format. */
	static const struct option known[] = {
		TRACK_CHOICE_OPTIONS,
		{ "history", required_argument, NULL, TRACK_OPTION_HISTORY },
		{ "output", required_argument, NULL, 'o' },
		{ "all", no_argument, NULL, OPTION_ALL },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	static const struct track_view_words words = { WORD, TRACK_CHOICE_LETTERS "o:h", known,
						       take_option };
	enum exit_code code = track_view_read(&options->view, &words, argc, argv, options);

	return code || options->view.help ? code : check_words(options, argc, argv);
}

/* The series that are drawn. */
struct drawn {
	struct history_series_list list;
	const struct history_series **series;
	size_t count;
};

/* Whether it has one that is more than suspected: of the others most are noise. */
static bool has_change(const struct findings *findings, const struct history_series *series)
{
	for (size_t f = 0; f < findings->count; f++) {
		const struct finding *finding = &findings->findings[f];

		for (size_t c = 0; c < finding->change_count; c++) {
			const struct finding_change *change = &finding->changes[c];

			if (change->series->id == series->id &&
			    (change->path_only || track_is_certain(change)))
				return true;
		}
	}
	return false;
}

static int choose(struct plot_options *options, struct drawn *drawn, struct history_error *error)
{
	struct track_view *view = &options->view;
	const struct history_choice *choice = &view->choice.choice;
	bool all = options->all || choice->configuration || choice->workload || choice->metric;
	int failed = history_series(view->history, choice, &drawn->list, error);

	if (failed)
		return failed;
	drawn->series = calloc(drawn->list.count + 1, sizeof(*drawn->series));
	if (!drawn->series)
		return -ENOMEM;
	for (size_t i = 0; i < drawn->list.count; i++) {
		const struct history_series *series = &drawn->list.series[i];

		if (all || has_change(&view->findings, series))
			drawn->series[drawn->count++] = series;
	}
	return 0;
}

/* The points of some series as CSV, which the caller frees. */
static int make_csv(struct track_view *view, const struct history_series *const *series,
		    size_t count, char **csv, struct history_error *error)
{
	struct history_points points = { .count = 0 };
	struct track_point_row *rows;
	struct listing listing = track_point_listing(NULL, 0);
	size_t row_count;
	size_t size;
	FILE *out = open_memstream(csv, &size);
	int failed = out ? 0 : -ENOMEM;

	if (out)
		listing_csv_heading(out, &listing);
	for (size_t i = 0; i < count && !failed; i++) {
		failed = track_point_rows(view->history, series[i], &view->nights, &view->findings,
					  &points, &rows, &row_count, error);
		if (failed)
			break;
		listing = track_point_listing(rows, row_count);
		failed = listing_csv_rows(out, &listing);
		free(rows);
	}
	history_points_free(&points);
	if (out && fclose(out))
		failed = failed ? failed : -ENOMEM;
	return failed;
}

/* "history-2.svg" of "history.svg"; @end replaces what stands behind the dot if it is not NULL. */
static char *name_of(const char *output, size_t number, const char *end)
{
	const char *dot = strrchr(output, '.');
	char *name;
	int length;

	if (!end)
		end = dot + 1;
	length = number > 1
			 ? asprintf(&name, "%.*s-%zu.%s", (int)(dot - output), output, number, end)
			 : asprintf(&name, "%.*s.%s", (int)(dot - output), output, end);
	return length < 0 ? NULL : name;
}

static enum exit_code write_file(const char *name, const char *bytes, size_t size)
{
	struct output_file file;
	int error = output_file_begin(&file, name);

	if (!error) {
		errno = 0;
		if (fwrite(bytes, 1, size, file.out) != size)
			error = errno ? -errno : -EIO;
		error = output_file_end(&file, error);
	}
	if (!error)
		return EXIT_CODE_DONE;
	track_print(stderr, "tracetoll track plot: cannot write %s: %s; %s\n", name,
		    strerror(-error),
		    error == -ENOSPC ? "make room or write elsewhere" : "name another file by -o");
	return EXIT_CODE_FAILED;
}

/* The data first: they are there although nothing could be drawn of them. */
static enum exit_code write_picture(const struct plot_options *options, size_t number,
				    const char *csv)
{
	char *image_name = name_of(options->output, number, NULL);
	char *data_name = name_of(options->output, number, "csv");
	struct plot_single picture = { .image = NULL };
	enum exit_code code;
	int error;

	if (!image_name || !data_name) {
		code = track_out_of_memory(WORD);
		goto done;
	}
	code = write_file(data_name, csv, strlen(csv));
	if (code)
		goto done;
	error = plot_single_draw(SCRIPT, csv, plot_format_of(options->output), &picture);
	if (error == -ENOMEM) {
		code = track_out_of_memory(WORD);
	} else if (error || *picture.failure) {
		track_print(stderr,
			    "tracetoll track plot: %s could not be drawn: %s; its data are in %s\n",
			    image_name, error ? "it was interrupted" : picture.failure, data_name);
		code = EXIT_CODE_FAILED;
	} else {
		code = write_file(image_name, picture.image, picture.size);
	}
done:
	free(picture.image);
	free(image_name);
	free(data_name);
	return code;
}

static enum exit_code draw_all(struct plot_options *options, const struct drawn *drawn)
{
	size_t pictures = (drawn->count + SERIES_IN_PICTURE - 1) / SERIES_IN_PICTURE;
	enum exit_code code = EXIT_CODE_DONE;

	if (pictures > PICTURES_MAX) {
		fprintf(stderr,
			"tracetoll track plot: %zu series would make %zu pictures, more than %d; "
			"choose by -c, -w, -m, --board\n",
			drawn->count, pictures, PICTURES_MAX);
		return EXIT_CODE_USAGE;
	}
	for (size_t i = 0; i < pictures && !code; i++) {
		size_t first = i * SERIES_IN_PICTURE;
		size_t count = drawn->count - first;
		struct history_error error = { "" };
		char *csv = NULL;
		int failed = make_csv(&options->view, &drawn->series[first],
				      count < SERIES_IN_PICTURE ? count : SERIES_IN_PICTURE, &csv,
				      &error);

		if (!failed)
			code = write_picture(options, i + 1, csv);
		else
			code = track_failed(WORD, failed, &error);
		free(csv);
	}
	if (!code)
		track_print(stdout, "%s: %zu series in %zu picture%s, with the data beside\n",
			    options->output, drawn->count, pictures, number_plural(pictures));
	return code;
}

static enum exit_code nothing(struct track_view *view, bool any)
{
	int unmatched = any ? 0 : track_view_unmatched(view, WORD);

	if (unmatched == -ENOMEM)
		return track_out_of_memory(WORD);
	fprintf(stderr, "tracetoll track plot: there is nothing to draw: %s\n",
		any         ? "no series has a change that is certain; --all draws them all"
		: unmatched ? "choose by other words"
			    : "the history has no such series; tracetoll track add FILE");
	return EXIT_CODE_SKIPPED;
}

static enum exit_code plot(struct plot_options *options)
{
	struct drawn drawn = { .count = 0 };
	struct history_error error = { "" };
	enum exit_code code = track_view_find(&options->view, WORD, false);
	int failed;

	if (code)
		return code;
	failed = choose(options, &drawn, &error);
	if (failed)
		code = track_failed(WORD, failed, &error);
	else if (!drawn.count)
		code = nothing(&options->view, drawn.list.count);
	else
		code = draw_all(options, &drawn);
	free((void *)drawn.series);
	history_series_free(&drawn.list);
	return code;
}

static enum exit_code run(int argc, char **argv)
{
	struct plot_options options = { .output = "history.svg" };
	enum exit_code code = read_options(argc, argv, &options);

	if (!code && options.view.help) {
		fputs(usage, stdout);
	} else if (!code) {
		code = track_view_open(&options.view, WORD, HISTORY_READ);
		if (!code)
			code = plot(&options);
	}
	track_view_close(&options.view);
	return code;
}

const struct track_word track_plot = {
	.name = WORD,
	.summary = "draw series night by night, with their changes marked",
	.usage = usage,
	.run = run,
};
