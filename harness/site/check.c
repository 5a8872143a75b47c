// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of checks that stand between a measurement and its name.
 */
#include "site/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MIB (INT64_C(1) << 20)

static int64_t magnitude(int64_t value)
{
	return value < 0 ? -value : value;
}

static bool path_holds(const struct claim *claim, const struct evidence *before,
		       const struct evidence *after, char *reason, size_t size)
{
	if (before->path == claim->expected && after->path == claim->expected)
		return true;
	snprintf(reason, size, "the path is %s before and %s after, expected is %s",
		 path_name(before->path), path_name(after->path), path_name(claim->expected));
	return false;
}

/* Whom the literal must name; OWNER_UNKNOWN where the path does not rest on it. */
static enum site_owner literal_of(const struct claim *claim)
{
	switch (claim->expected) {
	case PATH_NOP:
		return OWNER_NOP_OPS;
	case PATH_DIRECT:
	case PATH_CALLOPS_DIRECT:
		return OWNER_DIRECT_OPS;
	case PATH_CALLOPS_FUNC:
		return claim->configuration->row->fprobes ? OWNER_GRAPH_OPS : OWNER_RELEVANT_OPS;
	case PATH_LIST:
	case PATH_LIST_DIRECT:
		return OWNER_LIST_OPS;
	default:
		return OWNER_UNKNOWN;
	}
}

static bool literal_holds(const struct claim *claim, const struct evidence *before,
			  const struct evidence *after, char *reason, size_t size)
{
	const enum site_owner expected = literal_of(claim);
	const struct evidence *looks[] = { before, after };

	if (!claim->abilities->call_ops || claim->baseline->dirty || expected == OWNER_UNKNOWN)
		return true;
	for (size_t i = 0; i < 2; i++) {
		const struct evidence_name *literal = &looks[i]->literal;

		if (literal->owner == expected && literal->index == 0)
			continue;
		/* A kernel that does not name its data: nobody's is what it was at the start. */
		if (expected == OWNER_NOP_OPS && !strncmp(literal->symbol, "0x", 2) &&
		    literal->address == claim->baseline->evidence.literal.address)
			continue;
		snprintf(reason, size, "the literal names %s, expected is %s",
			 literal->symbol[0] ? literal->symbol : "nothing",
			 site_owner_name(expected));
		return false;
	}
	return true;
}

/* Where the site branches to the trampoline itself, it must be the right one. */
static bool trampoline_holds(const struct claim *claim, const struct evidence *before,
			     const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *looks[] = { before, after };
	const char *expected = before->trampoline.symbol;
	const char *found = NULL;

	if (!configuration_has_direct(claim->configuration))
		return true;
	for (size_t i = 0; i < 2; i++) {
		const struct evidence *look = looks[i];

		if (look->path == PATH_DIRECT && look->target.address != look->trampoline.address)
			found = look->target.symbol;
		/* Behind ftrace_caller the book tells; it names, where the site has an address. */
		else if (look->book.read && look->book.direct &&
			 strcmp(look->book.direct_symbol, look->trampoline.symbol) != 0)
			found = look->book.direct_symbol;
		else if (look->trampoline.owner != OWNER_TRAMPOLINE ||
			 look->trampoline.index !=
				 (unsigned int)claim->configuration->row->trampoline) {
			found = look->trampoline.symbol;
			expected = "the configuration's";
		}
	}
	if (!found)
		return true;
	snprintf(reason, size, "the direct call leads to %s, expected is %s", found, expected);
	return false;
}

/* A near trampoline must be near, a far one far: the name says so even where the path does not. */
static bool reach_holds(const struct claim *claim, const struct evidence *before,
			const struct evidence *after, char *reason, size_t size)
{
	(void)after;
	return claim_placement(claim, before, reason, size) == NULL;
}

static bool book_holds(const struct claim *claim, const struct evidence *before,
		       const struct evidence *after, char *reason, size_t size)
{
	const struct configuration *configuration = claim->configuration;
	const struct evidence_book *start = &claim->baseline->evidence.book;
	const struct evidence *looks[] = { before, after };
	unsigned int ops =
		configuration_ops_on_tracee(configuration, claim->abilities->architecture) +
		start->ops;
	bool direct = configuration_has_direct(configuration) || start->direct;

	for (size_t i = 0; i < 2; i++) {
		const struct evidence_book *book = &looks[i]->book;
		/* Others who want to know of returns share graph_ops with us: it counts once. */
		bool shared =
			claim->baseline->dirty && book->ops + configuration->row->fprobes == ops;

		if (!book->read || !start->read ||
		    ((book->ops == ops || shared) && book->direct == direct))
			continue;
		snprintf(reason, size, "enabled_functions counts %u ops%s, expected are %u%s: %s",
			 book->ops, book->direct ? " with a direct call" : "", ops,
			 direct ? " with a direct call" : "", book->text);
		return false;
	}
	return true;
}

static bool system_holds(const struct claim *claim, const struct evidence *before,
			 const struct evidence *after, char *reason, size_t size)
{
	const struct configuration *configuration = claim->configuration;
	const struct evidence *start = &claim->baseline->evidence;
	const struct evidence *looks[] = { before, after };
	unsigned int own = configuration->relevant + configuration->irrelevant +
			   (configuration_has_direct(configuration) ? 1 : 0);
	unsigned int fprobes = configuration->row->fprobes;
	unsigned int all = own + fprobes + start->ops_in_system;
	bool shared = !start->graph_known || start->graph_users;

	for (size_t i = 0; i < 2; i++) {
		const struct evidence *look = looks[i];
		unsigned int ops = look->ops_in_system;

		/* graph_ops is one for all its users. */
		if (!look->system_known || !start->system_known ||
		    ((ops == all || (shared && ops + fprobes == all)) && look->sound == own))
			continue;
		snprintf(
			reason, size,
			"ftrace holds %u ops in the system, expected are %u; %u of ours are sound, "
			"expected are %u%s%s",
			look->ops_in_system, all, look->sound, own,
			look->foreign[0] ? "; not ours: " : "", look->foreign);
		return false;
	}
	return true;
}

