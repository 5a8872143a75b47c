// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaches BPF programs. What was loaded stays loaded for the attachments to come.
 */
#include <errno.h>
#include <stdlib.h>

#include "attach/attachment.h"
#include "attach/bpf_available.h"
#include "attach/bpf_demand.h"
#include "attach/bpf_hook.h"
#include "attach/bpf_programs.h"
#include "attach/bpf_refusal.h"

#define TYPES_MAX 4 /* of one configuration */
#define TIES_MAX 64 /* likewise */

/* A type of the configuration that is attached. */
struct attached_type {
	const struct bpf_programs *programs;
	unsigned int per_call;
	uint64_t hits_before;
};

struct bpf_attachment {
	struct bpf_programs **loaded;
	size_t loaded_count;
	struct attached_type types[TYPES_MAX];
	size_t type_count;
	struct bpf_tie ties[TIES_MAX];
	size_t tie_count;
	enum bpf_body body; /* of what is attached */
	bool of_all; /* what is attached counts for everybody, on all CPUs */
};

static bool bpf_concerns(const struct configuration *configuration)
{
	return configuration->row->bpf != NULL;
}

/* Those that were loaded before, or else are now. NULL: @complaint says why not. */
static struct bpf_programs *get_programs(struct bpf_attachment *bpf, const struct bpf_type *type,
					 const struct attach_order *order, int *err,
					 struct complaint *complaint)
{
	struct bpf_programs **loaded;

	*err = 0;
	for (size_t i = 0; i < bpf->loaded_count; i++) {
		if (bpf_programs_are(bpf->loaded[i], type, order))
			return bpf->loaded[i];
	}
	loaded = realloc(bpf->loaded, (bpf->loaded_count + 1) * sizeof(*loaded));
	if (!loaded) {
		*err = complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "",
				"cannot load BPF programs");
		return NULL;
	}
	bpf->loaded = loaded;
	*err = bpf_programs_load(type, order, &loaded[bpf->loaded_count], complaint);
	return *err ? NULL : loaded[bpf->loaded_count++];
}

static int tie_one(struct bpf_attachment *bpf, struct bpf_programs *programs, unsigned int copy,
		   const struct attach_order *order, struct complaint *complaint)
{
	const struct bpf_type *type = bpf_programs_type(programs);
	struct bpf_step step = { .type = type->name, .tracee = order->tracee.name };
	int program = bpf_programs_descriptor(programs, bpf->body, copy, complaint);
	int err;

	if (program < 0)
		return program;
	if (bpf->tie_count == TIES_MAX)
		return complain(complaint, EXIT_CODE_FAILED, -E2BIG, "", "cannot attach %s",
				order->configuration->name);
	err = bpf_tie(type, program, order, &bpf->ties[bpf->tie_count]);
	step.lacks = bpf_tie_lacks(type, err);
	if (err)
		return bpf_complain(&step, err, complaint);
	bpf->tie_count++;
	return 0;
}

static int attach_type(struct bpf_attachment *bpf, const struct bpf_type *type,
		       const struct attach_order *order, struct complaint *complaint)
{
	const unsigned int count = order->configuration->bpf_programs;
	struct attached_type *attached = &bpf->types[bpf->type_count];
	struct bpf_programs *programs;
	int err;

	if (!type || bpf->type_count == TYPES_MAX)
		return complain(complaint, EXIT_CODE_FAILED, -EINVAL, "",
				"the table names no BPF types: '%s'",
				order->configuration->row->bpf);
	programs = get_programs(bpf, type, order, &err, complaint);
	if (!programs)
		return err;
	*attached = (struct attached_type){
		.programs = programs,
		.per_call = type->manner->runs_per_call * count,
	};
	err = bpf_programs_hits(programs, order->of_all, &attached->hits_before, complaint);
	if (err)
		return err;
	bpf->type_count++;
	for (unsigned int i = 0; !err && i < count; i++)
		err = tie_one(bpf, programs, i, order, complaint);
	return err;
}

static void untie_all(struct bpf_attachment *bpf)
{
	while (bpf->tie_count)
		bpf_untie(&bpf->ties[--bpf->tie_count]);
	bpf->type_count = 0;
}

static int bpf_attach(struct attachment *attachment, const struct attach_order *order,
		      struct complaint *complaint)
{
	const struct bpf_type *type;
	int err = bpf_demand("", complaint);

	if (err)
		return err;
	if (order->configuration->row->system_call && !order->system_call) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the tracee is no system call's handler");
		return -EOPNOTSUPP;
	}
	if (!attachment->bpf)
		attachment->bpf = calloc(1, sizeof(*attachment->bpf));
	if (!attachment->bpf)
		return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "",
				"cannot attach BPF programs");
	attachment->bpf->of_all = order->of_all;
	attachment->bpf->body = order->counting ? BPF_BODY_COUNT : order->configuration->bpf_body;
	for (const char *list = order->configuration->row->bpf;
	     !err && (list = bpf_type_next(list, &type));)
		err = attach_type(attachment->bpf, type, order, complaint);
	if (err)
		untie_all(attachment->bpf);
	return err;
}

static int bpf_detach(struct attachment *attachment, struct complaint *complaint)
{
	(void)complaint;
	if (attachment->bpf)
		untie_all(attachment->bpf);
	return 0;
}

static int bpf_read_hits(struct attachment *attachment, struct attached_hits *hits,
			 struct complaint *complaint)
{
	const struct bpf_attachment *bpf = attachment->bpf;

	for (size_t i = 0; i < bpf->type_count; i++) {
		const struct attached_type *type = &bpf->types[i];
		uint64_t now;
		int err = bpf_programs_hits(type->programs, bpf->of_all, &now, complaint);

		if (err)
			return err;
		hits->hits += now - type->hits_before;
		hits->per_call += type->per_call;
	}
	return 0;
}

/* Statistics that somebody asks for meanwhile are in all that is measured from then on. */
static int bpf_before_run(struct attachment *attachment, struct complaint *complaint)
{
	const struct bpf_attachment *bpf = attachment->bpf;
	int err = 0;

	for (size_t i = 0; !err && i < bpf->type_count; i++)
		err = bpf_programs_demand_untimed(bpf->types[i].programs, bpf->body, complaint);
	return err;
}

/* Of the kernel, not of this tracee: which functions it permits is known when they are attached. */
static int bpf_ask(const struct attach_order *order, struct complaint *complaint)
{
	return bpf_available(order->configuration->row, complaint);
}

static void bpf_close(struct attachment *attachment)
{
	struct bpf_attachment *bpf = attachment->bpf;

	if (!bpf)
		return;
	untie_all(bpf);
	while (bpf->loaded_count)
		bpf_programs_free(bpf->loaded[--bpf->loaded_count]);
	free(bpf->loaded);
	free(bpf);
	attachment->bpf = NULL;
}

const struct attacher attacher_bpf = {
	.name = "bpf",
	.concerns = bpf_concerns,
	.attach = bpf_attach,
	.detach = bpf_detach,
	.read_hits = bpf_read_hits,
	.before_run = bpf_before_run,
	.ask = bpf_ask,
	.close = bpf_close,
};
