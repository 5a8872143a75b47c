// SPDX-License-Identifier: GPL-2.0-only
/*
 * What ftrace holds: on the tracee, by its own book, and in the whole system.
 */
#include <stdio.h>

#include "site/check_parts.h"

/*
 * Of what the configuration brings, how many ops are one for the whole system and so may have
 * been there before: graph_ops, fprobe_ftrace_ops, and on x86 kprobe_ftrace_ops and BPF's
 * direct_ops. Elsewhere each BPF trampoline has an ops of its own, as a tracer has anywhere.
 */
static unsigned int brought_shared(const struct claim *claim, unsigned int brings)
{
	const enum architecture architecture = claim->abilities->architecture;

	brings &= ~BRINGS_TRACER;
	if (architecture != ARCHITECTURE_X86_64)
		brings &= ~BRINGS_DIRECT;
	return configuration_brought_ops(brings, architecture);
}

/* Ops of the module's on any function; they are looked at one by one. */
static unsigned int own_ops(const struct configuration *configuration)
{
	return configuration->relevant + configuration->irrelevant +
	       (configuration_has_direct(configuration) ? 1 : 0);
}

unsigned int claim_brings(const struct claim *claim)
{
	unsigned int brings = configuration_brings(claim->configuration);

	if (!claim->abilities->fprobe && brings & BRINGS_BY_FPROBE)
		brings = (brings & ~BRINGS_GRAPH) | BRINGS_FPROBE;
	return brings;
}

static bool has_direct(const struct configuration *configuration)
{
	return configuration_has_direct(configuration) ||
	       configuration_brings(configuration) & BRINGS_DIRECT;
}

bool check_book(const struct claim *claim, const struct evidence *before,
		const struct evidence *after, char *reason, size_t size)
{
	const struct configuration *configuration = claim->configuration;
	const struct evidence_book *start = &claim->baseline->evidence.book;
	const struct evidence *looks[] = { before, after };
	const unsigned int ops =
		configuration_ops_on_tracee(configuration, claim->abilities->architecture) +
		start->ops;
	const bool direct = has_direct(configuration) || start->direct;
	/* Others who use the same ops share it with us on a tracee that was theirs, too. */
	const unsigned int shared =
		claim->baseline->dirty ? brought_shared(claim, claim_brings(claim)) : 0;

	for (size_t i = 0; i < 2; i++) {
		const struct evidence_book *book = &looks[i]->book;

		if (!book->read || !start->read ||
		    (book->ops <= ops && book->ops + shared >= ops && book->direct == direct))
			continue;
		snprintf(reason, size, "enabled_functions counts %u ops%s, expected are %u%s: %s",
			 book->ops, book->direct ? " with a direct call" : "", ops,
			 direct ? " with a direct call" : "", book->text);
		return false;
	}
	return true;
}

/* How many of the brought ops may be others' at the same time, by what was there at the start. */
static unsigned int system_shared(const struct claim *claim)
{
	const struct evidence *start = &claim->baseline->evidence;
	unsigned int brings = claim_brings(claim);
	unsigned int shared;

	/* graph_ops was there if it had users. */
	if (start->graph_known && !start->graph_users)
		brings &= ~BRINGS_GRAPH;
	shared = brought_shared(claim, brings);
	return shared < start->ops_in_system ? shared : start->ops_in_system;
}

bool check_system(const struct claim *claim, const struct evidence *before,
		  const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *start = &claim->baseline->evidence;
	const struct evidence *looks[] = { before, after };
	const unsigned int own = own_ops(claim->configuration);
	const unsigned int all =
		own + start->ops_in_system +
		configuration_brought_ops(claim_brings(claim), claim->abilities->architecture);
	const unsigned int shared = system_shared(claim);

	for (size_t i = 0; i < 2; i++) {
		const struct evidence *look = looks[i];
		const unsigned int ops = look->ops_in_system;

		if (!look->system_known || !start->system_known ||
		    (ops <= all && ops + shared >= all && look->sound == own))
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
bool check_graph(const struct claim *claim, const struct evidence *before,
		 const struct evidence *after, char *reason, size_t size)
{
	const struct evidence *start = &claim->baseline->evidence;
	const struct evidence *looks[] = { before, after };

	if (!(claim_brings(claim) & BRINGS_GRAPH))
		return true;
	for (size_t i = 0; i < 2; i++) {
		if (!start->graph_known || !looks[i]->graph_known ||
		    looks[i]->graph_users == start->graph_users + 1)
			continue;
		snprintf(reason, size, "function_graph has %u users, expected are %u",
			 looks[i]->graph_users, start->graph_users + 1);
		return false;
	}
	return true;
}

bool check_flags(const struct claim *claim, const struct evidence *before,
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
