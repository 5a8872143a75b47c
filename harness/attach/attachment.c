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

/* Detaches those before @count, the last one first; goes on after an error, and returns the first.
 */
static int detach_others(struct attachment *attachment, size_t count, struct complaint *complaint)
{
	struct complaint later;
	int first_err = 0;

	while (count--) {
		int err;

		if (!attachers[count]->concerns(attachment->configuration))
			continue;
		err = attachers[count]->detach(attachment, first_err ? &later : complaint);
		first_err = first_err ? first_err : err;
	}
	return first_err;
}

/* Likewise, and then the module. */
static int detach_first(struct attachment *attachment, size_t count, struct complaint *complaint)
{
	struct complaint later;
	int first_err = detach_others(attachment, count, complaint);
	int err = device_detach(attachment->device, first_err ? &later : complaint);

	attachment->configuration = NULL;
	return first_err ? first_err : err;
}

static int attach_each(struct attachment *attachment, const struct attach_order *order,
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

static int read_slot_0(const struct attachment *attachment, bool *taken,
		       struct complaint *complaint)
{
	struct tracetoll_system system;
	int err = device_read_system(attachment->device, &system, complaint);

	*taken = system.valid & TRACETOLL_SYSTEM_GRAPH && system.graph_slot_0;
	return err;
}

/*
 * Users of function_graph get its 16 slots in turn (fgraph_lru_alloc_index), and the one in
 * slot 0 costs some instructions less: its bit is set at every exit. So that all times are
 * alike, that one is left for the next slot; the module does so for its own (kmod/fprobe.c).
 */
static int attach_others(struct attachment *attachment, const struct attach_order *order,
			 struct complaint *complaint)
{
	bool before = true, after = true;
	int err = 0;

	if (order->configuration->row->brings & BRINGS_GRAPH)
		err = read_slot_0(attachment, &before, complaint);
	if (err)
		return err;
	err = attach_each(attachment, order, complaint);
	if (!err && !before)
		err = read_slot_0(attachment, &after, complaint);
	if (err || before || !after)
		return err;
	err = detach_others(attachment, ATTACHERS, complaint);
	return err ? err : attach_each(attachment, order, complaint);
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
	err = device_read_site(attachment->device, 0, &bytes, &trampoline, complaint);
	if (err) {
		detach_first(attachment, 0, &ignored);
		return err;
	}
	known.address = bytes.function;
	err = attach_others(attachment, &known, complaint);
	/* What an attacher refused was undone; what the module could not tell was not. */
	if (err && attachment->configuration)
		detach_first(attachment, ATTACHERS, &ignored);
	return err;
}

int attachment_detach(struct attachment *attachment, struct complaint *complaint)
{
	return detach_first(attachment, ATTACHERS, complaint);
}

bool attachment_prepares_runs(const struct attachment *attachment)
{
	for (size_t i = 0; i < ATTACHERS; i++) {
		if (attachers[i]->before_run && attachers[i]->concerns(attachment->configuration))
			return true;
	}
	return false;
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

static int add_counter(const struct attachment *attachment, enum tracetoll_counter counter,
		       unsigned int index, struct attached_hits *hits, struct complaint *complaint)
{
	uint64_t found;
	int err = device_read_hits(attachment->device, counter, index, &found, complaint);

	hits->hits += found;
	return err;
}

/*
 * What the module counts: its ops' calls, its fprobe's entries, and what goes through a
 * trampoline that counts. An ops with the flag STUB is called on some paths only. Ops on
 * another function are never to be hit.
 */
static int read_module_hits(const struct attachment *attachment, struct attached_hits *hits,
			    struct complaint *complaint)
{
	const struct configuration *configuration = attachment->configuration;
	const unsigned int ops =
		configuration->row->ops_flags & OPS_STUB ? 0 : configuration->relevant;
	const bool counts_itself =
		(int)configuration->row->trampoline == TRACETOLL_TRAMPOLINE_COUNT_A;
	int err = 0;

	for (unsigned int i = 0; !err && i < ops; i++)
		err = add_counter(attachment, TRACETOLL_COUNTER_RELEVANT, i, hits, complaint);
	for (unsigned int i = 0; !err && i < configuration->irrelevant; i++)
		err = add_counter(attachment, TRACETOLL_COUNTER_IRRELEVANT, i, hits, complaint);
	if (!err && configuration->row->fprobes)
		err = add_counter(attachment, TRACETOLL_COUNTER_FPROBE_ENTRY, 0, hits, complaint);
	if (!err && counts_itself)
		err = add_counter(attachment, TRACETOLL_COUNTER_TRAMPOLINE,
				  TRACETOLL_TRAMPOLINE_COUNT_A, hits, complaint);
	hits->per_call += ops + configuration->row->fprobes + counts_itself;
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

int attachment_ask(const struct attach_order *order, struct complaint *complaint)
{
	int err = 0;

	for (size_t i = 0; !err && i < ATTACHERS; i++) {
		if (attachers[i]->ask && attachers[i]->concerns(order->configuration))
			err = attachers[i]->ask(order, complaint);
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
