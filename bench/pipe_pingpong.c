// SPDX-License-Identifier: GPL-2.0-only
/*
 * A byte goes to another thread through a pipe and one comes back through a second pipe;
 * both threads are on this CPU, so each turn takes two switches, there and back. The
 * tracee is the handler of write(), with which this thread sends. The other one answers by
 * writev(), so that the tracee runs once a turn, whoever counts it.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "bench/system_calls.h"
#include "bench/workload.h"
#include "system_call.h"

struct pipe_pingpong {
	int there[2];
	int back[2];
	pthread_t other;
	int policy; /* what this thread had before */
	struct sched_param priority;
	char byte;
};

/* Answers each byte by one, until there is nobody to send one. */
static void *answer(void *argument)
{
	const struct pipe_pingpong *game = argument;
	char byte;
	const struct iovec vector = { &byte, 1 };

	while (read(game->there[0], &byte, 1) == 1) {
		if (writev(game->back[1], &vector, 1) != 1)
			break;
	}
	return NULL;
}

static void close_pipe(const int *ends)
{
	close(ends[0]);
	close(ends[1]);
}

static int open_pipes(struct pipe_pingpong *game)
{
	int err;

	if (pipe2(game->there, O_CLOEXEC))
		return -errno;
	if (!pipe2(game->back, O_CLOEXEC))
		return 0;
	err = -errno;
	close_pipe(game->there);
	return err;
}

/*
 * Of two threads with one real-time priority the woken one waits until the other one does
 * (wakeup_preempt_rt, kernel/sched/rt.c), so that each turn is this thread waiting once. Among
 * fair ones who runs next follows from what each consumed, and timers are set for it. The
 * other thread inherits the policy, and the CPU.
 */
static int choose_policy(struct pipe_pingpong *game)
{
	const struct sched_param lowest = { .sched_priority = sched_get_priority_min(SCHED_FIFO) };

	game->policy = sched_getscheduler(0);
	if (game->policy < 0 || sched_getparam(0, &game->priority) ||
	    sched_setscheduler(0, SCHED_FIFO, &lowest))
		return -errno;
	return 0;
}

static void pipe_pingpong_finish(void *state)
{
	struct pipe_pingpong *game = state;

	/* The end of the file is what the other one waits for. */
	close(game->there[1]);
	pthread_join(game->other, NULL);
	close(game->there[0]);
	close_pipe(game->back);
	sched_setscheduler(0, game->policy, &game->priority);
	free(game);
}

/* A first turn, as the loop makes them. */
static int try_once(struct pipe_pingpong *game)
{
	if (write(game->there[1], &game->byte, 1) == 1 && read(game->back[0], &game->byte, 1) == 1)
		return 0;
	return errno ? -errno : -EIO;
}

static int start_other(struct pipe_pingpong *game)
{
	int err = open_pipes(game);

	if (err)
		return err;
	err = choose_policy(game);
	if (!err)
		err = -pthread_create(&game->other, NULL, answer, game);
	if (err) {
		if (game->policy >= 0)
			sched_setscheduler(0, game->policy, &game->priority);
		close_pipe(game->there);
		close_pipe(game->back);
	}
	return err;
}

static int pipe_pingpong_prepare(void **state)
{
	struct pipe_pingpong *game = calloc(1, sizeof(*game));
	int err = game ? start_other(game) : -ENOMEM;

	if (err) {
		free(game);
		return err;
	}
	err = try_once(game);
	if (err)
		pipe_pingpong_finish(game);
	else
		*state = game;
	return err;
}

static int pipe_pingpong_run(const struct workload_run *run)
{
	struct pipe_pingpong *game = run->state;
	const struct system_call_pair pair = {
		.first = { .number = SYS_write,
			   .arguments = { game->there[1], (long)&game->byte, 1 } },
		.number = SYS_read,
		.argument = game->back[0],
	};

	return system_calls_run_pair(run, &pair);
}

static const struct workload pipe_pingpong = {
	.name = "pipe-pingpong",
	.what = "a byte to another thread and one back",
	.kind = TRACETOLL_TRACEE_NAMED,
	.tracee = SYSTEM_CALL_HANDLER(write),
	.system_call = "write",
	.switches = 1,
	.varies = "a call waits for another thread, so the scheduler's work is in it",
	.extra = true,
	.loops_alone = true,
	.prepare = pipe_pingpong_prepare,
	.finish = pipe_pingpong_finish,
	.run = pipe_pingpong_run,
};
REGISTER_WORKLOAD(pipe_pingpong);
