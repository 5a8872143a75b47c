// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether this process may load tracetoll.ko.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doctor/fact.h"
#include "doctor/privilege.h"
#include "machine/ftrace_state.h"
#include "machine/system_file.h"

static bool is_loaded(const char *root)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/sys/module/tracetoll", root);
	return !access(path, F_OK);
}

/* What may_init_module() and module_sig_check() ask for. */
static void look_at_rules(const struct fact_place *place, struct fact_state *state)
{
	struct ftrace_state ftrace;
	char enforced[8];
	long disabled = 0;

	ftrace_state_read(place->root, &ftrace);
	system_file_number(place->root, &disabled, "/proc/sys/kernel/modules_disabled");
	system_file_line(place->root, enforced, sizeof(enforced),
			 "/sys/module/module/parameters/sig_enforce");
	if (disabled)
		fact_say(state, FACT_FORBIDS, "kernel.modules_disabled is 1, until a reboot");
	else if (ftrace.lockdown == LOCKDOWN_CONFIDENTIALITY)
		fact_say(state, FACT_FORBIDS, "the kernel is locked down: confidentiality");
	else if (ftrace.lockdown == LOCKDOWN_INTEGRITY)
		fact_say(state, FACT_UNKNOWN, "only if it is signed (lockdown: integrity)");
	else if (!strcmp(enforced, "Y"))
		fact_say(state, FACT_UNKNOWN, "only if it is signed (sig_enforce)");
	else
		fact_say(state, FACT_FIT, "may be loaded");
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	struct privilege privilege;
	int err = privilege_read(place->root, &privilege);

	if (err)
		fact_say_unseen(state, err, "/proc/self/status");
	else if (!privilege.root)
		fact_say(state, FACT_FORBIDS, "not by this user, who cannot see all below");
	else if (!privilege.modules)
		fact_say(state, FACT_FORBIDS, "root without CAP_SYS_MODULE, as in a container");
	else if (is_loaded(place->root))
		fact_say(state, FACT_FIT, "loaded");
	else
		look_at_rules(place, state);
}

static const struct fact module = {
	.name = "module",
	.order = 20,
	.effect = "run refuses (exit 3)",
	.remedy = "be root, outside of containers; sign it, or boot with lockdown=none",
	.look = look,
};
REGISTER_FACT(module);
