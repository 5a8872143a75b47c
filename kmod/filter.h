/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_FILTER_H
#define TRACETOLL_FILTER_H

struct ftrace_ops;
struct tracetoll_functions;

/* Lets @ops trace @functions only. -ENXIO: one has no patch site; never registers. */
int tracetoll_set_filter(struct ftrace_ops *ops, const struct tracetoll_functions *functions);

/*
 * Frees the filter of an ops that is not registered, once nobody looks at it any more; never if
 * ftrace still holds the ops.
 */
void tracetoll_free_filter(struct ftrace_ops *ops);

#endif /* TRACETOLL_FILTER_H */
