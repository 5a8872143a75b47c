// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of checks that stand between a measurement and its name.
 */
#include "site/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "site/check_parts.h"

static bool path_holds(const struct claim *claim, const struct evidence *before,
		       const struct evidence *after, char *reason, size_t size)
{
	if (before->path == claim->expected && after->path == claim->expected)
		return true;
	snprintf(reason, size, "the path is %s before and %s after, expected is %s",
		 path_name(before->path), path_name(after->path), path_name(claim->expected));
	return false;
}

/*
 * That there is no site is said by the kernel's configuration, and the bytes look like it. Nobody
 * may keep a record of one either: DYNAMIC_FTRACE has an entry to call, and a book.
 */
static bool no_site_holds(const struct claim *claim, const struct evidence *before,
			  const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *looks[] = { before, after };

	if (!claim->abilities->no_sites)
		return true;
	for (size_t i = 0; i < 2; i++) {
		if (!looks[i]->ftrace_named && !looks[i]->book.read)
			continue;
		snprintf(reason, size,
			 "the module is of a kernel without FUNCTION_TRACER, but this one has %s",
			 looks[i]->ftrace_named ? "ftrace_caller" : "enabled_functions");
		return false;
	}
	return true;
}

static bool unchanged_holds(const struct claim *claim, const struct evidence *before,
			    const struct evidence *after, char *reason, size_t size)
{
	(void)claim;
	if (!memcmp(before->bytes.bytes, after->bytes.bytes, SITE_BYTES) &&
	    before->target.address == after->target.address)
		return true;
	snprintf(reason, size, "the patch site changed while it was measured: %s before, %s after",
		 path_name(before->path), path_name(after->path));
	return false;
}

static bool updates_hold(const struct claim *claim, const struct evidence *before,
			 const struct evidence *after, char *reason, size_t size)
{
	(void)claim;
	if (!before->updates_known || !after->updates_known || before->updates == after->updates)
		return true;
	snprintf(reason, size,
		 "ftrace patched code, took or lost an ops %" PRIu64 " times while it was measured",
		 after->updates - before->updates);
	return false;
}

static const struct check checks[] = {
	{ "path", "another path than the one whose name stands beside the number", path_holds },
	{ "no-site", "a patch site where there is said to be none", no_site_holds },
	{ "literal", "the right way, but to somebody else's ops", check_literal },
	{ "behind", "the right kind of ops, but another callee than the one named", check_behind },
	{ "trampoline", "a direct call to another trampoline than the one named",
	  check_trampoline },
	{ "reach", "a far trampoline labelled near, or a near one far", check_reach },
	{ "book", "more or fewer ops on the tracee than the name says", check_book },
	{ "system", "more ops for list_ops to walk, or ours altered by somebody", check_system },
	{ "graph", "more users of function_graph to ask than there were", check_graph },
	{ "flags", "ops that ftrace treats in another way than the named ones", check_flags },
	{ "kprobe", "a probe inside of the tracee, wherever", check_kprobe },
	{ "body", "a tracee whose first instructions are not its own", check_body },
	{ "unchanged", "a site that changed between the two looks", unchanged_holds },
	{ "updates", "a tracer that came and went between the two looks", updates_hold },
};

void check_list_all(struct check_list *list)
{
	list->count = sizeof(checks) / sizeof(checks[0]);
	for (size_t i = 0; i < list->count; i++)
		list->checks[i] = &checks[i];
}

bool check_list_remove(struct check_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->checks[i]->name, name) != 0)
			continue;
		list->count--;
		memmove(&list->checks[i], &list->checks[i + 1],
			(list->count - i) * sizeof(list->checks[0]));
		return true;
	}
	return false;
}

const struct check *check_list_failing(const struct check_list *list, const struct claim *claim,
				       const struct evidence *before, const struct evidence *after,
				       char *reason, size_t size)
{
	reason[0] = '\0';
	for (size_t i = 0; i < list->count; i++) {
		if (!list->checks[i]->holds(claim, before, after, reason, size))
			return list->checks[i];
	}
	return NULL;
}

const char *evidence_missing(const struct kernel_abilities *abilities,
			     const struct evidence *evidence, size_t index)
{
	/* Where nothing can be traced, nobody has to be seen who traces. */
	const bool traces = !abilities->no_sites;
	const struct {
		bool is_missing;
		const char *text;
	} sources[] = {
		{ traces && !evidence->book.read,
		  "enabled_functions cannot be read: nobody counts the ops on a tracee" },
		{ traces && !evidence->system_known,
		  "ftrace's list of ops cannot be found (CONFIG_KALLSYMS_ALL): ops of others are "
		  "not seen, nor what an ops calls" },
		{ traces && !evidence->updates_known,
		  "nobody counts what ftrace patches (kprobes are off): a tracer that comes and "
		  "goes within a sample is not seen" },
		{ !evidence->kprobes_known,
		  "the list of kprobes cannot be read (mount debugfs): one deep in a tracee is not "
		  "seen" },
		{ !traces && !evidence->symbols_known,
		  "the kernel's symbols cannot be read: that ftrace has no entry is not seen" },
		{ abilities->call_ops && !strncmp(evidence->literal.symbol, "0x", 2),
		  "the kernel does not name its data (CONFIG_KALLSYMS_ALL): no literal can be "
		  "proven" },
	};

	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (sources[i].is_missing && !index--)
			return sources[i].text;
	}
	return NULL;
}
