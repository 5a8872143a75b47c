// SPDX-License-Identifier: GPL-2.0-only
#include "measure/reload.h"

#include <errno.h>

#include "measure/clean_start.h"

static bool are_same(const struct kernel_abilities *a, const struct kernel_abilities *b)
{
	return a->architecture == b->architecture && a->call_ops == b->call_ops &&
	       a->direct_calls == b->direct_calls && a->fprobe == b->fprobe &&
	       a->branch == b->branch;
}

static int open_again(const struct reload *reload, const struct kernel_abilities *abilities,
		      struct complaint *complaint)
{
	struct kernel_abilities now;
	int err;

	device_close(reload->device);
	err = modules_load_again(reload->modules, complaint);
	if (!err)
		err = device_open(reload->device, complaint);
	if (err)
		return err;
	now = device_abilities(reload->device);
	if (!are_same(&now, abilities))
		return complain(complaint, EXIT_CODE_FAILED, -EPROTO, "",
				"the module can do other things than when it was loaded first");
	return 0;
}

int reload_modules(const struct reload *reload, const struct kernel_abilities *abilities,
		   const struct executor *executor, struct complaint *complaint)
{
	int err = open_again(reload, abilities, complaint);

	if (!err)
		err = clean_start_look(reload->plan, abilities, executor, reload->baselines,
				       complaint);
	if (!err && !reload->plan->allow_dirty)
		err = clean_start_demand(reload->plan, reload->baselines, complaint);
	/* What refuses a run before it begins ends one that goes on. */
	if (err)
		complaint->exit_code = EXIT_CODE_FAILED;
	return err;
}
