// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's symbols by their names. kallsyms_lookup_name() is not exported; a kprobe
 * that is registered disabled resolves its symbol and patches nothing (register_kprobe,
 * KPROBE_FLAG_DISABLED).
 */
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/static_call.h>
#include <linux/string.h>

#include "resolve.h"

typedef int match_symbol_t(int (*fn)(void *data, unsigned long address), const char *name,
			   void *data);

struct match {
	unsigned long address; /* of the first, 0: none so far */
	bool several;
};

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
 * Of several functions of the name, the one that kallsyms has first. On x86 the probe may stand
 * behind ENDBR (arch_adjust_kprobe_addr): take off what the kernel says is the offset.
 */
static int resolve_first(const char *name, unsigned long *function)
{
	struct kprobe probe = {
		.symbol_name = name,
		.offset = PROBE_OFFSET,
		.flags = KPROBE_FLAG_DISABLED,
	};
	int err = register_kprobe(&probe);

	if (err)
		return err == -ENOMEM ? err : -ENOENT;
	*function = (unsigned long)probe.addr - offset_in_function((unsigned long)probe.addr);
	unregister_kprobe(&probe);
	return 0;
}

static int match_nothing(int (*fn)(void *data, unsigned long address), const char *name, void *data)
{
	return 0;
}

/*
 * The kernel's kallsyms_on_each_match_symbol(), not exported either. On x86 with IBT, what the
 * kernel calls by no pointer cannot be called by one at all (apply_seal_endbr): there, a static
 * call is a branch to the address itself.
 */
DEFINE_STATIC_CALL(match_symbol, match_nothing);

static bool find_match_symbol(void)
{
	static bool found;
	unsigned long address;

	if (!found && !resolve_first("kallsyms_on_each_match_symbol", &address)) {
		static_call_update(match_symbol, (match_symbol_t *)address);
		found = true;
	}
	return found;
}

static int keep_match(void *data, unsigned long address)
{
	struct match *match = data;

	match->several = match->address && match->address != address;
	match->address = address;
	return match->several;
}

int tracetoll_resolve_function(const char *name, unsigned long *function)
{
	struct match match = {};

	if (find_match_symbol())
		static_call(match_symbol)(keep_match, name, &match);
	return match.several ? -EADDRNOTAVAIL : resolve_first(name, function);
}

/*
 * No kprobe can stand on data: register_kprobe() refuses it (check_kprobe_address_safe),
 * but has stored by then what _kprobe_addr() found.
 */
int tracetoll_resolve_variable(const char *name, unsigned long *variable)
{
	struct kprobe probe = {
		.symbol_name = name,
		.flags = KPROBE_FLAG_DISABLED,
	};
	int err = register_kprobe(&probe);

	if (!err)
		unregister_kprobe(&probe);
	if (err != -EINVAL || !probe.addr)
		return -ENOENT;
	*variable = (unsigned long)probe.addr;
	return 0;
}
