/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_ATTACHMENT_H
#define TRACETOLL_ATTACHMENT_H

#include <linux/types.h>

#include "tracetoll_ioctl.h"

struct ftrace_ops;

/* What an attachment is put on: each ops, direct call or fprobe on all of them at once. */
struct tracetoll_functions {
	unsigned int count;
	unsigned long address[TRACETOLL_CALL_COUNT];
};

/*
 * All functions below want the owner lock (device.c), and tell 0 or the negative errno of
 * the ftrace call that refused; -ENXIO: a function has no patch site; -ENODEV: ftrace is
 * dead; -EOPNOTSUPP: this kernel lacks it. What was refused is not attached.
 */

/*
 * Begins a set of attachments on @functions; @flags are TRACETOLL_SETUP_*. The counters
 * are 0 from here, and with TRACETOLL_SETUP_COUNT they count calls by the current task, with
 * TRACETOLL_SETUP_COUNT_ALL by all.
 * Everything must be detached. Nothing has to be undone if nothing is attached after it.
 */
int tracetoll_attachment_begin(const struct tracetoll_functions *functions, u32 flags);

/* Registers relevant ops @index (a free one) with @ops_flags, TRACETOLL_OPS_*. */
int tracetoll_attach_relevant(unsigned int index, u32 ops_flags);
int tracetoll_detach_relevant(unsigned int index);

/* Registers a direct call to @trampoline (enum tracetoll_trampoline, not NONE). */
int tracetoll_attach_direct(u32 trampoline);
/* Leads the registered direct call to another trampoline (modify_ftrace_direct). */
int tracetoll_modify_direct(u32 trampoline);
int tracetoll_detach_direct(void);
/* The trampoline of the registered direct call, TRACETOLL_TRAMPOLINE_NONE without one. */
u32 tracetoll_direct_trampoline(void);

/* Registers the fprobe, with a handler at entry and one at exit. */
int tracetoll_attach_fprobe(void);
int tracetoll_detach_fprobe(void);

/*
 * Registers all that @setup asks for. -ERESTARTSYS: a signal came, which registering an ops
 * looks for. On an error some of it is attached, and the caller detaches.
 */
int tracetoll_attach(const struct tracetoll_functions *functions,
		     const struct tracetoll_setup *setup);

/*
 * Unregisters everything, and releases the far module. Returns the first error ftrace reported, and
 * goes on with the rest: the caller is on its way out and cannot do better.
 */
int tracetoll_detach(void);

/* Number of attachments on any function: each ops, the direct call, the fprobe. */
unsigned int tracetoll_attached(void);

/* TRACETOLL_OPS_* that the registered relevant ops carry, any of them. */
u32 tracetoll_relevant_flags(void);

/* Fills in owner and index of symbol->address. */
void tracetoll_find_owner(struct tracetoll_symbol *symbol);

/*
 * Whether @ops, an address that may be anything, is one of ours; @sound then tells
 * whether it still is as it was registered.
 */
bool tracetoll_ops_is_ours(const struct ftrace_ops *ops, bool *sound);

/*
 * ftrace did not let go of something that points into this module: it must never be
 * unloaded, and nothing can be attached any more.
 */
void tracetoll_get_stuck(void);
bool tracetoll_is_stuck(void);

/*
 * What @what, which unregisters, returned: @err, or -ENODEV if ftrace died of it. Then we are
 * stuck, the kernel log says so, and nothing that was registered may be freed.
 */
int tracetoll_check_release(int err, const char *what);

#endif /* TRACETOLL_ATTACHMENT_H */
