// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/kernel_access.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "machine/ftrace_state.h"
#include "machine/journal.h"
#include "machine/system_file.h"
#include "verbs/undoing_print.h"

#define MODULES_DISABLED_PATH "/proc/sys/kernel/modules_disabled"

/* may_init_module(): CAP_SYS_MODULE, then the sysctl; module_sig_check(): then the lockdown. */
static const char *advice_on_permission(void)
{
	struct ftrace_state state;
	char disabled[16] = "";

	system_file_line("", disabled, sizeof(disabled), MODULES_DISABLED_PATH);
	if (!strcmp(disabled, "1"))
		return "kernel.modules_disabled is 1: reboot, and load it before that is set";
	ftrace_state_read("", &state);
	return ftrace_state_permission_advice(state.lockdown);
}

static int load_modules(struct kernel_access *access, const char *file, bool far,
			struct complaint *complaint)
{
	struct complaint far_complaint;
	int err = modules_load(&access->modules, file, far, complaint, &far_complaint);

	if (err == -EPERM && complaint->exit_code == EXIT_CODE_REFUSED)
		snprintf(complaint->advice, sizeof(complaint->advice), "%s",
			 advice_on_permission());
	if (!err && far_complaint.tried[0])
		complaint_print(&far_complaint);
	return err;
}

/* The module knows what the kernel was built with, also where its configuration is not here. */
static int check_ftrace(const struct device *device, struct complaint *complaint)
{
	struct ftrace_state state;

	ftrace_state_read("", &state);
	state.no_sites = device_abilities(device).no_sites;
	return ftrace_state_check(&state, complaint);
}

/* What a killed run left would be found as somebody else's. Failing is told, and no reason. */
void kernel_access_undo_left(void)
{
	struct journal_tally tally;
	int err = journal_restore("", false, undoing_print, NULL, &tally);

	if (err)
		fprintf(stderr, "tracetoll: cannot read the journals in %s: %s\n", JOURNAL_FOLDER,
			strerror(-err));
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
	int err;

	kernel_access_undo_left();
	err = load_modules(access, file, far, complaint);
	if (!err && log_err)
		err = complain(complaint, EXIT_CODE_REFUSED, log_err, "run as root",
			       "cannot read the kernel log %s", KERNEL_LOG_PATH);
	if (!err)
		err = device_open(&access->device, complaint);
	if (!err)
		err = check_ftrace(&access->device, complaint);
	return err;
}

int kernel_access_leave(struct kernel_access *access, int err, struct complaint *complaint)
{
	device_close(&access->device);
	return modules_remove(&access->modules, err, complaint);
}

int kernel_access_close(struct kernel_access *access, int err, struct complaint *complaint)
{
	err = kernel_access_leave(access, err, complaint);
	kernel_log_close(&access->log);
	return err;
}
