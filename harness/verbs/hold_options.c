// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/hold_options.h"

#include <getopt.h>
#include <string.h>

#include "system_call.h"
#include "verbs/name_lists.h"

/* The handler of the read system call. */
#define DEFAULT_TRACEE SYSTEM_CALL_HANDLER(read)

const char hold_usage[] =
	"usage: tracetoll hold CONFIG [--tracee FUNCTION] [--json FILE]\n"
	"                      [--module FILE] [--allow-dirty] -- COMMAND [ARGUMENT...]\n"
	"\n"
	"Attaches a configuration to a function, proves the path, runs the command while\n"
	"it is attached, proves the path again, detaches, and hands on the command's exit\n"
	"status. The command runs as it would without: nothing watches it, it is not\n"
	"pinned, and its input, output, environment and signals are its own. It is timed\n"
	"by whoever calls hold, without --json: then what is attached is what run measures.\n"
	"Loads the module if it is not loaded, and removes it then; none needs it, too, to\n"
	"prove that nothing is attached.\n"
	"\n"
	"      --tracee FUNCTION  any function of the kernel that ftrace can trace\n"
	"                         (default: the handler of the read system call,\n"
	"                         " DEFAULT_TRACEE ")\n"
	"      --json FILE        write the proof and how often the function was called;\n"
	"                         what is attached counts then. - is standard output\n"
	"      --module FILE      tracetoll.ko (default: the one beside this program)\n"
	"      --allow-dirty      also if somebody else traces the function already\n"
	"  -h, --help             this text\n"
	"\n"
	"Exit codes:\n"
	"  the command's own, or 128 and the number of the signal that ended it; 127 or\n"
	"  126 if it could not be started (not found, or else). Instead of it, always with\n"
	"  a line on standard error:\n"
	"  2  the words were wrong\n"
	"  3  refused: not on this machine or not now; the command was not run\n"
	"  4  there is no such configuration or function here; the command was not run\n"
	"  5  the command ran, but the path was not the same all the time\n"
	"  6  failed, or stopped before the command was run\n"
	"\n"
	"docs/whole-commands.md tells how to compare configurations by whole commands.\n";

enum {
	OPTION_TRACEE = 256,
	OPTION_JSON,
	OPTION_MODULE,
	OPTION_ALLOW_DIRTY,
};

static const struct option long_options[] = {
	{ "tracee", required_argument, NULL, OPTION_TRACEE },
	{ "json", required_argument, NULL, OPTION_JSON },
	{ "module", required_argument, NULL, OPTION_MODULE },
	{ "allow-dirty", no_argument, NULL, OPTION_ALLOW_DIRTY },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const char advice[] = "see: tracetoll hold --help";

/* @word is the one that getopt_long() looked at last. */
static int parse_option(struct hold_options *options, int option, const char *word,
			struct complaint *complaint)
{
	switch (option) {
	case OPTION_TRACEE:
		options->workload.tracee = optarg;
		break;
	case OPTION_JSON:
		options->json = optarg;
		break;
	case OPTION_MODULE:
		options->module = optarg;
		break;
	case OPTION_ALLOW_DIRTY:
		options->plan.allow_dirty = true;
		break;
	case 'h':
		options->help = true;
		break;
	default:
		return complain(complaint, EXIT_CODE_USAGE, 0, advice,
				"'%s' is not known, or lacks its value", word);
	}
	if (optarg && !*optarg)
		return complain(complaint, EXIT_CODE_USAGE, 0, advice, "'%s' lacks its value",
				word);
	return 0;
}

static int parse_configuration(struct hold_options *options, const char *word,
			       struct complaint *complaint)
{
	int err;

	if (options->plan.configuration_count)
		return complain(complaint, EXIT_CODE_USAGE, 0, "the command stands behind a --",
				"'%s' is one word too many", word);
	err = name_lists_add_configurations(&options->plan, word, complaint);
	if (!err && options->plan.configuration_count != 1)
		err = complain(complaint, EXIT_CODE_USAGE, 0, "",
			       "hold takes one configuration, '%s' are several", word);
	if (!err && options->plan.configurations[0].row->without_call)
		err = complain(complaint, EXIT_CODE_USAGE, 0, "",
			       "'%s' is about the loop of a workload, and a command has none",
			       word);
	return err;
}

/* Of which system call a function is the handler, by its name; NULL: of none. */
static const char *handled_system_call(const char *function)
{
	static const char *const prefixes[] = { SYSTEM_CALL_HANDLER(),
						SYSTEM_CALL_HANDLER_PLAIN() };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (!strncmp(function, prefixes[i], strlen(prefixes[i])))
			return function + strlen(prefixes[i]);
	}
	return NULL;
}

/* The options and the configuration, up to the --; *@end becomes the index of the command. */
static int parse_words(struct hold_options *options, int argc, char **argv, int *end,
		       struct complaint *complaint)
{
	int err = 0;

	opterr = 0;
	optind = 0; /* glibc: from the start, whatever was parsed before */
	while (!err && !options->help) {
		const int at = optind ? optind : 1;
		const int option = getopt_long(argc, argv, "+h", long_options, NULL);

		if (option != -1)
			err = parse_option(options, option, argv[optind - 1], complaint);
		else if (optind > at) /* it took the -- */
			break;
		else if (optind == argc)
			return complain(complaint, EXIT_CODE_USAGE, 0, advice,
					"there is no command: it stands behind a --");
		else
			err = parse_configuration(options, argv[optind++], complaint);
	}
	*end = optind;
	return err;
}

int hold_options_parse(struct hold_options *options, int argc, char **argv,
		       struct complaint *complaint)
{
	int end = 0;
	int err;

	memset(options, 0, sizeof(*options));
	options->workload = (struct workload){
		.name = "hold",
		.kind = TRACETOLL_TRACEE_NAMED,
		.tracee = DEFAULT_TRACEE,
	};
	err = parse_words(options, argc, argv, &end, complaint);
	if (err || options->help)
		return err;
	if (!options->plan.configuration_count)
		return complain(complaint, EXIT_CODE_USAGE, 0, advice,
				"there is no configuration before the --");
	if (end == argc || !*argv[end])
		return complain(complaint, EXIT_CODE_USAGE, 0, advice,
				"there is no command behind the --");
	options->command = argv + end;
	options->workload.system_call = handled_system_call(options->workload.tracee);
	options->plan.workloads[options->plan.workload_count++] = &options->workload;
	return 0;
}
