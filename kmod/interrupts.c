// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interrupts by the kernel's own sum of them, which every one adds to
 * (__kstat_incr_irqs_this_cpu()).
 */
#include <linux/errno.h>
#include <linux/kconfig.h>
#include <linux/kernel_stat.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/version.h>

#include "interrupts.h"
#include "tracetoll_ioctl.h"

/*
 * x86 counts its timer and its IPIs in rows of their own, and so did riscv its IPIs before 6.4
 * (832f15f42646, "RISC-V: Treat IPIs as normal Linux IRQs").
 */
#define SUM_IS_WHOLE                 \
	(IS_ENABLED(CONFIG_ARM64) || \
	 (IS_ENABLED(CONFIG_RISCV) && LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)))

int tracetoll_count_interrupts(struct tracetoll_interrupts *interrupts)
{
	if (!SUM_IS_WHOLE)
		return -EOPNOTSUPP;
	preempt_disable();
	interrupts->cpu = smp_processor_id();
	interrupts->count = kstat_cpu_irqs_sum(interrupts->cpu);
	preempt_enable();
	/* As accumulate_thread_rusage() takes them. */
	interrupts->waits = current->nvcsw;
	interrupts->preemptions = current->nivcsw;
	return 0;
}
