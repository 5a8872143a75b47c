// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/tracetoll_lies: see lies.h for what it takes.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "lies.h"
#include "symbol.h"

#define LINE_MAX_BYTES 256

static DEFINE_MUTEX(lies_lock);
static char tracee_name[64] = "tracetoll_tracee";

static struct lie {
	const char *name;
	int (*tell)(unsigned int number);
	int (*take_back)(void);
	bool told;
} lies[] = {
	{ "site-disabled", site_disabled_tell, site_disabled_take_back },
	{ "literal-foreign", literal_foreign_tell, literal_take_back },
	{ "literal-nop", literal_nop_tell, literal_take_back },
	{ "literal-list", literal_list_tell, literal_take_back },
	{ "literal-ops", literal_ops_tell, literal_take_back },
	{ "ops-missing", ops_missing_tell, ops_missing_take_back },
	{ "ops-replaced", ops_replaced_tell, ops_replaced_take_back },
	{ "ops-stubbed", ops_stubbed_tell, ops_stubbed_take_back },
	{ "swap-func", swap_func_tell, swap_func_take_back },
	{ "swap-trampoline", swap_trampoline_tell, swap_trampoline_take_back },
	{ "swap-direct-call", swap_direct_call_tell, swap_direct_call_take_back },
	{ "join", join_tell, join_take_back },
	{ "join-elsewhere", join_elsewhere_tell, join_elsewhere_take_back },
	{ "kprobe-entry", kprobe_entry_tell, kprobe_entry_take_back },
	{ "kprobe-body", kprobe_body_tell, kprobe_body_take_back },
};

static int set_tracee(const char *text)
{
	return strscpy(tracee_name, text, sizeof(tracee_name)) < 0 ? -ENAMETOOLONG : 0;
}

static const struct {
	const char *name;
	int (*act)(const char *text);
} acts[] = {
	{ "tracee", set_tracee }, { "warn", log_warn }, { "say", log_say },
	{ "lose", lose },         { "leak", leak },     { "kill-ftrace", kill_ftrace },
};

unsigned long lies_tracee(void)
{
	return symbol_address(tracee_name);
}

static int tell(struct lie *lie, unsigned int number)
{
	int err;

	if (lie->told)
		return -EBUSY;
	err = lie->tell(number);
	lie->told = !err;
	return err;
}

static int take_back(struct lie *lie)
{
	if (!lie->told)
		return -ENOENT;
	lie->told = false;
	return lie->take_back();
}

static int handle_lie(struct lie *lie, char *rest)
{
	const char *verb = strsep(&rest, " ");
	unsigned int number = 0;
	int err;

	if (!verb || (rest && kstrtouint(rest, 0, &number)))
		return -EINVAL;
	if (!strcmp(verb, "on"))
		return tell(lie, number);
	if (!strcmp(verb, "off"))
		return take_back(lie);
	if (strcmp(verb, "once"))
		return -EINVAL;
	err = tell(lie, number);
	return err ? err : take_back(lie);
}

static int handle_line(char *line)
{
	const char *name = strsep(&line, " ");
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(acts); i++) {
		if (!strcmp(name, acts[i].name))
			return acts[i].act(line ? line : "");
	}
	for (i = 0; i < ARRAY_SIZE(lies); i++) {
		if (!strcmp(name, lies[i].name))
			return handle_lie(&lies[i], line);
	}
	return -EINVAL;
}

static ssize_t device_write(struct file *file, const char __user *user, size_t length,
			    loff_t *position)
{
	char line[LINE_MAX_BYTES];
	int err;

	if (length >= sizeof(line))
		return -E2BIG;
	if (copy_from_user(line, user, length))
		return -EFAULT;
	line[length] = '\0';
	mutex_lock(&lies_lock);
	err = handle_line(strim(line));
	mutex_unlock(&lies_lock);
	return err ? err : length;
}

/* None of them needs another one: any order will do. */
static int device_release(struct inode *inode, struct file *file)
{
	unsigned int i;

	mutex_lock(&lies_lock);
	for (i = 0; i < ARRAY_SIZE(lies); i++) {
		if (lies[i].told)
			take_back(&lies[i]);
	}
	mutex_unlock(&lies_lock);
	return 0;
}

static const struct file_operations device_operations = {
	.owner = THIS_MODULE,
	.write = device_write,
	.release = device_release,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = LIES_DEVICE_NAME,
	.fops = &device_operations,
	.mode = 0600,
};

static int __init lies_init(void)
{
	if (!symbol_address("ftrace_ops_list") || !symbol_address("ftrace_location"))
		return -EOPNOTSUPP;
	return misc_register(&device);
}

static void __exit lies_exit(void)
{
	misc_deregister(&device);
	leak_free_all();
}

module_init(lies_init);
module_exit(lies_exit);

MODULE_DESCRIPTION("Lies to tracetoll, for its tests");
MODULE_LICENSE("GPL");
