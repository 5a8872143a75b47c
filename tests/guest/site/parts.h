/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_SITE_PARTS_H
#define GUEST_SITE_PARTS_H

#include <stdbool.h>

#include "tap.h"

/* One for each word of the program. @call_ops: whether the kernel has literals. */

/* What can be attached by tracefs. */
void check_tracefs(struct tap *tap, bool call_ops);
/* What our module attaches to its own functions. */
void check_module(struct tap *tap, bool call_ops);
/* The same, far from the kernel. */
void check_far(struct tap *tap, bool call_ops);
/* One door after the other is closed, /proc at last. */
void check_closed(struct tap *tap, bool call_ops);
/* In a guest that is locked down. */
void check_lockdown(struct tap *tap, bool call_ops);

#endif /* GUEST_SITE_PARTS_H */
