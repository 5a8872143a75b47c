/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LEGEND_H
#define LEGEND_H

#include "report/notes.h"

/*
 * "opsN: N ops on the tracee", for whoever reads a table far from this program: what the
 * configuration @name registers, unless @notes say it already. A name that this program does not
 * know adds nothing. Returns 0 or -ENOMEM.
 */
int legend_add(struct notes *notes, const char *name);

#endif /* LEGEND_H */
