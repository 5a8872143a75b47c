// SPDX-License-Identifier: GPL-2.0-only
#include "result/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

/* More files at once only take memory. */
#define THREADS_MAX 64

/* What all threads share. */
struct work {
	pthread_mutex_t lock; /* of what follows the first four */
	size_t count;
	int (*each)(void *context, size_t index);
	void *context;
	size_t next;
	int error;
	size_t at; /* of the error */
};

/* The next index; false: there is none to begin. */
static bool begin(struct work *work, size_t *index)
{
	bool some;

	pthread_mutex_lock(&work->lock);
	some = !work->error && work->next < work->count;
	if (some)
		*index = work->next++;
	pthread_mutex_unlock(&work->lock);
	return some;
}

/* Indices are begun in their order, so all below a failed one end, too, and tell. */
static void fail(struct work *work, size_t index, int error)
{
	pthread_mutex_lock(&work->lock);
	if (!work->error || index < work->at) {
		work->error = error;
		work->at = index;
	}
	pthread_mutex_unlock(&work->lock);
}

static void *take_part(void *argument)
{
	struct work *work = argument;
	size_t index;

	while (begin(work, &index)) {
		int error = work->each(work->context, index);

		if (error)
			fail(work, index, error);
	}
	return NULL;
}

static size_t threads_for(size_t count)
{
	cpu_set_t cpus;
	size_t threads = 1;

	if (!sched_getaffinity(0, sizeof(cpus), &cpus))
		threads = (size_t)CPU_COUNT(&cpus);
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	return threads < count ? threads : count;
}

int parallel_each(size_t count, int (*each)(void *context, size_t index), void *context, size_t *at)
{
	struct work work = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.count = count,
		.each = each,
		.context = context,
	};
	pthread_t threads[THREADS_MAX];
	size_t wanted = threads_for(count);
	size_t started = 0;

	/* This thread is one of them; where no other can be had, it does all of it. */
	while (started + 1 < wanted && !pthread_create(&threads[started], NULL, take_part, &work))
		started++;
	take_part(&work);
	while (started)
		pthread_join(threads[--started], NULL);
	*at = work.at;
	return work.error;
}
