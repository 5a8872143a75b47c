// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files of `compare`: found, read, and put on their sides.
 */
#include "verbs/compare_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "result/boot.h"
#include "result/read_many.h"

#define SUFFIX ".jsonl"
/* How the files of one folder that holds both sides begin, as scripts/ab names them. */
#define BEFORE "before"
#define AFTER "after"
#define SAID_SIZE 1024

static enum exit_code out_of_memory(void)
{
	fprintf(stderr, "tracetoll compare: out of memory\n");
	return EXIT_CODE_FAILED;
}

static enum exit_code add_path(struct compare_paths *found, char *path, bool is_after)
{
	char **paths = path ? reallocarray(found->paths, found->count + 1, sizeof(*paths)) : NULL;
	bool *sides;

	if (paths)
		found->paths = paths;
	sides = paths ? reallocarray(found->is_after, found->count + 1, sizeof(*sides)) : NULL;
	if (!sides) {
		free(path);
		return out_of_memory();
	}
	found->is_after = sides;
	sides[found->count] = is_after;
	paths[found->count++] = path;
	return EXIT_CODE_DONE;
}

static int is_result_file(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > strlen(SUFFIX) && entry->d_name[0] != '.' &&
	       !strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX);
}

static char *join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	const char *slash = length && folder[length - 1] == '/' ? "" : "/";
	char *path;

	return asprintf(&path, "%s%s%s", folder, slash, name) < 0 ? NULL : path;
}

/* The side of a file whose folder holds both: nothing but its name can tell which is which. */
static enum exit_code side_by_name(const char *folder, const char *name, bool *is_after)
{
	*is_after = !strncmp(name, AFTER, strlen(AFTER));
	if (*is_after || !strncmp(name, BEFORE, strlen(BEFORE)))
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll compare: the name of %s/%s begins neither with " BEFORE
		" nor with " AFTER "; name the sides: compare BEFORE... --after AFTER...\n",
		folder, name);
	return EXIT_CODE_USAGE;
}

/* @both: the folder is all that was named, and holds both sides. */
static enum exit_code add_folder(struct compare_paths *found, const char *folder, bool is_after,
				 bool both)
{
	enum exit_code code = EXIT_CODE_DONE;
	struct dirent **entries;
	int count = scandir(folder, &entries, is_result_file, alphasort);

	if (count < 0) {
		fprintf(stderr, "tracetoll compare: %s: cannot read it: %s\n", folder,
			strerror(errno));
		return EXIT_CODE_USAGE;
	}
	for (int i = 0; i < count; i++) {
		if (!code && both)
			code = side_by_name(folder, entries[i]->d_name, &is_after);
		if (!code)
			code = add_path(found, join(folder, entries[i]->d_name), is_after);
		free(entries[i]);
	}
	free(entries);
	if (code || count)
		return code;
	fprintf(stderr, "tracetoll compare: %s: there is no *" SUFFIX " in this folder\n", folder);
	return EXIT_CODE_USAGE;
}

/* Of one folder both sides are there. */
static enum exit_code check_both(const struct compare_options *options,
				 const struct compare_paths *found)
{
	size_t after = 0;

	for (size_t i = 0; i < found->count; i++)
		after += found->is_after[i];
	if (options->path_count > 1 || (after && after < found->count))
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll compare: in %s is nothing of %s; name the other side, too: compare "
		"BEFORE... --after AFTER...\n",
		options->paths[0], after ? BEFORE : AFTER);
	return EXIT_CODE_USAGE;
}

enum exit_code compare_paths_find(const struct compare_options *options,
				  struct compare_paths *found)
{
	enum exit_code code = EXIT_CODE_DONE;
	struct stat status;

	*found = (struct compare_paths){ .count = 0 };
	for (size_t i = 0; i < options->path_count && !code; i++) {
		char *path = options->paths[i];
		/* Of two words the second is after, whatever they stand for. */
		bool is_after = options->sides_named ? options->is_after[i]
						     : options->path_count == 2 && i == 1;

		if (!stat(path, &status) && S_ISDIR(status.st_mode))
			code = add_folder(found, path, is_after, options->path_count == 1);
		else
			code = add_path(found, strdup(path), is_after);
	}
	if (code || found->count > 1)
		return code ? code : check_both(options, found);
	fprintf(stderr, "tracetoll compare: %s is one file; name one of before and one of after\n",
		found->paths[0]);
	return EXIT_CODE_USAGE;
}

void compare_paths_free(struct compare_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->paths[i]);
	free(paths->paths);
	free(paths->is_after);
	memset(paths, 0, sizeof(*paths));
}

