/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACEFS_ATTACH_H
#define TRACEFS_ATTACH_H

#include "attach/attachment.h"

/* What a row's tracefs names (attach/tracefs_kind.h), in a tracing instance of our own. */
extern const struct attacher attacher_tracefs;

#endif /* TRACEFS_ATTACH_H */
