/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_DIRECT_H
#define TRACETOLL_DIRECT_H

#include <linux/types.h>

struct ftrace_ops;
struct tracetoll_functions;

/* The direct call of attachment.h, on @functions. */
int tracetoll_register_direct(const struct tracetoll_functions *functions, u32 trampoline);

/* The direct call's ops, whether or not it is registered; a constant address. */
const struct ftrace_ops *tracetoll_direct_ops(void);

/* Whether it still is as it was registered. */
bool tracetoll_direct_is_sound(void);

/* Address of a trampoline, 0 if this kernel cannot have it or the far module is not held. */
unsigned long tracetoll_trampoline_address(u32 trampoline);

/* Which trampoline begins at @address, TRACETOLL_TRAMPOLINE_NONE if none does. */
u32 tracetoll_trampoline_at(unsigned long address);

#endif /* TRACETOLL_DIRECT_H */
