// SPDX-License-Identifier: GPL-2.0-only
#include "attach/device_verify.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

static int request(const struct device *device, unsigned long command, void *argument)
{
	return ioctl(device->fd, command, argument) ? -errno : 0;
}

int device_call(const struct device *device, enum tracetoll_call_kind kind, unsigned int calls,
		unsigned int depth, struct tracetoll_call *call, struct complaint *complaint)
{
	int err;

	*call = (struct tracetoll_call){
		.size = sizeof(*call),
		.kind = kind,
		.calls = calls,
		.depth = kind == TRACETOLL_CALL_RECURSIVE ? depth : 0,
	};
	err = request(device, TRACETOLL_CALL, call);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot call the traced function %u times", calls);
	return 0;
}

int device_read_hits(const struct device *device, enum tracetoll_counter counter,
		     unsigned int index, uint64_t *hits, struct complaint *complaint)
{
	struct tracetoll_hits request_hits = {
		.size = sizeof(request_hits),
		.counter = counter,
		.index = index,
	};
	int err = request(device, TRACETOLL_HITS, &request_hits);

	*hits = 0;
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot read the module's counter %u of kind %u", index, counter);
	*hits = request_hits.hits;
	return 0;
}

int device_swap(const struct device *device, unsigned int swaps, uint64_t *calls,
		struct complaint *complaint)
{
	struct tracetoll_swap swap = { .size = sizeof(swap), .swaps = swaps };
	int err = request(device, TRACETOLL_SWAP, &swap);

	*calls = swap.calls;
	if (err == -EILSEQ)
		return complain(complaint, EXIT_CODE_UNTRUSTED, 0, "",
				"the tracee was not entered as often as it was called");
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
				"cannot swap the trampoline %u times", swaps);
	return 0;
}

int device_attach_in_order(const struct device *device, enum tracetoll_attachment first,
			   enum tracetoll_attachment second, unsigned int remove,
			   struct complaint *complaint)
{
	struct tracetoll_order order = {
		.size = sizeof(order),
		.first = first,
		.second = second,
		.remove = remove,
	};
	int err = request(device, TRACETOLL_ORDER, &order);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
				"cannot attach the two%s", remove ? ", or remove one of them" : "");
	return 0;
}
