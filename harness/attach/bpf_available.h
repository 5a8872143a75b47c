/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_AVAILABLE_H
#define BPF_AVAILABLE_H

#include "config/complaint.h"
#include "config/configuration.h"

/*
 * Whether this kernel takes the BPF programs of @row now: they are loaded, and the kernel is
 * asked for a link in a way that attaches nothing. What depends on the function (its BTF, whether
 * fmod_ret may return for it, a direct call) is only known when it is attached. Returns 0 also
 * for a row without BPF, or a negative errno with a complaint that says why:
 * -EOPNOTSUPP: this kernel cannot; -EPERM, -EBUSY: not by this user, or not now.
 */
int bpf_available(const struct configuration_row *row, struct complaint *complaint);

#endif /* BPF_AVAILABLE_H */
