// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll restore: undoes what processes left that could not do it themselves, or left on
 * purpose.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "machine/guardian.h"
#include "machine/journal.h"
#include "verbs/verb.h"

#define RESTORE_USAGE                                                                        \
	"usage: tracetoll restore [--root FOLDER]\n"                                         \
	"\n"                                                                                 \
	"Undoes what `tracetoll doctor --tune` changed, and what runs left that were\n"      \
	"killed together with their guardian: tracing instances, events, settings. Each\n"   \
	"was written down before it was made, in /run/tracetoll; the newest is undone\n"     \
	"first. What a run changed that still goes on is left alone. `tracetoll run` does\n" \
	"the same when it starts, but leaves the machine tuned.\n"                           \
	"\n"                                                                                 \
	"      --root FOLDER  take what is written down below FOLDER (default: /)\n"         \
	"  -h, --help         this text\n"                                                   \
	"\n"                                                                                 \
	"Exit codes:\n"                                                                      \
	"  0  nothing is left (any more)\n"                                                  \
	"  2  the words were wrong\n"                                                        \
	"  3  this user may not read what was written down\n"                                \
	"  6  something could not be undone\n"

static void say(void *context, const struct journal_deed *deed)
{
	(void)context;
	if (deed->error)
		fprintf(stderr, "tracetoll: cannot undo what process %d %s: %s: %s\n",
			(int)deed->owner, deed->kept ? "tuned" : "left", deed->what,
			strerror(-deed->error));
	else
		printf("%s: %s (%s by process %d)\n", deed->was_gone ? "was gone" : "undone",
		       deed->what, deed->kept ? "tuned" : "left", (int)deed->owner);
}

static enum exit_code restore(const char *root)
{
	struct journal_tally tally;
	int err = journal_restore(root, true, say, NULL, &tally);

	if (err == -EACCES || err == -EPERM) {
		fprintf(stderr,
			"tracetoll: cannot read the journals in %s" JOURNAL_FOLDER
			": %s; run as root\n",
			root, strerror(-err));
		return EXIT_CODE_REFUSED;
	}
	if (err)
		fprintf(stderr, "tracetoll: cannot read the journals in %s" JOURNAL_FOLDER ": %s\n",
			root, strerror(-err));
	if (tally.living)
		printf("%u at work: what %s changed is left alone\n", tally.living,
		       tally.living == 1 ? "it" : "they");
	if (tally.waiting)
		printf("%u tuned before that: left alone, too; restore again afterwards\n",
		       tally.waiting);
	if (err || tally.failed)
		return EXIT_CODE_FAILED;
	if (!tally.undone && !tally.waiting)
		printf("nothing was left behind\n");
	return EXIT_CODE_DONE;
}

static enum exit_code restore_verb(int argc, char **argv)
{
	static const struct option options[] = {
		{ "root", required_argument, NULL, 'r' },
		/* The guardian's own words; nobody types them. */
		{ "guard", required_argument, NULL, 'g' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *root = "";
	int option;

	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (option) {
		case 'r':
			root = optarg;
			break;
		case 'h':
			fputs(RESTORE_USAGE, stdout);
			return EXIT_CODE_DONE;
		case 'g':
			return guardian_watch(optarg) ? EXIT_CODE_FAILED : EXIT_CODE_DONE;
		default:
			fprintf(stderr,
				"tracetoll: restore does not know '%s'; see: tracetoll "
				"restore --help\n",
				argv[optind - 1]);
			return EXIT_CODE_USAGE;
		}
	}
	if (optind < argc) {
		fprintf(stderr,
			"tracetoll: '%s' is one word too many; see: tracetoll restore "
			"--help\n",
			argv[optind]);
		return EXIT_CODE_USAGE;
	}
	return restore(root);
}

const struct verb verb_restore = {
	.name = "restore",
	.summary = "undo doctor --tune, and what killed runs left behind",
	.usage = RESTORE_USAGE,
	.run = restore_verb,
};
