/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_VERIFY_H
#define TRACETOLL_VERIFY_H

#include "tracetoll_ioctl.h"

/*
 * The functions of TRACETOLL_TRACEE_VERIFY and what is done with them. All want the owner
 * lock; the requests' words were checked against their ranges before (request.c).
 */

/* What a tracee returns with TRACETOLL_SETUP_OVERRIDE. */
#define TRACETOLL_VERIFY_OVERRIDE 0x4f76657272696421UL

/* Whether TRACETOLL_CALL_REGISTERS is there for this architecture. */
bool tracetoll_verify_has_registers(void);

/*
 * Fills in the addresses of the functions of TRACETOLL_TRACEE_VERIFY, in the order of
 * enum tracetoll_call_kind. Returns how many they are.
 */
unsigned int tracetoll_verify_functions(unsigned long functions[TRACETOLL_CALL_COUNT]);

/* Where TRACETOLL_SETUP_REDIRECT leads a call to: the tracee's twin, without a patch site. */
unsigned long tracetoll_verify_redirect_target(void);

/* Where TRACETOLL_SETUP_OVERRIDE does: it only returns. Not on x86 (callback.c). */
void tracetoll_verify_return(void);

/* Calls a tracee. -EOPNOTSUPP: REGISTERS is not there; -EINTR: a signal came. */
int tracetoll_verify_call(struct tracetoll_call *call);

/*
 * Swaps the direct call that is registered, by COUNT_A or COUNT_B, while calling. -EINTR:
 * a signal came; -EILSEQ: the tracee was entered more or less often than it
 * was called; else what modify_ftrace_direct() or the thread's start said.
 */
int tracetoll_verify_swap(struct tracetoll_swap *swap);

/*
 * Attaches two and removes one, between tracetoll_attachment_begin() and whatever detaches;
 * on an error the caller detaches what is left. -EOPNOTSUPP: one of them is not there on
 * this kernel, or not twice; else the error of the ftrace call that refused.
 */
int tracetoll_verify_order(const struct tracetoll_order *order);

#endif /* TRACETOLL_VERIFY_H */
