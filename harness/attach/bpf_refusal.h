/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_REFUSAL_H
#define BPF_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "config/complaint.h"

/* What was being done with BPF programs of a type when the kernel said no. */
struct bpf_step {
	const char *type; /* "kprobe-multi" */
	const char *tracee; /* the function's name */
	bool loading; /* else attaching */
	const char *log; /* of the verifier; NULL or "": it said nothing */
	const char *lacks; /* what is missing here, as bpf_tie_lacks() says it; or NULL */
};

/*
 * Cuts the verifier's @log to what it was about: the last lines before "processed N insns"
 * that are neither instructions nor registers, on one line. "" if there is none.
 */
void bpf_log_cut(const char *log, char *text, size_t size);

/*
 * Fills in the complaint for the errno @error (negative). Returns -EOPNOTSUPP where another
 * kernel, or another function, could do it; else @error.
 */
int bpf_complain(const struct bpf_step *step, int error, struct complaint *complaint);

#endif /* BPF_REFUSAL_H */
