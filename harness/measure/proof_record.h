/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PROOF_RECORD_H
#define PROOF_RECORD_H

#include <jansson.h>

#include "measure/hit_proof.h"
#include "site/check.h"

/* Where in a run an attachment stands. */
struct proof_place {
	unsigned int block;
	const char *workload;
	unsigned int load; /* of the module, from 0 */
	unsigned int attachment; /* of those that were measured, from 0 */
};

/*
 * The "proof" record of what was seen after an attach; @hits is of the cell, found out once, or
 * NULL: not found out.
 * @reason says why it does not prove the claim, NULL if it does. The object is the caller's;
 * NULL: no memory.
 */
json_t *proof_record(const struct proof_place *place, const struct claim *claim,
		     const struct evidence *evidence, const struct hit_proof *hits,
		     const char *reason);

#endif /* PROOF_RECORD_H */
