/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLAYED_SESSION_H
#define PLAYED_SESSION_H

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "good_evidence.h"
#include "measure/hit_proof.h"
#include "measure/session.h"
#include "result/reader.h"
#include "session_file.h"

/*
 * A session whose machine is played: it does what the members of struct machine say,
 * and keeps the books about who was attached and what was measured.
 */
struct machine {
	/* The script. What names a configuration concerns that one only. */
	const char *attach_fails; /* "": every one */
	int attach_error;
	int look_error, measure_error, detach_error;
	unsigned int look_fails_at; /* from 1, after each attach; 0: never */
	unsigned int measure_fails_at; /* from 1, over the whole session; 0: never */
	const char *wrong_path; /* it takes PATH_LIST instead of what is expected */
	bool wrong_after; /* only when looked at after the sample */
	const char *far; /* its trampoline lies out of branch range, and it takes the long way */
	const char *switched; /* others run while it is measured, as often as it is interrupted */
	unsigned int findings; /* lines in the kernel log, after each block */
	const char *interrupted;
	unsigned int interruptions; /* attempts that an interrupt hits in each cell */
	const char *multiplexed;
	unsigned int stop_after_measurements; /* over the whole session; 0: never */
	const char *uncounted; /* nothing of it counts */
	const char *miscounted; /* its hits are more or fewer than its calls */
	int64_t hits_too_many; /* by so many, in each try */
	unsigned int tries_with_too_many; /* so often; then all is right. 0: always */
	uint64_t time_per_call_ns;
	uint64_t time_around_ns; /* of a measurement, however many calls it makes */
	uint64_t step_ns; /* of the clock, which is read between two; 0: it tells each nanosecond */
	unsigned int still_from; /* from this measurement on no counter moves; 0: they do */
	const char *uneven; /* its calls take up to so much longer, now and then */
	uint64_t uneven_ns;
	uint64_t look_ns; /* that a look takes */
	unsigned int offline_at; /* this measurement, from 1, finds its CPU gone; 0: none */
	unsigned int jump_at; /* the clock jumps in this one, and in so many after it */
	unsigned int jumps;
	uint64_t jump_ns;
	unsigned int backwards_at; /* the clock goes backwards in this one */
	unsigned int suspended_at; /* the machine is suspended in this one */
	unsigned int slow_from; /* from this one on the CPU runs at 0.9 of its frequency */
	unsigned int nonlinear_until; /* the last measurement that it is so in; 0: in all */
	const char
		*nonlinear; /* each call costs a hundredth of an instruction more than the last */

	/* The books. */
	unsigned int attached; /* now */
	unsigned int attaches, detaches, settles, measurements, blocks_shown;
	unsigned int interruptions_left;
	unsigned int looks; /* since the attach */
	unsigned int batches[64], calls_per_batch[64]; /* of the first measurements */
	unsigned int findings_told; /* in this block */
	bool counting; /* what is attached counts; that is in none of the numbers above */
	unsigned int countings, calls_counted;
	uint64_t hits;
	uint64_t now_ns;
	const struct configuration *configuration;
};

struct played_session {
	struct plan plan;
	struct kernel_abilities abilities;
	struct machine machine;
	struct check_list checks;
	struct baseline baseline; /* of kloop, the only workload */
	struct session_clock clock;
	struct session_totals totals;
	struct complaint complaint;
	int err;
	struct result result; /* the file as a reader sees it */
};

static inline bool machine_concerns(const struct machine *machine, const char *name)
{
	return name && (!*name || !strcmp(name, machine->configuration->name));
}

static inline int machine_attach(void *context, const struct configuration *configuration,
				 const struct workload *workload, bool counting,
				 struct complaint *complaint)
{
	struct machine *machine = context;

	(void)workload;
	if (machine->attached)
		abort();
	machine->configuration = configuration;
	machine->counting = counting;
	if (machine_concerns(machine, machine->attach_fails))
		return complain(complaint, EXIT_CODE_REFUSED, machine->attach_error, "",
				"the attach of %s was to fail", configuration->name);
	machine->attached = 1;
	machine->hits = 7; /* of the attaching itself */
	machine->calls_counted = 0;
	machine->countings += counting;
	if (counting)
		return 0;
	machine->attaches++;
	machine->looks = 0;
	machine->interruptions_left =
		machine_concerns(machine, machine->interrupted) ? machine->interruptions : 0;
	return 0;
}

static inline int machine_detach(void *context, struct complaint *complaint)
{
	struct machine *machine = context;

	if (!machine->attached)
		abort();
	machine->attached = 0;
	if (machine->counting)
		return 0;
	machine->detaches++;
	if (machine->detach_error)
		return complain(complaint, EXIT_CODE_FAILED, machine->detach_error, "",
				"the detach was to fail");
	return 0;
}

