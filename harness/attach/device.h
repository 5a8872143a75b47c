/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdint.h>

#include "config/complaint.h"
#include "config/configuration.h"
#include "config/dispatch.h"
#include "kmod/tracetoll_ioctl.h"
#include "site/evidence.h"
#include "site/prove.h"
#include "site/site.h"

#define DEVICE_PATH "/dev/" TRACETOLL_DEVICE_NAME

/* The open /dev/tracetoll: while it is open, what is attached stays attached. */
struct device {
	int fd; /* -1: not open */
	struct tracetoll_query query;
};

/*
 * Opens the device and checks that the module speaks this program's version.
 * Returns 0 or a negative errno: -ENOENT the module is not loaded, -EBUSY another
 * process owns it (exit 3), -EPROTO another version of it is loaded.
 */
int device_open(struct device *device, struct complaint *complaint);

/* Unregisters whatever is still attached. */
void device_close(struct device *device);

/* What the kernel that the module was built for and runs in can do. */
struct kernel_abilities device_abilities(const struct device *device);

/* A function that can be traced: one of the module's, or a NAMED one. */
struct device_tracee {
	enum tracetoll_tracee kind;
	const char *name; /* for people; of a NAMED one the kernel finds it by it */
};

/* Why no machine of this architecture has such a tracee, for people; NULL if it may. */
const char *device_unavailable(enum tracetoll_tracee kind);

/*
 * Puts @configuration on @tracee. @setup_flags are TRACETOLL_SETUP_*: 0 to measure,
 * TRACETOLL_SETUP_COUNT to let the callbacks count. Returns 0 or a negative errno;
 * nothing is attached then. -EOPNOTSUPP: it cannot be done here, the complaint says why.
 */
int device_attach(const struct device *device, const struct configuration *configuration,
		  const struct device_tracee *tracee, unsigned int setup_flags,
		  struct complaint *complaint);

int device_detach(const struct device *device, struct complaint *complaint);

/*
 * Reads the patch site of the tracee that is set up; @index is 0 but for those that
 * `verify` calls. @trampoline becomes the address that a direct call was asked for to.
 */
int device_read_site(const struct device *device, unsigned int index, struct site_bytes *bytes,
		     uint64_t *trampoline, struct complaint *complaint);

/* Asks what ftrace holds in the whole system. */
int device_read_system(const struct device *device, struct tracetoll_system *system,
		       struct complaint *complaint);

/* What came between, so far. */
struct device_disturbances {
	uint64_t interrupts; /* that the CPU took */
	uint64_t waits; /* times the calling thread was switched out by its own will */
	uint64_t switches; /* those, and the others */
};

/*
 * How often @cpu, on which this is called, and the calling thread were disturbed. Returns 0,
 * -EOPNOTSUPP (the module cannot tell here), -ENXIO (called on another CPU), or another negative
 * errno.
 */
int device_count_disturbances(const struct device *device, int cpu,
			      struct device_disturbances *disturbances);

/*
 * Sums up the code of the tracee that is set up, @length bytes of it. Returns whether all of
 * them could be read; if not, nothing is known of them.
 */
bool device_sum_text(const struct device *device, uint32_t length, uint64_t *sum);

/*
 * Names an address: the symbol as the kernel prints it, and whose it is. A symbol
 * that is a bare number ("0x...") means that the kernel has no name for it. Address 0
 * is nobody's.
 */
int device_name_address(const struct device *device, uint64_t address, struct evidence_name *name,
			struct complaint *complaint);

/* What the ops on ftrace's list holds that an address belongs to. Both 0: to none. */
struct device_ops {
	uint64_t func;
	uint64_t direct_call; /* 0: it has none */
};

/* What an earlier look found; of several of one address the first counts. */
struct device_names {
	const struct evidence_name *names[5];
	size_t count;
};

/* As device_name_address(); symbols are @known's where it has them. @ops becomes that of the ops,
 * its trampoline or direct call. */
int device_find_ops(const struct device *device, uint64_t address, const struct device_names *known,
		    struct evidence_name *name, struct device_ops *ops,
		    struct complaint *complaint);

#endif /* DEVICE_H */
