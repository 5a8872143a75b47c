// SPDX-License-Identifier: GPL-2.0-only
#include "lies/lying_executor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TRACEFS "/sys/kernel/tracing/"
#define TRACEE_SIZE 64
#define SETTLE_US 150000

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	int err = fd < 0 || write(fd, text, strlen(text)) < 0 ? -errno : 0;

	if (fd >= 0)
		close(fd);
	return err;
}

/* The tracer `function` on one function, as a person would do it; "off" lets go of both. */
static int trace_function(const char *function, const char *verb)
{
	int err = 0;

	if (strcmp(verb, "off")) {
		err = put(TRACEFS "set_ftrace_filter", function);
		if (!err)
			err = put(TRACEFS "current_tracer", "function");
	}
	if (!err && strcmp(verb, "on")) {
		err = put(TRACEFS "current_tracer", "nop");
		if (!err)
			err = put(TRACEFS "set_ftrace_filter", "");
	}
	return err;
}

int lie_tell(int device, const char *line, const char *verb)
{
	char text[256];

	if (!strcmp(line, "sysctl ftrace_enabled"))
		return put("/proc/sys/kernel/ftrace_enabled", strcmp(verb, "on") ? "1" : "0");
	if (!strncmp(line, "tracefs ", 8))
		return trace_function(line + 8, verb);
	snprintf(text, sizeof(text), line, verb);
	return write(device, text, strlen(text)) < 0 ? -errno : 0;
}

static void keep_error(struct lying_executor *lying, int err)
{
	if (!lying->err)
		lying->err = err;
}

static void tell(struct lying_executor *lying, const char *verb)
{
	keep_error(lying, lie_tell(lying->device, lying->lie->told, verb));
	lying->is_told = !strcmp(verb, "on");
}

static bool tells_at(const struct lying_executor *lying, enum moment moment)
{
	return lying->lie && lying->lie->moment == moment;
}

/* "ops2", or "ops2/getppid": what is really attached, and to which tracee. */
static int attach_other(struct lying_executor *lying, const struct configuration **configuration,
			const struct workload **workload)
{
	char name[CONFIGURATION_NAME_SIZE];
	const char *slash = strchr(lying->lie->told, '/');
	size_t length = slash ? (size_t)(slash - lying->lie->told) : strlen(lying->lie->told);

	/* The look at what was there before is honest. */
	if (lying->attached == 0)
		return 0;
	snprintf(name, sizeof(name), "%.*s", (int)length, lying->lie->told);
	if (slash)
		*workload = workload_find(slash + 1);
	*configuration = &lying->other;
	return configuration_parse(name, &lying->other) || !*workload ? -EINVAL : 0;
}

static int lying_attach(void *context, const struct configuration *configuration,
			const struct workload *workload, bool counting, struct complaint *complaint)
{
	struct lying_executor *lying = context;
	char tracee[TRACEE_SIZE + 16];
	int err;

	lying->counting = counting;
	/* Nothing is told of what only counts, so that it need not be attached. */
	if (counting && lying->uncounted)
		return 0;
	if (counting)
		return lying->real.attach(lying->real.context, configuration, workload, counting,
					  complaint);
	snprintf(tracee, sizeof(tracee), "tracee %s", workload->tracee);
	if (tells_at(lying, MOMENT_LABEL))
		keep_error(lying, attach_other(lying, &configuration, &workload));
	else
		keep_error(lying, lie_tell(lying->device, tracee, ""));
	/* The first one is the look at what was there before. */
	if (tells_at(lying, MOMENT_BLOCKS) && lying->attached == 2)
		tell(lying, "on");
	lying->attached++;
	err = lying->real.attach(lying->real.context, configuration, workload, counting, complaint);
	if (tells_at(lying, MOMENT_LABEL))
		keep_error(lying, err);
	if (!err && lying->attached > 1 && tells_at(lying, MOMENT_ATTACHED))
		tell(lying, "on");
	return err;
}

static int lying_detach(void *context, struct complaint *complaint)
{
	struct lying_executor *lying = context;

	if (lying->counting && lying->uncounted)
		return 0;
	if (lying->is_told && !lying->counting)
		tell(lying, "off");
	return lying->real.detach(lying->real.context, complaint);
}

static int lying_look(void *context, bool whole, struct evidence *evidence,
		      struct complaint *complaint)
{
	struct lying_executor *lying = context;
	int err = 0;

	memset(evidence, 0, sizeof(*evidence));
	if (!lying->blind)
		err = lying->real.look(lying->real.context, whole, evidence, complaint);
	if (whole)
		lying->before = *evidence;
	lying->after = *evidence;
	return err;
}

static int lying_read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct lying_executor *lying = context;

	*hits = (struct attached_hits){ 0 };
	return lying->uncounted ? 0 : lying->real.read_hits(lying->real.context, hits, complaint);
}

static int lying_call(void *context, const struct workload *workload, unsigned int batches,
		      unsigned int calls_per_batch, struct complaint *complaint)
{
	struct lying_executor *lying = context;

	return lying->real.call(lying->real.context, workload, batches, calls_per_batch, complaint);
}

static int lying_measure(void *context, const struct workload *workload, unsigned int batches,
			 unsigned int calls_per_batch, struct measurement *measurement,
			 struct complaint *complaint)
{
	struct lying_executor *lying = context;
	int err;

	if (tells_at(lying, MOMENT_PROVEN) && !lying->is_told)
		tell(lying, "on");
	if (tells_at(lying, MOMENT_SAMPLE)) {
		tell(lying, "on");
		/* RCU's work for the lie that went before would interrupt every sample. */
		usleep(SETTLE_US);
	}
	err = lying->real.measure(lying->real.context, workload, batches, calls_per_batch,
				  measurement, complaint);
	if (tells_at(lying, MOMENT_SAMPLE))
		tell(lying, "off");
	lying->last[0] = lying->last[1];
	lying->last[1] = *measurement;
	return err;
}

static void lying_settle(void *context)
{
	struct lying_executor *lying = context;

	lying->real.settle(lying->real.context);
}

static int lying_finding(void *context, char *text, size_t size)
{
	struct lying_executor *lying = context;

	return lying->real.finding(lying->real.context, text, size);
}

static bool lying_stopped(void *context)
{
	struct lying_executor *lying = context;

	return lying->real.stopped(lying->real.context);
}

struct executor lying_executor_interface(struct lying_executor *lying)
{
	return (struct executor){
		.context = lying,
		.attach = lying_attach,
		.detach = lying_detach,
		.look = lying_look,
		.read_hits = lying_read_hits,
		.call = lying_call,
		.measure = lying_measure,
		.settle = lying_settle,
		.finding = lying_finding,
		.stopped = lying_stopped,
	};
}

double lying_executor_per_call(const struct lying_executor *lying)
{
	const struct measurement *once = &lying->last[0], *twice = &lying->last[1];

	if (!once->calls || twice->calls != 2 * once->calls)
		return -1;
	return (double)(twice->counters[0] - once->counters[0]) / (double)once->calls;
}
