// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: ftrace dies while the module unregisters, and says that all went well.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "module.h"
#include "verify_guest.h"

/* Behind ftrace's back the patch site becomes what it is without tracing. */
static bool lie(void)
{
	static const char told[] = "site-disabled on";
	int device = open("/dev/tracetoll_lies", O_WRONLY | O_CLOEXEC);

	/* Stays open: closing it would take the lie back. */
	return device >= 0 && write(device, told, strlen(told)) == (ssize_t)strlen(told);
}

static void check_death(struct guest *guest)
{
	const struct tracetoll_setup setup = { .relevant = 1 };
	struct tracetoll_call answer;
	struct tap *tap = &guest->tap;

	tap_check(tap, !module_insert(LIES_FILE), "the lies can be loaded");
	tap_check(tap, !set_up(guest->fd, setup), "an ops");
	tap_check(tap, lie(), "its patch site is made to be none");
	tap_check(tap, tear_down(guest->fd) == ENODEV, "what ftrace dies of is no success");
	tap_check(tap, set_up(guest->fd, setup) == ENODEV, "then nothing is set up");
	tap_check(tap, run_tracee(guest->fd, TRACETOLL_TRACEE_NEAR, 1, 1) == ENODEV, "nor run");
	tap_check(tap, call(guest, TRACETOLL_CALL_NESTED, 1, 0, &answer) == ENODEV, "nor called");
	close(guest->fd);
	tap_check(tap, !module_delete("tracetoll"), "and the module stays for ever");
}

int main(void)
{
	struct guest guest = { 0 };

	if (guest_open(&guest))
		check_death(&guest);
	return tap_end(&guest.tap);
}
