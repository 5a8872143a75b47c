// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/tracetoll: the open file is the owner of whatever is attached.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#include "attachment.h"
#include "site.h"
#include "tracee.h"
#include "tracetoll_ioctl.h"

static atomic_t owned = ATOMIC_INIT(0);

/* The owner may have threads: one request at a time. Guards what stands below it. */
static DEFINE_MUTEX(owner_lock);
static bool set_up;
static unsigned long tracee;

static int do_query(struct tracetoll_query *query)
{
	if (query->flags)
		return -EINVAL;
	query->abi_version = TRACETOLL_ABI_VERSION;
	query->features = 0;
	query->trampoline = 0;
	if (IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS))
		query->features |= TRACETOLL_FEATURE_CALL_OPS;
	if (IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)) {
		query->features |= TRACETOLL_FEATURE_DIRECT_CALLS;
		query->trampoline = (unsigned long)tracetoll_trampoline;
	}
	query->relevant_max = TRACETOLL_RELEVANT_MAX;
	query->irrelevant_max = TRACETOLL_IRRELEVANT_MAX;
	query->tracee = (unsigned long)tracetoll_tracee;
	return 0;
}

static int do_setup(struct tracetoll_setup *setup)
{
	unsigned long function;
	int err;

	if (setup->flags & ~TRACETOLL_SETUP_DIRECT)
		return -EINVAL;
	if (setup->relevant > TRACETOLL_RELEVANT_MAX ||
	    setup->irrelevant > TRACETOLL_IRRELEVANT_MAX)
		return -E2BIG;
	if (strnlen(setup->tracee, sizeof(setup->tracee)) == sizeof(setup->tracee))
		return -ENAMETOOLONG;
	if (set_up)
		return -EBUSY;

	err = tracetoll_resolve_tracee(setup->tracee, &function);
	if (!err)
		err = tracetoll_attach(function, setup);
	if (err)
		return err;
	tracee = function;
	set_up = true;
	return 0;
}

static int do_run(struct tracetoll_run *run)
{
	u64 cost = (u64)run->calls_per_batch * (1 + tracetoll_attached());

	if (run->flags || !run->batches || !run->calls_per_batch)
		return -EINVAL;
	if (run->batches > TRACETOLL_BATCHES_MAX || cost > TRACETOLL_BATCH_COST_MAX)
		return -E2BIG;
	return tracetoll_run_batches(run);
}

static int do_site(struct tracetoll_site *site)
{
	if (site->flags)
		return -EINVAL;
	if (!set_up)
		return -ENOTCONN;
	tracetoll_read_site(tracee, site);
	return 0;
}

static int do_symbol(struct tracetoll_symbol *symbol)
{
	if (symbol->flags)
		return -EINVAL;
	tracetoll_name_address(symbol);
	return 0;
}

static int do_teardown(struct tracetoll_teardown *teardown)
{
	if (teardown->flags)
		return -EINVAL;
	set_up = false;
	return tracetoll_detach();
}

/*
 * All requests are alike: copied in whole, their size checked, done, copied out
 * if they answer. The union is as large as the largest of them.
 */
union request {
	__u32 size;
	struct tracetoll_query query;
	struct tracetoll_setup setup;
	struct tracetoll_run run;
	struct tracetoll_site site;
	struct tracetoll_symbol symbol;
	struct tracetoll_teardown teardown;
};

static int dispatch(unsigned int command, union request *request)
{
	switch (command) {
	case TRACETOLL_QUERY:
		return do_query(&request->query);
	case TRACETOLL_SETUP:
		return do_setup(&request->setup);
	case TRACETOLL_RUN:
		return do_run(&request->run);
	case TRACETOLL_SITE:
		return do_site(&request->site);
	case TRACETOLL_SYMBOL:
		return do_symbol(&request->symbol);
	case TRACETOLL_TEARDOWN:
		return do_teardown(&request->teardown);
	default:
		return -ENOTTY;
	}
}

static long device_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	void __user *user = (void __user *)argument;
	const unsigned int size = _IOC_SIZE(command);
	union request request = {};
	int err;

	if (size < sizeof(request.teardown) || size > sizeof(request))
		return -ENOTTY;
	if (copy_from_user(&request, user, size))
		return -EFAULT;
	if (request.size != size)
		return -EINVAL;

	if (mutex_lock_interruptible(&owner_lock))
		return -EINTR;
	err = dispatch(command, &request);
	mutex_unlock(&owner_lock);

	if (!err && (_IOC_DIR(command) & _IOC_READ) && copy_to_user(user, &request, size))
		return -EFAULT;
	return err;
}

static int device_open(struct inode *inode, struct file *file)
{
	/* Requests tell kernel addresses and names, whatever kptr_restrict says. */
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	/* Not under the lock: its holder may be detaching hundreds of ops. */
	return atomic_cmpxchg(&owned, 0, 1) ? -EBUSY : 0;
}

static int device_release(struct inode *inode, struct file *file)
{
	mutex_lock(&owner_lock);
	tracetoll_detach();
	set_up = false;
	mutex_unlock(&owner_lock);
	atomic_set_release(&owned, 0);
	return 0;
}

static const struct file_operations device_operations = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = TRACETOLL_DEVICE_NAME,
	.fops = &device_operations,
	.mode = 0600,
};

module_misc_device(device);

MODULE_DESCRIPTION("Puts a function into the states in which ftrace can trace it");
MODULE_LICENSE("GPL");
