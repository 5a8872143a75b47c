/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_DEMAND_H
#define BPF_DEMAND_H

#include "config/complaint.h"

/*
 * Whether BPF programs cost here what they cost: they are compiled, and nobody has the
 * kernel time each of them. @root is "" but for tests. Returns 0, or a negative errno with a
 * complaint (exit 3).
 */
int bpf_demand(const char *root, struct complaint *complaint);

#endif /* BPF_DEMAND_H */
