// SPDX-License-Identifier: GPL-2.0-only
/*
 * What was there before us: a number is about our ops only if nobody else's are there.
 */
#include "measure/clean_start.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void add_holder(struct baseline *baseline,
							     const char *format, ...)
{
	size_t used = strlen(baseline->holder);
	va_list arguments;

	if (used && used + sizeof(" and ") < sizeof(baseline->holder)) {
		strcpy(baseline->holder + used, " and ");
		used += strlen(" and ");
	}
	va_start(arguments, format);
	vsnprintf(baseline->holder + used, sizeof(baseline->holder) - used, format, arguments);
	va_end(arguments);
}

/* "global_ops+0x0/0x150" is "global_ops" to a reader; a module stays with its function. */
static void shorten(const char *symbol, char *text, size_t size)
{
	const char *module = strchr(symbol, '[');

	snprintf(text, size, "%.*s%s%s", (int)strcspn(symbol, "+ "), symbol, module ? " " : "",
		 module ? module : "");
}

/* Ops trace it: by the literal, where one is named, else by what ftrace's list begins with. */
static void add_ops(struct baseline *baseline)
{
	const struct evidence *evidence = &baseline->evidence;
	const struct evidence_name *literal = &evidence->literal;
	unsigned int ops = evidence->book.ops;
	char name[EVIDENCE_SYMBOL_SIZE];

	if (evidence->book.direct) {
		shorten(evidence->book.direct_symbol, name, sizeof(name));
		add_holder(baseline, "a direct call to %s", name);
		ops--;
	}
	if (evidence->book.read && !ops)
		return;
	shorten(literal->symbol, name, sizeof(name));
	/* An ops on the heap has no name. */
	if (*name && strncmp(name, "0x", 2) != 0 && literal->owner != OWNER_NOP_OPS &&
	    literal->owner != OWNER_LIST_OPS) {
		add_holder(baseline, "the ops %s", name);
		return;
	}
	shorten(evidence->foreign, name, sizeof(name));
	if (evidence->book.read && *name)
		add_holder(baseline, "%u ops; %s of %u in the system calls %s", ops,
			   evidence->ops_in_system == 1 ? "the only one" : "the first",
			   evidence->ops_in_system, name);
	else if (evidence->book.read)
		add_holder(baseline, "%u ops: %.400s", ops, evidence->book.text);
	else if (evidence->target.symbol[0])
		add_holder(baseline, "a branch to %s", evidence->target.symbol);
	else
		add_holder(baseline, "somebody: it is not as the kernel leaves untraced functions");
}

/* Who holds a tracee, all of them. */
static void name_holder(struct baseline *baseline)
{
	const struct evidence *evidence = &baseline->evidence;
	char probe[EVIDENCE_SYMBOL_SIZE];

	/* Address, kind, place: "ffff... k vfs_read+0x0 [FTRACE]". */
	if (sscanf(evidence->kprobe, "%*s %*s %159s", probe) == 1)
		add_holder(baseline, "a kprobe at %s", probe);
	else if (evidence->path == PATH_BREAKPOINT)
		add_holder(baseline, "a kprobe's breakpoint");
	if ((evidence->book.read && evidence->book.ops) || !*baseline->holder)
		add_ops(baseline);
	if (!*baseline->holder)
		add_holder(baseline, "nobody who is known, but no patch site is where it begins");
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
	err = executor->attach(executor->context, &none, workload, false, complaint);
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
		if (!baselines[i].dirty)
			continue;
		complain(complaint, EXIT_CODE_REFUSED, 0,
			 "stop that, or measure beside it: --allow-dirty", "%s is held by %s",
			 plan->workloads[i]->tracee, baselines[i].holder);
		return -EBUSY;
	}
	return 0;
}
