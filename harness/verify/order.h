/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dispatch.h"
#include "config/path.h"
#include "kmod/tracetoll_ioctl.h"
#include "verify/counts.h"

/* Two attachments, one after the other, and which of them is removed again (0: neither). */
struct order {
	enum tracetoll_attachment first;
	enum tracetoll_attachment second;
	unsigned int removed;
};

/* "ops", "rcu", "recursion", "stub", "direct", "fprobe"; never NULL. */
const char *order_attachment_name(enum tracetoll_attachment attachment);

/* Why that order cannot be tried on this kernel, for people; NULL if it can. */
const char *order_unavailable(const struct order *order, const struct kernel_abilities *abilities);

/* Two direct calls on one function are refused (register_ftrace_direct: -EBUSY). */
bool order_is_refused(const struct order *order);

/*
 * The path that the tracee is left with. Not only what stays decides: whether a patch site
 * names its one ops is decided anew when another ops comes or goes, by the flags of the one
 * that comes or goes (__ftrace_hash_rec_update). So an ops that could be named stays with the
 * list when the other one that went had the flag RCU or RECURSION, and one that has it is
 * called without what it asks for when the other had not.
 */
enum path order_expected_path(const struct order *order, enum dispatch dispatch);

/* What one call of the tracee hits then. */
void order_expect(struct counts *expected, const struct order *order, enum path path);

#endif /* ORDER_H */
