// SPDX-License-Identifier: GPL-2.0-only
#include "measure/known_work.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench/coin_branches.h"
#include "known_loop.h"

/* Before each cold call: more lines, pages and branches than what a system call uses. */
#define COLD_WALK 1024
#define COLD_BRANCHES 512

static const struct {
	const char *name;
	unsigned long turns;
} works[EVENT_LOOPS] = {
	[EVENT_LOOP_SUBTRACT] = { "turns of a subtraction", 100000 },
	[EVENT_LOOP_BRANCH] = { "branches by the toss of a coin", 20000 },
	[EVENT_LOOP_CODE] = { "calls into code not used for long", 4096 },
	[EVENT_LOOP_CALLS] = { "system calls", 1000 },
	[EVENT_LOOP_COLD_CALLS] = { "system calls after other code", 64 },
};

unsigned long known_work_turns(enum event_loop loop)
{
	return works[loop].turns;
}

const char *known_work_name(enum event_loop loop)
{
	return works[loop].name;
}

static int walk(struct known_work *work, unsigned long turns)
{
	int err = work->walk.code ? 0 : code_walk_open(&work->walk);

	if (!err)
		code_walk_run(&work->walk, turns);
	return err;
}

static void system_calls(unsigned long turns)
{
	while (turns--)
		syscall(SYS_getppid);
}

static int cold_calls(struct known_work *work, unsigned long turns)
{
	int err = 0;

	while (!err && turns--) {
		err = walk(work, COLD_WALK);
		coin_branches(COLD_BRANCHES, &work->coin);
		system_calls(1);
	}
	return err;
}

int known_work_run(struct known_work *work, enum event_loop loop, unsigned long turns)
{
	switch (loop) {
	case EVENT_LOOP_SUBTRACT:
		subtract_loop(turns);
		return 0;
	case EVENT_LOOP_BRANCH:
		coin_branches(turns, &work->coin);
		return 0;
	case EVENT_LOOP_CODE:
		return walk(work, turns);
	case EVENT_LOOP_CALLS:
		system_calls(turns);
		return 0;
	case EVENT_LOOP_COLD_CALLS:
		return cold_calls(work, turns);
	default:
		return -EINVAL;
	}
}

void known_work_end(struct known_work *work)
{
	code_walk_close(&work->walk);
}
