/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include <limits.h>
#include <stdbool.h>

#include "config/complaint.h"
#include "measure/plan.h"

#define RUN_USAGE                                                                             \
	"usage: tracetoll run [-c CONFIG,..] [-w WORKLOAD,..] [-e EVENT,..] [-o FILE]\n"      \
	"                     [--blocks N | --precision P [--time-limit S]] [--seed N]\n"     \
	"                     [--samples N] [--reload N] [--settle MS] [--calls N]\n"         \
	"                     [--cpu N] [--board LABEL] [--tune] [--module FILE]\n"           \
	"                     [--allow-dirty]\n"                                              \
	"\n"                                                                                  \
	"Measures every configuration under every workload, in blocks of random order:\n"     \
	"attach, prove the path, sample, prove again, detach. Loads the module if it is\n"    \
	"not loaded, and removes it then.\n"                                                  \
	"\n"                                                                                  \
	"  -c, --config LIST    configurations, all, or sweep, which report --decompose\n"    \
	"                       takes (default: see tracetoll list configs); none, the\n"     \
	"                       baseline, is always among them\n"                             \
	"  -w, --workload LIST  workloads (default: see tracetoll list workloads)\n"          \
	"  -e, --event LIST     events, presets, PMU/NAME/, rHEX; :k and :u say the mode\n"   \
	"                       (default: what this machine counts; see tracetoll list\n"     \
	"                       events)\n"                                                    \
	"  -o, --output FILE    result file, - for standard output\n"                         \
	"                       (default: tracetoll-HOST-TIME.jsonl)\n"                       \
	"      --blocks N       how often each is measured (default: 20)\n"                   \
	"      --precision P    blocks until each overhead is known to +-P: 0.5% of the\n"    \
	"                       baseline, or 0.2ns; --blocks (default 1000) is the most\n"    \
	"      --time-limit S   seconds after which no block begins\n"                        \
	"      --samples N      of each attachment (default: 1)\n"                            \
	"      --reload N       load the module anew after each N blocks: what a layout of\n" \
	"                       memory adds is then drawn anew, too\n"                        \
	"      --settle MS      from an attachment to its first sample (default: 40)\n"       \
	"      --seed N         of the random order (default: drawn, and recorded)\n"         \
	"      --calls N        calls a sample (default: calibrated for each)\n"              \
	"      --cpu N          CPU to measure on (default: the last one)\n"                  \
	"      --board LABEL    what this board is called, where several are of one type:\n"  \
	"                       report tells boards apart by it\n"                            \
	"      --tune           change what disturbs as long as it runs; see doctor\n"        \
	"      --module FILE    tracetoll.ko (default: the one beside this program)\n"        \
	"      --allow-dirty    measure and mark what somebody else traces already\n"         \
	"  -h, --help           this text\n"                                                  \
	"\n"                                                                                  \
	"Exit codes:\n"                                                                       \
	"  0  measured\n"                                                                     \
	"  2  the words were wrong\n"                                                         \
	"  3  refused: not on this machine or not now\n"                                      \
	"  4  nothing that was asked for exists here\n"                                       \
	"  5  measured, but not to be trusted\n"                                              \
	"  6  failed or stopped: what was measured until then is in the file\n"               \
	"\n"                                                                                  \
	"docs/reading-the-table.md explains the table, docs/result-file.md the file.\n"

/* What the command line of `run` asks for. */
struct run_options {
	struct plan plan;
	char output[PATH_MAX];
	const char *module; /* NULL: look for it */
	const char *board; /* label of the board; NULL: it goes by its own name */
	bool help; /* the text was asked for, and nothing else counts */
	bool events_asked; /* else the plan has what a PMU counts */
	bool tune;
	bool baseline_added; /* `none` is in the plan, but nobody asked for it */
};

/*
 * Parses the words and fills in the defaults. Returns 0, or a negative errno with
 * a complaint that names the word and, where there is one, its nearest relative.
 */
int run_options_parse(struct run_options *options, int argc, char **argv,
		      struct complaint *complaint);

#endif /* RUN_OPTIONS_H */
