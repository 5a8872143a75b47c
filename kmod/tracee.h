/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_TRACEE_H
#define TRACETOLL_TRACEE_H

struct tracetoll_functions;
struct tracetoll_run;
struct tracetoll_setup;

/*
 * Lets BPF programs of the kind fmod_ret onto the near tracee, where the kernel can be asked
 * to. Called once, when the module is loaded; it ends with the module's BTF.
 */
void tracetoll_permit_modify_return(void);

/*
 * The functions that setup->tracee and setup->name mean. Returns 0, -ENOENT if there is
 * none of the name or the far module is not held, -EADDRNOTAVAIL if there are several (as
 * far as tracetoll_resolve_function() can tell), -EOPNOTSUPP if this architecture has none.
 */
int tracetoll_find_tracee(const struct tracetoll_setup *setup,
			  struct tracetoll_functions *functions);

/*
 * A function that irrelevant ops trace, so that they are registered at all, and that
 * is not called while anything is measured.
 */
unsigned long tracetoll_irrelevant_function(void);

/* Calls run->tracee in a loop (loop.h). -ENOENT: the far module is not loaded. */
int tracetoll_run_batches(const struct tracetoll_run *run);

#endif /* TRACETOLL_TRACEE_H */
