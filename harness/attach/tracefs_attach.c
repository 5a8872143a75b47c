// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a row's tracefs names (attach/tracefs_kind.h), in a tracing instance of our own.
 */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attach/attachment.h"
#include "attach/tracefs_instance.h"
#include "attach/tracefs_kind.h"
#include "config/tracefs.h"
#include "machine/guardian.h"
#include "machine/journal.h"
#include "machine/system_file.h"

#define EVENT "probe"
#define SELF "/proc/self/exe"
/*
 * Per CPU; two sub-buffers are the least. The longest run that calibration makes (2048 calls)
 * fits into one, so that no turn from one to the next is counted: of 4 KiB ones a run would turn
 * as many as its length makes it (docs/reading-the-table.md).
 */
#define BUFFER_KIB "512"
#define SUB_BUFFER_KIB "256"

/*
 * Emptying waits for RCU (ring_buffer_reset_cpu), whose threads and timers go on for some ticks:
 * on riscv64 an interrupt hit each run that began at once. Two ticks at HZ=100.
 */
#define QUIET_NS 20000000

/* Journal and guardian are of the whole process, the rest of what is attached now. */
struct tracefs_attachment {
	struct journal journal;
	struct guardian guardian;
	off_t before; /* in the journal */
	const struct tracefs_kind *kind; /* NULL: nothing is attached */
	char tracefs[PATH_MAX];
	char group[32]; /* of our dynamic event */
	struct tracefs_tracee tracee;
	struct tracefs_instance instance;
	bool of_all; /* the entries of all CPUs count, not of this one alone */
	uint64_t emptied; /* entries that were in the buffer when it was emptied */
};

static bool tracefs_concerns(const struct configuration *configuration)
{
	return configuration->row->tracefs != NULL;
}

static int prepare(struct attachment *attachment, struct complaint *complaint)
{
	struct tracefs_attachment *own = attachment->tracefs;
	int err;

	if (own)
		return 0;
	own = calloc(1, sizeof(*own));
	if (!own)
		return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "", "cannot attach");
	err = journal_open("", &own->journal, complaint);
	if (!err)
		err = guardian_start(SELF, own->journal.path, &own->guardian, complaint);
	if (err) {
		journal_close(&own->journal);
		free(own);
		return err;
	}
	snprintf(own->group, sizeof(own->group), "tracetoll_%d", (int)getpid());
	attachment->tracefs = own;
	return 0;
}

/* By its name, and then looked at: names are not unique. */
static int set_filter(struct tracefs_attachment *own, struct complaint *complaint)
{
	const struct tracefs_tracee *tracee = &own->tracee;
	char word[sizeof(tracee->name) + sizeof(tracee->module) + 8];
	int err;

	tracefs_filter_word(tracee, word, sizeof(word));
	err = tracefs_instance_write(&own->instance, "set_ftrace_filter", word, complaint);
	if (err)
		return err;
	err = tracefs_instance_check_filter(&own->instance, tracee->name, tracee->module);
	if (err == -ENOTUNIQ)
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"there are several functions %s: a filter takes them all",
				tracee->name);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"%s/set_ftrace_filter does not hold what was written: %s",
				own->instance.path, word);
	return 0;
}

static int start_tracer(struct tracefs_attachment *own, struct complaint *complaint)
{
	int err = set_filter(own, complaint);

	if (!err)
		err = tracefs_instance_write(&own->instance, "current_tracer", own->kind->tracer,
					     complaint);
	return err;
}

static int enable_event(struct tracefs_attachment *own, const char *group, const char *event,
			struct complaint *complaint)
{
	char name[2 * NAME_MAX];

	snprintf(name, sizeof(name), "events/%s/%s/enable", group, event);
	return tracefs_instance_write(&own->instance, name, "1", complaint);
}

/* What the kernel said to the last definition, from tracefs' own log. */
static void last_error(const char *tracefs, char *text, size_t size)
{
	char log[4096];
	const char *found = NULL;

	text[0] = '\0';
	if (system_file_read(tracefs, log, sizeof(log), "/error_log") < 0)
		return;
	for (const char *at = log; (at = strstr(at, "error: ")); at += strlen("error: "))
		found = at + strlen("error: ");
	if (found)
		snprintf(text, size, " (%.*s)", (int)strcspn(found, "\n"), found);
}

