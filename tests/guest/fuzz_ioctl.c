// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: malformed requests for /dev/tracetoll by the million, while another
 * thread sets up, runs and tears down what is valid. fuzz_ioctl [-s SEED] [-n REQUESTS]
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "kmsg.h"
#include "malformed.h"
#include "memory.h"
#include "module.h"
#include "random.h"
#include "tap.h"
#include "tracetoll_child.h"

#define DEVICE "/dev/" TRACETOLL_DEVICE_NAME
#define LIES_DEVICE "/dev/tracetoll_lies"
#define REQUESTS 1000000
#define WARM_UP 50000
#define SETTLE_TRIES 8
#define ERRNO_COUNT 134
/* Requests between two steps of the other thread: a set-up costs as much as thousands. */
#define STEP_REQUESTS 2000
#define REOPEN_STEPS 8

/* What the header promises, and what stands in kmod/. */
static const int documented[] = {
	0,        EINVAL, ENOTTY, EFAULT, E2BIG,      ENAMETOOLONG,  EBUSY,
	ENOTCONN, ENOENT, ENXIO,  EINTR,  EOPNOTSUPP, EADDRNOTAVAIL, ENODEV,
};

struct fuzz {
	struct tap tap;
	struct kmsg log;
	struct arena arena;
	uint64_t random;
	uint64_t other_random;
	atomic_int fd;
	atomic_ulong done;
	atomic_bool stop;
	unsigned long errnos[ERRNO_COUNT];
	unsigned long granted_wrongly;
	unsigned long steps, refused_steps, reopened;
};

static void ignore(int signal_number)
{
	(void)signal_number;
}

/* Waits until the requests have gone on so far, or nobody makes any. */
static void wait_for_requests(struct fuzz *fuzz, unsigned long requests)
{
	unsigned long until = atomic_load(&fuzz->done) + requests;

	while (atomic_load(&fuzz->done) < until && !atomic_load(&fuzz->stop))
		usleep(100);
}

/* The device again, as soon as it is released: requests under way hold it. */
static void reopen(struct fuzz *fuzz)
{
	int fd;

	close(atomic_load(&fuzz->fd));
	while ((fd = open(DEVICE, O_RDWR | O_CLOEXEC)) < 0 && errno == EBUSY)
		usleep(100);
	atomic_store(&fuzz->fd, fd);
	/* A second owner is refused, in the middle of everything. */
	if (open(DEVICE, O_RDWR) >= 0 || errno != EBUSY)
		fuzz->granted_wrongly++;
	fuzz->reopened++;
}

static void set_up_something(struct fuzz *fuzz, struct tracetoll_setup *setup)
{
	uint64_t *random = &fuzz->other_random;

	*setup = (struct tracetoll_setup){
		.size = sizeof(*setup),
		.flags = (uint32_t)random_below(random, 2) * TRACETOLL_SETUP_COUNT,
		.relevant = (uint32_t)random_below(random, 4),
		.irrelevant = (uint32_t)random_below(random, 3),
		.tracee = random_below(random, 2) ? TRACETOLL_TRACEE_NEAR : TRACETOLL_TRACEE_VERIFY,
	};
	if (!random_below(random, 3))
		setup->trampoline = TRACETOLL_TRAMPOLINE_COUNT_A;
}

/* A life of something valid: set up, used, and torn down, with requests in between. */
static void *make_valid_requests(void *context)
{
	struct fuzz *fuzz = context;
	struct tracetoll_run run = { .size = sizeof(run), .batches = 3, .calls_per_batch = 100 };
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };
	struct tracetoll_setup setup;

	while (!atomic_load(&fuzz->stop)) {
		int fd = atomic_load(&fuzz->fd);
		int refused;

		set_up_something(fuzz, &setup);
		refused = ioctl(fd, TRACETOLL_SETUP, &setup) != 0;
		wait_for_requests(fuzz, STEP_REQUESTS);
		refused |= ioctl(fd, TRACETOLL_RUN, &run) != 0;
		wait_for_requests(fuzz, STEP_REQUESTS);
		/* Sometimes closing the file must do it. */
		if (fuzz->steps % REOPEN_STEPS == REOPEN_STEPS - 1)
			reopen(fuzz);
		else
			refused |= ioctl(fd, TRACETOLL_TEARDOWN, &teardown) != 0;
		fuzz->steps++;
		fuzz->refused_steps += (unsigned long)refused;
		wait_for_requests(fuzz, STEP_REQUESTS);
	}
	return NULL;
}

