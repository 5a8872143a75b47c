/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SITE_RUN_H
#define SITE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "exit_code.h"

/* What the words of `tracetoll site` ask for. */
struct site_request {
	const char *root; /* "" but for tests */
	char **words; /* names of functions; none: all that are traced */
	size_t count;
	bool json;
};

/*
 * Prints the sites that are asked for on @out, and on standard error a line for each that
 * cannot be shown. Returns the verb's exit code.
 */
enum exit_code site_run(const struct site_request *request, FILE *out);

#endif /* SITE_RUN_H */
