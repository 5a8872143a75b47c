/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HOLD_OPTIONS_H
#define HOLD_OPTIONS_H

#include <stdbool.h>

#include "bench/workload.h"
#include "config/complaint.h"
#include "measure/plan.h"
#include "system_call.h"

#define HOLD_USAGE                                                                             \
	"usage: tracetoll hold CONFIG [--tracee FUNCTION] [--json FILE]\n"                     \
	"                      [--module FILE] [--allow-dirty] -- COMMAND [ARGUMENT...]\n"     \
	"\n"                                                                                   \
	"Attaches a configuration to a function, proves the path, runs the command while\n"    \
	"it is attached, proves the path again, detaches, and hands on the command's exit\n"   \
	"status. The command runs as it would without: nothing watches it, it is not\n"        \
	"pinned, and its input, output, environment and signals are its own. It is timed\n"    \
	"by whoever calls hold, without --json: then what is attached is what run measures.\n" \
	"Loads the module if it is not loaded, and removes it then; none needs it, too, to\n"  \
	"prove that nothing is attached.\n"                                                    \
	"\n"                                                                                   \
	"      --tracee FUNCTION  any function of the kernel that ftrace can trace\n"          \
	"                         (default: the handler of the read system call,\n"            \
	"                         " HOLD_DEFAULT_TRACEE ")\n"                                  \
	"      --json FILE        write the proof and how often the function was called;\n"    \
	"                         what is attached counts then. - is standard output\n"        \
	"      --module FILE      tracetoll.ko (default: the one beside this program)\n"       \
	"      --allow-dirty      also if somebody else traces the function already\n"         \
	"  -h, --help             this text\n"                                                 \
	"\n"                                                                                   \
	"Exit codes:\n"                                                                        \
	"  the command's own, or 128 and the number of the signal that ended it; 127 or\n"     \
	"  126 if it could not be started (not found, or else). Instead of it, always with\n"  \
	"  a line on standard error:\n"                                                        \
	"  2  the words were wrong\n"                                                          \
	"  3  refused: not on this machine or not now; the command was not run\n"              \
	"  4  there is no such configuration or function here; the command was not run\n"      \
	"  5  the command ran, but the path was not the same all the time\n"                   \
	"  6  failed, or stopped before the command was run\n"                                 \
	"\n"                                                                                   \
	"docs/whole-commands.md tells how to compare configurations by whole commands.\n"

/* The handler of the read system call. */
#define HOLD_DEFAULT_TRACEE SYSTEM_CALL_HANDLER(read)

/* What the command line of `hold` asks for. */
struct hold_options {
	struct plan plan; /* one configuration, one workload: the tracee, run by the command */
	struct workload workload;
	const char *json; /* NULL: not asked for */
	const char *module; /* NULL: look for it */
	char **command; /* behind the --, ends with NULL */
	bool help; /* the text was asked for, and nothing else counts */
};

/*
 * Parses the words. @options must stay where it is: the plan points into it. Returns 0, or a
 * negative errno with a complaint.
 */
int hold_options_parse(struct hold_options *options, int argc, char **argv,
		       struct complaint *complaint);

#endif /* HOLD_OPTIONS_H */