/* Who watches the guest takes a silent console for a dead guest. */
static void give_sign_of_life(unsigned long done)
{
	FILE *console = fopen("/dev/console", "we");

	if (!console)
		return;
	fprintf(console, "%lu requests\n", done);
	fclose(console);
}

static void make_malformed_requests(struct fuzz *fuzz, unsigned long requests)
{
	for (unsigned long i = 0; i < requests; i++) {
		struct malformed malformed;
		int err;

		if (i % 100000 == 99999)
			give_sign_of_life(i + 1);
		malformed_draw(&fuzz->random, &fuzz->arena, &malformed);
		err = ioctl(atomic_load(&fuzz->fd), malformed.command, malformed.argument) ? errno
											   : 0;
		/* The other thread is opening it anew: that was no request. */
		while (err == EBADF) {
			usleep(50);
			err = ioctl(atomic_load(&fuzz->fd), malformed.command, malformed.argument)
				      ? errno
				      : 0;
		}
		fuzz->errnos[err < ERRNO_COUNT ? err : ERRNO_COUNT - 1]++;
		if (!err && malformed.must_fail && fuzz->granted_wrongly++ == 0)
			printf("# %s was granted: command %#x\n", malformed.what,
			       malformed.command);
		atomic_store(&fuzz->done, i + 1);
	}
}

/* With a signal now and then: a wait for the other thread's turn can be broken off. */
static void fuzz_for(struct fuzz *fuzz, unsigned long requests)
{
	const struct itimerval often = { { 0, 20011 }, { 0, 20011 } };
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };
	pthread_t other;

	atomic_store(&fuzz->stop, false);
	atomic_store(&fuzz->done, 0);
	if (pthread_create(&other, NULL, make_valid_requests, fuzz)) {
		tap_check(&fuzz->tap, false, "a second thread: %s", strerror(errno));
		return;
	}
	setitimer(ITIMER_REAL, &often, NULL);
	make_malformed_requests(fuzz, requests);
	setitimer(ITIMER_REAL, &never, NULL);
	atomic_store(&fuzz->stop, true);
	pthread_join(other, NULL);
}

/* What the requests left behind, once the device is closed. */
static void settle(struct fuzz *fuzz, struct memory *memory)
{
	close(atomic_load(&fuzz->fd));
	memory_read(memory);
	atomic_store(&fuzz->fd, open(DEVICE, O_RDWR | O_CLOEXEC));
}

/* What is lost stays lost; what is only given back late, by RCU or from a slab, does not. */
static void settle_for_good(struct fuzz *fuzz, const struct memory *before, struct memory *after)
{
	char text[256];

	for (int i = 0; i < SETTLE_TRIES; i++) {
		settle(fuzz, after);
		if (!memory_has_leaked(before, after, text, sizeof(text)))
			return;
		printf("# not yet given back: %s\n", text);
	}
}

static bool tell(int lies, const char *lie)
{
	return write(lies, lie, strlen(lie)) == (ssize_t)strlen(lie);
}

/* Whoever watches must see what is there: a leak as small as it may be, and lines. */
static void check_watchers(struct fuzz *fuzz)
{
	struct memory before, after;
	char lie[32], text[256];
	int lies;

	tap_check(&fuzz->tap, !module_insert(LIES_FILE), "the lies can be loaded");
	lies = open(LIES_DEVICE, O_WRONLY | O_CLOEXEC);
	kmsg_count(&fuzz->log, kmsg_is_line, text, sizeof(text));
	memory_read(&before);
	memory_read(&after);
	tap_check(&fuzz->tap, !memory_has_leaked(&before, &after, text, sizeof(text)),
		  "nothing lost: %s", text);
	tap_check(&fuzz->tap, !kmsg_count(&fuzz->log, kmsg_is_line, text, sizeof(text)),
		  "nothing said");
	snprintf(lie, sizeof(lie), "leak %d", (REQUESTS - WARM_UP) / 100);
	tap_check(&fuzz->tap, tell(lies, lie), "told to %s", lie);
	memory_read(&after);
	tap_check(&fuzz->tap, memory_has_leaked(&before, &after, text, sizeof(text)),
		  "that is seen: %s", text);
	tell(lies, "say one line");
	tap_check(&fuzz->tap, kmsg_count(&fuzz->log, kmsg_is_line, text, sizeof(text)) == 1,
		  "a line is seen: %s", text);
	tell(lies, "warn");
	tap_check(&fuzz->tap, kmsg_count(&fuzz->log, kmsg_is_trouble, text, sizeof(text)),
		  "a warning is seen: %s", text);
	close(lies);
	tap_check(&fuzz->tap, module_delete("tracetoll_lies"), "the lies are gone");
}

