/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STOP_SIGNALS_H
#define STOP_SIGNALS_H

#include <stdbool.h>

#include "config/complaint.h"

/*
 * From now on a request to stop (SIGINT, SIGTERM, SIGHUP, SIGQUIT) is taken when it is
 * asked for: blocked, and read from the descriptor that @fd becomes, so that it never tears
 * an attachment apart. Returns 0 or a negative errno with @complaint.
 */
int stop_signals_catch(int *fd, struct complaint *complaint);

/* Whether one came; it stays so. @fd -1: none is caught, so none came. */
bool stop_signals_came(int fd);

#endif /* STOP_SIGNALS_H */
