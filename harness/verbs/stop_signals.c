// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/stop_signals.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

int stop_signals_catch(int *fd, struct complaint *complaint)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	sigset_t signals;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		struct sigaction now;

		/* nohup: what is ignored must not be queued for us either. */
		if (!sigaction(stops[i], NULL, &now) && now.sa_handler != SIG_IGN)
			sigaddset(&signals, stops[i]);
	}
	sigprocmask(SIG_BLOCK, &signals, NULL);
	*fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	if (*fd < 0)
		return complain(complaint, EXIT_CODE_FAILED, -errno, "", "cannot catch signals");
	return 0;
}

bool stop_signals_came(int fd)
{
	struct pollfd stop = { .fd = fd, .events = POLLIN };

	return fd >= 0 && poll(&stop, 1, 0) == 1;
}
