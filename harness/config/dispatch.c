// SPDX-License-Identifier: GPL-2.0-only
#include "config/dispatch.h"

enum architecture architecture_of_build(void)
{
#if defined(__aarch64__)
	return ARCHITECTURE_ARM64;
#elif defined(__riscv) && __riscv_xlen == 64
	return ARCHITECTURE_RISCV64;
#elif defined(__x86_64__)
	return ARCHITECTURE_X86_64;
#else
#error "tracetoll knows arm64, riscv64 and x86_64"
#endif
}

const char *architecture_name(enum architecture architecture)
{
	switch (architecture) {
	case ARCHITECTURE_ARM64:
		return "arm64";
	case ARCHITECTURE_RISCV64:
		return "riscv64";
	case ARCHITECTURE_X86_64:
		return "x86_64";
	}
	return "unknown";
}

enum dispatch dispatch_of(const struct kernel_abilities *abilities)
{
	if (abilities->no_sites)
		return DISPATCH_NO_SITE;
	if (abilities->architecture == ARCHITECTURE_X86_64)
		return DISPATCH_X86_64;
	if (!abilities->call_ops)
		return DISPATCH_GLOBAL;
	if (abilities->architecture == ARCHITECTURE_ARM64)
		return DISPATCH_ARM64_CALL_OPS;
	return DISPATCH_RISCV64_CALL_OPS;
}
