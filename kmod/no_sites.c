// SPDX-License-Identifier: GPL-2.0-only
/*
 * In a kernel without FUNCTION_TRACER this takes the place of all that attaches: functions have
 * no patch sites, so nothing is ever attached, counted or listed there. What is asked for is
 * refused, never passed over.
 */
#include <linux/errno.h>

#include "attachment.h"
#include "callback.h"
#include "direct.h"
#include "far.h"
#include "fprobe.h"
#include "system.h"
#include "tracetoll_ioctl.h"
#include "verify.h"

int tracetoll_attachment_begin(const struct tracetoll_functions *functions, u32 flags)
{
	return -EOPNOTSUPP;
}

int tracetoll_attach(const struct tracetoll_functions *functions,
		     const struct tracetoll_setup *setup)
{
	if (setup->relevant || setup->irrelevant || setup->fprobes ||
	    setup->trampoline != TRACETOLL_TRAMPOLINE_NONE)
		return -EOPNOTSUPP;
	return 0;
}

int tracetoll_detach(void)
{
	tracetoll_release_far();
	return 0;
}

unsigned int tracetoll_attached(void)
{
	return 0;
}

bool tracetoll_is_stuck(void)
{
	return false;
}

void tracetoll_find_owner(struct tracetoll_symbol *symbol)
{
	symbol->owner = TRACETOLL_OWNER_NONE;
	symbol->index = 0;
}

int tracetoll_read_counter(u32 counter, u32 index, u64 *hits)
{
	return -EOPNOTSUPP;
}

u32 tracetoll_direct_trampoline(void)
{
	return TRACETOLL_TRAMPOLINE_NONE;
}

unsigned long tracetoll_trampoline_address(u32 trampoline)
{
	return 0;
}

bool tracetoll_has_fprobe(void)
{
	return false;
}

void tracetoll_watch_system(void)
{
}

void tracetoll_unwatch_system(void)
{
}

u64 tracetoll_updates(void)
{
	return 0;
}

void tracetoll_expect_update(u64 before)
{
}

/* There is no list, and nobody who could change it: none of it is valid. */
void tracetoll_read_system(struct tracetoll_system *system)
{
	*system = (struct tracetoll_system){ .size = system->size };
}

void tracetoll_find_ops(struct tracetoll_symbol *symbol)
{
	symbol->func = 0;
	symbol->direct_call = 0;
}

bool tracetoll_verify_has_registers(void)
{
	return false;
}

unsigned int tracetoll_verify_functions(unsigned long functions[TRACETOLL_CALL_COUNT])
{
	return 0;
}

int tracetoll_verify_call(struct tracetoll_call *call)
{
	return -EOPNOTSUPP;
}

int tracetoll_verify_swap(struct tracetoll_swap *swap)
{
	return -EOPNOTSUPP;
}

int tracetoll_verify_order(const struct tracetoll_order *order)
{
	return -EOPNOTSUPP;
}
