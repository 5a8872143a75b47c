/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEST_H
#define TEST_H

#include "verify/counts.h"
#include "verify/verify.h"

#define TEST_REASON_SIZE 1280 /* room for a complaint */

/* How many calls of each kind a test makes. */
struct test_calls {
	unsigned int calls[TRACETOLL_CALL_COUNT];
	unsigned int depth; /* of the recursive ones */
};

/* As many as any number of ops can be called for at once (TRACETOLL_BATCH_COST_MAX). */
extern const struct test_calls test_calls_many;
extern const struct test_calls test_calls_few;

/* What the calls of a test brought. */
struct test_outcome {
	bool made[TRACETOLL_CALL_COUNT]; /* there is such a kind here */
	struct tracetoll_call call[TRACETOLL_CALL_COUNT];
	uint64_t calls; /* of traced functions, in all */
	struct counts counts; /* after the last of them */
	char failure[TEST_REASON_SIZE]; /* why a call or a counter was not to be had, or "" */
	char counted[TEST_REASON_SIZE]; /* which counter was wrong first, or "" */
};

/*
 * Makes the calls of @calls, kind by kind, and compares the counters with @per_call after
 * each. @body: the tracees' own bodies are reached, and so what they call.
 */
void test_make_calls(const struct verify *verify, const struct test_calls *calls,
		     const struct counts *per_call, bool body, struct test_outcome *outcome);

/* Attaches to TRACETOLL_TRACEE_VERIFY with everything counting, and @flags besides. */
int test_attach(const struct verify *verify, const struct configuration *configuration,
		unsigned int flags, struct complaint *complaint);

/* Detaches; a failure of it becomes @reason if there is none yet. Returns whether it did. */
bool test_detach(const struct verify *verify, char *reason, size_t size);

/*
 * Gathers the evidence about all functions of TRACETOLL_TRACEE_VERIFY; @whole: what the
 * kernel's book says, too. Returns 0 or a negative errno with @complaint.
 */
int test_look(const struct verify *verify, bool whole,
	      struct evidence evidence[TRACETOLL_CALL_COUNT], struct complaint *complaint);

/* Likewise one of them, or @index 0 of any other tracee that is set up. */
int test_look_at_one(const struct verify *verify, unsigned int index, bool whole,
		     struct evidence *evidence, struct complaint *complaint);

/* Whether the tracees are as they were before anything was attached. Attaches nothing. */
bool test_is_as_before(const struct verify *verify, char *reason, size_t size);

/* Whether @after is as @before: the site's bytes, and what ftrace holds. */
bool test_is_same(const struct evidence *before, const struct evidence *after, const char *tracee,
		  char *reason, size_t size);

/* "tried: what the system said", for a reason. */
void test_explain(const struct complaint *complaint, char *reason, size_t size);

/* The name of one of the functions, for people. */
const char *test_tracee_name(enum tracetoll_call_kind kind);

/* Whether test_others() is the test of it: BPF or tracefs attach some of it. */
bool test_is_of_others(const struct configuration *configuration);

/* The tests; each prints one result of the outermost level. */
void test_configuration(struct verify *verify, const struct configuration *configuration);
void test_others(struct verify *verify, const struct configuration *configuration);
void test_frame(struct verify *verify);
void test_redirect(struct verify *verify);
void test_override(struct verify *verify);
void test_swap(struct verify *verify);
void test_orders(struct verify *verify);
void test_workloads(struct verify *verify);
void test_kernel_log(struct verify *verify);

#endif /* TEST_H */
