/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERB_H
#define VERB_H

#include "exit_code.h"

/*
 * A verb: words in, library calls, exit code out. Verbs are the only place that
 * prints. argv[0] is the verb's name, so getopt_long() can be used on it as it is.
 */
struct verb {
	const char *name;
	const char *summary; /* one line of the program's help */
	const char *usage; /* the whole text of "tracetoll NAME --help"; NULL: run() prints it */
	enum exit_code (*run)(int argc, char **argv);
};

extern const struct verb verb_doctor;
extern const struct verb verb_list;
extern const struct verb verb_run;
extern const struct verb verb_hold;
extern const struct verb verb_report;
extern const struct verb verb_compare;
extern const struct verb verb_export;
extern const struct verb verb_restore;
extern const struct verb verb_site;
extern const struct verb verb_track;
extern const struct verb verb_verify;

#endif /* VERB_H */
