// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what `tracetoll site` shows of the states that a patch site can be in,
 * and what it says on days when the kernel is closed to it.
 *
 * The words say which parts: tracefs, module, far, closed, lockdown.
 */
#include <stddef.h>
#include <string.h>

#include "site/parts.h"
#include "site/said.h"

static const struct {
	const char *word;
	void (*check)(struct tap *tap, bool call_ops);
} parts[] = {
	{ "tracefs", check_tracefs }, { "module", check_module },     { "far", check_far },
	{ "closed", check_closed },   { "lockdown", check_lockdown },
};

#define PART_COUNT (sizeof(parts) / sizeof(parts[0]))

int main(int argc, char **argv)
{
	struct tap tap = { 0 };
	bool call_ops = has_symbol("ftrace_list_ops");

	for (int i = 1; i < argc; i++) {
		size_t part = 0;

		while (part < PART_COUNT && strcmp(argv[i], parts[part].word) != 0)
			part++;
		if (part < PART_COUNT)
			parts[part].check(&tap, call_ops);
		else
			tap_check(&tap, false, "there is no part '%s'", argv[i]);
	}
	return tap_end(&tap);
}