static inline int machine_look(void *context, bool whole, struct evidence *evidence,
			       struct complaint *complaint)
{
	struct machine *machine = context;
	bool before = machine->looks++ == 0;

	machine->now_ns += machine->look_ns;
	if (!machine->attached || machine->counting || whole != before)
		abort();
	if (machine->look_error && machine->looks == machine->look_fails_at)
		return complain(complaint, EXIT_CODE_FAILED, machine->look_error, "",
				"look %u was to fail", machine->looks);
	good_evidence(machine->configuration, &played_abilities, evidence);
	if (machine_concerns(machine, machine->wrong_path) && !(before && machine->wrong_after))
		evidence->path = PATH_LIST;
	if (machine_concerns(machine, machine->far)) {
		evidence->path = PATH_CALLOPS_DIRECT;
		evidence->trampoline.address = GOOD_FAR_TRAMPOLINE;
		evidence->distance = (int64_t)(GOOD_FAR_TRAMPOLINE - evidence->site.address);
	}
	/* One look after each sample. */
	if (!before && machine->interruptions_left)
		machine->interruptions_left--;
	return 0;
}

static inline int machine_finding(void *context, char *text, size_t size)
{
	struct machine *machine = context;

	if (machine->findings_told == machine->findings) {
		machine->findings_told = 0;
		return 0;
	}
	snprintf(text, size, "WARNING: number %u of a test", ++machine->findings_told);
	return 1;
}

static inline int machine_read_hits(void *context, struct attached_hits *hits,
				    struct complaint *complaint)
{
	struct machine *machine = context;

	(void)complaint;
	if (!machine->attached || !machine->counting)
		abort();
	hits->hits = machine->hits;
	hits->per_call = machine_concerns(machine, machine->uncounted) ? 0 : 2;
	return 0;
}

static inline int machine_call(void *context, const struct workload *workload, unsigned int batches,
			       unsigned int calls_per_batch, struct complaint *complaint)
{
	struct machine *machine = context;

	(void)workload;
	(void)complaint;
	if (!machine->attached || !machine->counting)
		abort();
	machine->hits += UINT64_C(2) * batches * calls_per_batch;
	if (machine_concerns(machine, machine->miscounted) &&
	    (!machine->tries_with_too_many ||
	     machine->calls_counted < machine->tries_with_too_many))
		machine->hits += (uint64_t)machine->hits_too_many;
	machine->calls_counted++;
	return 0;
}

/* What happens to the clock in the @n-th measurement, from 1. */
static inline void machine_spoil_clock(struct machine *machine, unsigned int n,
				       struct measurement *measurement)
{
	if (machine_concerns(machine, machine->nonlinear) &&
	    (!machine->nonlinear_until || n <= machine->nonlinear_until))
		measurement->counters[0] += measurement->calls * measurement->calls / 100;
	if (machine_concerns(machine, machine->uneven))
		measurement->time_ns += n * 7 % 11 * machine->uneven_ns / 10;
	if (machine->slow_from && n >= machine->slow_from)
		measurement->time_ns = measurement->time_ns * 10 / 9;
	if (machine->jump_at && n >= machine->jump_at && n < machine->jump_at + machine->jumps)
		measurement->time_ns += machine->jump_ns;
	if (machine->step_ns)
		measurement->time_ns -= measurement->time_ns % machine->step_ns;
	measurement->clock_backwards = n == machine->backwards_at;
	measurement->suspended_ns = n == machine->suspended_at ? UINT64_C(3200000000) : 0;
	machine->now_ns += measurement->time_ns;
}

static inline int machine_measure(void *context, const struct workload *workload,
				  unsigned int batches, unsigned int calls_per_batch,
				  struct measurement *measurement, struct complaint *complaint)
{
	struct machine *machine = context;
	unsigned int n = machine->measurements++;

