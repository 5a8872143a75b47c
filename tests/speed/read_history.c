// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long it takes to read all points of a history, and the last ones of each series: by two
 * threads, as those who look for changes do.
 */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "track/history.h"

#define THREADS 2

struct reader {
	struct history *history;
	const struct history_series_list *list;
	size_t first;
	size_t last; /* points of each; 0: all */
	size_t points;
	double sum;
	int failed;
	struct history_error error;
};

static void *read_series(void *context)
{
	struct reader *reader = context;
	struct history_points points = { .count = 0 };

	for (size_t i = reader->first; i < reader->list->count && !reader->failed; i += THREADS) {
		reader->failed = history_points(reader->history, reader->list->series[i].id,
						reader->last, &points, &reader->error);
		reader->points += points.count;
		for (size_t p = 0; p < points.count; p++)
			reader->sum += points.values[p];
	}
	history_points_free(&points);
	return NULL;
}

static double now_s(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int read_all(struct reader *readers, const char *what, size_t last)
{
	double start = now_s(CLOCK_MONOTONIC);
	double used = now_s(CLOCK_PROCESS_CPUTIME_ID);
	pthread_t threads[THREADS];
	size_t points = 0;
	double sum = 0;
	int failed = 0;

	for (size_t i = 0; i < THREADS; i++) {
		readers[i].last = last;
		readers[i].first = i;
		readers[i].points = 0;
		readers[i].sum = 0;
		if (pthread_create(&threads[i], NULL, read_series, &readers[i]))
			return -1;
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		points += readers[i].points;
		sum += readers[i].sum;
		failed |= readers[i].failed;
		if (readers[i].failed)
			fprintf(stderr, "read_history: %s\n", readers[i].error.text);
	}
	printf("%s %zu %.6f %.3f %.3f\n", what, points, sum / (double)(points ? points : 1),
	       now_s(CLOCK_PROCESS_CPUTIME_ID) - used, now_s(CLOCK_MONOTONIC) - start);
	return failed;
}

int main(int argc, char **argv)
{
	struct reader readers[THREADS] = { { .first = 0 } };
	struct history_series_list list = { .count = 0 };
	struct history_error error = { "" };
	int failed =
		argc != 2 ? -1 : history_open(argv[1], HISTORY_READ, &readers[0].history, &error);

	if (!failed)
		failed = history_series(readers[0].history, NULL, &list, &error);
	for (size_t i = 0; i < THREADS && !failed; i++) {
		readers[i].list = &list;
		if (i)
			failed =
				history_open_again(readers[0].history, &readers[i].history, &error);
	}
	if (failed)
		fprintf(stderr, "usage: read_history FILE: %s\n", error.text);
	if (!failed)
		failed = read_all(readers, "last", 100) || read_all(readers, "all", 0);
	for (size_t i = 0; i < THREADS; i++)
		history_close(readers[i].history);
	history_series_free(&list);
	return failed ? 6 : 0;
}
