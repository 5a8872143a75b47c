// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll_far.ko: a tracee and a trampoline that no branch of the kernel's text reaches.
 */
#include <linux/compiler.h>
#include <linux/module.h>

#include "far.h"
#include "loop.h"
#include "tracetoll_ioctl.h"
#include "trampoline.h"

static noinline __noclone __aligned(64) void tracetoll_far_tracee(void)
{
	barrier();
}

TRACETOLL_DEFINE_LOOP(run_far, tracetoll_far_tracee);

static const struct tracetoll_far far = {
	.owner = THIS_MODULE,
	.tracee = (unsigned long)tracetoll_far_tracee,
	.trampolines = { (unsigned long)tracetoll_trampoline_far_low,
			 (unsigned long)tracetoll_trampoline_far_high },
	.run = run_far,
};

static int __init far_init(void)
{
	return tracetoll_register_far(&far);
}

static void __exit far_exit(void)
{
	tracetoll_unregister_far(&far);
}

module_init(far_init);
module_exit(far_exit);

MODULE_DESCRIPTION("A tracee and a trampoline far from the kernel's text, for tracetoll");
MODULE_LICENSE("GPL");
