// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of the page.
 */
#include "config/path.h"
#include "page/html.h"
#include "page/section.h"

struct term {
	const char *term;
	const char *means;
};

static const struct term terms[] = {
	{ "configuration",
	  "What was attached to the traced function while it was measured; none is "
	  "nothing, the function as it is." },
	{ "overhead",
	  "What tracing adds to one call: the call with the configuration less the call "
	  "with none, taken within each block." },
	{ "block", "All configurations once, in random order, so that whatever drifts drifts for "
		   "all of them." },
	{ "12.3 12.1 to 12.5",
	  "What it is in the middle (of a whole call the median, of an overhead the "
	  "Hodges-Lehmann estimate of the differences within blocks) and its 95 % interval: over "
	  "the blocks of one boot; from the lowest to the highest of some boots; over the boots, "
	  "of six or more." },
	{ "exact", "A count of instructions by an instruction clock: it has no noise, so there is "
		   "no interval but the lowest and the highest of all blocks, if they differ." },
	{ "least, + %",
	  "Least: the board pays less than all others, by more than chance. + %: so "
	  "much more than the least one, by more than chance. Nothing there: the "
	  "intervals meet, or there is no like board. Time and cycles are ranked among "
	  "all boards; instructions and other counts among boards of one architecture." },
	{ "path", "The way a call takes through the patch site in front of the traced function. It "
		  "is read from memory, not assumed." },
	{ "IPC", "Instructions for each cycle: of the whole call, or of what tracing adds to it. "
		 "The same instructions at a lower IPC is a core that waits." },
	{ "mispredictions, refills",
	  "For each call, too: a branch or a return that went another way "
	  "than foreseen, a line of the instruction cache that had to be "
	  "fetched." },
	{ "relevant, irrelevant ops",
	  "An ftrace_ops is one user of ftrace. Relevant ones trace the "
	  "function, irrelevant ones trace others and are tested all "
	  "the same where a list is walked." },
};

static const struct {
	enum path path;
	const char *means;
} paths[] = {
	{ PATH_NOP, "Disabled: the function is called and nothing else." },
	{ PATH_DIRECT, "The patch site branches to the trampoline of the direct call." },
	{ PATH_CALLOPS_DIRECT, "ftrace_caller takes the direct call from the one ops that the "
			       "literal names." },
	{ PATH_CALLOPS_FUNC, "ftrace_caller calls the one ops that the literal names." },
	{ PATH_LIST, "All registered ops are walked, and each is asked whether it traces the "
		     "function." },
	{ PATH_LIST_DIRECT, "As list, and a direct call is taken on the way out." },
	{ PATH_TRAMP, "x86: a trampoline that was made for one ops." },
	{ PATH_GLOBAL, "ftrace_caller with one callee for the whole system: a kernel without "
		       "CALL_OPS." },
	{ PATH_BREAKPOINT, "A breakpoint of a kprobe stands in the patch site." },
	{ PATH_NO_SITE, "A kernel without patch sites." },
};

static int print(const struct page *page)
{
	fputs("<dl>\n", page->out);
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		html_print(page->out, "<dt>%s<dd>%s\n", terms[i].term, terms[i].means);
	fputs("</dl>\n<h3>Paths</h3>\n<dl>\n", page->out);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		html_print(page->out, "<dt><code>%s</code><dd>%s\n", path_name(paths[i].path),
			   paths[i].means);
	fputs("</dl>\n", page->out);
	return 0;
}

const struct page_section page_section_reading = {
	.id = "reading",
	.title = "How to read it",
	.print = print,
};