static enum exit_code refuse_file(const char *path, int failed, const struct result_error *error)
{
	fprintf(stderr, "tracetoll compare: %s: ", strcmp(path, "-") ? path : "standard input");
	if (failed != -EBADMSG)
		fprintf(stderr, "cannot read it: %s\n", error->text);
	else if (error->line)
		fprintf(stderr, "not a result file, line %zu: %s\n", error->line, error->text);
	else
		fprintf(stderr, "not a result file: %s\n", error->text);
	return failed == -ENOMEM ? EXIT_CODE_FAILED : EXIT_CODE_USAGE;
}

static enum exit_code take_files(const struct compare_paths *found, struct result *results,
				 struct compare_file *files)
{
	struct result_error error;
	size_t at;
	int failed = result_read_many(found->paths, found->count, results, &at, &error);

	if (failed)
		return refuse_file(found->paths[at], failed, &error);
	for (size_t i = 0; i < found->count; i++) {
		if (compare_file_take(&files[i], found->paths[i], &results[i]))
			failed = -ENOMEM;
	}
	return failed ? out_of_memory() : EXIT_CODE_DONE;
}

/* Of many files without --after the kernel tells the side: the first one's is before. */
static enum exit_code sort_by_kernel(const struct compare_file *files, bool *is_after, size_t count)
{
	size_t other = 0;

	for (size_t i = 1; i < count; i++) {
		is_after[i] = !compare_file_is_of_kernel(&files[i], &files[0]);
		if (!is_after[i])
			continue;
		if (!other)
			other = i;
		if (compare_file_is_of_kernel(&files[i], &files[other]))
			continue;
		fprintf(stderr,
			"tracetoll compare: %s, %s and %s are of three kernels (release, build, "
			"configuration or command line); name the sides: compare BEFORE... --after "
			"AFTER...\n",
			files[0].name, files[other].name, files[i].name);
		return EXIT_CODE_USAGE;
	}
	if (other)
		return EXIT_CODE_DONE;
	fprintf(stderr,
		"tracetoll compare: all %zu files are of one kernel, so none is after; name the "
		"sides: compare BEFORE... --after AFTER...\n",
		count);
	return EXIT_CODE_USAGE;
}

static enum exit_code refuse_pair(const struct compare_side *side, const struct compare_file *file,
				  const struct environment_differences *differences)
{
	char said[SAID_SIZE];

	environment_say(differences, environment_groups(differences), said, sizeof(said));
	fprintf(stderr,
		"tracetoll compare: %s and %s are both %s, but differ in %s; name only files that "
		"are alike for one side, and the sides by --after\n",
		side->files[0].name, file->name, side->label, said);
	return EXIT_CODE_USAGE;
}

static enum exit_code check_boot(const struct compare_side *side, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (!result_is_same_boot(&side->files[i].result, &side->files[at].result))
			continue;
		fprintf(stderr,
			"tracetoll compare: %s and %s are of one boot, which counts once; name one "
			"of them, and measure in another boot\n",
			side->files[i].name, side->files[at].name);
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_DONE;
}

static enum exit_code check_side(const struct compare_side *side)
{
	enum exit_code code = EXIT_CODE_DONE;

	for (size_t i = 1; i < side->count && !code; i++) {
		struct environment_differences differences;

		if (environment_compare(&side->files[0].result, &side->files[i].result,
					&differences))
			code = out_of_memory();
		else if (differences.count)
			code = refuse_pair(side, &side->files[i], &differences);
		else
			code = check_boot(side, i);
		environment_free(&differences);
	}
	return code;
}

static enum exit_code make_sides(const struct compare_options *options, struct compare_paths *found,
				 struct compare_file *files, struct compare_side *before,
				 struct compare_side *after)
{
	enum exit_code code = EXIT_CODE_DONE;

	if (!options->sides_named && options->path_count > 2)
		code = sort_by_kernel(files, found->is_after, found->count);
	if (code)
		return code;
	if (compare_sides_make(files, found->is_after, found->count, before, after))
		return out_of_memory();
	code = check_side(before);
	return code ? code : check_side(after);
}

enum exit_code compare_files_read(const struct compare_options *options,
				  struct compare_paths *found, struct compare_side *before,
				  struct compare_side *after)
{
	struct result *results = calloc(found->count, sizeof(*results));
	struct compare_file *files = calloc(found->count, sizeof(*files));
	enum exit_code code = EXIT_CODE_FAILED;

	*before = (struct compare_side){ .count = 0 };
	*after = (struct compare_side){ .count = 0 };
	if (results && files)
		code = take_files(found, results, files);
	else
		out_of_memory();
	if (!code)
		code = make_sides(options, found, files, before, after);
	/* What was not moved. */
	for (size_t i = 0; i < found->count && files && results; i++)
		compare_file_free(&files[i]);
	free(files);
	free(results);
	return code;
}
