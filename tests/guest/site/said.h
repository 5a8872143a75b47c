/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_SITE_SAID_H
#define GUEST_SITE_SAID_H

#include <stdbool.h>
#include <stddef.h>

#include "tap.h"
#include "this_architecture.h"

#define TRACING "/sys/kernel/tracing/"

/* What one call of the command said. */
struct said {
	int status;
	char out[65536];
	char err[8192];
};

/* Who calls it. */
enum caller { ROOT, ROOT_WITHOUT_RAWIO, SOMEBODY };

/* tracetoll site with up to four words and NULL. It lives until the next call. */
const struct said *site(enum caller caller, const char *first, ...);

void check_says(struct tap *tap, const char *text, const char *part);
/* Only where the words are right: some are so on one kind of kernel. */
void check_says_if(struct tap *tap, bool wanted, const char *text, const char *part);
bool is_one_line(const char *text);
/* It says one line with @part, prints nothing, and ends with @status. */
void check_refused(struct tap *tap, const struct said *said, int status, const char *part);
/* The path of the first function is @path, and nothing contradicts itself. */
void check_path(struct tap *tap, const struct said *said, const char *path);
/* What docs/proof.md shows. */
void show(const struct said *said);

/* What can be read of a file; "" if nothing. */
void read_file(const char *path, char *text, size_t size);
/* False if not all of it went into the file. */
bool write_file(const char *path, const char *text);
/* Whether the kernel has a symbol: what it was built with. */
bool has_symbol(const char *name);

#endif /* GUEST_SITE_SAID_H */
