// SPDX-License-Identifier: GPL-2.0-only
/*
 * What was there before us: a number is about our ops only if nobody else's are there.
 */
#include "measure/clean_start.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Who holds a tracee, by what the kernel says of it, the most telling first. */
static void name_holder(struct baseline *baseline)
{
	const struct evidence *evidence = &baseline->evidence;
	const char *who = "it is not as the kernel leaves an untraced function";

	if (evidence->kprobe[0])
		snprintf(baseline->holder, sizeof(baseline->holder), "a kprobe: %.480s",
			 evidence->kprobe);
	else if (evidence->path == PATH_BREAKPOINT)
		snprintf(baseline->holder, sizeof(baseline->holder), "a breakpoint, of a kprobe");
	else if (evidence->book.read && evidence->book.ops)
		snprintf(baseline->holder, sizeof(baseline->holder), "%s", evidence->book.text);
	else if (evidence->literal.symbol[0] && evidence->literal.owner != OWNER_NOP_OPS)
		snprintf(baseline->holder, sizeof(baseline->holder), "%s",
			 evidence->literal.symbol);
	else
		snprintf(baseline->holder, sizeof(baseline->holder), "%s",
			 evidence->target.symbol[0] ? evidence->target.symbol : who);
}

static int look_at_tracee(const struct kernel_abilities *abilities, const struct executor *executor,
			  const struct workload *workload, struct baseline *baseline,
			  struct complaint *complaint)
{
	const struct evidence *evidence = &baseline->evidence;
	struct configuration none;
	struct complaint detach_complaint;
	int err, detach_err;

	configuration_parse("none", &none);
	err = executor->attach(executor->context, &none, workload, complaint);
	if (err == -EOPNOTSUPP) {
		baseline->missing = true;
		return 0;
	}
	if (err)
		return err;
	err = executor->look(executor->context, true, &baseline->evidence, complaint);
	detach_err = executor->detach(executor->context, &detach_complaint);
	if (!err && detach_err)
		*complaint = detach_complaint;
	if (err || detach_err)
		return err ? err : detach_err;
	baseline->dirty = evidence->path != configuration_expected_path(&none, abilities) ||
			  (evidence->book.read && evidence->book.ops) || evidence->kprobe[0];
	if (baseline->dirty)
		name_holder(baseline);
	return 0;
}

int clean_start_look(const struct plan *plan, const struct kernel_abilities *abilities,
		     const struct executor *executor, struct baseline *baselines,
		     struct complaint *complaint)
{
	int err = 0;

	memset(baselines, 0, plan->workload_count * sizeof(*baselines));
	for (size_t i = 0; !err && i < plan->workload_count; i++)
		err = look_at_tracee(abilities, executor, plan->workloads[i], &baselines[i],
				     complaint);
	return err;
}

int clean_start_demand(const struct plan *plan, const struct baseline *baselines,
		       struct complaint *complaint)
{
	for (size_t i = 0; i < plan->workload_count; i++) {
		if (baselines[i].dirty)
			return complain(complaint, EXIT_CODE_REFUSED, -EBUSY,
					"stop that, or measure beside it: --allow-dirty",
					"%s is already traced or probed by %s",
					plan->workloads[i]->tracee, baselines[i].holder);
	}
	return 0;
}
