/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The contract between tracetoll.ko and whoever opens /dev/tracetoll.
 *
 * The open file owns everything it asks for: closing it, by any death of the
 * process, unregisters all. One owner at a time; a second open() gets EBUSY.
 *
 * Every request starts with its own size and a flags word. A structure of another
 * size is another request (ENOTTY), a size word that contradicts it or a flag that is
 * not defined here is refused (EINVAL): neither side ever guesses what the other meant.
 */
#ifndef TRACETOLL_IOCTL_H
#define TRACETOLL_IOCTL_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define TRACETOLL_DEVICE_NAME "tracetoll"

/* Raised with every change of a structure or of its meaning. */
#define TRACETOLL_ABI_VERSION 6

#define TRACETOLL_RELEVANT_MAX 256
#define TRACETOLL_IRRELEVANT_MAX 256
#define TRACETOLL_NAME_SIZE 64
#define TRACETOLL_SYMBOL_SIZE 128

/*
 * Interrupts are off for a whole batch, so a batch is bounded by what it can
 * cost: calls times (1 + registered ops). 65536 is some 10 million instructions
 * when list_ops walks every ops: tens of milliseconds on a slow core, far from
 * the seconds at which any watchdog looks.
 */
#define TRACETOLL_BATCH_COST_MAX 65536
#define TRACETOLL_BATCHES_MAX 1000000

/* What the running kernel was configured with, and what this module can do there. */
#define TRACETOLL_FEATURE_CALL_OPS (1U << 0)
#define TRACETOLL_FEATURE_DIRECT_CALLS (1U << 1)
#define TRACETOLL_FEATURE_FPROBE (1U << 2)
#define TRACETOLL_FEATURE_BRANCH (1U << 3) /* a trampoline may leave by a branch */
#define TRACETOLL_FEATURE_FAR (1U << 4) /* tracetoll_far.ko is loaded */
#define TRACETOLL_FEATURE_REGISTERS (1U << 5) /* TRACETOLL_CALL looks at registers */
#define TRACETOLL_FEATURE_SITES (1U << 6) /* FUNCTION_TRACER: functions have patch sites */

/* TRACETOLL_QUERY: what this module is and can do. */
struct tracetoll_query {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 abi_version;
	__u32 features; /* TRACETOLL_FEATURE_* */
	__u32 relevant_max;
	__u32 irrelevant_max;
};

/* The functions that can be traced. */
enum tracetoll_tracee {
	TRACETOLL_TRACEE_NEAR, /* tracetoll.ko's own */
	TRACETOLL_TRACEE_FAR, /* tracetoll_far.ko's own */
	TRACETOLL_TRACEE_CORE, /* a small one of the kernel that the module can call */
	TRACETOLL_TRACEE_NAMED, /* any function, by its name */
	TRACETOLL_TRACEE_VERIFY, /* those of TRACETOLL_CALL, all of them */
	TRACETOLL_TRACEE_COUNT,
};

/* How a direct call's trampoline goes on to the tracee. */
enum tracetoll_trampoline {
	TRACETOLL_TRAMPOLINE_NONE, /* no direct call */
	TRACETOLL_TRAMPOLINE_SHORTEST, /* by a return, in as few instructions as there are */
	TRACETOLL_TRAMPOLINE_RETURN, /* by a return; as long as the next one */
	TRACETOLL_TRAMPOLINE_BRANCH, /* by a branch that is no return to the predictor */
	TRACETOLL_TRAMPOLINE_C, /* calls a C function first */
	TRACETOLL_TRAMPOLINE_FAR, /* SHORTEST, in tracetoll_far.ko */
	TRACETOLL_TRAMPOLINE_COUNT_A, /* as C; the function counts */
	TRACETOLL_TRAMPOLINE_COUNT_B, /* a second one, to swap with */
	TRACETOLL_TRAMPOLINE_COUNT,
};

/* Flags of the relevant ops (include/linux/ftrace.h, FTRACE_OPS_FL_*). */
#define TRACETOLL_OPS_RCU (1U << 0)
#define TRACETOLL_OPS_RECURSION (1U << 1)
#define TRACETOLL_OPS_STUB (1U << 2) /* counted at the site, passed over by list_ops */

/*
 * Callbacks count the calls that this process made (TRACETOLL_HITS). Without it
 * they are empty: what is measured is the way to a callback, not a callback.
 */