/* Noted first, then made; it is in no instance enabled but ours. */
static int define_event(struct tracefs_attachment *own, struct complaint *complaint)
{
	char path[PATH_MAX + NAME_MAX], text[UNDO_TEXT_SIZE], said[128];
	int err;

	snprintf(path, sizeof(path), "%s/dynamic_events", own->tracefs);
	snprintf(text, sizeof(text), "-:%s/" EVENT "\n", own->group);
	err = journal_note(&own->journal, UNDO_APPEND, path, text, complaint);
	if (err)
		return err;
	tracefs_definition(own->kind, own->group, EVENT, &own->tracee, text, sizeof(text));
	err = system_file_write(path, text, true);
	if (!err)
		return 0;
	last_error(own->tracefs, said, sizeof(said));
	/* check_ftrace_location(): where ftrace patches, only x86 takes a kprobe. */
	if (err == -EINVAL && own->kind->place == PLACE_ADDRESS)
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"the kernel takes no kprobe event at this function's first "
				"instruction%s",
				said);
	if (err == -EINVAL)
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"the kernel takes no fprobe event for this function%s", said);
	return complain(complaint, EXIT_CODE_FAILED, err, "", "cannot write '%s' to %s%s", text,
			path, said);
}

/*
 * A new instance takes over what the user has set in the top one (trace_array_create): stacks
 * with each event would be measured, and a full buffer that takes no more. Not every kernel has
 * all of them. All else stays as it is: the local clock.
 */
static int set_options(struct tracefs_attachment *own, struct complaint *complaint)
{
	static const struct {
		const char *name;
		const char *value;
	} options[] = {
		{ "options/overwrite", "1" },
		{ "options/stacktrace", "0" },
		{ "options/userstacktrace", "0" },
	};
	int err = 0;

	for (size_t i = 0; !err && i < sizeof(options) / sizeof(options[0]); i++) {
		err = tracefs_instance_write(&own->instance, options[i].name, options[i].value,
					     complaint);
		err = err == -ENOENT ? 0 : err;
	}
	return err;
}

static int set_buffer(struct tracefs_attachment *own, struct complaint *complaint)
{
	struct complaint ignored;
	int err = tracefs_instance_write(&own->instance, "buffer_size_kb", BUFFER_KIB, complaint);

	/* Before 6.8 a sub-buffer is a page, and turning it is in the count. */
	if (!err)
		tracefs_instance_write(&own->instance, "buffer_subbuf_size_kb", SUB_BUFFER_KIB,
				       &ignored);
	return err;
}

static int attach_noted(struct tracefs_attachment *own, const struct attach_order *order,
			struct complaint *complaint)
{
	const struct tracefs_kind *kind = own->kind;
	char event[NAME_MAX];
	int err = 0;

	if (kind->probe)
		err = define_event(own, complaint);
	if (!err)
		err = tracefs_instance_make(&own->instance, own->tracefs, &own->journal, complaint);
	if (!err)
		err = set_options(own, complaint);
	if (!err)
		err = set_buffer(own, complaint);
	if (err)
		return err;
	if (kind->tracer)
		return start_tracer(own, complaint);
	if (kind->probe)
		return enable_event(own, own->group, EVENT, complaint);
	snprintf(event, sizeof(event), "%s%s", kind->event, order->system_call);
	return enable_event(own, "syscalls", event, complaint);
}

/* Who the tracee is, and whether all that is needed is there. */
static int find_all(struct attachment *attachment, const struct attach_order *order,
		    struct complaint *complaint)
{
	struct tracefs_attachment *own = attachment->tracefs;
	const char *kind = order->configuration->row->tracefs;
	struct evidence_name name;
	int err;

