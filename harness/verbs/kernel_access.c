// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/kernel_access.h"

#include <errno.h>
#include <unistd.h>

#include "attach/module_file.h"
#include "machine/ftrace_state.h"

static int load_modules(struct kernel_access *access, const char *file, bool far,
			struct complaint *complaint)
{
	struct complaint far_complaint;
	int err = module_load(MODULE_NEAR, file, &access->module_loaded, complaint);

	/* Only arm64 has a use for it. */
	if (!err && far && architecture_of_build() == ARCHITECTURE_ARM64 &&
	    module_load(MODULE_FAR, file, &access->far_loaded, &far_complaint))
		complaint_print(&far_complaint);
	return err;
}

static int check_ftrace(struct complaint *complaint)
{
	struct ftrace_state state;

	ftrace_state_read("", &state);
	return ftrace_state_check(&state, complaint);
}

int kernel_access_permitted(struct complaint *complaint)
{
	/* Whoever may open the device need not load the module. */
	if (!geteuid() || !access(DEVICE_PATH, R_OK | W_OK))
		return 0;
	return complain(complaint, EXIT_CODE_REFUSED, -EPERM, "run as root",
			"cannot load the kernel module");
}

int kernel_access_open(struct kernel_access *access, const char *file, bool far,
		       struct complaint *complaint)
{
	/* First: what the kernel says of our own module is to be seen, too. */
	int log_err = kernel_log_open(&access->log, KERNEL_LOG_PATH);
	int err = load_modules(access, file, far, complaint);

	if (!err && log_err)
		err = complain(complaint, EXIT_CODE_REFUSED, log_err, "run as root",
			       "cannot read the kernel log %s", KERNEL_LOG_PATH);
	if (!err)
		err = check_ftrace(complaint);
	if (!err)
		err = device_open(&access->device, complaint);
	return err;
}

static int remove_module(const char *name, bool loaded, int err, struct complaint *complaint)
{
	struct complaint remove_complaint;
	int remove_err = loaded ? module_remove(name, &remove_complaint) : 0;

	if (!err && remove_err) {
		*complaint = remove_complaint;
		err = remove_err;
	}
	return err;
}

int kernel_access_leave(struct kernel_access *access, int err, struct complaint *complaint)
{
	device_close(&access->device);
	/* The far one needs the other. */
	err = remove_module(MODULE_FAR, access->far_loaded, err, complaint);
	err = remove_module(MODULE_NEAR, access->module_loaded, err, complaint);
	access->far_loaded = false;
	access->module_loaded = false;
	return err;
}

int kernel_access_close(struct kernel_access *access, int err, struct complaint *complaint)
{
	err = kernel_access_leave(access, err, complaint);
	kernel_log_close(&access->log);
	return err;
}