#define TRACETOLL_SETUP_COUNT (1U << 0)
/* The first relevant ops leads calls to another function (IPMODIFY). */
#define TRACETOLL_SETUP_REDIRECT (1U << 1)
/* The first relevant ops returns a value of its own, for the tracee. */
#define TRACETOLL_SETUP_OVERRIDE (1U << 2)
/* With COUNT: whoever calls is counted, not this process alone. */
#define TRACETOLL_SETUP_COUNT_ALL (1U << 3)

/* TRACETOLL_SETUP: puts the tracee into a state, all or nothing. */
struct tracetoll_setup {
	__u32 size;
	__u32 flags; /* TRACETOLL_SETUP_* */
	__u32 relevant; /* ops that trace the tracee */
	__u32 irrelevant; /* ops that trace another function only */
	__u32 ops_flags; /* TRACETOLL_OPS_* of the relevant ones */
	__u32 trampoline; /* enum tracetoll_trampoline: a direct call, registered first */
	__u32 fprobes; /* 0 or 1, with a handler at entry and at exit */
	__u32 tracee; /* enum tracetoll_tracee */
	char name[TRACETOLL_NAME_SIZE]; /* of TRACETOLL_TRACEE_NAMED, else empty */
};

/* The loop alone, without the call: what the loop costs itself. */
#define TRACETOLL_RUN_WITHOUT_CALL (1U << 0)

/* TRACETOLL_RUN: calls a tracee in a loop, interrupts off in each batch. */
struct tracetoll_run {
	__u32 size;
	__u32 flags; /* TRACETOLL_RUN_* */
	__u32 batches;
	__u32 calls_per_batch;
	__u32 tracee; /* NEAR, FAR or CORE */
	__u32 reserved; /* 0 */
};

/* Bytes of struct tracetoll_site before and after the tracee's first one. */
#define TRACETOLL_SITE_BEFORE 16
#define TRACETOLL_SITE_BYTES 48
#define TRACETOLL_TARGET_BYTES 16

/*
 * TRACETOLL_SITE: the patch site of the tracee that was set up, as the CPU sees
 * it at this moment. Bytes that could not be read are 0 and not counted as
 * valid: on a kernel without CALL_OPS nothing need be mapped before a function.
 */
struct tracetoll_site {
	__u32 size;
	__u32 flags; /* none defined */
	__u64 function; /* address of the tracee's first byte */
	__u64 valid; /* bit n: bytes[n] was read */
	__u8 bytes[TRACETOLL_SITE_BYTES]; /* from function - TRACETOLL_SITE_BEFORE */
	__u64 target; /* where the site branches to, 0 if it does not */
	__u32 target_valid; /* 1: target_bytes was read */
	__u8 target_bytes[TRACETOLL_TARGET_BYTES]; /* shows a module PLT */
	__u32 index; /* in: which function of TRACETOLL_TRACEE_VERIFY, else 0 */
	__u64 trampoline; /* of the direct call that was asked for, 0 if none was */
};

/* Which of the module's own objects an address is (struct tracetoll_symbol). */
enum tracetoll_owner {
	TRACETOLL_OWNER_NONE = 0,
	TRACETOLL_OWNER_TRAMPOLINE, /* index: enum tracetoll_trampoline */
	TRACETOLL_OWNER_DIRECT_OPS,
	TRACETOLL_OWNER_RELEVANT_OPS,
	TRACETOLL_OWNER_IRRELEVANT_OPS,
	TRACETOLL_OWNER_FOREIGN_OPS, /* on ftrace's list, none of ours; index: 0 */
	TRACETOLL_OWNER_OPS_TRAMPOLINE, /* of one ops on that list, whosever (x86); index: 0 */
};

/* The name is known already, and stays empty: to find it is most of what the request takes. */
#define TRACETOLL_SYMBOL_UNNAMED (1U << 0)

/* TRACETOLL_SYMBOL: the name behind an address, as the kernel prints it. */
struct tracetoll_symbol {
	__u32 size;
	__u32 flags; /* TRACETOLL_SYMBOL_UNNAMED */
	__u64 address;
	__u32 owner; /* enum tracetoll_owner */
	__u32 index; /* which of the owner's objects */
	char name[TRACETOLL_SYMBOL_SIZE]; /* "ftrace_caller+0x0/0x14c" */
	/* Of an ops on ftrace's list: the address, its trampoline (x86), or its direct call's: */
	__u64 func; /* 0: no such ops */
	__u64 direct_call; /* likewise; 0 also where an ops has no such member */
};

