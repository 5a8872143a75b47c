// SPDX-License-Identifier: GPL-2.0-only
#include "doctor/privilege.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine/system_file.h"

#define STATUS_SIZE 4096
/* capability.h of the kernel; a C library's may be older. */
#define CAPABILITY_MODULE 16
#define CAPABILITY_ADMIN 21
#define CAPABILITY_PERFMON 38

static bool has(unsigned long long capabilities, unsigned int which)
{
	return capabilities >> which & 1;
}

int privilege_read(const char *root, struct privilege *privilege)
{
	char text[STATUS_SIZE];
	ssize_t length = system_file_read(root, text, sizeof(text), "/proc/self/status");
	const char *user = strstr(text, "\nUid:");
	const char *effective = strstr(text, "\nCapEff:");
	unsigned long long capabilities;
	char *end;

	if (length < 0)
		return (int)length;
	if (!user || !effective)
		return -EBADMSG;
	capabilities = strtoull(effective + strlen("\nCapEff:"), NULL, 16);
	/* The real one, then the effective one. */
	strtoul(user + strlen("\nUid:"), &end, 10);
	privilege->root = !strtoul(end, NULL, 10);
	privilege->modules = has(capabilities, CAPABILITY_MODULE);
	privilege->counters =
		has(capabilities, CAPABILITY_PERFMON) || has(capabilities, CAPABILITY_ADMIN);
	return 0;
}
