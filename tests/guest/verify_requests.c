// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what comes through a traced call, that every callback is hit exactly as
 * often as its tracee is called, and that it shows when it is not so.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "verify_guest.h"

static const struct state states[] = {
	{ .name = "none" },
	{ .name = "ops1", .relevant = 1 },
	{ .name = "ops2", .relevant = 2 },
	{ .name = "ops10", .relevant = 10 },
	{ .name = "ops1+irr1", .relevant = 1, .irrelevant = 1 },
	{ .name = "ops1+irr10", .relevant = 1, .irrelevant = 10 },
	{ .name = "ops1-rcu", .relevant = 1, .ops_flags = TRACETOLL_OPS_RCU },
	{ .name = "ops1-recursion", .relevant = 1, .ops_flags = TRACETOLL_OPS_RECURSION },
	{ .name = "stub2", .relevant = 2, .ops_flags = TRACETOLL_OPS_STUB },
	{ .name = "direct shortest",
	  .trampoline = TRACETOLL_TRAMPOLINE_SHORTEST,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct return",
	  .trampoline = TRACETOLL_TRAMPOLINE_RETURN,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct branch",
	  .trampoline = TRACETOLL_TRAMPOLINE_BRANCH,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS | TRACETOLL_FEATURE_BRANCH },
	{ .name = "direct c",
	  .trampoline = TRACETOLL_TRAMPOLINE_C,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct far",
	  .trampoline = TRACETOLL_TRAMPOLINE_FAR,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS | TRACETOLL_FEATURE_FAR },
	{ .name = "direct count-a",
	  .trampoline = TRACETOLL_TRAMPOLINE_COUNT_A,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct count-b",
	  .trampoline = TRACETOLL_TRAMPOLINE_COUNT_B,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct shortest+ops1",
	  .relevant = 1,
	  .trampoline = TRACETOLL_TRAMPOLINE_SHORTEST,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct count-a+ops1",
	  .relevant = 1,
	  .trampoline = TRACETOLL_TRAMPOLINE_COUNT_A,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "direct count-b+ops10+irr10",
	  .relevant = 10,
	  .irrelevant = 10,
	  .trampoline = TRACETOLL_TRAMPOLINE_COUNT_B,
	  .needs = TRACETOLL_FEATURE_DIRECT_CALLS },
	{ .name = "fprobe", .fprobes = 1, .needs = TRACETOLL_FEATURE_FPROBE },
	{ .name = "fprobe+ops1", .relevant = 1, .fprobes = 1, .needs = TRACETOLL_FEATURE_FPROBE },
	{ .name = "fprobe+direct count-a",
	  .trampoline = TRACETOLL_TRAMPOLINE_COUNT_A,
	  .fprobes = 1,
	  .needs = TRACETOLL_FEATURE_FPROBE | TRACETOLL_FEATURE_DIRECT_CALLS },
};

static const char *const kind_names[TRACETOLL_CALL_COUNT] = {
	[TRACETOLL_CALL_REGISTERS] = "registers",
	[TRACETOLL_CALL_NESTED] = "nested",
	[TRACETOLL_CALL_RECURSIVE] = "recursive",
};

static bool registers_came_through(const struct tracetoll_call *answer)
{
	bool through = !answer->wrong_arguments && !answer->wrong_found && !answer->wrong_saved &&
		       !answer->misaligned;

	if (!through)
		printf("# arguments %#x, found %#x, saved %#x, misaligned %u\n",
		       answer->wrong_arguments, answer->wrong_found, answer->wrong_saved,
		       answer->misaligned);
	return through;
}

/* An exit handler is reached by a return address that is not the caller's. */
static bool return_address_is_right(const struct guest *guest, const struct tracetoll_call *answer,
				    bool exit_handler)
{
	struct tracetoll_symbol symbol;
	const char *name = name_of(guest, answer->return_address, &symbol);
	bool right = exit_handler ? !strncmp(name, "return_to_handler+0x0/", 22)
				  : answer->return_address == answer->return_address_expected;

	if (!right || exit_handler)
		printf("# the tracee returns to %s\n", name);
	return right;
}

static void check_registers(struct guest *guest, const char *name, bool exit_handler)
{
	struct tracetoll_call answer;
	int err = call(guest, TRACETOLL_CALL_REGISTERS, CALLS, 0, &answer);

	if (!tap_check(&guest->tap, !err, "%s: %u calls with known registers", name, CALLS))
		return;
	tap_check(&guest->tap, answer.saved_registers >= 11 && registers_came_through(&answer),
		  "%s: all registers came through", name);
	tap_check(&guest->tap,
		  answer.return_address_expected &&
			  return_address_is_right(guest, &answer, exit_handler),
		  "%s: the tracee's caller is the right one", name);
	tap_check(&guest->tap, answer.return_value == answer.return_value_expected,
		  "%s: the return value came through", name);
}

