// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states that a patch site gets into by tracefs, and functions without one.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "parts.h"
#include "said.h"

#define DISABLED "nop  <- patch site"
#if defined(__riscv)
#define ENABLED "jalr t0, "
#define KPROBE "ebreak"
#elif defined(__x86_64__)
#define ENABLED "call "
#define KPROBE "call "
#else
#define ENABLED "bl ftrace_caller  <- patch site"
#define KPROBE "brk #0x4"
#endif

/* x86 makes a trampoline for each ops that is alone on a function. */
static bool one_has_trampoline(void)
{
	return !strcmp(path_of_one(false), "tramp");
}

/* It lives until the next call. */
static const char *json_path(const char *path)
{
	static char text[64];

	snprintf(text, sizeof(text), "\"path\": \"%s\"", path);
	return text;
}

static void check_disabled(struct tap *tap, bool call_ops)
{
	const struct said *said = site(ROOT, HANDLER, NULL);

	check_path(tap, said, "nop");
	check_says(tap, said->out, "enabled_functions     not listed");
	check_says_if(tap, call_ops, said->out, "literal: ftrace_nop_ops\n");
	check_says_if(tap, call_ops, said->out, DISABLED);
	said = site(ROOT, NULL);
	tap_check(tap, !said->status && !strcmp(said->out, "no function is traced at the moment\n"),
		  "nothing is traced");
}

static void check_function_tracer(struct tap *tap, bool call_ops)
{
	char named[sizeof(((struct said *)0)->out)];
	const struct said *said;

	tap_check(tap, write_file(TRACING "set_ftrace_filter", HANDLER), "a filter");
	tap_check(tap, write_file(TRACING "current_tracer", "function"), "the function tracer");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, path_of_one(call_ops));
	check_says(tap, said->out, ENABLED);
	check_says_if(tap, !one_has_trampoline(), said->out, "ftrace_caller  <- patch site");
	check_says_if(tap, call_ops, said->out, "literal: global_ops\n");
	check_says_if(tap, call_ops, said->out, "calls function_trace_call\n");
	check_says_if(tap, !call_ops, said->out,
		      one_has_trampoline() ? "function_trace_call"
					   : "function_trace_call, for all functions");
	check_says(tap, said->out, "enabled_functions     " HANDLER " (1)");
	strcpy(named, said->out);
	said = site(ROOT, NULL);
	tap_check(tap, !said->status && !strcmp(said->out, named), "all that are traced: the same");
	said = site(ROOT, "--json", HANDLER, NULL);
	check_says(tap, said->out, json_path(path_of_one(call_ops)));
	/* A trampoline of ftrace's own is by no name in the file that is read (proof.md). */
	check_says_if(tap, !one_has_trampoline(), said->out, "\"name\": \"function_trace_call\"");
}

/* A second tracer joins, and the first one goes: the second's ops is on the heap. */
static void check_instance(struct tap *tap, bool call_ops)
{
	const struct said *said;

	tap_check(tap, !mkdir(TRACING "instances/second", 0755), "an instance");
	tap_check(tap,
		  write_file(TRACING "instances/second/set_ftrace_filter", HANDLER) &&
			  write_file(TRACING "instances/second/current_tracer", "function"),
		  "with a function tracer");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, path_of_several(call_ops));
	check_says_if(tap, call_ops, said->out, "literal: ftrace_list_ops\n");
	check_says_if(tap, !call_ops, said->out, "arch_ftrace_ops_list_func");
	check_says(tap, said->out, "  ops in the system     2: ");
	check_says(tap, said->out, "enabled_functions     " HANDLER " (2)");
	write_file(TRACING "current_tracer", "nop");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, path_of_one(call_ops));
	check_says_if(tap, call_ops, said->out, "literal: an ops without a symbol\n");
	check_says_if(tap, call_ops, said->out, "one whose func is function_trace_call\n");
	write_file(TRACING "instances/second/current_tracer", "nop");
	tap_check(tap, !rmdir(TRACING "instances/second"), "the instance goes");
	check_path(tap, site(ROOT, HANDLER, NULL), "nop");
}

