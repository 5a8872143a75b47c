// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lies told at the patch site: behind ftrace's back, which goes on believing its records.
 */
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "lies.h"
#include "symbol.h"

static unsigned long disabled_ip;
static u32 disabled_words[2];

int site_disabled_tell(unsigned int number)
{
	unsigned long ip = symbol_patch_site(lies_tracee());

	if (!ip)
		return -ENXIO;
	if (copy_from_kernel_nofault(disabled_words, (void *)ip, patch_site_size()))
		return -EFAULT;
	disabled_ip = ip;
	return patch_site_nop(ip);
}

int site_disabled_take_back(void)
{
	unsigned int words = patch_site_size() / sizeof(u32);
	int err = 0;

	while (words-- > 0 && !err)
		err = patch_instruction(disabled_ip + words * sizeof(u32), disabled_words[words]);
	return err;
}

static void notrace foreign_callback(unsigned long ip, unsigned long parent_ip,
				     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
}

static struct ftrace_ops foreign_ops = { .func = foreign_callback };

static unsigned long literal_address;
static u64 literal_before;

/* The eight bytes before the function (ftrace_rec_set_ops in both architectures). */
static int write_literal(unsigned long value)
{
	unsigned long address = lies_tracee() - sizeof(u64);

	if (!IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS))
		return -EOPNOTSUPP;
	if (!value || !lies_tracee())
		return -ENOENT;
	if (copy_from_kernel_nofault(&literal_before, (void *)address, sizeof(literal_before)))
		return -EFAULT;
	literal_address = address;
	return patch_literal(address, value);
}

int literal_foreign_tell(unsigned int number)
{
	return write_literal((unsigned long)&foreign_ops);
}

int literal_nop_tell(unsigned int number)
{
	return write_literal(symbol_address("ftrace_nop_ops"));
}

int literal_list_tell(unsigned int number)
{
	return write_literal(symbol_address("ftrace_list_ops"));
}

int literal_ops_tell(unsigned int number)
{
	return write_literal((unsigned long)symbol_ops(number));
}

int literal_take_back(void)
{
	return patch_literal(literal_address, literal_before);
}

/* Nobody calls it: what stands at its patch site does not matter. */
static noinline __noclone __used void victim(void)
{
	barrier();
}

/* Neither nop nor call: "hint #5" on arm64, a reserved word on riscv. */
#define CORRUPT (IS_ENABLED(CONFIG_ARM64) ? 0xd50320bf : 0x0000100b)

/*
 * ftrace finds at a site what it did not put there: ftrace_bug() warns and switches
 * ftrace off. riscv does not look (ftrace_make_call), so there it is switched off as
 * ftrace_bug() would. The ops stays in its hands: this module can never go again.
 */
int kill_ftrace(const char *text)
{
	static struct ftrace_ops ops = { .func = foreign_callback };
	unsigned long ip = symbol_patch_site((unsigned long)victim);
	int (*is_dead)(void) = (void *)symbol_address("ftrace_is_dead");
	void (*kill)(void) = (void *)symbol_address("ftrace_kill");
	int err;

	if (!ip || !is_dead || !kill)
		return -ENXIO;
	__module_get(THIS_MODULE);
	err = patch_instruction(ip, CORRUPT);
	if (!err)
		err = ftrace_set_filter_ip(&ops, (unsigned long)victim, 0, 0);
	if (!err)
		register_ftrace_function(&ops);
	if (err)
		return err;
	if (!is_dead())
		kill();
	return is_dead() ? 0 : -EIO;
}
