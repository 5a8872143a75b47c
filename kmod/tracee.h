/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_TRACEE_H
#define TRACETOLL_TRACEE_H

struct tracetoll_run;

/* What kloop calls; relevant ops and the direct call are put on it. */
void tracetoll_tracee(void);

/*
 * A function that irrelevant ops trace, so that they are registered at all, and that
 * is not called while anything is measured.
 */
unsigned long tracetoll_irrelevant_function(void);

/*
 * Calls tracetoll_tracee() run->batches times run->calls_per_batch times, with
 * interrupts off inside a batch. Returns 0, or -EINTR when a signal asked it to
 * stop between two batches.
 */
int tracetoll_run_batches(const struct tracetoll_run *run);

/*
 * Address of the first instruction of the function called @name, or the
 * module's own tracee for an empty name. Returns 0, -ENOENT if the kernel knows no
 * such function, -EADDRNOTAVAIL if it knows several.
 */
int tracetoll_resolve_tracee(const char *name, unsigned long *function);

#endif /* TRACETOLL_TRACEE_H */
