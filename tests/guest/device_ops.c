// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: whose the ops are that a site leads to, and whose calls count.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device_requests.h"
#include "module.h"
#include "tap.h"

struct guest {
	struct tap tap;
	int fd;
	unsigned int features;
};

/* A child calls, too: it counts only if all do. */
static void check_count_all(struct guest *guest, unsigned int flags, unsigned long long expected)
{
	struct tracetoll_setup setup = { .flags = TRACETOLL_SETUP_COUNT | flags,
					 .relevant = 1,
					 .tracee = TRACETOLL_TRACEE_NAMED,
					 .name = GETPPID };
	unsigned long long seen;
	pid_t child;

	set_up(guest->fd, setup);
	for (int i = 0; i < 7; i++)
		syscall(SYS_getppid);
	child = fork();
	if (!child) {
		for (int i = 0; i < 5; i++)
			syscall(SYS_getppid);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	seen = hits(guest->fd, TRACETOLL_COUNTER_RELEVANT, 0);
	tap_check(&guest->tap, seen == expected, "calls of a child are%s counted: %llu hits",
		  flags ? "" : " not", seen);
	tear_down(guest->fd);
}

static bool name_it(const struct guest *guest, __u64 address, struct tracetoll_symbol *symbol)
{
	*symbol = (struct tracetoll_symbol){ .size = sizeof(*symbol), .address = address };
	return !ask(guest->fd, TRACETOLL_SYMBOL, symbol);
}

/* Sets up, and names the ops that a literal holds, or where the site leads to (x86). */
static bool name_behind(const struct guest *guest, struct tracetoll_setup setup,
			struct tracetoll_symbol *symbol)
{
	struct tracetoll_site site = { .size = sizeof(site) };
	__u64 literal;

	if (set_up(guest->fd, setup) || ask(guest->fd, TRACETOLL_SITE, &site))
		return false;
	memcpy(&literal, site.bytes + TRACETOLL_SITE_BEFORE - sizeof(literal), sizeof(literal));
	return name_it(guest, guest->features & TRACETOLL_FEATURE_CALL_OPS ? literal : site.target,
		       symbol);
}

/* Whose an ops on the list is, and what is behind it. */
static void check_ops_are_named(struct guest *guest)
{
	const struct tracetoll_setup ops1 = { .relevant = 1 };
	const struct tracetoll_setup direct = { .trampoline = TRACETOLL_TRAMPOLINE_SHORTEST };
	const struct tracetoll_setup fprobe = { .fprobes = 1 };
	const bool call_ops = guest->features & TRACETOLL_FEATURE_CALL_OPS;
	struct tracetoll_symbol symbol = {}, func;
	struct tap *tap = &guest->tap;
	__u64 ops;

#ifndef __x86_64__
	if (!call_ops)
		return;
#endif
	tap_check(tap,
		  name_behind(guest, ops1, &symbol) &&
			  symbol.owner == (call_ops ? TRACETOLL_OWNER_RELEVANT_OPS
						    : TRACETOLL_OWNER_OPS_TRAMPOLINE) &&
			  !symbol.direct_call,
		  "our ops, owner %u", symbol.owner);
	tap_check(tap, name_it(guest, symbol.func, &func) && strstr(func.name, "[tracetoll]"),
		  "calls %s", func.name);
	ops = symbol.address;
	tear_down(guest->fd);
	tap_check(tap, name_it(guest, ops, &symbol) && !symbol.func && !symbol.direct_call,
		  "unregistered, nobody");
	tap_check(tap, name_it(guest, ops + 8, &symbol) && !symbol.owner && !symbol.func,
		  "nor what is within it");
	if (call_ops) {
		tap_check(tap,
			  name_behind(guest, direct, &symbol) &&
				  symbol.owner == TRACETOLL_OWNER_DIRECT_OPS &&
				  name_it(guest, symbol.direct_call, &func) &&
				  func.owner == TRACETOLL_OWNER_TRAMPOLINE,
			  "our direct call leads to %s", func.name);
		tear_down(guest->fd);
	}
	if (!(guest->features & TRACETOLL_FEATURE_FPROBE))
		return;
	tap_check(tap,
		  name_behind(guest, fprobe, &symbol) &&
			  symbol.owner == (call_ops ? TRACETOLL_OWNER_FOREIGN_OPS
						    : TRACETOLL_OWNER_OPS_TRAMPOLINE) &&
			  name_it(guest, symbol.func, &func) &&
			  !strncmp(func.name, "ftrace_graph_func", strlen("ftrace_graph_func")),
		  "an ops of others (owner %u) calls %s", symbol.owner, func.name);
	tear_down(guest->fd);
}

int main(void)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	struct guest guest = { 0 };

	tap_check(&guest.tap, !module_insert_own("tracetoll"), "the module loads");
	guest.fd = open(DEVICE, O_RDWR);
	if (tap_check(&guest.tap, guest.fd >= 0 && !ask(guest.fd, TRACETOLL_QUERY, &query),
		      "the device opens")) {
		guest.features = query.features;
		check_ops_are_named(&guest);
		check_count_all(&guest, 0, 7);
		check_count_all(&guest, TRACETOLL_SETUP_COUNT_ALL, 12);
	}
	close(guest.fd);
	tap_check(&guest.tap, module_delete("tracetoll"), "the module goes");
	return tap_end(&guest.tap);
}
