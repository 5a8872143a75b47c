// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/kernel_access.h"

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

/* ftrace must be alive, and its log be watched from now on. */
static int open_kernel(struct kernel_access *access, struct complaint *complaint)
{
	struct ftrace_state state;
	int err;

	ftrace_state_read("", &state);
	err = ftrace_state_check(&state, complaint);
	if (err)
		return err;
	err = kernel_log_open(&access->log, KERNEL_LOG_PATH);
	if (err)
		return complain(complaint, EXIT_CODE_REFUSED, err, "run as root",
				"cannot read the kernel log %s", KERNEL_LOG_PATH);
	return 0;
}

int kernel_access_open(struct kernel_access *access, const char *file, bool far,
		       struct complaint *complaint)
{
	int err = load_modules(access, file, far, complaint);

	if (!err)
		err = open_kernel(access, complaint);
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

int kernel_access_close(struct kernel_access *access, int err, struct complaint *complaint)
{
	device_close(&access->device);
	kernel_log_close(&access->log);
	/* The far one needs the other. */
	err = remove_module(MODULE_FAR, access->far_loaded, err, complaint);
	return remove_module(MODULE_NEAR, access->module_loaded, err, complaint);
}
