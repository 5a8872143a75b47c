/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_FPROBE_H
#define TRACETOLL_FPROBE_H

#include <linux/types.h>

struct tracetoll_functions;

/* Whether this kernel's fprobe is the one that is meant: a user of function_graph. */
bool tracetoll_has_fprobe(void);

/* The fprobe of attachment.h, on @functions; @setup_flags are TRACETOLL_SETUP_*. */
int tracetoll_register_fprobe(const struct tracetoll_functions *functions, u32 setup_flags);

bool tracetoll_fprobe_is_registered(void);

#endif /* TRACETOLL_FPROBE_H */
