// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where BPF programs are hung. Links are made by the system call itself: libbpf of older
 * systems does not know all types, and passes on only those it knows.
 */
#include "attach/bpf_hook.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <limits.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "config/tracefs.h"

#define KPROBE_EVENTS "/sys/bus/event_source/devices/kprobe"

/* The number in the file, behind whatever @before is. A negative errno if there is none. */
static int read_number(const char *path, const char *before)
{
	FILE *file = fopen(path, "re");
	char format[32];
	int number = -1;
	int fields;

	if (!file)
		return -errno;
	snprintf(format, sizeof(format), "%s%%d", before);
	fields = fscanf(file, format, &number);
	fclose(file);
	return fields == 1 && number >= 0 ? number : -ENODATA;
}

static int open_event(struct perf_event_attr *attributes)
{
	int fd;

	attributes->size = sizeof(*attributes);
	attributes->disabled = 1;
	/* A program is called by whoever passes, so that neither CPU nor process matters. */
	fd = (int)syscall(__NR_perf_event_open, attributes, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int open_kprobe(const struct bpf_manner *manner, uint64_t address)
{
	struct perf_event_attr attributes = { .kprobe_addr = address };
	int type = read_number(KPROBE_EVENTS "/type", "");
	int bit;

	if (type < 0)
		return type == -ENOENT ? -EOPNOTSUPP : type;
	attributes.type = (uint32_t)type;
	if (manner->at_return) {
		bit = read_number(KPROBE_EVENTS "/format/retprobe", "config:");
		if (bit < 0)
			return bit;
		attributes.config = 1ULL << bit;
	}
	return open_event(&attributes);
}

static int open_system_call_event(const char *system_call)
{
	struct perf_event_attr attributes = { .type = PERF_TYPE_TRACEPOINT };
	char path[PATH_MAX];
	int id;

	snprintf(path, sizeof(path), "%s/events/syscalls/sys_enter_%s/id",
		 tracefs_folder("", "events/syscalls"), system_call);
	id = read_number(path, "");
	if (id < 0)
		return id == -ENOENT ? -EOPNOTSUPP : id;
	attributes.config = (uint64_t)id;
	return open_event(&attributes);
}

static int create_link(union bpf_attr *request, size_t size)
{
	int fd = (int)syscall(__NR_bpf, BPF_LINK_CREATE, request, size);

	return fd < 0 ? -errno : fd;
}

static int link_event(int program, int event)
{
	union bpf_attr request;

	memset(&request, 0, sizeof(request));
	request.link_create.prog_fd = (uint32_t)program;
	request.link_create.target_fd = (uint32_t)event;
	request.link_create.attach_type = BPF_PERF_EVENT;
	return create_link(&request, sizeof(request));
}

/* To the function at @address, or with @symbol to the one of that name. */
static int link_multi(const struct bpf_manner *manner, int program, uint64_t address,
		      const char *symbol)
{
	union bpf_attr request;

	memset(&request, 0, sizeof(request));
	request.link_create.prog_fd = (uint32_t)program;
	request.link_create.attach_type = manner->attach_type;
	request.link_create.kprobe_multi.flags = manner->at_return ? BPF_F_KPROBE_MULTI_RETURN : 0;
	request.link_create.kprobe_multi.cnt = 1;
	if (symbol)
		request.link_create.kprobe_multi.syms = (uintptr_t)&symbol;
	else
		request.link_create.kprobe_multi.addrs = (uintptr_t)&address;
	return create_link(&request, sizeof(request));
}

/* Takes the event over, whatever comes of it. */
static int tie_to_event(const struct bpf_manner *manner, int program, int event,
			struct bpf_tie *tie)
{
	int err = 0;

	if (event < 0)
		return event;
	tie->event = event;
	if (manner->linked) {
		tie->link = link_event(program, event);
		err = tie->link < 0 ? tie->link : 0;
	} else if (ioctl(event, PERF_EVENT_IOC_SET_BPF, program)) {
		err = -errno;
	}
	if (!err && ioctl(event, PERF_EVENT_IOC_ENABLE, 0))
		err = -errno;
	return err;
}

/* A file below tracefs' folder of events. */
static bool has_events(const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/events/%s", tracefs_folder("", "events"), name);
	return !access(path, F_OK);
}

/* The kernel looks at the program and at the kind of link first, and only then for the target. */
static int probe_multi(const struct bpf_manner *manner, int program)
{
	int link = link_multi(manner, program, 0, "tracetoll_no_such_function");

	if (link >= 0)
		close(link);
	return link == -ESRCH || link == -ENOENT ? 0 : link;
}

static int probe_event(const struct bpf_manner *manner, int program)
{
	int err;

	if (manner->hook == BPF_HOOK_KPROBE && access(KPROBE_EVENTS "/type", R_OK))
		return -EOPNOTSUPP;
	if (manner->hook == BPF_HOOK_SYSTEM_CALL_EVENT && !has_events("syscalls"))
		return -EOPNOTSUPP;
	if (!manner->linked)
		return 0;
	err = link_event(program, -1);
	return err == -EBADF ? 0 : err;
}

static int probe_raw_tracepoint(int program)
{
	int link;

	/* Its programs do without tracefs; only the question whether it is there does not. */
	if (has_events("") && !has_events("raw_syscalls"))
		return -EOPNOTSUPP;
	link = bpf_raw_tracepoint_open("tracetoll_no_such_event", program);
	if (link >= 0)
		close(link);
	return link == -ENOENT ? 0 : link;
}

int bpf_tie_probe(const struct bpf_type *type, int program)
{
	switch (type->manner->hook) {
	case BPF_HOOK_MULTI:
		return probe_multi(type->manner, program);
	case BPF_HOOK_KPROBE:
	case BPF_HOOK_SYSTEM_CALL_EVENT:
		return probe_event(type->manner, program);
	case BPF_HOOK_RAW_TRACEPOINT:
		return probe_raw_tracepoint(program);
	case BPF_HOOK_FUNCTION:
		break;
	}
	return 0;
}

const char *bpf_tie_lacks(const struct bpf_type *type, int error)
{
	if (error != -EOPNOTSUPP)
		return NULL;
	switch (type->manner->hook) {
	case BPF_HOOK_MULTI:
		/* bpf_kprobe_multi_link_attach, kernel/trace/bpf_trace.c */
		return "it has no fprobes (CONFIG_FPROBE)";
	case BPF_HOOK_KPROBE:
		return access(KPROBE_EVENTS "/type", F_OK)
			       ? "it has no kprobe events (CONFIG_KPROBE_EVENTS)"
			       : NULL;
	case BPF_HOOK_SYSTEM_CALL_EVENT:
		if (!has_events(""))
			return TRACEFS_CLOSED;
		return "it has no event of this system call (CONFIG_FTRACE_SYSCALLS)";
	case BPF_HOOK_RAW_TRACEPOINT:
		return "it has no tracepoints of system calls "
		       "(CONFIG_HAVE_SYSCALL_TRACEPOINTS)";
	case BPF_HOOK_FUNCTION:
		break;
	}
	return NULL;
}

static int tie_by_link(int link, struct bpf_tie *tie)
{
	tie->link = link;
	return link < 0 ? link : 0;
}

int bpf_tie(const struct bpf_type *type, int program, const struct attach_order *order,
	    struct bpf_tie *tie)
{
	const struct bpf_manner *manner = type->manner;
	int err = -EINVAL;

	*tie = (struct bpf_tie){ .event = -1, .link = -1 };
	switch (manner->hook) {
	case BPF_HOOK_FUNCTION:
		/* Without a name: to what it was loaded for. Older than links of these types. */
		err = tie_by_link(bpf_raw_tracepoint_open(NULL, program), tie);
		break;
	case BPF_HOOK_KPROBE:
		err = tie_to_event(manner, program, open_kprobe(manner, order->address), tie);
		break;
	case BPF_HOOK_MULTI:
		err = tie_by_link(link_multi(manner, program, order->address, NULL), tie);
		break;
	case BPF_HOOK_RAW_TRACEPOINT:
		err = tie_by_link(bpf_raw_tracepoint_open("sys_enter", program), tie);
		break;
	case BPF_HOOK_SYSTEM_CALL_EVENT:
		err = tie_to_event(manner, program, open_system_call_event(order->system_call),
				   tie);
		break;
	}
	if (err)
		bpf_untie(tie);
	return err;
}

void bpf_untie(struct bpf_tie *tie)
{
	if (tie->link >= 0)
		close(tie->link);
	if (tie->event >= 0)
		close(tie->event);
	*tie = (struct bpf_tie){ .event = -1, .link = -1 };
}
