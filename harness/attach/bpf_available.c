// SPDX-License-Identifier: GPL-2.0-only
#include "attach/bpf_available.h"

#include <errno.h>
#include <linux/bpf.h>

#include "attach/bpf_demand.h"
#include "attach/bpf_hook.h"
#include "attach/bpf_programs.h"
#include "attach/bpf_refusal.h"

/*
 * Every kernel has these, and BTF of them. For a function whose name begins like the second
 * one fmod_ret is always permitted (check_attach_modify_return).
 */
#define ANY_FUNCTION "schedule"
#define MODIFIABLE_FUNCTION "security_file_open"

static int ask_about(const struct bpf_type *type, struct complaint *complaint)
{
	struct bpf_step step = { .type = type->name, .tracee = "a function" };
	const struct attach_order order = {
		.tracee = {
			.kind = TRACETOLL_TRACEE_NAMED,
			.name = type->manner->attach_type == BPF_MODIFY_RETURN ?
					MODIFIABLE_FUNCTION :
					ANY_FUNCTION,
		},
		.system_call = "getppid",
	};
	struct bpf_programs *programs;
	int program;
	int err = bpf_programs_load(type, &order, &programs, complaint);

	if (err)
		return err;
	program = bpf_programs_descriptor(programs, BPF_BODY_EMPTY, 0, complaint);
	err = program < 0 ? program : bpf_tie_probe(type, program);
	step.lacks = bpf_tie_lacks(type, err);
	if (program >= 0 && err)
		err = bpf_complain(&step, err, complaint);
	bpf_programs_free(programs);
	return err;
}

int bpf_available(const struct configuration_row *row, struct complaint *complaint)
{
	const struct bpf_type *type;
	int err = row->bpf ? bpf_demand("", complaint) : 0;

	for (const char *list = row->bpf; !err && (list = bpf_type_next(list, &type));)
		err = type ? ask_about(type, complaint)
			   : complain(complaint, EXIT_CODE_FAILED, -EINVAL, "",
				      "the table names no BPF types: '%s'", row->bpf);
	return err;
}
