// SPDX-License-Identifier: GPL-2.0-only
/*
 * What can be asked for: every word is checked here, before anything is done.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "attachment.h"
#include "callback.h"
#include "direct.h"
#include "far.h"
#include "fprobe.h"
#include "interrupts.h"
#include "request.h"
#include "site.h"
#include "system.h"
#include "tracee.h"
#include "verify.h"

#define SETUP_FLAGS                                                                    \
	(TRACETOLL_SETUP_COUNT | TRACETOLL_SETUP_REDIRECT | TRACETOLL_SETUP_OVERRIDE | \
	 TRACETOLL_SETUP_COUNT_ALL)
#define OPS_FLAGS (TRACETOLL_OPS_RCU | TRACETOLL_OPS_RECURSION | TRACETOLL_OPS_STUB)
#define RUN_FLAGS TRACETOLL_RUN_WITHOUT_CALL
#define SWAPS_MAX 10000

/* Guarded by the owner lock. */
static bool set_up;
static u32 tracee;
static struct tracetoll_functions functions;

static int do_query(struct tracetoll_query *query)
{
	if (query->flags)
		return -EINVAL;
	query->abi_version = TRACETOLL_ABI_VERSION;
	query->features = 0;
	if (IS_ENABLED(CONFIG_FUNCTION_TRACER))
		query->features |= TRACETOLL_FEATURE_SITES;
	if (IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS))
		query->features |= TRACETOLL_FEATURE_CALL_OPS;
	if (IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS))
		query->features |= TRACETOLL_FEATURE_DIRECT_CALLS;
	if (tracetoll_has_fprobe())
		query->features |= TRACETOLL_FEATURE_FPROBE;
	if (tracetoll_trampoline_address(TRACETOLL_TRAMPOLINE_BRANCH))
		query->features |= TRACETOLL_FEATURE_BRANCH;
	if (tracetoll_has_far())
		query->features |= TRACETOLL_FEATURE_FAR;
	if (tracetoll_verify_has_registers())
		query->features |= TRACETOLL_FEATURE_REGISTERS;
	query->relevant_max = TRACETOLL_RELEVANT_MAX;
	query->irrelevant_max = TRACETOLL_IRRELEVANT_MAX;
	return 0;
}

/* The first ops changes what only the tracees of TRACETOLL_TRACEE_VERIFY can bear. */
static bool changes_are_safe(const struct tracetoll_setup *setup)
{
	const u32 changes = setup->flags & (TRACETOLL_SETUP_REDIRECT | TRACETOLL_SETUP_OVERRIDE);

	if (!changes)
		return true;
	return is_power_of_2(changes) && setup->relevant &&
	       setup->tracee == TRACETOLL_TRACEE_VERIFY;
}

static int check_setup(const struct tracetoll_setup *setup)
{
	const u32 counting = setup->flags & (TRACETOLL_SETUP_COUNT | TRACETOLL_SETUP_COUNT_ALL);

	if (setup->flags & ~SETUP_FLAGS || setup->ops_flags & ~OPS_FLAGS ||
	    setup->trampoline >= TRACETOLL_TRAMPOLINE_COUNT ||
	    setup->tracee >= TRACETOLL_TRACEE_COUNT || !changes_are_safe(setup) ||
	    counting == TRACETOLL_SETUP_COUNT_ALL)
		return -EINVAL;
	if (setup->relevant > TRACETOLL_RELEVANT_MAX ||
	    setup->irrelevant > TRACETOLL_IRRELEVANT_MAX || setup->fprobes > 1)
		return -E2BIG;
	if (strnlen(setup->name, sizeof(setup->name)) == sizeof(setup->name))
		return -ENAMETOOLONG;
	/* A name is what NAMED has, and nothing else. */
	if (!*setup->name == (setup->tracee == TRACETOLL_TRACEE_NAMED))
		return -EINVAL;
	/* Nothing hides behind the end of the name. */
	if (memchr_inv(setup->name + strlen(setup->name), 0,
		       sizeof(setup->name) - strlen(setup->name)))
		return -EINVAL;
	return 0;
}

