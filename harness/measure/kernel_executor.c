// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attaches, proves and measures on the running kernel.
 */
#include "measure/kernel_executor.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "machine/pin.h"

#define SUSPENDED_MIN_NS 1000000

static int kernel_attach(void *context, const struct configuration *configuration,
			 const struct workload *workload, bool counting,
			 struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct attach_order order = {
		.configuration = configuration,
		.tracee = { workload->kind, workload->tracee },
		.system_call = workload->system_call,
		.counting = counting,
		.of_all = kernel->counts_all,
	};
	int err;

	if (configuration->row->without_call && !workload->loops_alone) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the workload '%s' has no loop without its call", workload->name);
		return -EOPNOTSUPP;
	}
	look_forget_earlier(&kernel->earlier);
	/* Before anything is attached: what it takes is nobody's overhead. */
	err = prepared_begin(&kernel->prepared, workload, complaint);
	if (err)
		return err;
	err = attachment_attach(&kernel->attachment, &order, complaint);
	if (err)
		prepared_end(&kernel->prepared);
	return err;
}

static int kernel_detach(void *context, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	int err = attachment_detach(&kernel->attachment, complaint);

	prepared_end(&kernel->prepared);
	return err;
}

static int kernel_read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;

	return attachment_read_hits(&kernel->attachment, hits, complaint);
}

static int kernel_look(void *context, bool whole, struct evidence *evidence,
		       struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct look_terms terms = {
		.device = kernel->attachment.device,
		.abilities = &kernel->abilities,
		.direct = configuration_brings(kernel->attachment.configuration) & BRINGS_DIRECT,
	};

	return whole ? look_at_all(&kernel->earlier, &terms, evidence, complaint)
		     : look_once_more(&kernel->earlier, &terms, evidence, complaint);
}

static uint64_t read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static uint64_t kernel_now(void *context)
{
	(void)context;
	return read_clock(CLOCK_MONOTONIC_RAW);
}

/* What it was suspended since the boot: only CLOCK_BOOTTIME goes on then. */
static uint64_t suspended_so_far(void)
{
	uint64_t monotonic = read_clock(CLOCK_MONOTONIC);

	return read_clock(CLOCK_BOOTTIME) - monotonic;
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
static int count_pass(struct kernel_executor *kernel, size_t pass, const struct workload_run *run,
		      struct measurement *measurement)
{
	uint64_t start = read_clock(CLOCK_MONOTONIC_RAW), end;
	int err = counters_start(kernel->counters, pass);

	if (!err)
		err = prepared_run(&kernel->prepared, run);
	if (!err)
		err = counters_stop(kernel->counters, pass, measurement);
	end = read_clock(CLOCK_MONOTONIC_RAW);
	measurement->clock_backwards |= end < start;
	if (end > start)
		measurement->spent_ns += end - start;
	if (pass == 0)
		measurement->time_ns = measurement->spent_ns;
	return err;
}

/*
 * As the module tells, or else by getrusage() and /proc/interrupts, which takes a hundred
 * times as long.
 */
static int count_disturbances(const struct kernel_executor *kernel,
			      struct device_disturbances *disturbances)
{
	struct rusage usage = { 0 };
	int err = device_count_disturbances(kernel->attachment.device, kernel->interrupts->cpu,
					    disturbances);

	if (err != -EOPNOTSUPP)
		return err;
	getrusage(RUSAGE_THREAD, &usage);
	disturbances->waits = (uint64_t)usage.ru_nvcsw;
	disturbances->switches = disturbances->waits + (uint64_t)usage.ru_nivcsw;
	return interrupts_read(kernel->interrupts, &disturbances->interrupts);
}

/* What an attachment does before a run may wait: only the run itself is to be undisturbed. */
static int measure_pass(struct kernel_executor *kernel, size_t pass,
			const struct workload *workload, const struct workload_run *run,
			struct device_disturbances *so_far, struct measurement *measurement,
			struct complaint *complaint)
{
	const bool prepares = attachment_prepares_runs(&kernel->attachment);
	struct device_disturbances before = *so_far, after;
	int err = prepares ? attachment_before_run(&kernel->attachment, complaint) : 0;

	if (err)
		return err;
	/* Where nothing is done between two passes, one ends where the other begins. */
	if (pass == 0 || prepares)
		err = count_disturbances(kernel, &before);
	if (!err)
		err = count_pass(kernel, pass, run, measurement);
	if (!err)
		err = count_disturbances(kernel, &after);
	if (!err) {
		measurement->interrupts += after.interrupts - before.interrupts;
		measurement->switches += after.switches - before.switches;
		measurement->waits += after.waits - before.waits;
		*so_far = after;
	}
	if (err && err != -EINTR)
		complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
			 "cannot measure the workload '%s'", workload->name);
	return err;
}

