// SPDX-License-Identifier: GPL-2.0-only
/*
 * The functions that are traced, and the loop that calls them.
 */
#include <linux/compiler.h>
#include <linux/ftrace.h>
#include <linux/irqflags.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "tracee.h"
#include "tracetoll_ioctl.h"

/*
 * noinline and noclone keep one copy with one patch site; the alignment gives it
 * a cache line of its own, so that its neighbours do not change what it costs.
 */
noinline __noclone __aligned(64) void tracetoll_tracee(void)
{
	barrier();
}

/* For a kernel that lacks the one below; nobody calls it. */
static noinline __noclone __used void irrelevant_tracee(void)
{
	barrier();
}

/*
 * The cost of a batch outside its calls is the same for any length, so with an
 * equal number of batches X(2N) - X(N) holds calls and nothing else.
 */
int tracetoll_run_batches(const struct tracetoll_run *run)
{
	u32 batch;

	for (batch = 0; batch < run->batches; batch++) {
		unsigned long flags;
		u32 call;

		if (batch && signal_pending(current))
			return -EINTR;
		local_irq_save(flags);
		for (call = 0; call < run->calls_per_batch; call++)
			tracetoll_tracee();
		local_irq_restore(flags);
		cond_resched();
	}
	return 0;
}

/* "name+0x4/0x80" as sprint_symbol() prints it: the 0x4. */
static unsigned long offset_in_function(unsigned long address)
{
	char text[KSYM_SYMBOL_LEN];
	unsigned long offset = 0;
	char *plus, *slash;

	sprint_symbol(text, address);
	plus = strrchr(text, '+');
	if (!plus)
		return 0;
	slash = strchr(plus, '/');
	if (!slash)
		return 0;
	*slash = '\0';
	return kstrtoul(plus + 1, 16, &offset) ? 0 : offset;
}

/*
 * Behind the patch site: a kprobe on the very instruction that ftrace patches is
 * refused (check_ftrace_location), and on riscv before 6.16 that is the function's
 * first one. Elsewhere a function may begin with anything, so only its start is known
 * to be an instruction.
 */
#define PROBE_OFFSET (IS_ENABLED(CONFIG_RISCV) ? 8 : 0)

/*
 * kallsyms_lookup_name() is not exported. A kprobe that is registered disabled
 * resolves its symbol and patches nothing (register_kprobe, KPROBE_FLAG_DISABLED).
 * On x86 it may stand behind ENDBR (arch_adjust_kprobe_addr): take off what the
 * kernel says is the offset.
 */
int tracetoll_resolve_tracee(const char *name, unsigned long *function)
{
	struct kprobe probe = {
		.symbol_name = name,
		.offset = PROBE_OFFSET,
		.flags = KPROBE_FLAG_DISABLED,
	};
	int err;

	if (!*name) {
		*function = (unsigned long)tracetoll_tracee;
		return 0;
	}
	err = register_kprobe(&probe);
	if (err)
		return err == -ENOMEM || err == -EADDRNOTAVAIL ? err : -ENOENT;
	*function = (unsigned long)probe.addr - offset_in_function((unsigned long)probe.addr);
	unregister_kprobe(&probe);
	return 0;
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

	if (tracetoll_resolve_tracee(IRRELEVANT_NAME, &function))
		return (unsigned long)irrelevant_tracee;
	return function;
}
