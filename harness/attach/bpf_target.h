/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_TARGET_H
#define BPF_TARGET_H

#include <stddef.h>

#include "attach/attachment.h"

struct bpf_program;

/*
 * Ties @count programs that are not loaded yet to the tracee by its BTF: the kernel's, or that
 * of the module it lies in. Returns 0, or -EOPNOTSUPP with a complaint: there is none.
 */
int bpf_target_set(struct bpf_program *const *programs, size_t count,
		   const struct attach_order *order, struct complaint *complaint);

#endif /* BPF_TARGET_H */
