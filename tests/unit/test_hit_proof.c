// SPDX-License-Identifier: GPL-2.0-only
/*
 * The proof by counting, on a played machine: what it attaches, what it waits for, and how it
 * ends when something breaks.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "measure/hit_proof.h"

struct machine {
	/* The script. */
	int attach_error, read_error, call_error, detach_error;
	unsigned int interrupted_calls; /* so many end early, having made one call */
	unsigned int own_hits; /* of each reading, after it was read */
	unsigned int extra_hits; /* of each call, beside the one that is right */
	bool stops; /* somebody asked to stop */

	/* The books. */
	unsigned int attached, attaches, calls;
	int trampoline; /* that was attached last */
	uint64_t hits;
};

static int machine_attach(void *context, const struct configuration *configuration,
			  const struct workload *workload, bool counting,
			  struct complaint *complaint)
{
	struct machine *machine = context;

	(void)workload;
	assert_true(counting);
	assert_int_equal(machine->attached, 0);
	machine->trampoline = (int)configuration->row->trampoline;
	if (machine->attach_error)
		return complain(complaint, EXIT_CODE_FAILED, machine->attach_error, "", "attach");
	machine->attached = 1;
	machine->attaches++;
	return 0;
}

static int machine_read_hits(void *context, struct attached_hits *hits, struct complaint *complaint)
{
	struct machine *machine = context;

	assert_int_equal(machine->attached, 1);
	if (machine->read_error)
		return complain(complaint, EXIT_CODE_FAILED, machine->read_error, "", "read");
	*hits = (struct attached_hits){ .hits = machine->hits, .per_call = 1 };
	machine->hits += machine->own_hits;
	return 0;
}

static int machine_call(void *context, const struct workload *workload, unsigned int batches,
			unsigned int calls_per_batch, struct complaint *complaint)
{
	const uint64_t each = workload->tracee_calls ? workload->tracee_calls : 1;
	struct machine *machine = context;

	assert_int_equal(machine->attached, 1);
	machine->calls++;
	if (machine->call_error)
		return complain(complaint, EXIT_CODE_FAILED, machine->call_error, "", "call");
	if (machine->interrupted_calls) {
		machine->interrupted_calls--;
		machine->hits += each;
		return complain(complaint, EXIT_CODE_FAILED, -EINTR, "", "call");
	}
	machine->hits += each * batches * calls_per_batch * (1 + machine->extra_hits);
	return 0;
}

static int machine_detach(void *context, struct complaint *complaint)
{
	struct machine *machine = context;

	assert_int_equal(machine->attached, 1);
	machine->attached = 0;
	if (machine->detach_error)
		return complain(complaint, EXIT_CODE_FAILED, machine->detach_error, "", "detach");
	return 0;
}

static bool machine_stopped(void *context)
{
	const struct machine *machine = context;

	return machine->stops;
}

static int prove(struct machine *machine, const char *name, const struct workload *workload,
		 struct hit_proof *proof, struct complaint *complaint)
{
	const struct executor executor = {
		.context = machine,
		.attach = machine_attach,
		.detach = machine_detach,
		.read_hits = machine_read_hits,
		.call = machine_call,
		.stopped = machine_stopped,
	};
	struct configuration configuration;
	int err;

	assert_int_equal(configuration_parse(name, &configuration), 0);
	memset(complaint, 0, sizeof(*complaint));
	err = prove_hits(&executor, &configuration, workload, proof, complaint);
	assert_int_equal(machine->attached, 0);
	return err;
}

static const struct workload once = { .name = "once", .tracee = "f" };
static const struct workload thrice = { .name = "thrice", .tracee = "f", .tracee_calls = 3 };

static void test_exact(void **state)
{
	struct machine machine = { 0 };
	struct complaint complaint;
	struct hit_proof proof;

	(void)state;
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), 0);
	assert_true(proof.known);
	assert_int_equal(proof.hits, HIT_PROOF_BATCHES * HIT_PROOF_CALLS);
	assert_int_equal(proof.expected, HIT_PROOF_BATCHES * HIT_PROOF_CALLS);
	assert_string_equal(proof.reason, "");
	assert_int_equal(machine.calls, 1);
	assert_int_equal(prove(&machine, "ops1", &thrice, &proof, &complaint), 0);
	assert_int_equal(proof.expected, 3 * HIT_PROOF_BATCHES * HIT_PROOF_CALLS);
	assert_string_equal(proof.reason, "");
}

