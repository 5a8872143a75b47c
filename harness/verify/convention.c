// SPDX-License-Identifier: GPL-2.0-only
#include "verify/convention.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define RETURN_HANDLER "return_to_handler+0x0/"

unsigned int convention_traced_calls(enum tracetoll_call_kind kind, unsigned int depth)
{
	switch (kind) {
	case TRACETOLL_CALL_NESTED:
		return 2;
	case TRACETOLL_CALL_RECURSIVE:
		return depth;
	default:
		return 1;
	}
}

bool convention_judge_value(const struct tracetoll_call *call, uint64_t expected, char *reason,
			    size_t size)
{
	if (call->return_value == expected)
		return true;
	snprintf(reason, size, "the return value is %#" PRIx64 ", expected is %#" PRIx64,
		 (uint64_t)call->return_value, expected);
	return false;
}

bool convention_judge_registers(const struct tracetoll_call *call, char *reason, size_t size)
{
	if (!call->saved_registers)
		snprintf(reason, size, "no register was looked at");
	else if (call->wrong_arguments)
		snprintf(reason, size, "the tracee found other arguments (mask %#x)",
			 call->wrong_arguments);
	else if (call->wrong_found)
		snprintf(reason, size, "the tracee found other callee-saved registers (mask %#x)",
			 call->wrong_found);
	else if (call->wrong_saved)
		snprintf(reason, size,
			 "its caller got back other callee-saved registers (mask %#x)",
			 call->wrong_saved);
	else
		return convention_judge_value(call, call->return_value_expected, reason, size);
	return false;
}

bool convention_judge_return(const struct tracetoll_call *call, const char *symbol,
			     bool exit_handler, char *reason, size_t size)
{
	if (exit_handler && !strncmp(symbol, RETURN_HANDLER, strlen(RETURN_HANDLER)))
		return true;
	if (!exit_handler && call->return_address &&
	    call->return_address == call->return_address_expected)
		return true;
	snprintf(reason, size, "the tracee would return to %s, expected is %s",
		 *symbol ? symbol : "nowhere", exit_handler ? "return_to_handler" : "its caller");
	return false;
}
