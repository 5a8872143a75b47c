/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLAIN_PROOF_H
#define PLAIN_PROOF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the line is surely a record of a proof: JSON as the writer writes it, which a JSON
 * library takes, too. False: who knows, ask the library. Readers use nothing of a proof, and to
 * build its objects takes longer than all else that they do.
 */
bool is_plain_proof(const char *line, size_t length);

#endif /* PLAIN_PROOF_H */
