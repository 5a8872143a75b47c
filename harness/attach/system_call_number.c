// SPDX-License-Identifier: GPL-2.0-only
#include "attach/system_call_number.h"

#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

/* A row for each __NR_ macro of this architecture; CMake asks the compiler for them. */
static const struct {
	const char *name;
	int64_t number;
} system_calls[] = {
#include "system_calls.h"
};

int64_t system_call_number(const char *name)
{
	for (size_t i = 0; i < sizeof(system_calls) / sizeof(system_calls[0]); i++) {
		if (!strcmp(system_calls[i].name, name))
			return system_calls[i].number;
	}
	return -1;
}