/* Whatever failed after it, or was measured elsewhere, is of that. */
static int demand_cpu(const struct kernel_executor *kernel, int err, struct complaint *complaint)
{
	const int cpu = kernel->interrupts->cpu;

	if (err != -ENXIO && pin_holds(cpu))
		return err;
	complain(complaint, EXIT_CODE_FAILED, 0,
		 "see that nothing takes it away, or measure on another one (--cpu N)",
		 "CPU %d, which is measured, went offline, or somebody moved this process from it",
		 cpu);
	return -ENODEV;
}

static int measure_once(struct kernel_executor *kernel, const struct workload *workload,
			const struct workload_run *run, struct measurement *measurement,
			struct complaint *complaint)
{
	const uint64_t suspended_before = suspended_so_far();
	struct device_disturbances so_far = { 0 };
	uint64_t suspended;
	int err = 0;

	memset(measurement, 0, sizeof(*measurement));
	measurement->calls = (uint64_t)run->batches * run->calls_per_batch;
	for (size_t pass = 0; !err && pass < kernel->counters->pass_count; pass++)
		err = measure_pass(kernel, pass, workload, run, &so_far, measurement, complaint);
	if (!run->without_call)
		measurement->waits_wanted =
			measurement->calls * workload->switches * kernel->counters->pass_count;
	suspended = suspended_so_far() - suspended_before;
	/* The two clocks are not read at once: a little more or less is nothing. */
	if (suspended >= SUSPENDED_MIN_NS && suspended <= INT64_MAX)
		measurement->suspended_ns = suspended;
	return demand_cpu(kernel, err, complaint);
}

static struct workload_run workload_run_of(const struct kernel_executor *kernel,
					   unsigned int batches, unsigned int calls_per_batch)
{
	return (struct workload_run){
		.device = kernel->attachment.device->fd,
		.batches = batches,
		.calls_per_batch = calls_per_batch,
		.without_call = kernel->attachment.configuration->row->without_call,
	};
}

static int kernel_call(void *context, const struct workload *workload, unsigned int batches,
		       unsigned int calls_per_batch, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct workload_run run = workload_run_of(kernel, batches, calls_per_batch);
	int err = prepared_run(&kernel->prepared, &run);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "look at the kernel log (dmesg)",
				"cannot run the workload '%s'", workload->name);
	return 0;
}

static int kernel_measure(void *context, const struct workload *workload, unsigned int batches,
			  unsigned int calls_per_batch, struct measurement *measurement,
			  struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct workload_run run = workload_run_of(kernel, batches, calls_per_batch);
	int err;

	/* A stop and continue, or a freezer: the loop was left, so it is run anew. */
	do {
		err = measure_once(kernel, workload, &run, measurement, complaint);
	} while (err == -EINTR && !kernel_stopped(kernel));
	if (err == -EINTR)
		complain(complaint, EXIT_CODE_FAILED, err, "", "cannot measure the workload '%s'",
			 workload->name);
	return err;
}

static void kernel_settle(void *context)
{
	struct kernel_executor *kernel = context;
	struct timespec pause = {
		.tv_sec = kernel->settle_ms / 1000,
		.tv_nsec = (long)(kernel->settle_ms % 1000) * 1000000,
	};

	const struct configuration *configuration = kernel->attachment.configuration;

	/* Nothing was registered, so nothing is left to be done. */
	if (configuration_brings(configuration) ||
	    configuration_ops_on_tracee(configuration, kernel->abilities.architecture))
		nanosleep(&pause, NULL);
}

static int kernel_finding(void *context, char *text, size_t size)
{
	struct kernel_executor *kernel = context;

	return kernel->log ? kernel_log_next(kernel->log, text, size) : 0;
}

static int kernel_reload(void *context, struct complaint *complaint)
{
	struct kernel_executor *kernel = context;
	const struct executor executor = kernel_executor_interface(kernel);

	if (!kernel->reload)
		return 0;
	/* BPF programs were made for the functions of the module that goes. */
	attachment_close(&kernel->attachment);
	return reload_modules(kernel->reload, &kernel->abilities, &executor, complaint);
}

static int kernel_counter_died(void *context, char *text, size_t size)
{
	struct kernel_executor *kernel = context;

	return kernel->counters && counters_died(kernel->counters, text, size);
}

static int kernel_change(void *context, char *text, size_t size)
{
	struct kernel_executor *kernel = context;

	return kernel->change ? kernel->change(kernel->change_context, text, size) : 0;
}

struct executor kernel_executor_interface(struct kernel_executor *kernel)
{
	return (struct executor){
		.context = kernel,
		.attach = kernel_attach,
		.detach = kernel_detach,
		.read_hits = kernel_read_hits,
		.look = kernel_look,
		.call = kernel_call,
		.measure = kernel_measure,
		.settle = kernel_settle,
		.reload = kernel_reload,
		.counter_died = kernel_counter_died,
		.change = kernel_change,
		.finding = kernel_finding,
		.now = kernel_now,
		.stopped = kernel_stopped,
	};
}
