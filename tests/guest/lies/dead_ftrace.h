/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIES_DEAD_FTRACE_H
#define LIES_DEAD_FTRACE_H

#include "tap.h"

/* Kills ftrace by the lies' @device, and asks each verb. The last thing in a guest's life. */
void check_dead_ftrace(struct tap *tap, int device);

#endif /* LIES_DEAD_FTRACE_H */
