// SPDX-License-Identifier: GPL-2.0-only
/*
 * What stands in the tracee besides its site: its own instructions, and the probes that the
 * configuration puts there.
 */
#include <stdio.h>
#include <string.h>

#include "site/check_parts.h"

bool check_kprobe(const struct claim *claim, const struct evidence *before,
		  const struct evidence *after, char *reason, size_t size)
{
	const unsigned int expected = claim_brings(claim) & BRINGS_KPROBE ? 1 : 0;
	const struct evidence *looks[] = { before, after };

	if (claim->baseline->evidence.kprobe[0])
		return true;
	for (size_t i = 0; i < 2; i++) {
		const struct evidence *look = looks[i];

		/* Where the list cannot be read the breakpoint itself is what is seen. */
		if (look->kprobes == expected || !look->kprobes_known)
			continue;
		if (!look->kprobes)
			snprintf(reason, size, "the kernel lists no kprobe in the tracee");
		else if (!expected)
			snprintf(reason, size, "a kprobe is in the tracee: %s", look->kprobe);
		else
			snprintf(reason, size, "%u kprobes are in the tracee, expected is one: %s",
				 look->kprobes, look->kprobe);
		return false;
	}
	return true;
}

/* Behind the site the tracee is as it was found: no breakpoint in its body. */
bool check_body(const struct claim *claim, const struct evidence *before,
		const struct evidence *after, char *reason, size_t size)
{
	const struct site_bytes *start = &claim->baseline->evidence.bytes;
	const struct evidence *looks[] = { before, after };

	for (size_t i = 0; i < 2; i++) {
		const struct site_bytes *bytes = &looks[i]->bytes;
		size_t end =
			site_patched_end(claim->abilities->architecture, bytes, &looks[i]->site);

		if (bytes->function == start->function && bytes->valid == start->valid &&
		    !memcmp(bytes->bytes + end, start->bytes + end, SITE_BYTES - end))
			continue;
		snprintf(reason, size,
			 "the tracee's body is not what it was at the start: "
			 "a breakpoint, or another function");
		return false;
	}
	return true;
}
