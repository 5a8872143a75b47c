/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DISPATCH_H
#define DISPATCH_H

#include <stdbool.h>

enum architecture {
	ARCHITECTURE_ARM64,
	ARCHITECTURE_RISCV64,
	ARCHITECTURE_X86_64,
};

/*
 * How a kernel finds out whom a patch site means. It decides, together with what
 * is registered, which path is taken, so the table of configurations has one
 * column for each.
 */
enum dispatch {
	DISPATCH_ARM64_CALL_OPS, /* a literal per function, BL to what it can reach */
	DISPATCH_RISCV64_CALL_OPS, /* a literal per function, always by ftrace_caller */
	DISPATCH_GLOBAL, /* arm64, riscv64 without CALL_OPS: one callee for all */
	DISPATCH_X86_64, /* a trampoline per ops */
	DISPATCH_NO_SITE, /* any architecture without FUNCTION_TRACER: nobody is ever called */
	DISPATCH_COUNT,
};

/* What the kernel under test was built with. */
struct kernel_abilities {
	enum architecture architecture;
	bool call_ops; /* CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS */
	bool direct_calls; /* CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS */
	bool fprobe; /* CONFIG_FPROBE, with handlers that get ftrace_regs */
	bool branch; /* a trampoline may leave by a branch */
	bool no_sites; /* no CONFIG_FUNCTION_TRACER: no function has a patch site */
};

/* The architecture this program was built for. */
enum architecture architecture_of_build(void);

/* "arm64", "riscv64", "x86_64"; never NULL. */
const char *architecture_name(enum architecture architecture);

enum dispatch dispatch_of(const struct kernel_abilities *abilities);

#endif /* DISPATCH_H */
