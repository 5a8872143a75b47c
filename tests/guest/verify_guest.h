/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERIFY_GUEST_H
#define VERIFY_GUEST_H

/*
 * What the programs about TRACETOLL_TRACEE_VERIFY share.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "tap.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME
#define CALLS 100
#define DEPTH 10

struct guest {
	struct tap tap;
	int fd;
	unsigned int features;
};

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

/* The errno of the request, 0 if it was granted. */
static inline int ask(const struct guest *guest, unsigned long command, void *argument)
{
	return ioctl(guest->fd, command, argument) ? errno : 0;
}

static inline int set_up(const struct guest *guest, const struct state *state, unsigned int flags)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.flags = flags,
		.relevant = state->relevant,
		.irrelevant = state->irrelevant,
		.ops_flags = state->ops_flags,
		.trampoline = state->trampoline,
		.fprobes = state->fprobes,
		.tracee = TRACETOLL_TRACEE_VERIFY,
	};

	return ask(guest, TRACETOLL_SETUP, &setup);
}

static inline int tear_down(const struct guest *guest)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	return ask(guest, TRACETOLL_TEARDOWN, &teardown);
}

/* All ones if the counter cannot be read: no count that a test expects. */
static inline unsigned long long hits(const struct guest *guest, unsigned int counter,
				      unsigned int index)
{
	struct tracetoll_hits request = {
		.size = sizeof(request),
		.counter = counter,
		.index = index,
	};

	return ask(guest, TRACETOLL_HITS, &request) ? ~0ULL : request.hits;
}

static inline const char *name_of(const struct guest *guest, unsigned long long address,
				  struct tracetoll_symbol *symbol)
{
	*symbol = (struct tracetoll_symbol){ .size = sizeof(*symbol), .address = address };
	if (ask(guest, TRACETOLL_SYMBOL, symbol))
		return "?";
	symbol->name[sizeof(symbol->name) - 1] = '\0';
	return symbol->name;
}

static inline int call(const struct guest *guest, unsigned int kind, unsigned int calls,
		       unsigned int depth, struct tracetoll_call *answer)
{
	*answer = (struct tracetoll_call){
		.size = sizeof(*answer),
		.kind = kind,
		.calls = calls,
		.depth = depth,
	};
	return ask(guest, TRACETOLL_CALL, answer);
}

static inline void report_alignment(const struct guest *guest, const char *name)
{
	unsigned long long misaligned = hits(guest, TRACETOLL_COUNTER_MISALIGNED, 0);

	if (misaligned)
		printf("# %s: %llu hits with a misaligned stack\n", name, misaligned);
}

/* How many traced calls one call of a kind is. */
static inline unsigned int traced_calls(unsigned int kind, unsigned int depth)
{
	switch (kind) {
	case TRACETOLL_CALL_NESTED:
		return 2;
	case TRACETOLL_CALL_RECURSIVE:
		return depth;
	default:
		return 1;
	}
}

/* Loads the module and opens its device; false if the tests can end here. */
static inline bool open_device(struct guest *guest)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	struct utsname kernel;
	char path[256];

	uname(&kernel);
	snprintf(path, sizeof(path), "/bin/kmod/%s/tracetoll.ko", kernel.release);
	guest->fd = open(path, O_RDONLY);
	tap_check(&guest->tap, guest->fd >= 0 && !syscall(SYS_finit_module, guest->fd, "", 0),
		  "the module loads");
	close(guest->fd);
	guest->fd = open(DEVICE, O_RDWR);
	if (!tap_check(&guest->tap, guest->fd >= 0 && !ask(guest, TRACETOLL_QUERY, &query),
		       "the device opens and answers"))
		return false;
	guest->features = query.features;
	return true;
}

#endif /* VERIFY_GUEST_H */
