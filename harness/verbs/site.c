// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll site: what stands at patch sites of the running kernel, and who is behind it.
 */
#include <getopt.h>
#include <stdio.h>

#include "verbs/site_run.h"
#include "verbs/verb.h"

static const char usage[] =
	"usage: tracetoll site [FUNCTION...] [--json]\n"
	"\n"
	"Shows the patch site of kernel functions at this moment: its instructions, the\n"
	"literal before them, the names behind both, the path that a call takes, and what\n"
	"ftrace's own list, enabled_functions, says. Without a FUNCTION: all that are in\n"
	"this list. (A kprobe on arm64 or riscv64 is a breakpoint and in no such list:\n"
	"name its function.) Wants root, and no module: it reads /proc/kallsyms and\n"
	"/proc/kcore.\n"
	"\n"
	"      --json  the same as JSON\n"
	"  -h, --help  this text\n"
	"\n"
	"Exit codes:\n"
	"  0  printed; also if nothing is traced\n"
	"  2  the words were wrong\n"
	"  3  the kernel hides its symbols or its memory from us\n"
	"  4  a FUNCTION is not there or has no patch site; the others are shown\n"
	"  5  printed, but a site and enabled_functions contradict each other\n"
	"  6  the sites could not be written, or memory ran out\n"
	"\n"
	"docs/proof.md explains what is shown, and the keys of the JSON.\n";

static enum exit_code run(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct site_request request = { .root = "" };
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return EXIT_CODE_DONE;
		}
		if (option != 'j') {
			fprintf(stderr,
				"tracetoll site: '%s' is not known; see: tracetoll site --help\n",
				argv[optind - 1]);
			return EXIT_CODE_USAGE;
		}
		request.json = true;
	}
	request.words = argv + optind;
	request.count = (size_t)(argc - optind);
	return site_run(&request, stdout);
}

const struct verb verb_site = {
	.name = "site",
	.summary = "decode patch sites: instructions, literal, who is behind it",
	.usage = usage,
	.run = run,
};
