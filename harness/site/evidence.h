/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "config/path.h"
#include "site/prove.h"
#include "site/site.h"

#define EVIDENCE_SYMBOL_SIZE 160
#define EVIDENCE_TEXT_SIZE 512

/* An address and who is behind it; address 0: there is none. */
struct evidence_name {
	uint64_t address;
	char symbol[EVIDENCE_SYMBOL_SIZE]; /* as the kernel prints it */
	enum site_owner owner;
	unsigned int index; /* which of the owner's objects */
};

/* What the kernel's own book, enabled_functions, says of the tracee. */
struct evidence_book {
	bool read; /* false: tracefs is not there, or was not asked now */
	unsigned int ops; /* how many trace it */
	bool direct; /* one of them is a direct call */
	char direct_symbol[EVIDENCE_SYMBOL_SIZE]; /* where that leads to */
	char text[EVIDENCE_TEXT_SIZE]; /* its lines */
};

/*
 * All that is known of a tracee at one moment: what a proof rests on. Facts only;
 * what they mean for a configuration is said by the checks (site/check.h).
 */
struct evidence {
	struct site_bytes bytes;
	struct site site;
	struct evidence_name function; /* the tracee */
	struct evidence_name target; /* of the branch, behind a PLT */
	struct evidence_name literal;
	/*
	 * What the one ops calls that the literal names, or that ftrace made the target for
	 * (x86): the trampoline of its direct call, else its func. Address 0: no such ops.
	 */
	struct evidence_name behind;
	enum path path; /* that the site alone proves */
	struct evidence_name trampoline; /* of the module's direct call that was asked for */
	bool distance_known;
	int64_t distance; /* bytes from the patch site to that trampoline, or to BPF's */
	struct evidence_book book;
	/* Asked for only in a kernel without patch sites: its symbols, and ftrace's entry in them.
	 */
	bool symbols_known;
	bool ftrace_named;
	bool kprobes_known; /* false: the kernel's list of them could not be read */
	char kprobe[EVIDENCE_TEXT_SIZE]; /* one that is armed in the tracee, or "" */
	unsigned int kprobes; /* how many are */
	bool system_known;
	unsigned int ops_in_system; /* registered by anybody */
	unsigned int sound; /* of those, ours, that are as we registered them */
	unsigned int ops_flags; /* OPS_* of our relevant ones */
	char foreign[EVIDENCE_SYMBOL_SIZE]; /* func of the first that is not ours, or "" */
	bool graph_known;
	unsigned int graph_users; /* of function_graph, in the whole system */
	bool updates_known;
	uint64_t updates; /* how often ftrace patched code, or took or lost an ops */
};

/*
 * What was there before anything of ours was attached: a tracee is measured from
 * here. Ops of others in the system are walked by list_ops, too.
 */
struct baseline {
	bool missing; /* there is no such tracee here */
	bool dirty; /* somebody else traces or probes it */
	char holder[EVIDENCE_TEXT_SIZE]; /* who, for people */
	struct evidence evidence;
};

#endif /* EVIDENCE_H */
