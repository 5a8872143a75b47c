// SPDX-License-Identifier: GPL-2.0-only
#include "measure/life_check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "known_loop.h"

/* Something that disturbs hits some rounds; the lowest counts are those that it did not. */
#define ROUNDS 3
/*
 * What counts both modes counts the timer's tick, too, if one hits the loop; and misses are few and
 * differ from round to round.
 */
#define MOST_ROUNDS 20
/* The user-mode side of starting and stopping, and a tick's. */
#define EXACT_AROUND 0.01
/* Of twice the count: a counter's start and stop add the same to once and to twice. */
#define CURVED_BELOW 0.5
#define CURVED_ABOVE 0.25
/* Counts of two modes were taken one after the other. */
#define MODES_DIFFER 1.25
#define MODES_AROUND 2000

bool life_is_exact(const struct event *event)
{
	/* Of a row the event may bear its PMU's own number by now. */
	const unsigned int type = event->row ? event->row->type : event->type;
	const uint64_t config = event->row ? event->row->config : event->config;

	return type == PERF_TYPE_HARDWARE && config == PERF_COUNT_HW_INSTRUCTIONS;
}

static bool is_known_exactly(const struct event *event, enum event_loop loop)
{
	return life_is_exact(event) && event->user && loop == EVENT_LOOP_SUBTRACT;
}

static enum life judge_exact(const struct event *event, unsigned long turns, uint64_t once,
			     uint64_t twice)
{
	const double known = (double)turns * SUBTRACT_LOOP_INSTRUCTIONS;
	const double difference = (double)twice - (double)once;
	/* What counts the kernel, too, has the system calls around it. */
	const double most = event->kernel ? (double)UINT64_MAX : known * (1 + EXACT_AROUND);
	bool right = (double)once >= known && (double)once <= most && difference >= known &&
		     difference <= known * (1 + EXACT_AROUND);

	return right ? LIFE_GOOD : LIFE_NOT_INSTRUCTIONS;
}

static enum life judge_bounds(const struct event_row *row, unsigned long turns, uint64_t added)
{
	if ((double)added < row->least * (double)turns)
		return LIFE_TOO_FEW;
	if (row->most > 0 && (double)added > row->most * (double)turns)
		return LIFE_TOO_MANY;
	return LIFE_GOOD;
}

/* On a line through (turns, once) and (2 turns, twice) it starts here. */
static bool is_linear(uint64_t once, uint64_t twice)
{
	const double start = 2 * (double)once - (double)twice;

	return start <= CURVED_BELOW * (double)twice && start >= -CURVED_ABOVE * (double)twice;
}

enum life life_judge(const struct event *event, enum event_loop loop, unsigned long turns,
		     uint64_t once, uint64_t twice)
{
	enum life life = LIFE_GOOD;

	if (!twice)
		return LIFE_DEAD;
	if (is_known_exactly(event, loop))
		return judge_exact(event, turns, once, twice);
	if (twice <= once)
		return LIFE_STUCK;
	if (event->row && event->user && event->row->loop == loop)
		life = judge_bounds(event->row, turns, twice - once);
	/* Instructions, cycles and branches of the kernel: each system call takes some. */
	if (loop == EVENT_LOOP_CALLS && !event->user && twice - once < turns)
		life = LIFE_TOO_FEW;
	return life == LIFE_GOOD && !is_linear(once, twice) ? LIFE_NOT_LINEAR : life;
}

/* One run of some work: what was counted, or LIFE_NOT_RUNNING or LIFE_NO_WORK. */
static enum life count_work(const struct life_group *group, enum event_loop loop,
			    unsigned long turns, struct pmu_reading *reading, int *error)
{
	const struct pmu_door *door = group->door;
	const int leader = group->descriptors[0];
	struct pmu_reading before;
	enum life life = LIFE_GOOD;
	int err;

	/* A group that is in error state has no times; it may be given its counters now. */
	if (door->read(door->context, leader, &before))
		memset(&before, 0, sizeof(before));
	err = door->start(door->context, leader);
	if (!err && door->work(door->context, loop, turns))
		life = LIFE_NO_WORK;
	if (!err)
		err = door->stop(door->context, leader);
	if (!err)
		err = door->read(door->context, leader, reading);
	*error = err == -ENODATA ? 0 : err;
	if (err || reading->count != group->count)
		return LIFE_NOT_RUNNING;
	if (reading->enabled_ns - before.enabled_ns != reading->running_ns - before.running_ns)
		return LIFE_NOT_RUNNING;
	return life;
}

static void keep_lowest(uint64_t *lowest, uint64_t count)
{
	if (count < *lowest)
		*lowest = count;
}

/* What the rounds gave for one event. */
struct life_rounds {
	size_t count;
	uint64_t once[MOST_ROUNDS];
	uint64_t twice[MOST_ROUNDS];
};

