// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracetoll.ko's end of the link to tracetoll_far.ko, which may come and go at any time.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/mutex.h>

#include "far.h"

/* Not the owner lock: a module is loaded while a request may take long. */
static DEFINE_MUTEX(link_lock);
static const struct tracetoll_far *linked;

/* Guarded by the owner lock. */
static const struct tracetoll_far *held;

int tracetoll_register_far(const struct tracetoll_far *far)
{
	int err = 0;

	mutex_lock(&link_lock);
	if (linked)
		err = -EBUSY;
	else
		linked = far;
	mutex_unlock(&link_lock);
	return err;
}
EXPORT_SYMBOL_GPL(tracetoll_register_far);

void tracetoll_unregister_far(const struct tracetoll_far *far)
{
	mutex_lock(&link_lock);
	if (linked == far)
		linked = NULL;
	mutex_unlock(&link_lock);
}
EXPORT_SYMBOL_GPL(tracetoll_unregister_far);

bool tracetoll_has_far(void)
{
	bool has;

	mutex_lock(&link_lock);
	has = linked;
	mutex_unlock(&link_lock);
	return has;
}

static const struct tracetoll_far *get_far(void)
{
	const struct tracetoll_far *far;

	mutex_lock(&link_lock);
	far = linked && try_module_get(linked->owner) ? linked : NULL;
	mutex_unlock(&link_lock);
	return far;
}

int tracetoll_hold_far(void)
{
	if (!held)
		held = get_far();
	return held ? 0 : -ENOENT;
}

void tracetoll_release_far(void)
{
	if (held)
		module_put(held->owner);
	held = NULL;
}

const struct tracetoll_far *tracetoll_held_far(void)
{
	return held;
}

int tracetoll_run_far(const struct tracetoll_run *run)
{
	const struct tracetoll_far *far = get_far();
	int err;

	if (!far)
		return -ENOENT;
	err = far->run(run);
	module_put(far->owner);
	return err;
}