/* A trampoline that calls nobody cannot count. */
static void test_trampoline_that_counts(void **state)
{
	struct machine machine = { 0 };
	struct complaint complaint;
	struct hit_proof proof;

	(void)state;
	assert_int_equal(prove(&machine, "direct-far", &once, &proof, &complaint), 0);
	assert_int_equal(machine.trampoline, TRACETOLL_TRAMPOLINE_COUNT_A);
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), 0);
	assert_int_equal(machine.trampoline, TRACETOLL_TRAMPOLINE_NONE);
}

static void test_nothing_to_be_hit(void **state)
{
	static const char *const names[] = { "none", "loop" };
	struct machine machine = { 0 };
	struct complaint complaint;
	struct hit_proof proof;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(prove(&machine, names[i], &once, &proof, &complaint), 0);
		assert_false(proof.known);
		assert_string_equal(proof.reason, "");
	}
	assert_int_equal(machine.attaches, 0);
}

/* Where the tracee is a system call, reading the counts may call it: that much is alike each time.
 */
static void test_own_hits(void **state)
{
	static const struct workload call = { .name = "call",
					      .tracee = "f",
					      .system_call = "read" };
	struct machine machine = { .own_hits = 2 };
	struct complaint complaint;
	struct hit_proof proof;

	(void)state;
	assert_int_equal(prove(&machine, "ops1", &call, &proof, &complaint), 0);
	assert_string_equal(proof.reason, "");
	assert_int_equal(proof.hits, proof.expected);
	assert_int_equal(machine.calls, 2);
	/* No reading calls what is no system call. */
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), 0);
	assert_string_not_equal(proof.reason, "");
	/* Hit twice by each call is no proof. */
	machine = (struct machine){ .own_hits = 2, .extra_hits = 1 };
	assert_int_equal(prove(&machine, "ops1", &call, &proof, &complaint), 0);
	assert_string_not_equal(proof.reason, "");
	assert_int_not_equal(proof.hits, proof.expected);
}

/* What a signal cut short tells nothing, and is done anew, unless it says to stop. */
static void test_signals(void **state)
{
	struct machine machine = { .interrupted_calls = 3 };
	struct complaint complaint;
	struct hit_proof proof;

	(void)state;
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), 0);
	assert_int_equal(machine.calls, 4);
	assert_true(proof.known);
	assert_string_equal(proof.reason, "");
	machine = (struct machine){ .interrupted_calls = 3, .stops = true };
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), 0);
	assert_int_equal(machine.calls, 1);
	assert_false(proof.known);
	/* Without end it is no proof either. */
	machine = (struct machine){ .interrupted_calls = 1000 };
	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), -EINTR);
	assert_int_equal(machine.calls, HIT_PROOF_TRIES);
}

static void assert_breaks(struct machine machine, int error, const char *tried)
{
	struct complaint complaint;
	struct hit_proof proof;

	assert_int_equal(prove(&machine, "ops1", &once, &proof, &complaint), error);
	assert_string_equal(complaint.tried, tried);
}

static void test_what_breaks_is_told(void **state)
{
	(void)state;
	assert_breaks((struct machine){ .attach_error = -EBUSY }, -EBUSY, "attach");
	assert_breaks((struct machine){ .read_error = -EIO }, -EIO, "read");
	assert_breaks((struct machine){ .call_error = -EFAULT }, -EFAULT, "call");
	assert_breaks((struct machine){ .detach_error = -ENODEV }, -ENODEV, "detach");
	/* The first one counts. */
	assert_breaks((struct machine){ .call_error = -EFAULT, .detach_error = -ENODEV }, -EFAULT,
		      "call");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_trampoline_that_counts),
		cmocka_unit_test(test_nothing_to_be_hit),
		cmocka_unit_test(test_own_hits),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_what_breaks_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