/* All users of function_graph are asked at every call that one of them traces. */
static bool graph_holds(const struct claim *claim, const struct evidence *before,
			const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *start = &claim->baseline->evidence;
	const struct evidence *looks[] = { before, after };
	unsigned int fprobes = claim->configuration->row->fprobes;

	for (size_t i = 0; i < 2; i++) {
		if (!fprobes || !start->graph_known || !looks[i]->graph_known ||
		    looks[i]->graph_users == start->graph_users + fprobes)
			continue;
		snprintf(reason, size, "function_graph has %u users, expected are %u",
			 looks[i]->graph_users, start->graph_users + fprobes);
		return false;
	}
	return true;
}

static bool flags_hold(const struct claim *claim, const struct evidence *before,
		       const struct evidence *after, char *reason, size_t size)
{
	const unsigned int expected = claim->configuration->row->ops_flags;

	if (!before->system_known || !after->system_known ||
	    (before->ops_flags == expected && after->ops_flags == expected))
		return true;
	snprintf(reason, size, "our ops carry the flags %#x before and %#x after, expected are %#x",
		 before->ops_flags, after->ops_flags, expected);
	return false;
}

/* Behind the site the tracee is as it was found: no breakpoint in its body. */
static bool body_holds(const struct claim *claim, const struct evidence *before,
		       const struct evidence *after, char *reason, size_t size)
{
	const struct site_bytes *start = &claim->baseline->evidence.bytes;
	const struct evidence *looks[] = { before, after };

	for (size_t i = 0; i < 2; i++) {
		const struct site_bytes *bytes = &looks[i]->bytes;
		size_t end =
			site_patched_end(claim->abilities->architecture, bytes, &looks[i]->site);

		if (bytes->function == start->function && bytes->valid == start->valid &&
		    !memcmp(bytes->bytes + end, start->bytes + end, SITE_BYTES - end))
			continue;
		snprintf(reason, size,
			 "the tracee's body is not what it was at the start: "
			 "a breakpoint, or another function");
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

static bool kprobe_holds(const struct claim *claim, const struct evidence *before,
			 const struct evidence *after, char *reason, size_t size)
{
	const char *probe = before->kprobe[0] ? before->kprobe : after->kprobe;

	if (!*probe || claim->baseline->evidence.kprobe[0])
		return true;
	snprintf(reason, size, "a kprobe is in the tracee: %s", probe);
	return false;
}

static const struct check checks[] = {
	{ "path", "another path than the one whose name stands beside the number", path_holds },
	{ "literal", "the right way, but to somebody else's ops", literal_holds },
	{ "trampoline", "a direct call to another trampoline than the one named",
	  trampoline_holds },
	{ "reach", "a far trampoline labelled near, or a near one far", reach_holds },
	{ "book", "more or fewer ops on the tracee than the name says", book_holds },
	{ "system", "more ops for list_ops to walk, or ours altered by somebody", system_holds },
	{ "graph", "more users of function_graph to ask than there were", graph_holds },
	{ "flags", "ops that ftrace treats in another way than the named ones", flags_hold },
	{ "kprobe", "a probe inside of the tracee, wherever", kprobe_holds },
	{ "body", "a tracee whose first instructions are not its own", body_holds },
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
	const struct {
		bool is_missing;
		const char *text;
	} sources[] = {
		{ !evidence->book.read,
		  "enabled_functions cannot be read: nobody counts the ops on a tracee" },
		{ !evidence->system_known,
		  "ftrace's list of ops cannot be found (CONFIG_KALLSYMS_ALL): ops of others are "
		  "not seen" },
		{ !evidence->updates_known,
		  "nobody counts what ftrace patches (kprobes are off): a tracer that comes and "
		  "goes within a sample is not seen" },
		{ !evidence->kprobes_known,
		  "the list of kprobes cannot be read (mount debugfs): one deep in a tracee is not "
		  "seen" },
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

const char *claim_placement(const struct claim *claim, const struct evidence *evidence, char *text,
			    size_t size)
{
	const bool far = claim->configuration->row->trampoline == TRAMPOLINE_FAR;
	const int64_t mib = magnitude(evidence->distance) / MIB;
	bool reaches;

	/* Nowhere else does the distance decide the way. */
	if (dispatch_of(claim->abilities) != DISPATCH_ARM64_CALL_OPS ||
	    !configuration_has_direct(claim->configuration) || !evidence->trampoline.address)
		return NULL;
	reaches = site_bl_reaches(evidence->site.address, evidence->trampoline.address);
	if (far == !reaches)
		return NULL;
	/* Among other ops the walk takes the direct call late, from any distance. */
	if (claim->configuration->relevant)
		return NULL;
	if (far)
		snprintf(text, size,
			 "the trampoline is %" PRId64 " MiB from the patch site, within a BL's 128",
			 mib);
	else
		snprintf(text, size,
			 "the trampoline is %" PRId64 " MiB from the patch site, a BL reaches 128",
			 mib);
	return text;
}

enum path claim_expected_path(const struct claim *claim, const struct evidence *evidence)
{
	if (claim->baseline->dirty)
		return evidence->path;
	return configuration_expected_path(claim->configuration, claim->abilities);
}
