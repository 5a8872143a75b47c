// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/tracetoll: the open file is the owner of whatever is attached.
 */
#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>

#include "request.h"
#include "system.h"
#include "tracee.h"
#include "tracetoll_ioctl.h"

static atomic_t owned = ATOMIC_INIT(0);

/* The owner may have threads: one request at a time. Guards all the module's state. */
static DEFINE_MUTEX(owner_lock);

/* All requests are alike: copied in whole, their size checked, done, copied out if they answer. */
static long device_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	void __user *user = (void __user *)argument;
	const unsigned int size = _IOC_SIZE(command);
	union tracetoll_request request = {};
	int err;

	if (size < sizeof(request.teardown) || size > sizeof(request))
		return -ENOTTY;
	if (copy_from_user(&request, user, size))
		return -EFAULT;
	if (request.size != size)
		return -EINVAL;

	if (mutex_lock_interruptible(&owner_lock))
		return -EINTR;
	err = tracetoll_do_request(command, &request);
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
	if (atomic_cmpxchg(&owned, 0, 1))
		return -EBUSY;
	mutex_lock(&owner_lock);
	tracetoll_watch_system();
	mutex_unlock(&owner_lock);
	return 0;
}

static int device_release(struct inode *inode, struct file *file)
{
	mutex_lock(&owner_lock);
	tracetoll_end_requests();
	tracetoll_unwatch_system();
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

static int __init device_init(void)
{
	tracetoll_permit_modify_return();
	return misc_register(&device);
}

static void __exit device_exit(void)
{
	misc_deregister(&device);
}

module_init(device_init);
module_exit(device_exit);

MODULE_DESCRIPTION("Puts a function into the states in which ftrace can trace it");
MODULE_LICENSE("GPL");
