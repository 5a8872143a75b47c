/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ATTACHED_PROOF_H
#define ATTACHED_PROOF_H

#include <stdbool.h>

#include "config/complaint.h"
#include "measure/executor.h"
#include "site/check.h"

/* Whether what was seen after an attach is what the claim says. */
struct attached_proof {
	bool proven;
	char reason[CHECK_REASON_SIZE]; /* why not, for people */
	/* Not proven, but nothing is wrong: the trampoline lies where it cannot be; else "". */
	char placement[CHECK_REASON_SIZE];
};

/*
 * Right after an attach: lets the kernel settle, looks at all there is, and holds every one
 * of @checks against it. Fills in claim->expected, @evidence and @proof. Returns 0, also if
 * the claim is not proven, or a negative errno with @complaint.
 */
int prove_attached(const struct executor *executor, const struct check_list *checks,
		   struct claim *claim, struct evidence *evidence, struct attached_proof *proof,
		   struct complaint *complaint);

#endif /* ATTACHED_PROOF_H */
