/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_PROOFS_H
#define PAGE_PROOFS_H

#include <stddef.h>

#include "boards/boards.h"

/* What the records of proofs say of one cell of a board, over all of its boots. */
struct page_proof {
	size_t attachments; /* that were looked at */
	size_t unproven; /* of these */
	const char *expected; /* path; NULL: none was */
	const char *literal; /* symbols of the first one; NULL: there is none, or it is not known */
	const char *target;
	const char *reason; /* of the first that is no proof; NULL */
	bool hits_known;
	long long hits; /* of the first one */
	long long hits_expected;
};

struct page_proofs {
	struct page_proof *cells; /* boards x workloads x configurations */
	size_t attachments; /* of all; 0: the files hold no proof */
};

/* Gathers the proofs; strings belong to the results. Returns 0 or -ENOMEM. */
int page_proofs_make(const struct boards *boards, struct page_proofs *proofs);
void page_proofs_free(struct page_proofs *proofs);

const struct page_proof *page_proof_at(const struct page_proofs *proofs,
				       const struct boards *boards, size_t board, size_t workload,
				       size_t configuration);

#endif /* PAGE_PROOFS_H */
