// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a sick kernel would say, and memory that it would lose.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "lies.h"

int log_warn(const char *text)
{
	WARN(1, "tracetoll_lies was told to warn\n");
	return 0;
}

int log_say(const char *text)
{
	printk(KERN_ERR "%s\n", text);
	return 0;
}

struct leaked {
	struct list_head list;
	char rest[16];
};

static_assert(sizeof(struct leaked) == 32);

static LIST_HEAD(leaked);

#define LEAK_MAX 1000000

int leak(const char *text)
{
	unsigned int number;

	if (kstrtouint(text, 0, &number) || number > LEAK_MAX)
		return -EINVAL;
	while (number-- > 0) {
		struct leaked *object = kmalloc(sizeof(*object), GFP_KERNEL);

		if (!object)
			return -ENOMEM;
		list_add(&object->list, &leaked);
		cond_resched();
	}
	return 0;
}

void leak_free_all(void)
{
	struct leaked *object, *next;

	list_for_each_entry_safe(object, next, &leaked, list) kfree(object);
}

int lose(const char *text)
{
	return kmalloc(sizeof(struct leaked), GFP_KERNEL) ? 0 : -ENOMEM;
}
