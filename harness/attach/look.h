/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LOOK_H
#define LOOK_H

#include "attach/device.h"
#include "config/complaint.h"
#include "config/dispatch.h"
#include "site/evidence.h"

/*
 * Gathers evidence about the tracee that is set up. Each fills in its part of
 * @evidence, the site's first; they return 0 or a negative errno with @complaint.
 */

/*
 * The patch site and the names behind it; @index as for device_read_site(). @direct: a direct
 * call that is not the module's was attached, which the walk over all ops takes late. What an
 * address is called is taken from @known, an earlier look, where that has it: whoever gives it
 * looks whether ftrace changed anything since. NULL: all is asked for.
 */
int look_at_site(const struct device *device, const struct kernel_abilities *abilities,
		 unsigned int index, bool direct, const struct evidence *known,
		 struct evidence *evidence, struct complaint *complaint);

/* What ftrace holds in the whole system; what the module cannot tell stays unknown. */
int look_at_system(const struct device *device, struct evidence *evidence,
		   struct complaint *complaint);

/*
 * What enabled_functions, below @root ("" but for tests), says of the function whose
 * site was looked at. That it cannot be read is no error: the evidence shows that it was not.
 */
void look_into_book(const char *root, struct evidence *evidence);

#endif /* LOOK_H */
