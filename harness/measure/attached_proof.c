// SPDX-License-Identifier: GPL-2.0-only
#include "measure/attached_proof.h"

#include <string.h>

int prove_attached(const struct executor *executor, const struct check_list *checks,
		   struct claim *claim, struct evidence *evidence, struct attached_proof *proof,
		   struct complaint *complaint)
{
	int err;

	memset(proof, 0, sizeof(*proof));
	executor->settle(executor->context);
	err = executor->look(executor->context, true, evidence, complaint);
	if (err)
		return err;
	claim->expected = claim_expected_path(claim, evidence);
	proof->proven = !check_list_failing(checks, claim, evidence, evidence, proof->reason,
					    sizeof(proof->reason));
	if (!proof->proven)
		claim_placement(claim, evidence, proof->placement, sizeof(proof->placement));
	return 0;
}