/* Whether more rounds could still make it right: not of a count of 0, which has no noise. */
static bool is_undecided(const struct life_group *group, const struct life_finding *findings)
{
	for (size_t i = 0; i < group->count; i++) {
		const enum life life = findings[i].life;

		if (life == LIFE_NOT_INSTRUCTIONS)
			return true;
		if (group->loops && group->loops[i] == findings[i].loop && life != LIFE_GOOD &&
		    life != LIFE_DEAD)
			return true;
	}
	return false;
}

/* A round of its own may be exact, where the lowest of several are of different ones. */
static void judge_round(const struct life_group *group, const struct pmu_reading *once,
			const struct pmu_reading *twice, bool only_exact,
			struct life_finding *findings)
{
	for (size_t i = 0; i < group->count; i++) {
		struct life_finding *finding = &findings[i];
		const struct event *event = group->events[i];
		const bool exact = is_known_exactly(event, finding->loop);

		if (exact && finding->life == LIFE_GOOD && finding->twice != UINT64_MAX)
			continue;
		if (!exact && only_exact)
			continue;
		if (exact)
			finding->once = finding->twice = UINT64_MAX;
		keep_lowest(&finding->once, once->values[i]);
		keep_lowest(&finding->twice, twice->values[i]);
		finding->life = life_judge(event, finding->loop, finding->turns, finding->once,
					   finding->twice);
	}
}

