// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/input_files.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "result/boot.h"

const char *input_file_name(const char *path)
{
	return strcmp(path, "-") ? path : "standard input";
}

static bool is_one_file(const char *one, const char *other)
{
	struct stat own;
	struct stat its;

	return !stat(one, &own) && !stat(other, &its) && own.st_dev == its.st_dev &&
	       own.st_ino == its.st_ino && S_ISREG(own.st_mode);
}

enum exit_code input_files_check_output(const char *verb, const char *output, char *const *paths,
					size_t count)
{
	for (size_t i = 0; output && i < count; i++) {
		if (!is_one_file(output, paths[i]))
			continue;
		fprintf(stderr,
			"tracetoll %s: -o %s is a result file that is to be read; name another "
			"one\n",
			verb, output);
		return EXIT_CODE_USAGE;
	}
	return EXIT_CODE_DONE;
}

enum exit_code input_files_check_twice(const char *verb, char *const *paths,
				       const struct result *results, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (!is_one_file(paths[k], paths[i]) &&
			    !result_is_same_run(&results[k], &results[i]))
				continue;
			fprintf(stderr,
				"tracetoll %s: %s and %s are one run, which counts once; name one "
				"of them\n",
				verb, input_file_name(paths[k]), input_file_name(paths[i]));
			return EXIT_CODE_USAGE;
		}
	}
	return EXIT_CODE_DONE;
}
