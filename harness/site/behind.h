/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BEHIND_H
#define BEHIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/path.h"
#include "site/enabled_functions.h"
#include "site/prove.h"

/*
 * Who is behind the addresses of a patch site, told from what a stranger to the kernel can
 * read: symbols, the words of an ops, enabled_functions. Pure functions. Symbols are as
 * kallsyms_text() writes them: "" for none, "+0x10" behind one that is not its start.
 */

/*
 * Whose ops a literal names. Somebody's ops are OWNER_RELEVANT_OPS, or OWNER_DIRECT_OPS if
 * they hold a direct call. Where the kernel's symbols lack data, @func still tells.
 */
enum site_owner behind_literal(const char *symbol, const char *func, uint64_t direct_call);

/* Where a site leads. */
struct behind_target {
	enum architecture architecture;
	const char *symbol;
	/* Either says that the address is a direct call's, although it has no symbol: */
	bool is_direct_call; /* of the ops that the literal names */
	bool listed_direct; /* enabled_functions lists one for the function */
};

/*
 * Whose the target is, as site_path() wants it. @named is false for the trampolines that
 * x86 makes for one ops each.
 */
enum site_owner behind_target(const struct behind_target *target, bool *named);

/*
 * In which point a site and enabled_functions contradict each other, as words; "" if they
 * agree. @listed is NULL if the function is not in the list.
 */
void behind_contradiction(enum site_kind kind, enum path path,
			  const struct enabled_function *listed, char *text, size_t size);

#endif /* BEHIND_H */
