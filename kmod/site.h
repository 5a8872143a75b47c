/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_SITE_H
#define TRACETOLL_SITE_H

#include <linux/types.h>

struct tracetoll_site;
struct tracetoll_symbol;
struct tracetoll_text;

/* Reads the bytes around @function and those its patch site branches to. */
void tracetoll_read_site(unsigned long function, struct tracetoll_site *site);

/* Sums up text->length bytes from @function on; text->valid tells whether they could be read. */
void tracetoll_sum_text(unsigned long function, struct tracetoll_text *text);

/*
 * Names symbol->address, unless it is not to be, and tells whether it is one of the module's
 * own.
 */
void tracetoll_name_address(struct tracetoll_symbol *symbol);

/*
 * Where the patch site of a function branches to, 0 if it does not branch.
 * @code holds the function's first 16 bytes. One file per architecture:
 * branch_target_*.c. Only used to read what stands there; what a site means is
 * decoded, and tested, in the harness.
 */
unsigned long tracetoll_branch_target(unsigned long function, const u8 *code);

#endif /* TRACETOLL_SITE_H */
