/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EARLIER_LOOK_H
#define EARLIER_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "attach/device.h"
#include "config/complaint.h"
#include "config/dispatch.h"
#include "site/evidence.h"

/*
 * The looks at what is attached: one that asks for everything, and after each sample another
 * that asks again only for what can have changed since.
 */

/* The last whole look, and the sum of the tracee's code as it was before the kprobes were listed.
 */
struct earlier_look {
	bool known; /* there was one at what is attached */
	struct evidence evidence;
	bool text_known;
	uint64_t text;
};

struct look_terms {
	const struct device *device;
	const struct kernel_abilities *abilities;
	bool direct; /* as for look_at_site() */
};

/* Something else is attached: nothing of before holds. */
void look_forget_earlier(struct earlier_look *earlier);

/* Asks for everything, and keeps it as @earlier. Returns 0 or a negative errno with @complaint. */
int look_at_all(struct earlier_look *earlier, const struct look_terms *terms,
		struct evidence *evidence, struct complaint *complaint);

/*
 * Asks for all but enabled_functions. Names and the list of kprobes, which are dear, are taken
 * from @earlier as far as earlier_names_hold() and earlier_kprobes_hold() allow. Returns as above.
 */
int look_once_more(const struct earlier_look *earlier, const struct look_terms *terms,
		   struct evidence *evidence, struct complaint *complaint);

/*
 * Whether an address is called as it was: ftrace counts what it patches and who joins or leaves,
 * and it counted nothing since. Names come and go with modules and BPF programs, which do that.
 */
bool earlier_names_hold(const struct earlier_look *earlier, const struct evidence *now);

/*
 * Whether there are as many armed kprobes in the tracee as there were: none. To arm one
 * writes into its code, whose sum is @text now, or is done by ftrace, which counts it. Where
 * one is already, a second one at its place writes nothing, and so the list is to be read.
 */
bool earlier_kprobes_hold(const struct earlier_look *earlier, const struct evidence *now,
			  uint64_t text);

#endif /* EARLIER_LOOK_H */