	own->kind = tracefs_kind_find(kind);
	if (!own->kind)
		return complain(complaint, EXIT_CODE_FAILED, -EINVAL, "",
				"there is no tracefs kind '%s'", kind);
	if (own->kind->event && !order->system_call) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the tracee is no system call's handler");
		return -EOPNOTSUPP;
	}
	err = tracefs_available("", order->configuration->row, complaint);
	if (err)
		return err;
	snprintf(own->tracefs, sizeof(own->tracefs), "%s", tracefs_folder("", "instances"));
	err = device_name_address(attachment->device, order->address, &name, complaint);
	if (!err && !tracefs_tracee_read(order->address, name.symbol, &own->tracee))
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"tracefs knows functions by name, and this one is '%s'",
				name.symbol);
	return err;
}

static int tracefs_detach(struct attachment *attachment, struct complaint *complaint)
{
	struct tracefs_attachment *own = attachment->tracefs;

	if (!own || !own->kind)
		return 0;
	own->kind = NULL;
	return journal_undo(&own->journal, own->before, complaint);
}

static int tracefs_attach(struct attachment *attachment, const struct attach_order *order,
			  struct complaint *complaint)
{
	int err = prepare(attachment, complaint);
	struct tracefs_attachment *own = attachment->tracefs;
	struct complaint later;

	if (err)
		return err;
	own->before = journal_mark(&own->journal);
	own->of_all = order->of_all;
	own->emptied = 0;
	err = find_all(attachment, order, complaint);
	if (!err)
		err = attach_noted(own, order, complaint);
	if (err && tracefs_detach(attachment, &later))
		snprintf(complaint->advice, sizeof(complaint->advice), "also: %.200s", later.tried);
	own->kind = err ? NULL : own->kind;
	return err;
}

/* What this CPU wrote: a workload is pinned, and what others call elsewhere is none of its calls.
 */
static int read_here(const struct tracefs_attachment *own, unsigned int *cpu, uint64_t *entries)
{
	int here = sched_getcpu();

	*cpu = here < 0 ? 0 : (unsigned int)here;
	if (here < 0)
		return -errno;
	return tracefs_instance_entries(&own->instance, *cpu, entries);
}

static int tracefs_read_hits(struct attachment *attachment, struct attached_hits *hits,
			     struct complaint *complaint)
{
	const struct tracefs_attachment *own = attachment->tracefs;
	unsigned int cpu;
	uint64_t entries = 0;
	int err = own->of_all ? tracefs_instance_all_entries(&own->instance, &entries)
			      : read_here(own, &cpu, &entries);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot read how much was traced in %s", own->instance.path);
	hits->hits += own->emptied + entries;
	hits->per_call += own->kind->entries;
	return 0;
}

/*
 * A run begins with an empty buffer, so that it turns the same pages as every other one of
 * its length.
 */
static int tracefs_before_run(struct attachment *attachment, struct complaint *complaint)
{
	struct tracefs_attachment *own = attachment->tracefs;
	const struct timespec pause = { .tv_nsec = QUIET_NS };
	unsigned int cpu;
	uint64_t entries = 0;
	int err = read_here(own, &cpu, &entries);

	if (!err)
		err = tracefs_instance_empty(&own->instance, cpu);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot empty the ring buffer of %s", own->instance.path);
	own->emptied += entries;
	nanosleep(&pause, NULL);
	return 0;
}

static void tracefs_close(struct attachment *attachment)
{
	struct tracefs_attachment *own = attachment->tracefs;
	struct complaint ignored;

	if (!own)
		return;
	/* What cannot be undone is tried once more by the guardian, then by the next run. */
	tracefs_detach(attachment, &ignored);
	journal_close(&own->journal);
	guardian_stop(&own->guardian);
	free(own);
	attachment->tracefs = NULL;
}

static int tracefs_ask(const struct attach_order *order, struct complaint *complaint)
{
	return tracefs_available("", order->configuration->row, complaint);
}

const struct attacher attacher_tracefs = {
	.name = "tracefs",
	.concerns = tracefs_concerns,
	.attach = tracefs_attach,
	.detach = tracefs_detach,
	.read_hits = tracefs_read_hits,
	.before_run = tracefs_before_run,
	.ask = tracefs_ask,
	.close = tracefs_close,
};
