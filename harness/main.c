// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the verb and runs it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config/nearest.h"
#include "verbs/verb.h"
#include "version.h"

static const struct verb *const verbs[] = {
	&verb_list,    &verb_doctor, &verb_run,    &verb_hold, &verb_verify,  &verb_report,
	&verb_compare, &verb_track,  &verb_export, &verb_site, &verb_restore,
};

#define VERB_COUNT (sizeof(verbs) / sizeof(verbs[0]))

static void print_help(FILE *out)
{
	fprintf(out, "tracetoll %s: what it costs to have a kernel function traced\n\n",
		TRACETOLL_VERSION);
	fprintf(out, "usage: tracetoll VERB [ARGUMENT...]\n\n");
	for (size_t i = 0; i < VERB_COUNT; i++)
		fprintf(out, "  %-8s %s\n", verbs[i]->name, verbs[i]->summary);
	fprintf(out, "\n\"tracetoll VERB --help\" explains a verb, its options and exit codes.\n");
}

static enum exit_code unknown_verb(const char *word)
{
	const char *names[VERB_COUNT];
	const char *nearest;

	for (size_t i = 0; i < VERB_COUNT; i++)
		names[i] = verbs[i]->name;
	nearest = nearest_name(word, names, VERB_COUNT);
	fprintf(stderr, "tracetoll: there is no verb '%s'", word);
	if (nearest)
		fprintf(stderr, "; did you mean '%s'?", nearest);
	fprintf(stderr, " (tracetoll --help lists them)\n");
	return EXIT_CODE_USAGE;
}

/*
 * With 0, 1 or 2 closed, the next file would become it and take our messages. Opened
 * for reading: what is written to a closed output must fail as it would have. Not for
 * the command of `hold`: to that it is as closed as it was.
 */
static void open_standard_streams(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static enum exit_code dispatch(int argc, char **argv)
{
	if (argc < 2) {
		print_help(stderr);
		return EXIT_CODE_USAGE;
	}
	if (argc == 3 && !strcmp(argv[1], "help"))
		return dispatch(3, (char *[]){ argv[0], argv[2], (char[]){ "--help" }, NULL });
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		print_help(stdout);
		return EXIT_CODE_DONE;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("tracetoll %s %s (%s)\n", TRACETOLL_VERSION, TRACETOLL_ARCH,
		       TRACETOLL_COMPILER);
		return EXIT_CODE_DONE;
	}
	for (size_t i = 0; i < VERB_COUNT; i++) {
		if (strcmp(argv[1], verbs[i]->name))
			continue;
		if (verbs[i]->usage && argc > 2 &&
		    (!strcmp(argv[2], "--help") || !strcmp(argv[2], "-h"))) {
			fputs(verbs[i]->usage, stdout);
			return EXIT_CODE_DONE;
		}
		return verbs[i]->run(argc - 1, argv + 1);
	}
	return unknown_verb(argv[1]);
}

int main(int argc, char **argv)
{
	enum exit_code exit_code;

	open_standard_streams();
	exit_code = dispatch(argc, argv);
	/* A help that nobody could read is no success either. */
	if ((fflush(stdout) || ferror(stdout)) && exit_code == EXIT_CODE_DONE) {
		fprintf(stderr, "tracetoll: cannot write to standard output: %s\n",
			strerror(errno));
		return EXIT_CODE_FAILED;
	}
	return exit_code;
}
