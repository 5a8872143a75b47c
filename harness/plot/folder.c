// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pictures as files, with all that they are drawn from.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plot/command.h"
#include "plot/plot.h"
#include "plot/scripts.h"
#include "plot/workplace.h"
#include "report/wrap.h"

#define README "README"
#define README_SIZE_MAX ((size_t)32 << 20)

static const char readme_head[] =
	"Pictures of tracetoll report, and all that they are drawn from: data as CSV,\n"
	"and gnuplot scripts. The command below a picture draws it again, in this folder.\n"
	"The end of its second file's name is the format: .svg, .png or .pdf. With\n"
	"-e 'width=800' before -c it is wider, for slides.\n";

struct writing {
	const char *folder;
	char *at; /* of 256 bytes: the file that is written */
};

static int write_file(struct writing *writing, const char *name, const char *text, size_t size)
{
	snprintf(writing->at, 256, "%s/%s", writing->folder, name);
	return workplace_write(writing->folder, name, text, size);
}

/* An image that is missing now must not be an earlier one's. */
static int remove_file(struct writing *writing, const char *name)
{
	char *path;
	int error = 0;

	snprintf(writing->at, 256, "%s/%s", writing->folder, name);
	if (asprintf(&path, "%s/%s", writing->folder, name) < 0)
		return -ENOMEM;
	if (unlink(path) && errno != ENOENT)
		error = -errno;
	free(path);
	return error;
}

static int write_picture(struct writing *writing, const struct plots *plots,
			 const struct plot_picture *picture)
{
	struct plot_command command;
	int error = 0;

	for (size_t f = 0; f < PLOT_PICTURE_FORMAT_COUNT && !error; f++) {
		plot_command_make(plots, picture, (enum plot_picture_format)f, &command);
		error = picture->images[f] ? write_file(writing, command.image, picture->images[f],
							picture->sizes[f])
					   : remove_file(writing, command.image);
	}
	if (!error)
		error = write_file(writing, command.data, picture->data, strlen(picture->data));
	if (!error && picture->more_data)
		error = write_file(writing, command.more_data, picture->more_data,
				   strlen(picture->more_data));
	return error;
}

/* A word of a shell's. */
static void print_quoted(FILE *out, const char *word)
{
	if (*word && strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				  "-_.+:/") == strlen(word)) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (; *word; word++)
		fputs(*word == '\'' ? "'\\''" : (char[]){ *word, '\0' }, out);
	fputc('\'', out);
}

static void print_picture(FILE *out, const struct plots *plots, const struct plot_picture *picture)
{
	struct plot_command command;

	fputc('\n', out);
	wrap_print(out, 0, picture->title);
	wrap_print_at(out, 2, 2, picture->script->shows);
	if (picture->failure) {
		fputs("  Not drawn: ", out);
		wrap_print(out, 2, picture->failure);
	}
	plot_command_make(plots, picture, PLOT_SVG, &command);
	fputs("\n    gnuplot", out);
	for (size_t i = 0; command.words[i]; i++) {
		fputc(' ', out);
		print_quoted(out, command.words[i]);
	}
	fputc('\n', out);
}

/* A README that is not ours is somebody's who did not mean this folder. */
static int check_readme(struct writing *writing)
{
	char *text;
	size_t size = 0;
	int error = workplace_read(writing->folder, README, README_SIZE_MAX, &text, &size);
	bool own = !error && !strncmp(text, readme_head, strcspn(readme_head, "\n") + 1);

	free(text);
	if (error == -ENOENT || error == -ENOTDIR || error == -ENOMEM || own)
		return error == -ENOMEM ? error : 0;
	snprintf(writing->at, 256, "%s/%s", writing->folder, README);
	return -EEXIST;
}

static int write_readme(struct writing *writing, const struct plots *plots)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int error = out ? 0 : -ENOMEM;

	if (out) {
		fputs(readme_head, out);
		if (plots->failure) {
			fputs("\nNot all are drawn: ", out);
			wrap_print(out, 0, plots->failure);
		}
		for (size_t i = 0; i < plots->count; i++)
			print_picture(out, plots, &plots->pictures[i]);
		if (fclose(out))
			error = -ENOMEM;
	}
	if (!error)
		error = write_file(writing, README, text, size);
	free(text);
	return error;
}

int plots_write(const struct plots *plots, const char *folder, char at[256])
{
	struct writing writing = { .folder = folder, .at = at };
	size_t count;
	const struct plot_file *files = plot_files(&count);
	int error = 0;

	snprintf(at, 256, "%s", folder);
	/* What is there but is no folder says so when a file is written. */
	if (mkdir(folder, 0777) && errno != EEXIST)
		return -errno;
	error = check_readme(&writing);
	for (size_t i = 0; i < count && !error; i++)
		error = write_file(&writing, files[i].name, files[i].text, strlen(files[i].text));
	for (size_t i = 0; i < plots->count && !error; i++)
		error = write_picture(&writing, plots, &plots->pictures[i]);
	return error ? error : write_readme(&writing, plots);
}