/* All three kinds of attachments pass a function that is counted, also with ftrace_enabled=0. */
static int attach(const struct tracetoll_functions *wanted, const struct tracetoll_setup *setup)
{
	const u64 updates = tracetoll_updates();
	int err = tracetoll_attach(wanted, setup);

	if (!err && tracetoll_attached())
		tracetoll_expect_update(updates);
	return err;
}

static int do_setup(const struct tracetoll_setup *setup)
{
	struct tracetoll_functions wanted;
	int err = check_setup(setup);

	if (err)
		return err;
	if (set_up)
		return -EBUSY;
	if (setup->tracee == TRACETOLL_TRACEE_FAR || setup->trampoline == TRACETOLL_TRAMPOLINE_FAR)
		err = tracetoll_hold_far();
	if (!err)
		err = tracetoll_find_tracee(setup, &wanted);
	if (!err)
		err = attach(&wanted, setup);
	if (err) {
		tracetoll_detach();
		return err;
	}
	functions = wanted;
	tracee = setup->tracee;
	set_up = true;
	return 0;
}

/* Whether that many calls with interrupts off are too many for what is attached. */
static bool costs_too_much(u64 calls)
{
	return calls * (1 + tracetoll_attached()) > TRACETOLL_BATCH_COST_MAX;
}

static int do_run(const struct tracetoll_run *run)
{
	if (run->flags & ~RUN_FLAGS || run->reserved || !run->batches || !run->calls_per_batch)
		return -EINVAL;
	if (run->tracee != TRACETOLL_TRACEE_NEAR && run->tracee != TRACETOLL_TRACEE_FAR &&
	    run->tracee != TRACETOLL_TRACEE_CORE)
		return -EINVAL;
	if (run->batches > TRACETOLL_BATCHES_MAX || costs_too_much(run->calls_per_batch))
		return -E2BIG;
	if (tracetoll_is_stuck())
		return -ENODEV;
	return tracetoll_run_batches(run);
}

static int do_site(struct tracetoll_site *site)
{
	if (site->flags)
		return -EINVAL;
	if (!set_up)
		return -ENOTCONN;
	if (site->index >= functions.count)
		return -EINVAL;
	tracetoll_read_site(functions.address[site->index], site);
	site->trampoline = tracetoll_trampoline_address(tracetoll_direct_trampoline());
	return 0;
}

static int do_symbol(struct tracetoll_symbol *symbol)
{
	if (symbol->flags & ~TRACETOLL_SYMBOL_UNNAMED)
		return -EINVAL;
	tracetoll_name_address(symbol);
	return 0;
}

static int do_system(struct tracetoll_system *system)
{
	if (system->flags || system->ops_flags || system->graph_slot_0)
		return -EINVAL;
	tracetoll_read_system(system);
	return 0;
}

static int do_hits(struct tracetoll_hits *hits)
{
	if (hits->flags)
		return -EINVAL;
	if (!set_up)
		return -ENOTCONN;
	return tracetoll_read_counter(hits->counter, hits->index, &hits->hits);
}

/* How many calls of tracees one call of this kind makes. */
static u64 calls_within(const struct tracetoll_call *call)
{
	switch (call->kind) {
	case TRACETOLL_CALL_NESTED:
		return 2;
	case TRACETOLL_CALL_RECURSIVE:
		return call->depth;
	default:
		return 1;
	}
}

static int do_call(struct tracetoll_call *call)
{
	if (call->flags || call->kind >= TRACETOLL_CALL_COUNT || !call->calls)
		return -EINVAL;
	if (!call->depth == (call->kind == TRACETOLL_CALL_RECURSIVE))
		return -EINVAL;
	if (call->depth > TRACETOLL_CALL_DEPTH_MAX ||
	    costs_too_much(call->calls * calls_within(call)))
		return -E2BIG;
	if (tracetoll_is_stuck())
		return -ENODEV;
	return tracetoll_verify_call(call);
}

