/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_PROGRAMS_H
#define BPF_PROGRAMS_H

#include <stdbool.h>
#include <stdint.h>

#include "attach/attachment.h"
#include "attach/bpf_type.h"
#include "config/complaint.h"
#include "config/configuration.h"

/* The programs of one type, loaded for one tracee: one for each body, and copies of them. */
struct bpf_programs;

/*
 * Loads them. Returns 0 with *@programs, or a negative errno as struct attacher:
 * -EOPNOTSUPP where this kernel does not take them, and the complaint says why.
 */
int bpf_programs_load(const struct bpf_type *type, const struct attach_order *order,
		      struct bpf_programs **programs, struct complaint *complaint);
void bpf_programs_free(struct bpf_programs *programs);

/* Whether these are what bpf_programs_load() would load. */
bool bpf_programs_are(const struct bpf_programs *programs, const struct bpf_type *type,
		      const struct attach_order *order);

const struct bpf_type *bpf_programs_type(const struct bpf_programs *programs);

/*
 * The descriptor of a program with that body; one function takes a program once only, so
 * each @copy is one of its own. It stays ours. Returns it, or a negative errno.
 */
int bpf_programs_descriptor(struct bpf_programs *programs, enum bpf_body body, unsigned int copy,
			    struct complaint *complaint);

/*
 * Whether the kernel has ever timed the programs with that body: whoever may ask for that
 * (BPF_ENABLE_STATS) shows in no sysctl. Returns 0, -EBUSY (exit 3): it has, or another
 * negative errno.
 */
int bpf_programs_demand_untimed(const struct bpf_programs *programs, enum bpf_body body,
				struct complaint *complaint);

/*
 * What programs that count have counted since they were loaded: on this CPU, or on all of them.
 * A workload is pinned, and what others call elsewhere is none of its calls; a process that may
 * run anywhere wants all. Returns 0 or a negative errno; -EBUSY (exit 3): the kernel times
 * them meanwhile.
 */
int bpf_programs_hits(const struct bpf_programs *programs, bool all_cpus, uint64_t *hits,
		      struct complaint *complaint);

#endif /* BPF_PROGRAMS_H */
