// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pictures by gnuplot: each image is a process of its own.
 */
#include "plot/draw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "plot/command.h"
#include "plot/scripts.h"
#include "plot/svg.h"
#include "plot/workplace.h"
#include "report/wrap.h"
#include "result/parallel.h"

#define FAILURE_SIZE 320

/* All images; an index is a picture's times the formats, and a format's. */
struct drawing {
	struct plots *plots;
	unsigned int formats;
	const struct gnuplot *gnuplot;
	const char *folder;
	char (*failures)[FAILURE_SIZE]; /* one for each image; empty: it is there */
};

void plot_complaint(const char *folder, const char *name, char *text, size_t size)
{
	char *said = NULL;
	char *save = NULL;
	char *best = NULL;
	size_t length;

	*text = '\0';
	if (workplace_read(folder, name, PLOT_IMAGE_SIZE_MAX, &said, &length))
		return;
	for (char *line = strtok_r(said, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		line += strspn(line, " \t^");
		/* It goes on after those. */
		if (strstr(line, " warning: "))
			continue;
		if (*line && (!best || !strstr(best, "\" line ")))
			best = line;
	}
	if (best)
		snprintf(text, size, ": %.*s", (int)size - 3, best);
	for (; *text; text++)
		*text = wrap_printable(*text);
	free(said);
}

bool plot_is_image(enum plot_picture_format format, const char *image, size_t size)
{
	static const char png[] = "\x89PNG\r\n\x1a\n";
	char *clean;
	int error;

	switch (format) {
	case PLOT_PNG:
		return size > 20 && !memcmp(image, png, sizeof(png) - 1) &&
		       memmem(image + size - 12, 12, "IEND", 4);
	case PLOT_PDF:
		return size > 20 && !memcmp(image, "%PDF-", 5) &&
		       memmem(image + size - 20, 20, "%%EOF", 5);
	case PLOT_SVG:
	case PLOT_PICTURE_FORMAT_COUNT:
		break;
	}
	if (strlen(image) != size)
		return false;
	error = plot_svg_clean(image, "", "", &clean);
	free(clean);
	return !error;
}

/* Takes the image that was drawn; says why there is none. */
static int take_image(struct plot_picture *picture, enum plot_picture_format format,
		      const char *folder, const char *name, char failure[FAILURE_SIZE])
{
	char *image;
	size_t size = 0;
	int error = workplace_read(folder, name, PLOT_IMAGE_SIZE_MAX, &image, &size);

	if (error == -ENOMEM)
		return error;
	if (error == -ENOENT || (!error && !size)) {
		snprintf(failure, FAILURE_SIZE, "gnuplot wrote nothing");
	} else if (error || !plot_is_image(format, image, size)) {
		snprintf(failure, FAILURE_SIZE, "what gnuplot wrote is no %s",
			 plot_format_end(format));
	} else {
		picture->images[format] = image;
		picture->sizes[format] = size;
		return 0;
	}
	free(image);
	return 0;
}

/* How the process ended, if not well. */
static void say_end(const struct drawing *drawing, int status, const char *said,
		    char failure[FAILURE_SIZE])
{
	char complaint[FAILURE_SIZE - 64];

	plot_complaint(drawing->folder, said, complaint, sizeof(complaint));
	if (WIFSIGNALED(status))
		snprintf(failure, FAILURE_SIZE, "gnuplot was ended by signal %d%s",
			 WTERMSIG(status), complaint);
	else
		snprintf(failure, FAILURE_SIZE, "gnuplot failed%s", complaint);
}

/* Why it was killed, or did not begin. */
static void say_error(const struct drawing *drawing, int error, char failure[FAILURE_SIZE])
{
	if (error == -ETIMEDOUT)
		snprintf(failure, FAILURE_SIZE,
			 "gnuplot did not end within %.3g s, and was stopped",
			 drawing->gnuplot->limit_seconds);
	else if (error == -EINTR)
		snprintf(failure, FAILURE_SIZE, "it was interrupted");
	else
		snprintf(failure, FAILURE_SIZE, "%s cannot be started: %s",
			 drawing->gnuplot->program, strerror(-error));
}

/* An error ends all: what hangs or cannot begin once would do so at each picture. */
static int draw_image(void *context, size_t index)
{
	const struct drawing *drawing = context;
	enum plot_picture_format format =
		(enum plot_picture_format)(index % PLOT_PICTURE_FORMAT_COUNT);
	struct plot_picture *picture = &drawing->plots->pictures[index / PLOT_PICTURE_FORMAT_COUNT];
	char *failure = drawing->failures[index];
	struct plot_command command;
	int status;
	int error;

	if (!(drawing->formats & 1U << format))
		return 0;
	plot_command_make(drawing->plots, picture, format, &command);
	error = gnuplot_run(drawing->gnuplot, drawing->folder, command.said, command.words,
			    &status);
	if (error) {
		say_error(drawing, error, failure);
		return error;
	}
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return take_image(picture, format, drawing->folder, command.image, failure);
	say_end(drawing, status, command.said, failure);
	return 0;
}

/* Scripts and data, in the folder where they are drawn. */
static int write_files(const struct drawing *drawing)
{
	const struct plots *plots = drawing->plots;
	size_t count;
	const struct plot_file *files = plot_files(&count);
	struct plot_command command;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++)
		error = workplace_write(drawing->folder, files[i].name, files[i].text,
					strlen(files[i].text));
	for (size_t i = 0; i < plots->count && !error; i++) {
		const struct plot_picture *picture = &plots->pictures[i];

		plot_command_make(plots, picture, PLOT_SVG, &command);
		error = workplace_write(drawing->folder, command.data, picture->data,
					strlen(picture->data));
		if (!error && picture->more_data)
			error = workplace_write(drawing->folder, command.more_data,
						picture->more_data, strlen(picture->more_data));
	}
	return error;
}

