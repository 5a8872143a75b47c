// SPDX-License-Identifier: GPL-2.0-only
/*
 * Days when the kernel is closed to it.
 */
#include <sys/mount.h>
#include <unistd.h>

#include "parts.h"
#include "said.h"

#define DEBUGFS "/sys/kernel/debug" /* has a tracefs in it, which mounts itself */
#define SECURITYFS "/sys/kernel/security"

void check_closed(struct tap *tap, bool call_ops)
{
	const struct said *said;

	(void)call_ops;
	check_refused(tap, site(ROOT_WITHOUT_RAWIO, HANDLER, NULL), 3, "CAP_SYS_RAWIO");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3, "/proc/kallsyms hides all addresses");
	write_file("/proc/sys/kernel/kptr_restrict", "0");
	write_file("/proc/sys/kernel/perf_event_paranoid", "-1");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3,
		      "cannot open /proc/kcore, which is the kernel's memory: Permission denied; "
		      "run as root\n");
	write_file("/proc/sys/kernel/kptr_restrict", "2");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3, "kernel.kptr_restrict is 2");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "kernel.kptr_restrict is 2");
	write_file("/proc/sys/kernel/kptr_restrict", "1");
	write_file("/proc/sys/kernel/ftrace_enabled", "0");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, "nop");
	check_says(tap, said->out, "note: ftrace is switched off");
	write_file("/proc/sys/kernel/ftrace_enabled", "1");
	tap_check(tap, !umount(TRACING), "tracefs is unmounted");
	check_says(tap, site(ROOT, HANDLER, NULL)->out, "enabled_functions     not listed");
	umount(DEBUGFS "/tracing");
	tap_check(tap, !umount(DEBUGFS), "and debugfs, which has it, too");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, "nop");
	check_says(tap, said->out, "note: shown without enabled_functions (No such file or ");
	check_refused(tap, site(ROOT, NULL), 3, "mount -t tracefs nodev /sys/kernel/tracing");
	tap_check(tap, !umount("/proc"), "/proc is unmounted");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "cannot read /proc/kallsyms: No such");
}

void check_lockdown(struct tap *tap, bool call_ops)
{
	char level[64];

	(void)call_ops;
	/* Perhaps the guest has it already. */
	mount("securityfs", SECURITYFS, "securityfs", 0, NULL);
	read_file(SECURITYFS "/lockdown", level, sizeof(level));
	check_says(tap, level, "[confidentiality]");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3,
		      "the kernel is locked down, [confidentiality]");
	umount(SECURITYFS);
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "no lockdown");
}