static void check_graph(struct tap *tap, bool call_ops)
{
	const struct said *said;

	if (!has_symbol("graph_ops") || !write_file(TRACING "current_tracer", "function_graph"))
		return;
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, path_of_one(call_ops));
	check_says_if(tap, call_ops, said->out, "literal: graph_ops\n");
	check_says_if(tap, call_ops, said->out, "calls ftrace_graph_func\n");
	check_says_if(tap, !call_ops, said->out,
		      one_has_trampoline() ? "ftrace_graph_func"
					   : "ftrace_graph_func, for all functions");
	write_file(TRACING "current_tracer", "nop");
}

static void check_kprobe(struct tap *tap, bool call_ops)
{
	const struct said *said;

#ifdef __riscv
	/* The whole pair is the site there, and no kprobe may stand in one. */
	if (!call_ops) {
		tap_check(tap, !write_file(TRACING "kprobe_events", "p:kprobes/probe " HANDLER),
			  "no kprobe in the site");
		return;
	}
#else
	(void)call_ops;
#endif
	tap_check(tap,
		  write_file(TRACING "kprobe_events", "p:kprobes/probe " HANDLER) &&
			  write_file(TRACING "events/kprobes/probe/enable", "1"),
		  "a kprobe event");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, KPROBE_IS_OPS ? "tramp" : "breakpoint");
	check_says(tap, said->out, KPROBE);
	check_says(tap, said->out, "  kprobe                " HANDLER "+0x");
	said = site(ROOT, "--json", HANDLER, NULL);
	check_says(tap, said->out,
		   KPROBE_IS_OPS ? "\"kind\": \"call\"" : "\"kind\": \"breakpoint\"");
	check_says(tap, said->out, "\"at\": \"" HANDLER "+0x");
	write_file(TRACING "events/kprobes/probe/enable", "0");
	write_file(TRACING "kprobe_events", "");
	check_path(tap, site(ROOT, HANDLER, NULL), "nop");
}

static void check_absent(struct tap *tap)
{
	const struct said *said;

	check_refused(
		tap, site(ROOT, "shedule", NULL), 4,
		"there is no function 'shedule' in this kernel; did you mean 'schedule', or is it inlined into its callers?");
	check_refused(
		tap, site(ROOT, "get_current", NULL), 4,
		"there is no function 'get_current' in this kernel; it may be inlined into its "
		"callers, or in a module that is not loaded\n");
	check_refused(tap, site(ROOT, "linux_banner", NULL), 4,
		      "'linux_banner' is data, no function");
	check_refused(tap, site(ROOT, "rcu_is_watching", NULL), 4,
		      "'rcu_is_watching' has no patch site");
	check_refused(tap, site(ROOT, "start_kernel", NULL), 4, "its memory was freed");
	said = site(ROOT, HANDLER, "jiffies", "schedule", NULL);
	tap_check(tap, said->status == 4 && is_one_line(said->err), "one of three: 4");
	check_says(tap, said->out, HANDLER "  0x");
	check_says(tap, said->out, "schedule  0x");
}

static void check_time(struct tap *tap)
{
	struct timespec begin, end;
	long milliseconds;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	site(ROOT, HANDLER, NULL);
	clock_gettime(CLOCK_MONOTONIC, &end);
	milliseconds = (end.tv_sec - begin.tv_sec) * 1000 + (end.tv_nsec - begin.tv_nsec) / 1000000;
	tap_check(tap, milliseconds < 3000, "one function in %ld ms", milliseconds);
}

void check_tracefs(struct tap *tap, bool call_ops)
{
	check_disabled(tap, call_ops);
	check_function_tracer(tap, call_ops);
	check_instance(tap, call_ops);
	check_graph(tap, call_ops);
	check_kprobe(tap, call_ops);
	check_absent(tap);
	check_time(tap);
}
