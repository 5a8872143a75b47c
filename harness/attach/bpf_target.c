// SPDX-License-Identifier: GPL-2.0-only
#include "attach/bpf_target.h"

#include <bpf/libbpf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "site/kallsyms.h"

#define BTF_FOLDER "/sys/kernel/btf/"

static int set_named(struct bpf_program *const *programs, size_t count, const char *name)
{
	int err = 0;

	for (size_t i = 0; !err && i < count; i++)
		err = bpf_program__set_attach_target(programs[i], 0, name);
	return err;
}

/*
 * By another name of the same address: BTF has one of the names that a function has. So it
 * is with the handlers of x86, of which __do_sys_getppid is also called __x64_sys_getppid.
 */
static int set_alias(struct bpf_program *const *programs, size_t count,
		     const struct attach_order *order)
{
	struct kallsyms kallsyms;
	int err = kallsyms_read(KALLSYMS_PATH, &kallsyms);

	if (!err)
		err = -ESRCH;
	for (size_t i = 0; err && i < kallsyms.count; i++) {
		const struct symbol *symbol = &kallsyms.symbols[i];

		if (symbol->address == order->address && strcmp(symbol->name, order->tracee.name))
			err = set_named(programs, count, symbol->name);
	}
	kallsyms_free(&kallsyms);
	return err;
}

/* The BTF file of the kernel or of the module that the tracee lies in. */
static const char *btf_file(const struct attach_order *order)
{
	switch (order->tracee.kind) {
	case TRACETOLL_TRACEE_NEAR:
		return BTF_FOLDER "tracetoll";
	case TRACETOLL_TRACEE_FAR:
		return BTF_FOLDER "tracetoll_far";
	default:
		return BTF_FOLDER "vmlinux";
	}
}

static int complain_about_btf(const struct attach_order *order, struct complaint *complaint)
{
	if (access(BTF_FOLDER "vmlinux", F_OK))
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "this kernel has no BTF (CONFIG_DEBUG_INFO_BTF)");
	else if (access(btf_file(order), F_OK))
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the module of %s has no BTF: it was built without the kernel's vmlinux",
			 order->tracee.name);
	else
		complain(complaint, EXIT_CODE_SKIPPED, 0, "", "BTF knows no function %s",
			 order->tracee.name);
	return -EOPNOTSUPP;
}

int bpf_target_set(struct bpf_program *const *programs, size_t count,
		   const struct attach_order *order, struct complaint *complaint)
{
	int err = set_named(programs, count, order->tracee.name);

	if (err)
		err = set_alias(programs, count, order);
	return err ? complain_about_btf(order, complaint) : 0;
}