	(void)workload;
	if (!machine->attached || machine->counting || !batches || !calls_per_batch)
		abort();
	if (n < sizeof(machine->batches) / sizeof(machine->batches[0])) {
		machine->batches[n] = batches;
		machine->calls_per_batch[n] = calls_per_batch;
	}
	if (machine->measurements == machine->measure_fails_at)
		return complain(complaint, EXIT_CODE_FAILED, machine->measure_error, "",
				"measurement %u was to fail", machine->measurements);
	if (machine->measurements == machine->offline_at) {
		complain(complaint, EXIT_CODE_FAILED, 0, "", "CPU 1 went offline");
		return -ENODEV;
	}
	memset(measurement, 0, sizeof(*measurement));
	measurement->calls = (uint64_t)batches * calls_per_batch;
	for (unsigned int i = 0; i < RECORD_COUNTERS_MAX; i++)
		measurement->counters[i] = 1000 + (10 + i) * measurement->calls;
	measurement->time_ns =
		machine->time_around_ns + machine->time_per_call_ns * measurement->calls;
	machine_spoil_clock(machine, machine->measurements, measurement);
	for (unsigned int i = 0; machine->still_from && i < RECORD_COUNTERS_MAX; i++) {
		if (machine->measurements >= machine->still_from)
			measurement->counters[i] = 1000;
	}
	measurement->enabled_ns = 5000;
	measurement->running_ns = machine_concerns(machine, machine->multiplexed) ? 4999 : 5000;
	if (machine->interruptions_left && machine_concerns(machine, machine->switched))
		measurement->switches = 1;
	else
		measurement->interrupts = machine->interruptions_left ? 3 : 0;
	return 0;
}

static inline void machine_settle(void *context)
{
	struct machine *machine = context;

	machine->settles++;
}

static inline uint64_t machine_now(void *context)
{
	const struct machine *machine = context;

	return machine->now_ns;
}

static inline bool machine_stopped(void *context)
{
	const struct machine *machine = context;

	return machine->stop_after_measurements &&
	       machine->measurements >= machine->stop_after_measurements;
}

static inline void machine_progress(void *context, unsigned int done, unsigned int blocks)
{
	struct machine *machine = context;

	if (done != ++machine->blocks_shown || done > blocks)
		abort();
}

/* Before its first sample a cell is measured three times in each of three lengths. */
#define MEASUREMENTS_OF_LINEARITY 9
/* That often, if something disturbs each of them. */
#define MEASUREMENTS_OF_NO_LINEARITY 27
/* Warmed up, once, and with twice the calls. */
#define MEASUREMENTS_OF_SAMPLE 3

/* A plan of these configurations under kloop, with two events and 16 calls. */
/* Where the code lies does not matter to it. */
static inline int machine_reload(void *context, struct complaint *complaint)
{
	(void)context;
	(void)complaint;
	return 0;
}

static inline void played_session_prepare(struct played_session *session,
					  const char *configurations, unsigned int blocks)
{
	struct configuration none;
	char word[64];

	memset(session, 0, sizeof(*session));
	session->plan.seed = 7;
	session->plan.blocks = blocks;
	session->plan.calls = 16;
	session->abilities = played_abilities;
	check_list_all(&session->checks);
	configuration_parse("none", &none);
	good_evidence(&none, &played_abilities, &session->baseline.evidence);
	session->clock.counts_instructions = true;
	session->machine.time_per_call_ns = 10;
	if (plan_add_configurations(&session->plan, configurations, word, sizeof(word)) ||
	    plan_add_workloads(&session->plan, "kloop", word, sizeof(word)) ||
	    plan_add_events(&session->plan, "kernel-instructions,cycles", word, sizeof(word)))
		abort();
}

static inline void played_session_write(struct played_session *session,
					struct result_writer *writer)
{
	const struct executor executor = {
		.context = &session->machine,
		.attach = machine_attach,
		.detach = machine_detach,
		.look = machine_look,
		.read_hits = machine_read_hits,
		.call = machine_call,
		.measure = machine_measure,
		.settle = machine_settle,
		.reload = machine_reload,
		.finding = machine_finding,
		.now = machine_now,
		.stopped = machine_stopped,
	};
	const struct session_terms terms = {
		.clock = session->clock,
		.plan = &session->plan,
		.abilities = &session->abilities,
		.executor = &executor,
		.checks = &session->checks,
		.baselines = &session->baseline,
		.writer = writer,
		.progress = machine_progress,
		.progress_context = &session->machine,
	};

	session->err = session_run(&terms, &session->totals, &session->complaint);
}

/* Runs it into a file and reads that back; the caller frees session->result. */
static inline void played_session_run(struct played_session *session)
{
	char path[] = "/tmp/tracetoll-test-XXXXXX";
	int fd = mkstemp(path);
	struct result_writer writer;
	struct result_error error = { 0 };

	if (fd < 0 || result_writer_open(&writer, path))
		abort();
	result_writer_append(&writer, session_file_header(&session->plan, true));
	played_session_write(session, &writer);
	if (result_writer_close(&writer) || result_read_path(path, &session->result, &error)) {
		fprintf(stderr, "line %zu: %s\n", error.line, error.text);
		abort();
	}
	unlink(path);
	close(fd);
}

#endif /* PLAYED_SESSION_H */