static int do_swap(struct tracetoll_swap *swap)
{
	const u32 trampoline = tracetoll_direct_trampoline();

	if (swap->flags || swap->reserved || !swap->swaps)
		return -EINVAL;
	if (swap->swaps > SWAPS_MAX)
		return -E2BIG;
	if (tracetoll_is_stuck())
		return -ENODEV;
	if (!set_up || tracee != TRACETOLL_TRACEE_VERIFY ||
	    (trampoline != TRACETOLL_TRAMPOLINE_COUNT_A &&
	     trampoline != TRACETOLL_TRAMPOLINE_COUNT_B))
		return -ENOTCONN;
	return tracetoll_verify_swap(swap);
}

static int do_order(const struct tracetoll_order *order)
{
	const struct tracetoll_setup setup = { .tracee = TRACETOLL_TRACEE_VERIFY };
	struct tracetoll_functions wanted;
	int err;

	if (order->flags || order->reserved || order->remove > 2 ||
	    order->first >= TRACETOLL_ATTACHMENT_COUNT ||
	    order->second >= TRACETOLL_ATTACHMENT_COUNT)
		return -EINVAL;
	if (set_up)
		return -EBUSY;
	err = tracetoll_find_tracee(&setup, &wanted);
	if (!err)
		err = tracetoll_attachment_begin(&wanted, TRACETOLL_SETUP_COUNT);
	if (!err)
		err = tracetoll_verify_order(order);
	if (err) {
		tracetoll_detach();
		return err;
	}
	functions = wanted;
	tracee = TRACETOLL_TRACEE_VERIFY;
	set_up = true;
	return 0;
}

static int do_interrupts(struct tracetoll_interrupts *interrupts)
{
	if (interrupts->flags || interrupts->count || interrupts->cpu || interrupts->reserved ||
	    interrupts->waits || interrupts->preemptions)
		return -EINVAL;
	return tracetoll_count_interrupts(interrupts);
}

static int do_text(struct tracetoll_text *text)
{
	if (text->flags || text->valid || text->sum || !text->length)
		return -EINVAL;
	if (text->length > TRACETOLL_TEXT_MAX)
		return -E2BIG;
	if (!set_up)
		return -ENOTCONN;
	tracetoll_sum_text(functions.address[0], text);
	return 0;
}

static int do_teardown(const struct tracetoll_teardown *teardown)
{
	const unsigned int attached = tracetoll_attached();
	const u64 updates = tracetoll_updates();
	int err;

	if (teardown->flags)
		return -EINVAL;
	set_up = false;
	err = tracetoll_detach();
	if (!err && attached)
		tracetoll_expect_update(updates);
	return err;
}

int tracetoll_do_request(unsigned int command, union tracetoll_request *request)
{
	switch (command) {
	case TRACETOLL_QUERY:
		return do_query(&request->query);
	case TRACETOLL_SETUP:
		return do_setup(&request->setup);
	case TRACETOLL_RUN:
		return do_run(&request->run);
	case TRACETOLL_SITE:
		return do_site(&request->site);
	case TRACETOLL_SYMBOL:
		return do_symbol(&request->symbol);
	case TRACETOLL_TEARDOWN:
		return do_teardown(&request->teardown);
	case TRACETOLL_SYSTEM:
		return do_system(&request->system);
	case TRACETOLL_HITS:
		return do_hits(&request->hits);
	case TRACETOLL_CALL:
		return do_call(&request->call);
	case TRACETOLL_SWAP:
		return do_swap(&request->swap);
	case TRACETOLL_ORDER:
		return do_order(&request->order);
	case TRACETOLL_INTERRUPTS:
		return do_interrupts(&request->interrupts);
	case TRACETOLL_TEXT:
		return do_text(&request->text);
	default:
		return -ENOTTY;
	}
}

void tracetoll_end_requests(void)
{
	tracetoll_detach();
	set_up = false;
}