static int compare_counts(const void *left, const void *right)
{
	const uint64_t a = *(const uint64_t *)left;
	const uint64_t b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

static uint64_t median(uint64_t *counts, size_t count)
{
	qsort(counts, count, sizeof(*counts), compare_counts);
	return counts[count / 2];
}

/* Of few counts the lowest are as far off as any others; the middle ones of many are not. */
static void judge_medians(const struct life_group *group, struct life_rounds *rounds,
			  struct life_finding *findings)
{
	for (size_t i = 0; i < group->count; i++) {
		struct life_finding *finding = &findings[i];

		if (finding->life == LIFE_GOOD || is_known_exactly(group->events[i], finding->loop))
			continue;
		finding->once = median(rounds[i].once, rounds[i].count);
		finding->twice = median(rounds[i].twice, rounds[i].count);
		finding->life = life_judge(group->events[i], finding->loop, finding->turns,
					   finding->once, finding->twice);
	}
}

static void keep_round(const struct life_group *group, const struct pmu_reading *once,
		       const struct pmu_reading *twice, struct life_rounds *rounds)
{
	for (size_t i = 0; i < group->count; i++) {
		rounds[i].once[rounds[i].count] = once->values[i];
		rounds[i].twice[rounds[i].count++] = twice->values[i];
	}
}

/* Counts round after round. The lowest of the first few decide, else the medians of all. */
static enum life count_rounds(const struct life_group *group, enum event_loop loop,
			      struct life_finding *findings, int *error)
{
	const unsigned long turns = known_work_turns(loop);
	struct life_rounds rounds[RECORD_COUNTERS_MAX] = { { 0 } };
	struct pmu_reading once, twice;
	/* The first time is cold: it makes what the work needs. */
	enum life life = count_work(group, loop, turns, &once, error);

	for (int i = 0; life == LIFE_GOOD && i < MOST_ROUNDS; i++) {
		if (i >= ROUNDS && !is_undecided(group, findings))
			return life;
		life = count_work(group, loop, turns, &once, error);
		if (life == LIFE_GOOD)
			life = count_work(group, loop, 2 * turns, &twice, error);
		if (life != LIFE_GOOD)
			return life;
		keep_round(group, &once, &twice, rounds);
		judge_round(group, &once, &twice, i >= ROUNDS, findings);
	}
	if (life == LIFE_GOOD)
		judge_medians(group, rounds, findings);
	return life;
}

/* Runs the work often enough, and judges each event of the group by it. */
static void check_on_loop(const struct life_group *group, enum event_loop loop,
			  struct life_finding *findings)
{
	const unsigned long turns = known_work_turns(loop);
	enum life life;
	int error = 0;

	for (size_t i = 0; i < group->count; i++)
		findings[i] = (struct life_finding){
			.loop = loop, .turns = turns, .once = UINT64_MAX, .twice = UINT64_MAX
		};
	life = count_rounds(group, loop, findings, &error);
	for (size_t i = 0; life != LIFE_GOOD && i < group->count; i++)
		findings[i] = (struct life_finding){
			.life = life, .loop = loop, .turns = turns, .error = error
		};
}

void life_check_group(const struct life_group *group, struct life_finding *finding)
{
	struct life_finding findings[RECORD_COUNTERS_MAX];
	bool done[EVENT_LOOPS] = { false };

	*finding = (struct life_finding){ .life = LIFE_GOOD };
	for (size_t i = 0; i < group->count; i++) {
		const enum event_loop loop = group->loops[i];

		if (done[loop])
			continue;
		done[loop] = true;
		check_on_loop(group, loop, findings);
		for (size_t j = 0; j < group->count; j++) {
			if (group->loops[j] != loop || findings[j].life == LIFE_GOOD)
				continue;
			*finding = findings[j];
			finding->event = group->events[j];
			return;
		}
	}
}

/* Which of some works moves it; the last one's finding, if none does. */
static void find_loop(const struct life_group *group, const enum event_loop *loops, size_t count,
		      enum event_loop *loop, struct life_finding *finding)
{
	for (size_t i = 0; i < count; i++) {
		*loop = loops[i];
		check_on_loop(group, *loop, finding);
		if (finding->life == LIFE_GOOD || finding->life == LIFE_NOT_RUNNING)
			return;
	}
}

static void check_one(const struct pmu_door *door, const struct event *event, int descriptor,
		      enum event_loop *loop, struct life_finding *finding)
{
	static const enum event_loop any[] = { EVENT_LOOP_SUBTRACT, EVENT_LOOP_BRANCH,
					       EVENT_LOOP_CODE, EVENT_LOOP_CALLS,
					       EVENT_LOOP_COLD_CALLS };
	static const enum event_loop calls[] = { EVENT_LOOP_CALLS, EVENT_LOOP_COLD_CALLS };
	const struct life_group group = { .door = door,
					  .count = 1,
					  .descriptors = &descriptor,
					  .events = &event,
					  .loops = loop };
	const enum event_loop known = event->row ? event->row->loop : EVENT_LOOP_ANY;

	/* What a subtraction moves, a warm system call does, too. */
	if (!event->user && known == EVENT_LOOP_SUBTRACT)
		find_loop(&group, calls, 1, loop, finding);
	else if (!event->user)
		find_loop(&group, calls, sizeof(calls) / sizeof(calls[0]), loop, finding);
	else if (known == EVENT_LOOP_ANY)
		find_loop(&group, any, sizeof(any) / sizeof(any[0]), loop, finding);
	else
		find_loop(&group, &known, 1, loop, finding);
}

static int open_and_check(const struct pmu_door *door, const struct event *event, int cpu,
			  enum event_loop *loop, struct life_finding *finding)
{
	int descriptor = door->open(door->context, event, cpu, -1);

	if (descriptor < 0)
		return descriptor;
	check_one(door, event, descriptor, loop, finding);
	door->close(door->context, descriptor);
	return 0;
}

/* What @event counts of @loop, 0 where it does not run. */
static int count_on(const struct pmu_door *door, const struct event *event, int cpu,
		    enum event_loop loop, uint64_t *count)
{
	int descriptor = door->open(door->context, event, cpu, -1);
	const struct life_group group = {
		.door = door, .count = 1, .descriptors = &descriptor, .events = &event
	};
	struct life_finding finding;

	if (descriptor < 0)
		return descriptor;
	check_on_loop(&group, loop, &finding);
	door->close(door->context, descriptor);
	*count = finding.twice;
	return 0;
}

/* One mode of the CPU cannot have more than both of the same. */
static int check_modes(const struct pmu_door *door, const struct event *event,
		       const struct event *both, int cpu, enum event_loop loop,
		       struct life_finding *finding)
{
	uint64_t count = 0, both_count = 0;
	int err = count_on(door, event, cpu, loop, &count);

	if (!err)
		err = count_on(door, both, cpu, loop, &both_count);
	/* User mode alone is permitted where the kernel is not (perf_event_paranoid 2). */
	if (event->user && (err == -EACCES || err == -EPERM))
		return 0;
	if (!err && (double)count > MODES_DIFFER * (double)both_count + MODES_AROUND)
		*finding = (struct life_finding){ .life = LIFE_MORE_THAN_BOTH,
						  .loop = loop,
						  .turns = 2 * known_work_turns(loop),
						  .twice = count,
						  .other = both_count };
	return err;
}

int life_check_alone(const struct pmu_door *door, const struct event *event, int cpu,
		     enum event_loop *loop, struct life_finding *finding)
{
	struct event both = *event;
	enum event_loop both_loop;
	int err;

	both.kernel = both.user = true;
	/* What it counts at all is seen in user mode, where only our loop runs. */
	err = open_and_check(door, event->user ? event : &both, cpu, &both_loop, finding);
	if (err || finding->life != LIFE_GOOD)
		return err;
	*loop = both_loop;
	if (event->user && event->kernel)
		return 0;
	if (!event->user)
		err = open_and_check(door, event, cpu, loop, finding);
	if (!err && finding->life == LIFE_GOOD)
		err = check_modes(door, event, &both, cpu, both_loop, finding);
	return err;
}
