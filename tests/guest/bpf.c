// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: each configuration with BPF programs is attached by the harness's own code,
 * counts exactly the calls that were made, and leaves nothing behind. Words: those that this
 * kernel cannot do, CONFIGURATION or CONFIGURATION@WORKLOAD; all others must be done.
 */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "attach/attachment.h"
#include "bench/workload.h"
#include "bpf/days.h"
#include "bpf/left.h"
#include "module.h"
#include "tap.h"

#define CONFIGURATIONS_MAX 128
#define CALLS 57

struct bpf_test {
	struct tap tap;
	struct device device;
	struct attachment attachment;
	char **excused;
};

/* Whether the words say that this kernel cannot do it. */
static bool is_excused(const struct bpf_test *test, const char *configuration, const char *workload)
{
	char both[128];

	snprintf(both, sizeof(both), "%s@%s", configuration, workload);
	for (char **word = test->excused; *word; word++) {
		if (!strcmp(*word, configuration) || !strcmp(*word, both))
			return true;
	}
	return false;
}

static int run(struct bpf_test *test, const struct workload *workload)
{
	const struct workload_run run = { .device = test->device.fd,
					  .batches = 1,
					  .calls_per_batch = CALLS };

	return workload->run(&run);
}

/* Each program counts each call, or none does. */
static void check_hits(struct bpf_test *test, const struct configuration *configuration,
		       const struct workload *workload, bool counts)
{
	struct attached_hits hits = { 0 };
	struct complaint complaint = { 0 };
	int err = run(test, workload);

	if (!err)
		err = attachment_read_hits(&test->attachment, &hits, &complaint);
	tap_check(&test->tap,
		  !err && hits.per_call && hits.hits == (counts ? CALLS * hits.per_call : 0),
		  "%s on %s: %llu hits for %d calls, %llu each (%d)%s", configuration->name,
		  workload->name, (unsigned long long)hits.hits, CALLS,
		  (unsigned long long)hits.per_call, err, complaint.tried);
}

static void test_one(struct bpf_test *test, const struct configuration *configuration,
		     const struct workload *workload, bool counting)
{
	const struct attach_order order = {
		.configuration = configuration,
		.tracee = { workload->kind, workload->tracee },
		.system_call = workload->system_call,
		.counting = counting,
	};
	struct complaint complaint = { 0 };
	int err = attachment_attach(&test->attachment, &order, &complaint);

	if (is_excused(test, configuration->name, workload->name)) {
		tap_check(&test->tap, err == -EOPNOTSUPP && !bpf_link_exists(),
			  "%s on %s: not here (%d): %s", configuration->name, workload->name, err,
			  complaint.tried);
		if (!err)
			attachment_detach(&test->attachment, &complaint);
		return;
	}
	if (err) {
		tap_check(&test->tap, false, "%s on %s: %d, %s", configuration->name,
			  workload->name, err, complaint.tried);
		return;
	}
	check_hits(test, configuration, workload,
		   counting || configuration->bpf_body == BPF_BODY_COUNT);
	err = attachment_detach(&test->attachment, &complaint);
	tap_check(&test->tap, !err && !bpf_link_exists(), "%s on %s: detached (%d)",
		  configuration->name, workload->name, err);
}

/* What `list` asks: without the function, and without a trace. */
static void check_available(struct bpf_test *test, const struct configuration *configuration)
{
	const struct attach_order order = { .configuration = configuration };
	struct complaint complaint = { 0 };
	int err = attachment_ask(&order, &complaint);
	bool excused = is_excused(test, configuration->name, "any");

	tap_check(&test->tap, err == (excused ? -EOPNOTSUPP : 0) && !bpf_link_exists(),
		  "%s: available: %d%s%s", configuration->name, err, err ? ", " : "",
		  complaint.tried);
}

static void test_all(struct bpf_test *test)
{
	static struct configuration all[CONFIGURATIONS_MAX];
	static const char *const workloads[] = { "kloop", "getppid" };
	size_t count = configuration_all(all, CONFIGURATIONS_MAX);

	tap_check(&test->tap, count <= CONFIGURATIONS_MAX, "there is room for all");
	for (size_t c = 0; c < count; c++) {
		if (!all[c].row->bpf)
			continue;
		check_available(test, &all[c]);
		for (size_t w = 0; w < sizeof(workloads) / sizeof(workloads[0]); w++) {
			test_one(test, &all[c], workload_find(workloads[w]), true);
			test_one(test, &all[c], workload_find(workloads[w]), false);
		}
	}
}

static void check_left(struct bpf_test *test)
{
	const char *left;

	attachment_close(&test->attachment);
	device_close(&test->device);
	left = bpf_left_behind();
	tap_check(&test->tap, !left, "nothing is left%s%s", left ? ": " : "", left ? left : "");
	tap_check(&test->tap, modules_delete(), "the module can be removed");
}

static void check_killed(struct bpf_test *test)
{
	static const char *const configurations[] = {
		"fentry", "fexit",        "fentry10",    "fmod_ret",
		"kprobe", "kprobe-multi", "kretprobe",   "kprobe-session",
		"raw_tp", "tp",           "fentry+ops1", "kprobe+fentry",
	};

	for (size_t i = 0; i < sizeof(configurations) / sizeof(configurations[0]); i++) {
		if (!is_excused(test, configurations[i], "getppid"))
			bpf_check_killed(&test->tap, configurations[i]);
	}
}

int main(int argc, char **argv)
{
	struct bpf_test test = { .excused = argv + (argc ? 1 : 0) };
	struct complaint complaint = { 0 };
	cpu_set_t first;

	/* A program counts for its CPU. */
	CPU_ZERO(&first);
	CPU_SET(0, &first);
	sched_setaffinity(0, sizeof(first), &first);
	module_insert_own("tracetoll");
	if (!tap_check(&test.tap, !device_open(&test.device, &complaint), "the device is open: %s",
		       complaint.tried))
		return tap_end(&test.tap);
	test.attachment.device = &test.device;
	test_all(&test);
	check_left(&test);
	check_killed(&test);
	bpf_check_bad_days(&test.tap);
	return tap_end(&test.tap);
}