static void check_kind(struct guest *guest, const char *name, unsigned int kind)
{
	struct tracetoll_call answer;
	int err = call(guest, kind, CALLS, kind == TRACETOLL_CALL_RECURSIVE ? DEPTH : 0, &answer);

	tap_check(&guest->tap, !err && answer.return_value == answer.return_value_expected,
		  "%s: %u %s calls return what they shall", name, CALLS, kind_names[kind]);
}

/* All counters that a state may raise, and by how much @calls traced calls do. */
static bool hits_are(const struct guest *guest, const struct state *state, unsigned long long calls)
{
	const unsigned int a = TRACETOLL_TRAMPOLINE_COUNT_A, b = TRACETOLL_TRAMPOLINE_COUNT_B;
	unsigned long long called = state->ops_flags & TRACETOLL_OPS_STUB ? 0 : calls;
	unsigned long long seen;
	bool right = true;

	for (unsigned int i = 0; i < state->relevant; i++) {
		seen = hits(guest->fd, TRACETOLL_COUNTER_RELEVANT, i);
		if (seen != called) {
			printf("# ops %u: %llu hits, not %llu\n", i, seen, called);
			right = false;
		}
	}
	for (unsigned int i = 0; i < state->irrelevant; i++)
		right &= hits(guest->fd, TRACETOLL_COUNTER_IRRELEVANT, i) == 0;
	for (unsigned int trampoline = a; trampoline <= b; trampoline++) {
		unsigned long long expected = state->trampoline == trampoline ? calls : 0;

		seen = hits(guest->fd, TRACETOLL_COUNTER_TRAMPOLINE, trampoline);
		if (seen != expected) {
			printf("# trampoline %u: %llu hits, not %llu\n", trampoline, seen,
			       expected);
			right = false;
		}
	}
	for (unsigned int i = TRACETOLL_COUNTER_FPROBE_ENTRY;
	     (guest->features & TRACETOLL_FEATURE_FPROBE) && i <= TRACETOLL_COUNTER_FPROBE_EXIT;
	     i++) {
		seen = hits(guest->fd, i, 0);
		if (seen != (state->fprobes ? calls : 0)) {
			printf("# fprobe %s: %llu hits of %llu\n",
			       i == TRACETOLL_COUNTER_FPROBE_EXIT ? "exit" : "entry", seen, calls);
			right = false;
		}
	}
	return right;
}

static void check_state(struct guest *guest, const struct state *state)
{
	unsigned long long calls = 0;
	int err;

	if ((guest->features & state->needs) != state->needs) {
		printf("# %s: not on this kernel\n", state->name);
		return;
	}
	err = set_up_state(guest, state, TRACETOLL_SETUP_COUNT);
	if (!tap_check(&guest->tap, !err, "%s: set up (errno %d)", state->name, err))
		return;
	check_registers(guest, state->name, state->fprobes > 0);
	calls += CALLS;
	tap_check(&guest->tap, hits_are(guest, state, calls), "%s: hit as often as called",
		  state->name);
	for (unsigned int kind = TRACETOLL_CALL_NESTED; kind < TRACETOLL_CALL_COUNT; kind++) {
		check_kind(guest, state->name, kind);
		calls += CALLS * traced_calls(kind, DEPTH);
		tap_check(&guest->tap, hits_are(guest, state, calls),
			  "%s: hit as often as %s calls were made", state->name, kind_names[kind]);
	}
	tap_check(&guest->tap, hits_were_aligned(guest, state->name),
		  "%s: the stack is aligned in the callbacks", state->name);
	tap_check(&guest->tap, !tear_down(guest->fd), "%s: torn down", state->name);
}

