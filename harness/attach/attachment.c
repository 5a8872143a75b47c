// SPDX-License-Identifier: GPL-2.0-only
/*
 * All ways of attaching behind one door.
 */
#include "attach/attachment.h"

#include <errno.h>
#include <string.h>

#include "attach/device_verify.h"

/* In the order in which they attach, after the module. One line for each way. */
static const struct attacher *const attachers[] = {
	&attacher_bpf,
	&attacher_tracefs,
};

#define ATTACHERS (sizeof(attachers) / sizeof(attachers[0]))

/* Detaches those before @count, the last one first, then the module. */
static int detach_first(struct attachment *attachment, size_t count, struct complaint *complaint)
{
	struct complaint later;
	int first_err = 0;
	int err;

	while (count--) {
		if (!attachers[count]->concerns(attachment->configuration))
			continue;
		err = attachers[count]->detach(attachment, first_err ? &later : complaint);
		first_err = first_err ? first_err : err;
	}
	err = device_detach(attachment->device, first_err ? &later : complaint);
	attachment->configuration = NULL;
	return first_err ? first_err : err;
}

static int attach_others(struct attachment *attachment, struct attach_order *order,
			 struct complaint *complaint)
{
	for (size_t i = 0; i < ATTACHERS; i++) {
		struct complaint ignored;
		int err;

		if (!attachers[i]->concerns(order->configuration))
			continue;
		err = attachers[i]->attach(attachment, order, complaint);
		if (err) {
			/* Why it could not be attached is what the caller wants to know. */
			detach_first(attachment, i, &ignored);
			return err;
		}
	}
	return 0;
}

static unsigned int setup_flags(const struct attach_order *order)
{
	if (!order->counting)
		return 0;
	return TRACETOLL_SETUP_COUNT | (order->of_all ? TRACETOLL_SETUP_COUNT_ALL : 0);
}

int attachment_attach(struct attachment *attachment, const struct attach_order *order,
		      struct complaint *complaint)
{
	struct attach_order known = *order;
	struct complaint ignored;
	struct site_bytes bytes;
	uint64_t trampoline;
	int err = device_attach(attachment->device, order->configuration, &order->tracee,
				setup_flags(order), complaint);

	if (err)
		return err;
	attachment->configuration = order->configuration;
	attachment->counting = order->counting;
	err = device_read_site(attachment->device, 0, &bytes, &trampoline, complaint);
	if (err) {
		detach_first(attachment, 0, &ignored);
		return err;
	}
	known.address = bytes.function;
	return attach_others(attachment, &known, complaint);
}

int attachment_detach(struct attachment *attachment, struct complaint *complaint)
{
	return detach_first(attachment, ATTACHERS, complaint);
}

int attachment_before_run(struct attachment *attachment, struct complaint *complaint)
{
	int err = 0;

	for (size_t i = 0; !err && i < ATTACHERS; i++) {
		if (attachers[i]->before_run && attachers[i]->concerns(attachment->configuration))
			err = attachers[i]->before_run(attachment, complaint);
	}
	return err;
}

/*
 * What the module counts: its ops' calls and its fprobe's entries. An ops with the flag STUB
 * is called on some paths only, and a direct call's trampoline does not count.
 */
static int read_module_hits(const struct attachment *attachment, struct attached_hits *hits,
			    struct complaint *complaint)
{
	const struct configuration *configuration = attachment->configuration;
	unsigned int ops = configuration->row->ops_flags & OPS_STUB ? 0 : configuration->relevant;
	uint64_t found;
	int err = 0;

	for (unsigned int i = 0; !err && i < ops; i++) {
		err = device_read_hits(attachment->device, TRACETOLL_COUNTER_RELEVANT, i, &found,
				       complaint);
		hits->hits += found;
	}
	if (!err && configuration->row->fprobes) {
		err = device_read_hits(attachment->device, TRACETOLL_COUNTER_FPROBE_ENTRY, 0,
				       &found, complaint);
		hits->hits += found;
	}
	hits->per_call += ops + configuration->row->fprobes;
	return err;
}

int attachment_read_hits(struct attachment *attachment, struct attached_hits *hits,
			 struct complaint *complaint)
{
	int err;

	memset(hits, 0, sizeof(*hits));
	err = read_module_hits(attachment, hits, complaint);
	for (size_t i = 0; !err && i < ATTACHERS; i++) {
		if (attachers[i]->concerns(attachment->configuration))
			err = attachers[i]->read_hits(attachment, hits, complaint);
	}
	return err;
}

void attachment_close(struct attachment *attachment)
{
	for (size_t i = 0; i < ATTACHERS; i++) {
		if (attachers[i]->close)
			attachers[i]->close(attachment);
	}
}
