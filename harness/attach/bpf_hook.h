/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_HOOK_H
#define BPF_HOOK_H

#include "attach/attachment.h"
#include "attach/bpf_type.h"

/* What holds a program where it is attached: closing both detaches it. -1: there is none. */
struct bpf_tie {
	int event; /* a perf event */
	int link;
};

/* Attaches @program. Returns 0 with @tie, or a negative errno, then nothing is attached. */
int bpf_tie(const struct bpf_type *type, int program, const struct attach_order *order,
	    struct bpf_tie *tie);

/*
 * Whether this kernel would attach @program: asked with a target that does not exist, so that
 * nothing is patched, registered or switched on. What a FUNCTION program is for it was asked when
 * it was loaded, and nothing more is asked here. Returns 0 or a negative errno.
 */
int bpf_tie_probe(const struct bpf_type *type, int program);

/*
 * What is missing where the two above returned @error: a static text, or NULL if it is not
 * known, or if @error is another than that this kernel cannot.
 */
const char *bpf_tie_lacks(const struct bpf_type *type, int error);

void bpf_untie(struct bpf_tie *tie);

#endif /* BPF_HOOK_H */
