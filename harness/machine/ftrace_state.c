// SPDX-License-Identifier: GPL-2.0-only
#include "machine/ftrace_state.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "config/tracefs.h"
#include "machine/kernel_config.h"
#include "machine/system_file.h"

#define SYSCTL_PATH "/proc/sys/kernel/ftrace_enabled"
#define FUNCTIONS_PATH TRACEFS_PATH "/enabled_functions"
#define LOCKDOWN_PATH "/sys/kernel/security/lockdown"

/* ftrace_enable_sysctl() answers a read with ENODEV once ftrace_disabled is set. */
static int read_sysctl(const char *root)
{
	char text[32];
	ssize_t length = system_file_read(root, text, sizeof(text), SYSCTL_PATH);

	if (length < 0)
		return (int)length;
	return length ? atoi(text) : -ENODATA;
}

static int try_tracefs(const char *root)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s%s/enabled_functions", root,
		 tracefs_folder(root, "enabled_functions"));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

/* "none [integrity] confidentiality" (security/lockdown/lockdown.c, lockdown_read). */
static enum lockdown read_lockdown(const char *root)
{
	char text[128];

	if (system_file_read(root, text, sizeof(text), LOCKDOWN_PATH) < 0)
		return LOCKDOWN_UNKNOWN;
	if (strstr(text, "[confidentiality]"))
		return LOCKDOWN_CONFIDENTIALITY;
	if (strstr(text, "[integrity]"))
		return LOCKDOWN_INTEGRITY;
	return strstr(text, "[none]") ? LOCKDOWN_NONE : LOCKDOWN_UNKNOWN;
}

/* Without a configuration to read it is taken for granted. */
static bool has_no_sites(const char *root)
{
	struct kernel_config config;
	struct utsname kernel;
	bool has_none;

	uname(&kernel);
	if (kernel_config_read(root, kernel.release, &config))
		return false;
	has_none = kernel_config_abilities(&config).no_sites;
	kernel_config_free(&config);
	return has_none;
}

void ftrace_state_read(const char *root, struct ftrace_state *state)
{
	state->no_sites = has_no_sites(root);
	state->enabled = read_sysctl(root);
	state->tracefs = try_tracefs(root);
	state->lockdown = read_lockdown(root);
}

const char *ftrace_state_permission_advice(enum lockdown lockdown)
{
	if (geteuid())
		return "run as root";
	switch (lockdown) {
	case LOCKDOWN_INTEGRITY:
		return "the kernel is locked down, [integrity]: sign the module, or boot with "
		       "lockdown=none, and Secure Boot off";
	case LOCKDOWN_CONFIDENTIALITY:
		return "the kernel is locked down, [confidentiality]: boot it with lockdown=none, "
		       "and Secure Boot off";
	default:
		return "it takes all of root's rights, outside of any container, and no lockdown "
		       "(" LOCKDOWN_PATH ")";
	}
}

static int complain_about_tracefs(const struct ftrace_state *state, struct complaint *complaint)
{
	const char *advice = "";

	if (state->tracefs == -ENOENT)
		advice = "mount it: mount -t tracefs nodev " TRACEFS_PATH;
	else if (state->tracefs == -EACCES || state->tracefs == -EPERM)
		advice = ftrace_state_permission_advice(state->lockdown);
	return complain(complaint, EXIT_CODE_REFUSED, state->tracefs, advice, "cannot open %s",
			FUNCTIONS_PATH);
}

int ftrace_state_check(const struct ftrace_state *state, struct complaint *complaint)
{
	if (state->enabled == -ENODEV || state->tracefs == -ENODEV)
		return complain(complaint, EXIT_CODE_REFUSED, -ENODEV,
				"look for its reason in the kernel log (dmesg), then reboot",
				"ftrace gave itself up after a bug, nothing can be traced");
	if (state->lockdown == LOCKDOWN_CONFIDENTIALITY)
		return complain(complaint, EXIT_CODE_REFUSED, -EPERM,
				"boot it with less: lockdown=none, and Secure Boot off",
				"this kernel is locked down (%s says confidentiality), tracing is "
				"closed",
				LOCKDOWN_PATH);
	if (state->no_sites)
		return 0;
	if (state->enabled == -ENOENT)
		return complain(complaint, EXIT_CODE_REFUSED, state->enabled,
				"take one with CONFIG_FUNCTION_TRACER, and mount /proc",
				"this kernel cannot trace functions, there is no %s", SYSCTL_PATH);
	if (state->enabled == 0)
		return complain(complaint, EXIT_CODE_REFUSED, 0,
				"switch it on: sysctl kernel.ftrace_enabled=1",
				"ftrace is switched off, %s says 0", SYSCTL_PATH);
	if (state->tracefs)
		return complain_about_tracefs(state, complaint);
	return 0;
}
