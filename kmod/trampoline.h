/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_TRAMPOLINE_H
#define TRACETOLL_TRAMPOLINE_H

/*
 * The trampolines of trampoline_*.S, by enum tracetoll_trampoline. All go on into the
 * tracee with all of its registers as they were; none can be called from C.
 */
void tracetoll_trampoline_shortest(void);
void tracetoll_trampoline_return(void);
void tracetoll_trampoline_branch(void);
void tracetoll_trampoline_c(void);
void tracetoll_trampoline_count_a(void);
void tracetoll_trampoline_count_b(void);

/* In tracetoll_far.ko, before and behind what makes it far. */
void tracetoll_trampoline_far_low(void);
void tracetoll_trampoline_far_high(void);

/*
 * A branch that is no return goes to an instruction behind the patch site. Where branches
 * must find a landing pad (BTI, IBT) there is none, and x86 may make a return of it
 * (retpoline): tracetoll_trampoline_branch() does not exist there.
 */
#if defined(CONFIG_RISCV) || (defined(CONFIG_ARM64) && !defined(CONFIG_ARM64_BTI_KERNEL))
#define TRACETOLL_HAS_BRANCH 1
#endif

#endif /* TRACETOLL_TRAMPOLINE_H */
