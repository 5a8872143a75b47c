// SPDX-License-Identifier: GPL-2.0-only
/*
 * Nobody looks at registers here: what is left are functions to trace.
 */
#include <linux/compiler.h>

#include "registers.h"
#include "verify.h"

noinline __noclone unsigned long tracetoll_registers_tracee(void)
{
	tracetoll_registers_found.entered++;
	return TRACETOLL_REGISTERS_VALUE;
}

notrace noinline __noclone unsigned long tracetoll_verify_redirect_target(void)
{
	tracetoll_registers_found.entered++;
	return TRACETOLL_REDIRECTED_VALUE;
}
