// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaches, proves and measures on the running kernel.
 */
#include "measure/kernel_executor.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "site/enabled_functions.h"

/*
 * Registering leaves work for RCU's threads. They want a few timer ticks; on a
 * quiet CPU this is ten of them at HZ=250.
 */
#define SETTLE_NS 40000000

static int kernel_attach(void *context, const struct configuration *configuration,
			 const struct workload *workload, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	int err = device_attach(kernel->device, configuration, workload->tracee, complaint);

	if (!err)
		kernel->configuration = configuration;
	return err;
}

static int kernel_detach(void *context, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;

	kernel->configuration = NULL;
	return device_detach(kernel->device, complaint);
}

static int name_into(const struct kernel_executor *kernel, uint64_t address,
		     struct named_address *named, enum site_owner *owner,
		     struct complaint *complaint)
{
	int err;

	*owner = OWNER_UNKNOWN;
	named->address = address;
	if (!address)
		return 0;
	err = device_name_address(kernel->device, address, named->symbol, sizeof(named->symbol),
				  owner, complaint);
	named->owner = site_owner_name(*owner);
	return err;
}

/* Reads the site and finds out who is behind it: everything that the path rests on. */
static int read_path(const struct kernel_executor *kernel, struct site_bytes *bytes,
		     struct site *site, struct named_address *target, struct named_address *literal,
		     enum path *path, struct complaint *complaint)
{
	enum site_owner target_owner, literal_owner;
	bool target_named;
	int err = device_read_site(kernel->device, bytes, complaint);

	if (err)
		return err;
	site_decode(kernel->abilities.architecture, bytes, site);
	if (!kernel->abilities.call_ops)
		site->has_literal = false;
	err = name_into(kernel, site->target, target, &target_owner, complaint);
	if (!err)
		err = name_into(kernel, site->has_literal ? site->literal : 0, literal,
				&literal_owner, complaint);
	if (err)
		return err;
	target_named = strncmp(target->symbol, "0x", 2) != 0;
	*path = site_path(&kernel->abilities, site, target_owner, target_named, literal_owner,
			  kernel->configuration && kernel->configuration->direct);
	return 0;
}

/* The kernel counts the ops on a function; what it counts must be what was asked for. */
static bool book_agrees(const struct configuration *configuration,
			const struct enabled_function *book)
{
	return book->ops == configuration_ops_on_tracee(configuration) &&
	       book->direct == configuration->direct;
}

static int kernel_prove(void *context, struct proof *proof, enum path *path,
			struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	struct named_address function;
	struct enabled_function book;
	enum site_owner function_owner;
	struct site_bytes bytes;
	struct site site;
	int err =
		read_path(kernel, &bytes, &site, &proof->target, &proof->literal, path, complaint);

	if (!err)
		err = name_into(kernel, bytes.function, &function, &function_owner, complaint);
	if (err)
		return err;
	proof->function = bytes.function;
	proof->site_start = bytes.function - SITE_BEFORE;
	proof->site_length = SITE_BYTES;
	memcpy(proof->site, bytes.bytes, SITE_BYTES);
	proof->via_plt = site.via_plt;
	if (kernel->configuration->direct) {
		proof->has_distance = true;
		proof->distance = (int64_t)(kernel->device->query.trampoline - site.address);
	}
	/* Without tracefs the site alone must do; the proof shows that it had to. */
	if (enabled_functions_find(ENABLED_FUNCTIONS_PATH, function.symbol, &book))
		return 0;
	snprintf(proof->enabled_functions, sizeof(proof->enabled_functions), "%s",
		 book.found ? book.text : "not in the list");
	if (!book_agrees(kernel->configuration, &book))
		*path = PATH_UNKNOWN;
	return 0;
}

static int kernel_path(void *context, enum path *path, struct complaint *complaint)
{
	struct named_address target = { 0 }, literal = { 0 };
	struct site_bytes bytes;
	struct site site;

	return read_path(context, &bytes, &site, &target, &literal, path, complaint);
}