#define TRACETOLL_SYSTEM_OPS (1U << 0)
#define TRACETOLL_SYSTEM_UPDATES (1U << 1)
#define TRACETOLL_SYSTEM_GRAPH (1U << 2)

/* TRACETOLL_SYSTEM: what ftrace holds in the whole system, whoever registered it. */
struct tracetoll_system {
	__u32 size;
	__u32 flags; /* none defined */
	/* TRACETOLL_SYSTEM_OPS: ops, sound and foreign; _UPDATES: updates; _GRAPH: graph_users */
	__u32 valid;
	__u32 ops; /* on ftrace_ops_list, the list that list_ops walks */
	__u32 sound; /* of those, ours, that still are as we registered them */
	__u32 ops_flags; /* TRACETOLL_OPS_* of the relevant ones; in: 0 */
	__u64 foreign; /* func of the first that is not ours, 0 if all are */
	/* how often code was patched, or an ops came or went, since the device was opened */
	__u64 updates;
	__u32 graph_users; /* of function_graph, in the whole system */
	__u32 graph_slot_0; /* 1: the first of its slots is taken; in: 0 */
};

/* Bytes that TRACETOLL_TEXT reads at most. */
#define TRACETOLL_TEXT_MAX (1U << 20)

/*
 * TRACETOLL_TEXT: a sum over the code of the tracee that was set up, its patch site included.
 * Another one if a single word is another one; if several are, but for one time in 2^64.
 */
struct tracetoll_text {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 length; /* in: bytes from the tracee's first one, 1 to TRACETOLL_TEXT_MAX */
	__u32 valid; /* 1: all of them were read; in: 0 */
	__u64 sum; /* in: 0 */
};

/*
 * TRACETOLL_INTERRUPTS: how many the CPU that asks took since the boot, as the rows of
 * /proc/interrupts sum up, which take long to be printed. EOPNOTSUPP: on this architecture some
 * rows are counted elsewhere. Also how often the thread that asks was switched out, as
 * getrusage(RUSAGE_THREAD) tells.
 */
struct tracetoll_interrupts {
	__u32 size;
	__u32 flags; /* none defined */
	__u64 count; /* in: 0 */
	__u32 cpu; /* that asked; in: 0 */
	__u32 reserved; /* 0 */
	__u64 waits; /* of the thread's own will; in: 0 */
	__u64 preemptions; /* not so; in: 0 */
};

/* What TRACETOLL_SETUP_COUNT counts. */
enum tracetoll_counter {
	TRACETOLL_COUNTER_RELEVANT, /* index: which ops */
	TRACETOLL_COUNTER_IRRELEVANT, /* likewise */
	TRACETOLL_COUNTER_TRAMPOLINE, /* index: COUNT_A or COUNT_B */
	TRACETOLL_COUNTER_FPROBE_ENTRY,
	TRACETOLL_COUNTER_FPROBE_EXIT,
	TRACETOLL_COUNTER_MISALIGNED, /* hits with a stack that is not 16-byte aligned */
	TRACETOLL_COUNTER_COUNT,
};

/* TRACETOLL_HITS: one counter, since TRACETOLL_SETUP. */
struct tracetoll_hits {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 counter; /* enum tracetoll_counter */
	__u32 index;
	__u64 hits;
};

/* What TRACETOLL_CALL calls; also the order of the sites of TRACETOLL_TRACEE_VERIFY. */
enum tracetoll_call_kind {
	TRACETOLL_CALL_REGISTERS, /* keeps the registers that it finds */
	TRACETOLL_CALL_NESTED, /* calls the first one from its body */
	TRACETOLL_CALL_RECURSIVE, /* calls itself */
	TRACETOLL_CALL_COUNT,
};

#define TRACETOLL_CALL_DEPTH_MAX 64
#define TRACETOLL_CALL_ARGUMENTS 8

/*
 * TRACETOLL_CALL: calls a function of TRACETOLL_TRACEE_VERIFY with known values in
 * all registers, and tells which did not come through. The tracee need not be set up.
 */
