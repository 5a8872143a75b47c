// SPDX-License-Identifier: GPL-2.0-only
#include "verify/frame.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>

/* The newer name first: since 7888af4166d4 (6.13) the other one is an empty shell. */
static const char *const types[] = { "__arch_ftrace_regs", "ftrace_regs" };

int frame_read(const char *path, struct frame *frame)
{
	libbpf_print_fn_t loud = libbpf_set_print(NULL);
	struct btf *btf = btf__parse(path, NULL);
	int err = btf ? -ENOENT : -errno;

	for (size_t i = 0; btf && err && i < sizeof(types) / sizeof(types[0]); i++) {
		int id = btf__find_by_name_kind(btf, types[i], BTF_KIND_STRUCT);
		const struct btf_type *type =
			id > 0 ? btf__type_by_id(btf, (unsigned int)id) : NULL;

		if (!type || !type->size)
			continue;
		frame->type = types[i];
		frame->size = type->size;
		err = 0;
	}
	btf__free(btf);
	libbpf_set_print(loud);
	return err;
}

bool frame_judge(const struct frame *frame, enum architecture architecture, char *detail,
		 char *reason, size_t size)
{
	/* x86's kernel aligns its stack to words only (-mpreferred-stack-boundary=3). */
	const unsigned int alignment = architecture == ARCHITECTURE_X86_64 ? 8 : 16;
	const unsigned int rest = frame->size % alignment;

	if (!frame->size) {
		snprintf(reason, size, "struct %s is empty", frame->type);
		return false;
	}
	if (!rest) {
		snprintf(detail, size, "%u bytes", frame->size);
		return true;
	}
	/* arch/riscv/kernel/mcount-dyn.S, SAVE_ABI_REGS, since 7caa9765465f (6.10). */
	if (architecture == ARCHITECTURE_RISCV64) {
		snprintf(detail, size, "%u bytes, %u on the stack", frame->size,
			 frame->size + alignment - rest);
		return true;
	}
	snprintf(reason, size,
		 "struct %s has %u bytes, no multiple of %u, and nothing rounds it up", frame->type,
		 frame->size, alignment);
	return false;
}