static const char *kernel_placement(void *context, const struct proof *proof, enum path expected)
{
	struct kernel_executor *kernel = context;
	uint64_t site = kernel->device->query.trampoline - (uint64_t)proof->distance;

	if (kernel->abilities.architecture != ARCHITECTURE_ARM64 || expected != PATH_DIRECT ||
	    !proof->has_distance || site_bl_reaches(site, kernel->device->query.trampoline))
		return NULL;
	snprintf(kernel->placement, sizeof(kernel->placement),
		 "the trampoline is %" PRId64 " MiB from the patch site, a BL reaches 128: "
		 "boot with nokaslr",
		 (proof->distance < 0 ? -proof->distance : proof->distance) >> 20);
	return kernel->placement;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static bool kernel_stopped(void *context)
{
	struct kernel_executor *kernel = context;
	struct pollfd stop = { .fd = kernel->stop_fd, .events = POLLIN };

	if (!kernel->stop_seen && kernel->stop_fd >= 0 && poll(&stop, 1, 0) == 1)
		kernel->stop_seen = true;
	return kernel->stop_seen;
}

/*
 * The time is the first pass's: the others are there for their counters. The clock is
 * read where nothing counts: its code in the vDSO takes another turn of a loop whenever
 * a second began (__iter_div_u64_rem). What starting and stopping takes cancels.
 */
static int measure_pass(struct kernel_executor *kernel, size_t pass,
			const struct workload *workload, const struct workload_run *run,
			struct measurement *measurement)
{
	uint64_t start = now_ns();
	int err = counters_start(kernel->counters, pass);

	if (!err)
		err = workload->run(run);
	if (!err)
		err = counters_stop(kernel->counters, pass, measurement);
	if (pass == 0)
		measurement->time_ns = now_ns() - start;
	return err;
}

static int measure_once(struct kernel_executor *kernel, const struct workload *workload,
			const struct workload_run *run, struct measurement *measurement)
{
	uint64_t before, after;
	int err = interrupts_read(kernel->interrupts, &before);

	memset(measurement, 0, sizeof(*measurement));
	measurement->calls = (uint64_t)run->batches * run->calls_per_batch;
	for (size_t pass = 0; !err && pass < kernel->counters->pass_count; pass++)
		err = measure_pass(kernel, pass, workload, run, measurement);
	if (!err)
		err = interrupts_read(kernel->interrupts, &after);
	if (!err)
		measurement->interrupts = after - before;
	return err;
}

static int kernel_measure(void *context, const struct workload *workload, unsigned int batches,
			  unsigned int calls_per_batch, struct measurement *measurement,
			  struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct workload_run run = {
		.device = kernel->device->fd,
		.batches = batches,
		.calls_per_batch = calls_per_batch,
	};
	int err;

	/* A stop and continue, or a freezer: the loop was left, so it is run anew. */
	do {
		err = measure_once(kernel, workload, &run, measurement);
	} while (err == -EINTR && !kernel_stopped(kernel));
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
				"cannot measure the workload '%s'", workload->name);
	return 0;
}

static void kernel_settle(void *context)
{
	struct kernel_executor *kernel = context;
	struct timespec pause = { .tv_nsec = SETTLE_NS };

	/* Nothing was registered, so nothing is left to be done. */
	if (configuration_ops_on_tracee(kernel->configuration))
		nanosleep(&pause, NULL);
}

struct executor kernel_executor_interface(struct kernel_executor *kernel)
{
	return (struct executor){
		.context = kernel,
		.attach = kernel_attach,
		.detach = kernel_detach,
		.prove = kernel_prove,
		.path = kernel_path,
		.placement = kernel_placement,
		.measure = kernel_measure,
		.settle = kernel_settle,
		.stopped = kernel_stopped,
	};
}
