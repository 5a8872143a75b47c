/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DEVICE_REQUESTS_H
#define DEVICE_REQUESTS_H

#include <stdbool.h>

#include "kmod/tracetoll_ioctl.h"
#include "this_architecture.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME

#define GETPPID HANDLER

/*
 * The module's requests, for the programs that look at the device itself. Those that return
 * an int return the errno of the request, 0 if it was granted.
 */
int ask(int fd, unsigned long command, void *argument);

/* Its size is filled in. */
int set_up(int fd, struct tracetoll_setup setup);

int tear_down(int fd);

int run_tracee(int fd, unsigned int tracee, unsigned int batches, unsigned int calls_per_batch);

/* All ones if the counter cannot be read: no count that a test expects. */
unsigned long long hits(int fd, unsigned int counter, unsigned int index);

/* Whether ftrace traces any function. */
bool anything_enabled(void);

#endif /* DEVICE_REQUESTS_H */
