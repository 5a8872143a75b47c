// SPDX-License-Identifier: GPL-2.0-only
#include "verify_guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "module.h"

bool guest_open(struct guest *guest)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	int err;

	tap_check(&guest->tap, !module_insert_own("tracetoll"), "the module loads");
	err = module_insert_own("tracetoll_far");
	tap_check(&guest->tap, !err || err == -ENOENT, "so does the far one, where there is one");
	/* Behind the line about the kernel's taint. */
	tap_check(&guest->tap, !kmsg_open(&guest->log), "the kernel's log can be read");
	guest->fd = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (!tap_check(&guest->tap, guest->fd >= 0 && !ask(guest->fd, TRACETOLL_QUERY, &query),
		       "the device opens and answers"))
		return false;
	guest->features = query.features;
	return true;
}

int guest_end(struct guest *guest)
{
	char first[256] = "";

	if (guest->fd >= 0)
		close(guest->fd);
	tap_check(&guest->tap, modules_delete(), "the modules can be removed");
	tap_check(&guest->tap, !kmsg_count(&guest->log, kmsg_is_trouble, first, sizeof(first)),
		  "the kernel has no complaint: '%s'", first);
	return tap_end(&guest->tap);
}

int set_up_state(const struct guest *guest, const struct state *state, unsigned int flags)
{
	const struct tracetoll_setup setup = {
		.flags = flags,
		.relevant = state->relevant,
		.irrelevant = state->irrelevant,
		.ops_flags = state->ops_flags,
		.trampoline = state->trampoline,
		.fprobes = state->fprobes,
		.tracee = TRACETOLL_TRACEE_VERIFY,
	};

	return set_up(guest->fd, setup);
}

int call(const struct guest *guest, unsigned int kind, unsigned int calls, unsigned int depth,
	 struct tracetoll_call *answer)
{
	*answer = (struct tracetoll_call){
		.size = sizeof(*answer),
		.kind = kind,
		.calls = calls,
		.depth = depth,
	};
	return ask(guest->fd, TRACETOLL_CALL, answer);
}

unsigned int traced_calls(unsigned int kind, unsigned int depth)
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

bool hits_were_aligned(const struct guest *guest, const char *name)
{
	unsigned long long misaligned = hits(guest->fd, TRACETOLL_COUNTER_MISALIGNED, 0);

	if (misaligned)
		printf("# %s: %llu hits with a misaligned stack\n", name, misaligned);
	return !misaligned;
}

const char *name_of(const struct guest *guest, unsigned long long address,
		    struct tracetoll_symbol *symbol)
{
	*symbol = (struct tracetoll_symbol){ .size = sizeof(*symbol), .address = address };
	if (ask(guest->fd, TRACETOLL_SYMBOL, symbol))
		return "?";
	symbol->name[sizeof(symbol->name) - 1] = '\0';
	return symbol->name;
}