static void check_errnos(struct fuzz *fuzz)
{
	for (int err = 0; err < ERRNO_COUNT; err++) {
		bool known = false;

		for (size_t i = 0; i < sizeof(documented) / sizeof(documented[0]); i++)
			known |= documented[i] == err;
		if (fuzz->errnos[err])
			tap_check(&fuzz->tap, known, "%lu times: %s", fuzz->errnos[err],
				  err ? strerror(err) : "granted");
	}
}

static void check_end(struct fuzz *fuzz, const struct memory *before, const struct memory *after,
		      unsigned long requests)
{
	char text[256] = "";
	unsigned int lines;

	tap_check(&fuzz->tap, atomic_load(&fuzz->done) == requests, "%lu requests", requests);
	check_errnos(fuzz);
	tap_check(&fuzz->tap, !fuzz->granted_wrongly, "nothing malformed was granted (%lu)",
		  fuzz->granted_wrongly);
	tap_check(&fuzz->tap, fuzz->steps > 3 * fuzz->refused_steps && fuzz->reopened,
		  "%lu valid lives among them, %lu disturbed; the device opened %lu times anew",
		  fuzz->steps, fuzz->refused_steps, fuzz->reopened);
	lines = kmsg_count(&fuzz->log, kmsg_is_line, text, sizeof(text));
	tap_check(&fuzz->tap, !lines, "%u lines from the kernel%s%s", lines, lines ? ": " : "",
		  text);
	tap_check(&fuzz->tap, !memory_has_leaked(before, after, text, sizeof(text)),
		  "nothing lost: %s", text);
	tap_check(&fuzz->tap, !close(atomic_load(&fuzz->fd)) && !length_of(ENABLED_FUNCTIONS),
		  "nothing is attached");
	tap_check(&fuzz->tap, modules_delete(), "the module can be removed");
}

/*
 * The first user of function_graph gives every task a shadow stack, which the kernel keeps
 * (alloc_retstack_tasklist): some 4 kB for each of them, once, and nobody's leak.
 */
static void use_function_graph(int fd)
{
	struct tracetoll_setup setup = { .size = sizeof(setup), .fprobes = 1 };
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	/* A kernel without fprobes refuses it, and has no such stacks. */
	if (!ioctl(fd, TRACETOLL_SETUP, &setup))
		ioctl(fd, TRACETOLL_TEARDOWN, &teardown);
}

int main(int argc, char **argv)
{
	static struct fuzz fuzz;
	const struct sigaction action = { .sa_handler = ignore };
	unsigned long requests = REQUESTS;
	struct memory before, after;
	uint64_t seed = 1;
	int option;

	while ((option = getopt(argc, argv, "s:n:")) != -1) {
		if (option == 's')
			seed = strtoull(optarg, NULL, 0);
		else if (option == 'n')
			requests = strtoul(optarg, NULL, 0);
		else
			return 2;
	}
	printf("# seed %llu, %lu requests\n", (unsigned long long)seed, requests);
	fuzz.random = seed;
	fuzz.other_random = ~seed;
	sigaction(SIGALRM, &action, NULL);
	tap_check(&fuzz.tap, !arena_map(&fuzz.arena), "places for arguments");
	tap_check(&fuzz.tap, !module_insert_own("tracetoll"), "the module loads");
	atomic_store(&fuzz.fd, open(DEVICE, O_RDWR | O_CLOEXEC));
	tap_check(&fuzz.tap, atomic_load(&fuzz.fd) >= 0, "the device opens");
	use_function_graph(atomic_load(&fuzz.fd));
	memory_read(&before);
	tap_check(&fuzz.tap, !kmsg_open(&fuzz.log), "the kernel log can be read");
	check_watchers(&fuzz);

	fuzz_for(&fuzz, WARM_UP);
	settle(&fuzz, &before);
	memset(fuzz.errnos, 0, sizeof(fuzz.errnos));
	fuzz_for(&fuzz, requests);
	settle_for_good(&fuzz, &before, &after);
	check_end(&fuzz, &before, &after, requests);
	return tap_end(&fuzz.tap);
}
