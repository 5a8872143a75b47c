// SPDX-License-Identifier: GPL-2.0-only
#include "lies/impossible.h"

#include <stddef.h>
#include <string.h>
#include <sys/utsname.h>

#include "config/dispatch.h"

/* Debian's kernel of trixie. On riscv64 CALL_OPS came with 6.16 only. */
#define OLD_KERNEL "6.12."

static const struct {
	const char *word;
	int architecture; /* -1: all */
	const char *release; /* what the kernel's begins with; "": any */
	const char *why;
} known[] = {
	{ "graph", -1, OLD_KERNEL, "fprobe is of the graph tracer since 6.14" },
	{ "direct-far", ARCHITECTURE_RISCV64, "", "a riscv branch has no range to be out of" },
	{ "literal-foreign", ARCHITECTURE_RISCV64, OLD_KERNEL, "no CALL_OPS, no literal" },
	{ "literal-nop", ARCHITECTURE_RISCV64, OLD_KERNEL, "no CALL_OPS, no literal" },
	{ "literal-list", ARCHITECTURE_RISCV64, OLD_KERNEL, "no CALL_OPS, no literal" },
	{ "literal-ops", ARCHITECTURE_RISCV64, OLD_KERNEL, "no CALL_OPS, no literal" },
	{ "kprobe-entry", ARCHITECTURE_RISCV64, OLD_KERNEL, "the entry is the patch site" },
};

const char *impossible(const char *word)
{
	size_t length = strcspn(word, " /");
	struct utsname kernel;

	uname(&kernel);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].word) == length && !strncmp(word, known[i].word, length) &&
		    (known[i].architecture < 0 ||
		     known[i].architecture == (int)architecture_of_build()) &&
		    !strncmp(kernel.release, known[i].release, strlen(known[i].release)))
			return known[i].why;
	}
	return NULL;
}
