/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_VERIFY_H
#define TRACETOLL_VERIFY_H

#include "tracetoll_ioctl.h"

/*
 * What proves that a traced function is called as if it were not. All of it runs under
 * the owner lock.
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

/*
 * TRACETOLL_CALL. -EINVAL, -E2BIG: not as in tracetoll_ioctl.h; -EOPNOTSUPP: REGISTERS is
 * not there; -EINTR: the process is being killed.
 */
int tracetoll_verify_call(struct tracetoll_call *call);

/*
 * TRACETOLL_SWAP. -ENOTCONN: neither COUNT_A nor COUNT_B is on the functions of
 * TRACETOLL_TRACEE_VERIFY; -EINTR: the process is being killed; else what
 * modify_ftrace_direct() or the thread's start said.
 */
int tracetoll_verify_swap(struct tracetoll_swap *swap);

/*
 * TRACETOLL_ORDER, with nothing set up. -EOPNOTSUPP: one of the two kinds is not there on
 * this kernel, or only once; else the error of the ftrace call that refused. On an error
 * the caller detaches what is left.
 */
int tracetoll_verify_order(const struct tracetoll_order *order);

#endif /* TRACETOLL_VERIFY_H */