static bool lacks_image(const struct plot_picture *picture, unsigned int formats)
{
	for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT; f++) {
		if (formats & 1U << f && !picture->images[f])
			return true;
	}
	return false;
}

/* Each picture's failure is that of its first image that is not there, or of what ended all. */
static int tell_failures(const struct drawing *drawing, const char *ended)
{
	for (size_t i = 0; i < drawing->plots->count; i++) {
		struct plot_picture *picture = &drawing->plots->pictures[i];
		const char *failure = "";

		for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT && !*failure; f++)
			failure = drawing->failures[i * PLOT_PICTURE_FORMAT_COUNT + f];
		if (!lacks_image(picture, drawing->formats))
			continue;
		picture->failure = strdup(*failure ? failure : ended);
		if (!picture->failure)
			return -ENOMEM;
	}
	return 0;
}

static int draw_in(struct drawing *drawing)
{
	size_t images = drawing->plots->count * PLOT_PICTURE_FORMAT_COUNT;
	char ended[FAILURE_SIZE] = "";
	size_t at;
	int told;
	int error;

	drawing->failures = calloc(images + 1, sizeof(*drawing->failures));
	if (!drawing->failures)
		return -ENOMEM;
	error = parallel_each(images, draw_image, drawing, &at);
	if (error && error != -ENOMEM)
		snprintf(ended, sizeof(ended), "%s", drawing->failures[at]);
	told = tell_failures(drawing, ended);
	if (*ended && !told) {
		drawing->plots->failure = strdup(ended);
		told = drawing->plots->failure ? 0 : -ENOMEM;
	}
	free(drawing->failures);
	return error == -ENOMEM || error == -EINTR ? error : told;
}

/* Draws in a folder that is there. Room for the files may be missing. */
static int fill_and_draw(struct drawing *drawing, bool *drawn)
{
	int error = write_files(drawing);

	*drawn = !error;
	return error ? error : draw_in(drawing);
}

int plot_draw(struct plots *plots, unsigned int formats, const struct gnuplot *gnuplot)
{
	struct drawing drawing = { .plots = plots, .formats = formats, .gnuplot = gnuplot };
	bool drawn = false;
	char *folder;
	int error = workplace_make(&folder);

	drawing.folder = folder;
	if (!error) {
		error = fill_and_draw(&drawing, &drawn);
		workplace_remove(folder);
	}
	if (error && error != -ENOMEM && !drawn) {
		bool told = asprintf(&plots->failure, "%s cannot be written: %s", folder,
				     strerror(-error)) >= 0;

		if (!told)
			plots->failure = NULL;
		error = told ? 0 : -ENOMEM;
	}
	free(folder);
	return error;
}
