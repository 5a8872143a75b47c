// SPDX-License-Identifier: GPL-2.0-only
/*
 * The functions that are traced, and the loops that call them.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/btf.h>
#include <linux/btf_ids.h>
#include <linux/compiler.h>
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/sched/stat.h>
#include <linux/version.h>

#include "attachment.h"
#include "far.h"
#include "loop.h"
#include "resolve.h"
#include "tracee.h"
#include "tracetoll_ioctl.h"
#include "verify.h"

/*
 * noinline and noclone keep one copy with one patch site; the alignment gives it
 * a cache line of its own, so that its neighbours do not change what it costs.
 */
static noinline __noclone __aligned(64) void tracetoll_tracee(void)
{
	barrier();
}

/*
 * BPF programs that may return for a function (fmod_ret) want its permission. Where there is no
 * FUNCTION_ERROR_INJECTION, a module's function can give it only by such a set
 * (check_attach_modify_return, btf_kfunc_is_modify_return).
 */
#if IS_ENABLED(CONFIG_DEBUG_INFO_BTF_MODULES) && IS_ENABLED(CONFIG_BPF_SYSCALL) && \
	LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)

BTF_SET8_START(modifiable)
BTF_ID_FLAGS(func, tracetoll_tracee)
BTF_SET8_END(modifiable)

static const struct btf_kfunc_id_set modifiable_set = {
	.owner = THIS_MODULE,
	.set = &modifiable,
};

void tracetoll_permit_modify_return(void)
{
	/* Built without the kernel's vmlinux the module has no BTF, and nobody filled it in. */
	if (modifiable.cnt && register_btf_fmodret_id_set(&modifiable_set))
		pr_info("no BPF program may return for the tracee: the kernel refused its BTF\n");
}

#else

void tracetoll_permit_modify_return(void)
{
}

#endif

/* For a kernel that lacks the one below; nobody calls it. */
static noinline __noclone __used void irrelevant_tracee(void)
{
	barrier();
}

/*
 * Exported, in kernel/sched/core.c, a few instructions long, without side effects, and
 * hardly called by anyone else.
 */
#define core_tracee single_task_running

TRACETOLL_DEFINE_LOOP(run_near, tracetoll_tracee);
TRACETOLL_DEFINE_LOOP(run_core, core_tracee);

int tracetoll_run_batches(const struct tracetoll_run *run)
{
	switch (run->tracee) {
	case TRACETOLL_TRACEE_NEAR:
		return run_near(run);
	case TRACETOLL_TRACEE_CORE:
		return run_core(run);
	case TRACETOLL_TRACEE_FAR:
		return tracetoll_run_far(run);
	default:
		return -EINVAL;
	}
}

int tracetoll_find_tracee(const struct tracetoll_setup *setup,
			  struct tracetoll_functions *functions)
{
	*functions = (struct tracetoll_functions){ .count = 1 };
	switch (setup->tracee) {
	case TRACETOLL_TRACEE_NEAR:
		functions->address[0] = (unsigned long)tracetoll_tracee;
		return 0;
	case TRACETOLL_TRACEE_FAR:
		if (!tracetoll_held_far())
			return -ENOENT;
		functions->address[0] = tracetoll_held_far()->tracee;
		return 0;
	case TRACETOLL_TRACEE_CORE:
		functions->address[0] = (unsigned long)core_tracee;
		return 0;
	case TRACETOLL_TRACEE_NAMED:
		return tracetoll_resolve_function(setup->name, &functions->address[0]);
	case TRACETOLL_TRACEE_VERIFY:
		functions->count = tracetoll_verify_functions(functions->address);
		return functions->count ? 0 : -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

/*
 * Called only when a module is loaded, and in init/main.c, so among the first of
 * ftrace's records: __ftrace_hash_rec_update() walks them up to the one it looks for,
 * and the own module's come last of some 50,000. It makes registering three times as fast.
 */
#define IRRELEVANT_NAME "do_one_initcall"

unsigned long tracetoll_irrelevant_function(void)
{
	unsigned long function;

	if (tracetoll_resolve_function(IRRELEVANT_NAME, &function))
		return (unsigned long)irrelevant_tracee;
	return function;
}