/* What the first ops changes for its tracee is seen by who calls it. */
static void check_changed(struct guest *guest, const char *name, unsigned int flag)
{
	const struct state ops1 = { .name = name, .relevant = 1 };
	unsigned long long calls = 0;
	int err = set_up_state(guest, &ops1, flag | TRACETOLL_SETUP_COUNT);

	if (!tap_check(&guest->tap, !err, "%s: set up (errno %d)", name, err))
		return;
	for (unsigned int kind = 0; kind < TRACETOLL_CALL_COUNT; kind++) {
		struct tracetoll_call answer;
		unsigned long long value;

		if (kind == TRACETOLL_CALL_REGISTERS &&
		    !(guest->features & TRACETOLL_FEATURE_REGISTERS))
			continue;
		err = call(guest, kind, CALLS, kind == TRACETOLL_CALL_RECURSIVE ? DEPTH : 0,
			   &answer);
		value = flag == TRACETOLL_SETUP_REDIRECT ? answer.return_value_redirected
							 : answer.return_value_override;
		/* The body is not reached: neither what it calls nor what it returns. */
		calls += CALLS;
		tap_check(&guest->tap,
			  !err && answer.return_value == value &&
				  answer.return_value != answer.return_value_expected,
			  "%s: %s calls return %#llx", name, kind_names[kind], value);
		tap_check(&guest->tap, registers_came_through(&answer),
			  "%s: and the registers are as they were", name);
		tap_check(&guest->tap,
			  answer.return_address == (flag == TRACETOLL_SETUP_REDIRECT
							    ? answer.return_address_expected
							    : 0),
			  "%s: %s", name,
			  flag == TRACETOLL_SETUP_REDIRECT ? "by the right caller"
							   : "the tracee is not entered");
		tap_check(&guest->tap, hits_are(guest, &ops1, calls), "%s: hit as often as called",
			  name);
	}
	tap_check(&guest->tap, !tear_down(guest->fd), "%s: torn down", name);
}

static bool trace_write(const char *file, const char *text)
{
	char path[128];
	bool done;
	int fd;

	snprintf(path, sizeof(path), "/sys/kernel/tracing/%s", file);
	fd = open(path, O_WRONLY | O_TRUNC);
	done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	if (fd >= 0)
		close(fd);
	return done;
}

/*
 * Somebody else's function_graph was there first: its callback comes after ours, and takes
 * the return address of the tracee and of those who call it.
 */
static void check_override_in_graph(struct guest *guest)
{
	static const char tracer[] = "current_tracer", only[] = "set_ftrace_filter";

	if (!(guest->features & TRACETOLL_FEATURE_REGISTERS) || !trace_write(only, "tracetoll_*") ||
	    !trace_write(tracer, "function_graph")) {
		printf("# function_graph: not on this kernel\n");
		return;
	}
	check_changed(guest, "override beside function_graph", TRACETOLL_SETUP_OVERRIDE);
	tap_check(&guest->tap, trace_write(tracer, "nop") && trace_write(only, "\n"),
		  "function_graph is gone");
}

static void check_refused_calls(struct guest *guest)
{
	struct tracetoll_call answer;
	const unsigned int registers = TRACETOLL_CALL_REGISTERS;
	const unsigned int recursive = TRACETOLL_CALL_RECURSIVE;

	tap_check(&guest->tap, call(guest, TRACETOLL_CALL_COUNT, 1, 0, &answer) == EINVAL,
		  "a call of no known kind");
	tap_check(&guest->tap, call(guest, registers, 0, 0, &answer) == EINVAL, "no call");
	tap_check(&guest->tap, call(guest, registers, 1, 1, &answer) == EINVAL,
		  "a depth where there is none");
	tap_check(&guest->tap, call(guest, recursive, 1, 0, &answer) == EINVAL, "no depth");
	tap_check(&guest->tap,
		  call(guest, registers, TRACETOLL_BATCH_COST_MAX + 1, 0, &answer) == E2BIG,
		  "too many calls");
	tap_check(&guest->tap,
		  call(guest, recursive, 1, TRACETOLL_CALL_DEPTH_MAX + 1, &answer) == E2BIG,
		  "too deep");
}

/* function_graph's stack of return addresses is a page: this is as deep as it gets. */
static void check_deepest(struct guest *guest, const struct state *state)
{
	const unsigned int depth = TRACETOLL_CALL_DEPTH_MAX, calls = 20;
	struct tracetoll_call answer;
	int err;

	if ((guest->features & state->needs) != state->needs)
		return;
	err = set_up_state(guest, state, TRACETOLL_SETUP_COUNT);
	if (!err)
		err = call(guest, TRACETOLL_CALL_RECURSIVE, calls, depth, &answer);
	tap_check(&guest->tap, !err && answer.return_value == depth, "%s: %u calls deep",
		  state->name, depth);
	tap_check(&guest->tap, hits_are(guest, state, (unsigned long long)calls * depth),
		  "%s: hit at every depth", state->name);
	tear_down(guest->fd);
}

int main(void)
{
	struct guest guest = { 0 };

	if (!guest_open(&guest))
		return guest_end(&guest);
	check_refused_calls(&guest);
	for (unsigned int i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		check_state(&guest, &states[i]);
	for (unsigned int i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		check_deepest(&guest, &states[i]);
	check_changed(&guest, "redirect", TRACETOLL_SETUP_REDIRECT);
	check_changed(&guest, "override", TRACETOLL_SETUP_OVERRIDE);
	check_override_in_graph(&guest);
	return guest_end(&guest);
}
