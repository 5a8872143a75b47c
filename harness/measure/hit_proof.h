/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HIT_PROOF_H
#define HIT_PROOF_H

#include <stdbool.h>
#include <stdint.h>

#include "config/complaint.h"
#include "measure/executor.h"

/* Calls of the workload that a proof makes. */
#define HIT_PROOF_BATCHES 2
#define HIT_PROOF_CALLS 8

/* So often it is begun anew while others call the tracee, too. */
#define HIT_PROOF_TRIES 20

/* Whether what is attached is called, and exactly as often as the tracee is. */
struct hit_proof {
	bool known; /* something of the configuration can count, and was asked */
	uint64_t hits; /* of all that counts, in the last try */
	uint64_t expected;
	char reason[256]; /* why it is no proof, for people; "" if it is one, or nothing is known */
};

/*
 * Attaches @configuration with all that can count counting (in the place of a trampoline that
 * cannot: count-a), makes the workload's calls, and detaches. Fewer hits than calls are no
 * proof at once. More are somebody else's calls: it is tried again, and in the end no
 * proof. Returns 0, or a negative errno as executor->attach() with @complaint; then nothing is
 * attached, or the complaint says so.
 */
int prove_hits(const struct executor *executor, const struct configuration *configuration,
	       const struct workload *workload, struct hit_proof *proof,
	       struct complaint *complaint);

#endif /* HIT_PROOF_H */
