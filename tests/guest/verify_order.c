// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: whatever comes and goes in whatever order, what is left is hit exactly
 * as often as its tracee is called. What the patch site says after each order is printed.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "verify_guest.h"

#define NONE TRACETOLL_ATTACHMENT_COUNT

static const char *const names[TRACETOLL_ATTACHMENT_COUNT] = {
	[TRACETOLL_ATTACHMENT_OPS] = "plain",           [TRACETOLL_ATTACHMENT_RCU] = "rcu",
	[TRACETOLL_ATTACHMENT_RECURSION] = "recursion", [TRACETOLL_ATTACHMENT_STUB] = "stub",
	[TRACETOLL_ATTACHMENT_DIRECT] = "direct",       [TRACETOLL_ATTACHMENT_FPROBE] = "fprobe",
};

/* Who is attached when an order is done: two kinds, or one and NONE. */
struct left {
	unsigned int kind[2];
};

static bool is_here(const struct guest *guest, unsigned int kind)
{
	if (kind == TRACETOLL_ATTACHMENT_DIRECT)
		return guest->features & TRACETOLL_FEATURE_DIRECT_CALLS;
	if (kind == TRACETOLL_ATTACHMENT_FPROBE)
		return guest->features & TRACETOLL_FEATURE_FPROBE;
	return true;
}

static bool is_left(const struct left *left, unsigned int kind)
{
	return left->kind[0] == kind || left->kind[1] == kind;
}

static bool counter_is(const struct guest *guest, const char *order, unsigned int counter,
		       unsigned int index, unsigned long long expected)
{
	unsigned long long seen = hits(guest->fd, counter, index);

	if (seen != expected)
		printf("# %s: counter %u of %u: %llu hits, not %llu\n", order, index, counter, seen,
		       expected);
	return seen == expected;
}

/* The ops that a site of CALL_OPS names, in the 8 bytes before the function. */
static unsigned long long literal_of(const struct tracetoll_site *site)
{
	unsigned long long literal;

	memcpy(&literal, site->bytes + TRACETOLL_SITE_BEFORE - sizeof(literal), sizeof(literal));
	return literal;
}

/* Whether the site names relevant ops @index, and nobody stands between. */
static bool site_names(const struct guest *guest, unsigned int index)
{
	struct tracetoll_site site = { .size = sizeof(site) };
	struct tracetoll_symbol symbol;

	if (!(guest->features & TRACETOLL_FEATURE_CALL_OPS) ||
	    ask(guest->fd, TRACETOLL_SITE, &site))
		return false;
	name_of(guest, literal_of(&site), &symbol);
	return symbol.owner == TRACETOLL_OWNER_RELEVANT_OPS && symbol.index == index;
}

/*
 * Each ops that is left is called. It is list_ops that passes a stub over: one that the
 * site itself names is called as any other.
 */
static bool is_called(const struct guest *guest, unsigned int kind, unsigned int index)
{
	switch (kind) {
	case TRACETOLL_ATTACHMENT_OPS:
	case TRACETOLL_ATTACHMENT_RCU:
	case TRACETOLL_ATTACHMENT_RECURSION:
		return true;
	case TRACETOLL_ATTACHMENT_STUB:
		return site_names(guest, index);
	default:
		return false;
	}
}

static bool hits_are(const struct guest *guest, const char *order, const struct left *left,
		     unsigned long long calls)
{
	bool right = true;

	for (unsigned int i = 0; i < 2; i++) {
		bool called = is_called(guest, left->kind[i], i);

		right &=
			counter_is(guest, order, TRACETOLL_COUNTER_RELEVANT, i, called ? calls : 0);
	}
	right &=
		counter_is(guest, order, TRACETOLL_COUNTER_TRAMPOLINE, TRACETOLL_TRAMPOLINE_COUNT_A,
			   is_left(left, TRACETOLL_ATTACHMENT_DIRECT) ? calls : 0);
	for (unsigned int i = TRACETOLL_COUNTER_FPROBE_ENTRY; i <= TRACETOLL_COUNTER_FPROBE_EXIT;
	     i++)
		right &= counter_is(guest, order, i, 0,
				    is_left(left, TRACETOLL_ATTACHMENT_FPROBE) ? calls : 0);
	return right;
}

/* "relevant ops 1" for one of the module's, else the kernel's name for it. */
static const char *describe(const struct guest *guest, unsigned long long address, char *text,
			    size_t size)
{
	static const char *const owners[] = {
		[TRACETOLL_OWNER_TRAMPOLINE] = "trampoline",
		[TRACETOLL_OWNER_DIRECT_OPS] = "direct ops",
		[TRACETOLL_OWNER_RELEVANT_OPS] = "relevant ops",
		[TRACETOLL_OWNER_IRRELEVANT_OPS] = "irrelevant ops",
	};
	struct tracetoll_symbol symbol;
	const char *name = name_of(guest, address, &symbol);

	if (symbol.owner && symbol.owner < sizeof(owners) / sizeof(owners[0]))
		snprintf(text, size, "%s %u", owners[symbol.owner], symbol.index);
	else
		snprintf(text, size, "%s", address ? name : "nothing");
	return text;
}

