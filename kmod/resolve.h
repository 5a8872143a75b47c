/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_RESOLVE_H
#define TRACETOLL_RESOLVE_H

/*
 * Address of the first instruction of the function called @name. Returns 0, -ENOENT if
 * the kernel knows no such function, -EADDRNOTAVAIL if it has several at different
 * addresses. Where that cannot be asked for (x86 with IBT), and of several in modules, it
 * is the first. Wants the owner lock.
 */
int tracetoll_resolve_function(const char *name, unsigned long *function);

/* Address of the kernel's variable called @name. Returns 0 or -ENOENT. */
int tracetoll_resolve_variable(const char *name, unsigned long *variable);

#endif /* TRACETOLL_RESOLVE_H */
