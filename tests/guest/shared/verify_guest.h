/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_VERIFY_GUEST_H
#define GUEST_VERIFY_GUEST_H

#include <stdbool.h>

#include "device_requests.h"
#include "kmod/tracetoll_ioctl.h"
#include "kmsg.h"
#include "tap.h"

/* How often the programs about TRACETOLL_TRACEE_VERIFY call, and how deep. */
#define CALLS 100
#define DEPTH 10

struct guest {
	struct tap tap;
	struct kmsg log;
	int fd; /* of the device */
	unsigned int features;
};

/* Loads the modules and opens its device; false if the tests can end here. */
bool guest_open(struct guest *guest);

/* Closes and removes them, looks at the kernel's log; the program's exit status. */
int guest_end(struct guest *guest);

/* A set-up on all functions of TRACETOLL_TRACEE_VERIFY. */
struct state {
	const char *name;
	unsigned int relevant;
	unsigned int irrelevant;
	unsigned int ops_flags;
	unsigned int trampoline;
	unsigned int fprobes;
	unsigned int needs; /* TRACETOLL_FEATURE_*, all of them */
};

int set_up_state(const struct guest *guest, const struct state *state, unsigned int flags);
int call(const struct guest *guest, unsigned int kind, unsigned int calls, unsigned int depth,
	 struct tracetoll_call *answer);

/* How many traced calls one call of a kind is. */
unsigned int traced_calls(unsigned int kind, unsigned int depth);

/* Says so if a callback found its stack misaligned; @name is the state's. */
bool hits_were_aligned(const struct guest *guest, const char *name);

/* The kernel's name for @address, in @symbol. */
const char *name_of(const struct guest *guest, unsigned long long address,
		    struct tracetoll_symbol *symbol);

#endif /* GUEST_VERIFY_GUEST_H */