static void print_site(const struct guest *guest, const char *order)
{
	struct tracetoll_site site = { .size = sizeof(site) };
	char literal_name[TRACETOLL_SYMBOL_SIZE] = "none", target_name[TRACETOLL_SYMBOL_SIZE];

	if (ask(guest->fd, TRACETOLL_SITE, &site)) {
		printf("# %s: the site cannot be read\n", order);
		return;
	}
	if (guest->features & TRACETOLL_FEATURE_CALL_OPS)
		describe(guest, literal_of(&site), literal_name, sizeof(literal_name));
	printf("# %s: site to %s, literal %s\n", order,
	       describe(guest, site.target, target_name, sizeof(target_name)), literal_name);
}

static int order(const struct guest *guest, unsigned int first, unsigned int second,
		 unsigned int remove)
{
	struct tracetoll_order request = {
		.size = sizeof(request),
		.first = first,
		.second = second,
		.remove = remove,
	};

	return ask(guest->fd, TRACETOLL_ORDER, &request);
}

static void check_left(struct guest *guest, const char *name, const struct left *left)
{
	unsigned long long calls = 0;
	bool right = true;

	print_site(guest, name);
	for (unsigned int kind = 0; kind < TRACETOLL_CALL_COUNT; kind++) {
		struct tracetoll_call answer;

		if (call(guest, kind, CALLS, kind == TRACETOLL_CALL_RECURSIVE ? DEPTH : 0, &answer))
			right = false;
		else if (answer.wrong_arguments || answer.wrong_found || answer.wrong_saved ||
			 answer.misaligned || answer.return_value != answer.return_value_expected)
			right = false;
		calls += CALLS * traced_calls(kind, DEPTH);
	}
	tap_check(&guest->tap, right, "%s: all calls come through", name);
	tap_check(&guest->tap, hits_are(guest, name, left, calls), "%s: who is left is hit", name);
	tap_check(&guest->tap, !tear_down(guest->fd), "%s: torn down", name);
}

static void check_order(struct guest *guest, unsigned int first, unsigned int second,
			unsigned int remove)
{
	const struct left left = {
		.kind = { remove == 1 ? NONE : first, remove == 2 ? NONE : second },
	};
	static const char *const removed[] = { "", ", remove the first", ", remove the second" };
	int err = order(guest, first, second, remove);
	char name[128];

	snprintf(name, sizeof(name), "%s, %s%s", names[first], names[second], removed[remove]);
	if (!is_here(guest, first) || !is_here(guest, second)) {
		tap_check(&guest->tap, err == EOPNOTSUPP, "%s: not on this kernel", name);
	} else if (first == second && first == TRACETOLL_ATTACHMENT_DIRECT) {
		tap_check(&guest->tap, err == EBUSY, "%s: the kernel has one", name);
	} else if (first == second && first == TRACETOLL_ATTACHMENT_FPROBE) {
		tap_check(&guest->tap, err == EOPNOTSUPP, "%s: there is one", name);
	} else if (tap_check(&guest->tap, !err, "%s (errno %d)", name, err)) {
		check_left(guest, name, &left);
		return;
	}
	if (!err)
		tear_down(guest->fd);
}

/* After a refused one, too: a set-up must be free to come. */
static void check_refused(struct guest *guest)
{
	tap_check(&guest->tap, order(guest, NONE, 0, 0) == EINVAL, "no such first");
	tap_check(&guest->tap, order(guest, 0, NONE, 0) == EINVAL, "no such second");
	tap_check(&guest->tap, order(guest, 0, 0, 3) == EINVAL, "no third to remove");
	tap_check(&guest->tap, !order(guest, 0, 0, 0), "two plain ops");
	tap_check(&guest->tap, order(guest, 0, 0, 0) == EBUSY, "another order at a time");
	tap_check(&guest->tap, !tear_down(guest->fd), "torn down");
	tap_check(&guest->tap, tear_down(guest->fd) == 0, "tearing down nothing is no error");
}

int main(void)
{
	struct guest guest = { 0 };

	if (!guest_open(&guest))
		return guest_end(&guest);
	check_refused(&guest);
	for (unsigned int first = 0; first < TRACETOLL_ATTACHMENT_COUNT; first++) {
		for (unsigned int second = 0; second < TRACETOLL_ATTACHMENT_COUNT; second++) {
			for (unsigned int remove = 0; remove <= 2; remove++)
				check_order(&guest, first, second, remove);
		}
	}
	return guest_end(&guest);
}
