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
#define TRACETOLL_ABI_VERSION 1

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

/* What the running kernel was configured with (struct tracetoll_query). */
#define TRACETOLL_FEATURE_CALL_OPS (1U << 0)
#define TRACETOLL_FEATURE_DIRECT_CALLS (1U << 1)

/* TRACETOLL_QUERY: what this module is and can do. */
struct tracetoll_query {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 abi_version;
	__u32 features; /* TRACETOLL_FEATURE_* */
	__u32 relevant_max;
	__u32 irrelevant_max;
	__u64 trampoline; /* address of the direct call's trampoline, 0 if none */
	__u64 tracee; /* address of the module's own tracee */
};

/* A direct call to the module's trampoline, registered before the ops. */
#define TRACETOLL_SETUP_DIRECT (1U << 0)

/* TRACETOLL_SETUP: puts the tracee into a state, all or nothing. */
struct tracetoll_setup {
	__u32 size;
	__u32 flags; /* TRACETOLL_SETUP_* */
	__u32 relevant; /* ops that trace the tracee */
	__u32 irrelevant; /* ops that trace another function only */
	char tracee[TRACETOLL_NAME_SIZE]; /* empty: the module's own */
};

/* TRACETOLL_RUN: calls the module's own tracee, interrupts off in each batch. */
struct tracetoll_run {
	__u32 size;
	__u32 flags; /* none defined */
	__u32 batches;
	__u32 calls_per_batch;
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
	__u32 reserved;
};

/* Which of the module's own objects an address is (struct tracetoll_symbol). */
enum tracetoll_owner {
	TRACETOLL_OWNER_NONE = 0,
	TRACETOLL_OWNER_TRAMPOLINE,
	TRACETOLL_OWNER_DIRECT_OPS,
	TRACETOLL_OWNER_RELEVANT_OPS,
	TRACETOLL_OWNER_IRRELEVANT_OPS,
};

/* TRACETOLL_SYMBOL: the name behind an address, as the kernel prints it. */
struct tracetoll_symbol {
	__u32 size;
	__u32 flags; /* none defined */
	__u64 address;
	__u32 owner; /* enum tracetoll_owner */
	__u32 index; /* which of the relevant or irrelevant ops */
	char name[TRACETOLL_SYMBOL_SIZE]; /* "ftrace_caller+0x0/0x14c" */
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

#endif /* TRACETOLL_IOCTL_H */
