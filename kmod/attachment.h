/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_ATTACHMENT_H
#define TRACETOLL_ATTACHMENT_H

#include <linux/types.h>

struct tracetoll_setup;
struct tracetoll_symbol;

/* The trampolines of trampoline_*.S: return into the tracee, touch nothing. */
extern void tracetoll_trampoline(void);

/*
 * Registers what @setup asks for on @function. All or nothing: on an error
 * (negative errno of the ftrace call that refused; -ENXIO: no patch site; -EINTR: the
 * process is being killed; -ENODEV: ftrace is dead) nothing stays registered.
 */
int tracetoll_attach(unsigned long function, const struct tracetoll_setup *setup);

/*
 * Unregisters everything. Returns the first error ftrace reported, and goes on
 * with the rest: the caller is on its way out and cannot do better.
 */
int tracetoll_detach(void);

/* Number of ops registered on any function, the direct call's included. */
unsigned int tracetoll_attached(void);

/* Fills in owner and index of symbol->address. */
void tracetoll_find_owner(struct tracetoll_symbol *symbol);

#endif /* TRACETOLL_ATTACHMENT_H */