struct tracetoll_call {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 kind; /* enum tracetoll_call_kind */
	__u32 calls; /* 1 to TRACETOLL_BATCH_COST_MAX */
	__u32 depth; /* of RECURSIVE: the calls each of them makes, 1 to DEPTH_MAX; else 0 */
	/* Of REGISTERS, 0 for the others; bits are ORed over all calls: */
	__u32 wrong_arguments; /* bit n: argument n was another one in the tracee; 8: arm64's x8 */
	__u32 wrong_found; /* bit n: the tracee found callee-saved register n changed */
	__u32 wrong_saved; /* bit n: the caller did */
	__u32 misaligned; /* 1: the tracee's stack was not 16-byte aligned */
	__u32 saved_registers; /* how many the masks speak of */
	/* Of the last call, or of the last one that was not as expected: */
	__u64 return_address; /* what REGISTERS took for its caller, 0 if it was not entered */
	__u64 return_address_expected;
	__u64 return_value;
	__u64 return_value_expected; /* what the tracee returns */
	__u64 return_value_redirected; /* what TRACETOLL_SETUP_REDIRECT's function returns */
	__u64 return_value_override; /* what TRACETOLL_SETUP_OVERRIDE returns */
};

/*
 * TRACETOLL_SWAP: a kernel thread swaps COUNT_A and COUNT_B by
 * modify_ftrace_direct() while this process calls the tracee without a pause. Wants
 * TRACETOLL_TRACEE_VERIFY set up with one of them.
 */
struct tracetoll_swap {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 swaps; /* in: 1 to 10000 */
	__u32 reserved;
	__u64 calls; /* out; how often the trampolines were hit tells TRACETOLL_HITS */
};

/* One of two attachments whose order matters. */
enum tracetoll_attachment {
	TRACETOLL_ATTACHMENT_OPS, /* a plain one */
	TRACETOLL_ATTACHMENT_RCU, /* an ops with the flag RCU */
	TRACETOLL_ATTACHMENT_RECURSION,
	TRACETOLL_ATTACHMENT_STUB,
	TRACETOLL_ATTACHMENT_DIRECT, /* trampoline COUNT_A */
	TRACETOLL_ATTACHMENT_FPROBE,
	TRACETOLL_ATTACHMENT_COUNT,
};

/*
 * TRACETOLL_ORDER: attaches one to TRACETOLL_TRACEE_VERIFY, then another, then
 * removes one of them. All count. What is left stays as after TRACETOLL_SETUP.
 * The ops of the first one is relevant ops 0, of the second one relevant ops 1.
 */
struct tracetoll_order {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 first; /* enum tracetoll_attachment */
	__u32 second;
	__u32 remove; /* 0: neither; 1: the first; 2: the second */
	__u32 reserved;
};

/* TRACETOLL_TEARDOWN: unregisters what TRACETOLL_SETUP registered. */
struct tracetoll_teardown {
	__u32 size;
	__u32 flags; /* none defined */
};

#define TRACETOLL_QUERY _IOWR('T', 0x60, struct tracetoll_query)
#define TRACETOLL_SETUP _IOW('T', 0x61, struct tracetoll_setup)
#define TRACETOLL_RUN _IOW('T', 0x62, struct tracetoll_run)
#define TRACETOLL_SITE _IOWR('T', 0x63, struct tracetoll_site)
#define TRACETOLL_SYMBOL _IOWR('T', 0x64, struct tracetoll_symbol)
#define TRACETOLL_TEARDOWN _IOW('T', 0x65, struct tracetoll_teardown)
#define TRACETOLL_SYSTEM _IOWR('T', 0x66, struct tracetoll_system)
#define TRACETOLL_HITS _IOWR('T', 0x67, struct tracetoll_hits)
#define TRACETOLL_CALL _IOWR('T', 0x68, struct tracetoll_call)
#define TRACETOLL_SWAP _IOWR('T', 0x69, struct tracetoll_swap)
#define TRACETOLL_ORDER _IOW('T', 0x6a, struct tracetoll_order)
#define TRACETOLL_INTERRUPTS _IOWR('T', 0x6b, struct tracetoll_interrupts)
#define TRACETOLL_TEXT _IOWR('T', 0x6c, struct tracetoll_text)

#endif /* TRACETOLL_IOCTL_H */
