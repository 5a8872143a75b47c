/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SESSION_FILE_H
#define SESSION_FILE_H

#include <jansson.h>

#include "config/dispatch.h"
#include "measure/plan.h"

/* What the kernel of a session can do that is played or simulated. */
static const struct kernel_abilities played_abilities = {
	.architecture = ARCHITECTURE_ARM64,
	.call_ops = true,
	.direct_calls = true,
	.fprobe = true,
	.branch = true,
};

/* The header of its result file; the caller owns it. */
static inline json_t *session_file_header(const struct plan *plan, bool emulated)
{
	return json_pack("{s:s, s:i, s:o, s:{s:s, s:n, s:n, s:{s:b, s:b}}}", "record", "header",
			 "schema", RECORD_SCHEMA, "plan", plan_object(plan), "environment", "arch",
			 "arm64", "board", "kernel", "emulation", "emulated", (int)emulated,
			 "instruction_clock", (int)emulated);
}

#endif /* SESSION_FILE_H */
