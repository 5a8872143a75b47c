// SPDX-License-Identifier: GPL-2.0-only
#include "config/path.h"

static const char *const names[PATH_COUNT] = {
	[PATH_UNKNOWN] = "unknown",
	[PATH_NOP] = "nop",
	[PATH_DIRECT] = "direct",
	[PATH_CALLOPS_DIRECT] = "callops-direct",
	[PATH_CALLOPS_FUNC] = "callops-func",
	[PATH_LIST] = "list",
	[PATH_LIST_DIRECT] = "list-direct",
	[PATH_TRAMP] = "tramp",
	[PATH_GLOBAL] = "global",
	[PATH_BREAKPOINT] = "breakpoint",
	[PATH_NO_SITE] = "no-site",
};

const char *path_name(enum path path)
{
	return (unsigned int)path < PATH_COUNT ? names[path] : names[PATH_UNKNOWN];
}
