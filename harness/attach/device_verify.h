/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DEVICE_VERIFY_H
#define DEVICE_VERIFY_H

#include <stdint.h>

#include "attach/device.h"
#include "config/complaint.h"
#include "kmod/tracetoll_ioctl.h"

/*
 * The requests about TRACETOLL_TRACEE_VERIFY and about what was counted
 * (kmod/tracetoll_ioctl.h tells what each does). They return 0 or a negative errno with
 * @complaint.
 */

/*
 * Makes @calls calls of @kind, @depth deep if it is RECURSIVE (else it is ignored). @call
 * becomes what came of them. -EOPNOTSUPP: there is no such kind on this architecture.
 */
int device_call(const struct device *device, enum tracetoll_call_kind kind, unsigned int calls,
		unsigned int depth, struct tracetoll_call *call, struct complaint *complaint);

/* Reads one counter of what is set up. */
int device_read_hits(const struct device *device, enum tracetoll_counter counter,
		     unsigned int index, uint64_t *hits, struct complaint *complaint);

/*
 * Swaps the direct call's trampoline @swaps times under load. @calls becomes how often the
 * tracee was called meanwhile. -EILSEQ: it was not entered as often as that.
 */
int device_swap(const struct device *device, unsigned int swaps, uint64_t *calls,
		struct complaint *complaint);

/*
 * Attaches two and removes @remove of them (0: neither). What stays is detached by
 * device_detach(). -EBUSY: the kernel has one of the kind at most; -EOPNOTSUPP: there is no
 * such kind here, or only one of it.
 */
int device_attach_in_order(const struct device *device, enum tracetoll_attachment first,
			   enum tracetoll_attachment second, unsigned int remove,
			   struct complaint *complaint);

#endif /* DEVICE_VERIFY_H */
