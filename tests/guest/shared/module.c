// SPDX-License-Identifier: GPL-2.0-only
#include "module.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

/* The last one that is loaded first: it uses the one behind it. */
static const char *const own[] = { "tracetoll_far", "tracetoll" };

int module_insert(const char *file)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	int err = fd < 0 || syscall(SYS_finit_module, fd, "", 0) ? -errno : 0;

	if (fd >= 0)
		close(fd);
	return err;
}

int module_insert_own(const char *name)
{
	struct utsname kernel;
	char file[256];

	uname(&kernel);
	snprintf(file, sizeof(file), "/bin/kmod/%s/%s.ko", kernel.release, name);
	return module_insert(file);
}

bool module_is_loaded(const char *name)
{
	char folder[128];

	snprintf(folder, sizeof(folder), "/sys/module/%s", name);
	return !access(folder, F_OK);
}

bool module_delete(const char *name)
{
	return !syscall(SYS_delete_module, name, O_NONBLOCK);
}

bool modules_are_loaded(void)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (module_is_loaded(own[i]))
			return true;
	}
	return false;
}

bool modules_delete(void)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (module_is_loaded(own[i]) && !module_delete(own[i]))
			return false;
	}
	return true;
}
