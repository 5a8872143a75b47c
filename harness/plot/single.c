// SPDX-License-Identifier: GPL-2.0-only
/*
 * One picture by one script, without boards: of whatever data the script reads.
 */
#include "plot/single.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "plot/command.h"
#include "plot/draw.h"
#include "plot/gnuplot.h"
#include "plot/scripts.h"
#include "plot/workplace.h"

#define DATA "data.csv"
#define SAID "said"
#define NAME_SIZE 64

/* What one picture is drawn with. */
struct single_job {
	struct gnuplot gnuplot;
	const char *script;
	const char *csv;
	enum plot_picture_format format;
	const char *folder;
	struct plot_single *picture;
};

enum plot_picture_format plot_format_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (int i = 0; i < PLOT_PICTURE_FORMAT_COUNT && dot; i++) {
		if (!strcmp(dot + 1, plot_format_end((enum plot_picture_format)i)))
			return (enum plot_picture_format)i;
	}
	return PLOT_PICTURE_FORMAT_COUNT;
}

__attribute__((format(printf, 2, 3))) static int fail(struct plot_single *picture,
						      const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(picture->failure, sizeof(picture->failure), format, arguments);
	va_end(arguments);
	return 0;
}

static int write_files(const struct single_job *job)
{
	size_t count;
	const struct plot_file *files = plot_files(&count);
	int error = workplace_write(job->folder, DATA, job->csv, strlen(job->csv));

	for (size_t i = 0; i < count && !error; i++)
		error = workplace_write(job->folder, files[i].name, files[i].text,
					strlen(files[i].text));
	return error;
}

static int take_image(const struct single_job *job, const char *name)
{
	struct plot_single *picture = job->picture;
	int error = workplace_read(job->folder, name, PLOT_IMAGE_SIZE_MAX, &picture->image,
				   &picture->size);

	if (error == -ENOMEM)
		return error;
	if (!error && plot_is_image(job->format, picture->image, picture->size))
		return 0;
	free(picture->image);
	picture->image = NULL;
	return fail(picture, "what gnuplot wrote is no %s", plot_format_end(job->format));
}

static int draw(const struct single_job *job)
{
	char script[NAME_SIZE];
	char image[NAME_SIZE];
	const char *const words[] = { "-d", "-c", script, DATA, image, NULL };
	char complaint[256];
	int status = 0;
	int error = write_files(job);

	if (error)
		return error == -ENOMEM ? error
					: fail(job->picture, "%s cannot be written: %s",
					       job->folder, strerror(-error));
	snprintf(script, sizeof(script), "%s.gp", job->script);
	snprintf(image, sizeof(image), "picture.%s", plot_format_end(job->format));
	error = gnuplot_run(&job->gnuplot, job->folder, SAID, words, &status);
	if (error == -ETIMEDOUT)
		return fail(job->picture, "gnuplot did not end within %.3g s, and was stopped",
			    job->gnuplot.limit_seconds);
	if (error == -EINTR || error == -ENOMEM)
		return error;
	if (error)
		return fail(job->picture, "%s cannot be started: %s", job->gnuplot.program,
			    strerror(-error));
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return take_image(job, image);
	plot_complaint(job->folder, SAID, complaint, sizeof(complaint));
	return fail(job->picture, "gnuplot failed%s", complaint);
}

/* Signals wait until the temporary folder is gone, which they would leave behind. */
static int draw_undisturbed(struct single_job *job)
{
	sigset_t before;
	char *folder;
	int error;

	gnuplot_hold_stops(&job->gnuplot, &before);
	error = workplace_make(&folder);
	job->folder = folder;
	if (!error) {
		error = draw(job);
		workplace_remove(folder);
	} else if (error != -ENOMEM) {
		error = fail(job->picture, "%s cannot be made: %s", folder, strerror(-error));
	}
	free(folder);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

int plot_single_draw(const char *script, const char *csv, enum plot_picture_format format,
		     struct plot_single *picture)
{
	struct single_job job = {
		.script = script, .csv = csv, .format = format, .picture = picture
	};
	int error = gnuplot_find(&job.gnuplot);
	char *missing;

	*picture = (struct plot_single){ .image = NULL };
	if (error == -ENOENT) {
		missing = gnuplot_missing();
		error = missing ? fail(picture, "%s", missing) : -ENOMEM;
		free(missing);
	} else if (!error) {
		error = draw_undisturbed(&job);
	}
	gnuplot_free(&job.gnuplot);
	return error;
}
