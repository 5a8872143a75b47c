/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXIT_CODE_H
#define EXIT_CODE_H

/* What a verb answers; a contract, explained in docs/exit-codes.md. */
enum exit_code {
	EXIT_CODE_DONE = 0,
	EXIT_CODE_REGRESSION = 1, /* only compare --gate and track check say it */
	EXIT_CODE_USAGE = 2, /* the words were wrong, or a file is not a result file */
	EXIT_CODE_REFUSED = 3, /* this machine cannot or must not be measured now */
	EXIT_CODE_SKIPPED = 4, /* nothing that was asked for exists here */
	EXIT_CODE_UNTRUSTED = 5, /* measured, but not to be relied on */
	EXIT_CODE_FAILED = 6, /* the tool or its surroundings failed */
};

#endif /* EXIT_CODE_H */
