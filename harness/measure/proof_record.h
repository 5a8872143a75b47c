/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PROOF_RECORD_H
#define PROOF_RECORD_H

#include <jansson.h>

#include "site/check.h"

/*
 * The "proof" record of what was seen after an attach. @reason says why it does not
 * prove the claim, NULL if it does. The object is the caller's; NULL: no memory.
 */
json_t *proof_record(unsigned int block, const char *workload, const struct claim *claim,
		     const struct evidence *evidence, const char *reason);

#endif /* PROOF_RECORD_H */
