// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: what `tracetoll site` shows of the states that a patch site can be in,
 * and what it says on days when the kernel is closed to it.
 *
 * The words say which parts: tracefs, module, far, closed, lockdown.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kmod/tracetoll_ioctl.h"
#include "tap.h"

#define TRACING "/sys/kernel/tracing/"
#define DEBUGFS "/sys/kernel/debug" /* has a tracefs in it, which mounts itself */
#define SECURITYFS "/sys/kernel/security"
#define CAP_SYS_RAWIO 17
#define NOBODY 65534

#ifdef __riscv
#define HANDLER "__riscv_sys_getppid"
#define DISABLED "nop  <- patch site"
#define ENABLED "jalr t0, "
#define KPROBE "ebreak"
#else
#define HANDLER "__arm64_sys_getppid"
#define DISABLED "nop  <- patch site"
#define ENABLED "bl ftrace_caller  <- patch site"
#define KPROBE "brk #0x4"
#endif

/* What one call of the command said. */
struct said {
	int status;
	char out[65536];
	char err[8192];
};

/* Who calls it. */
enum caller { ROOT, ROOT_WITHOUT_RAWIO, SOMEBODY };

static void read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, text, size - 1);

	if (fd >= 0)
		close(fd);
	text[length > 0 ? length : 0] = '\0';
}

static void become(enum caller caller)
{
	if (caller == ROOT_WITHOUT_RAWIO)
		prctl(PR_CAPBSET_DROP, CAP_SYS_RAWIO, 0, 0, 0);
	if (caller == SOMEBODY && (setgid(NOBODY) || setuid(NOBODY)))
		_exit(126);
}

/* tracetoll site with up to four words. */
static const struct said *site(enum caller caller, const char *first, ...)
{
	static struct said said;
	const char *words[8] = { "/bin/tracetoll", "site" };
	int status = 0, count = 2;
	va_list arguments;
	pid_t child;

	va_start(arguments, first);
	for (const char *word = first; word && count < 7; word = va_arg(arguments, const char *))
		words[count++] = word;
	va_end(arguments);
	child = fork();
	if (child == 0) {
		dup2(open("/tmp/out", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
		dup2(open("/tmp/err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
		become(caller);
		execv(words[0], (char *const *)words);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
	read_file("/tmp/out", said.out, sizeof(said.out));
	read_file("/tmp/err", said.err, sizeof(said.err));
	return &said;
}

static void check_says(struct tap *tap, const char *text, const char *part)
{
	if (!tap_check(tap, strstr(text, part), "says '%s'", part))
		printf("# but:\n%s", text);
}

/* Only where the words are right: some are so on one kind of kernel. */
static void check_says_if(struct tap *tap, bool wanted, const char *text, const char *part)
{
	if (wanted)
		check_says(tap, text, part);
}

static bool is_one_line(const char *text)
{
	const char *end = strchr(text, '\n');

	return end && !end[1];
}

static void check_refused(struct tap *tap, const struct said *said, int status, const char *part)
{
	tap_check(tap, said->status == status && !*said->out && is_one_line(said->err),
		  "refused with %d, in one line (%d)", status, said->status);
	check_says(tap, said->err, part);
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

/* Whether the kernel has a symbol: what it was built with. */
static bool has_symbol(const char *name)
{
	char line[512], found[256];
	FILE *file = fopen("/proc/kallsyms", "r");
	bool has = false;

	while (file && !has && fgets(line, sizeof(line), file))
		has = sscanf(line, "%*s %*s %255s", found) == 1 && !strcmp(found, name);
	if (file)
		fclose(file);
	return has;
}

/* What docs/proof.md shows. */
static void show(const struct said *said)
{
	for (const char *line = said->out, *end; (end = strchr(line, '\n')); line = end + 1)
		printf("# %.*s\n", (int)(end - line), line);
}

/* The header's last word: "name  0x...  PATH". */
static void check_path(struct tap *tap, const struct said *said, const char *path)
{
	char end[64];
	const char *line_end = strchr(said->out, '\n');
	size_t length = (size_t)snprintf(end, sizeof(end), "  %s", path);

	if (!tap_check(tap,
		       !said->status && line_end && (size_t)(line_end - said->out) > length &&
			       !strncmp(line_end - length, end, length),
		       "the path is %s", path))
		printf("# but (%d):\n%s%s", said->status, said->out, said->err);
	if (!tap_check(tap, !strstr(said->out, "CONTRADICTION") && !*said->err,
		       "without a contradiction"))
		printf("%s%s", said->out, said->err);
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
	check_path(tap, said, call_ops ? "callops-func" : "global");
	check_says(tap, said->out, ENABLED);
	check_says(tap, said->out, "ftrace_caller  <- patch site");
	check_says_if(tap, call_ops, said->out, "literal: global_ops\n");
	check_says_if(tap, call_ops, said->out, "calls function_trace_call\n");
	check_says_if(tap, !call_ops, said->out, "function_trace_call, for all functions");
	check_says(tap, said->out, "enabled_functions     " HANDLER " (1)");
	strcpy(named, said->out);
	said = site(ROOT, NULL);
	tap_check(tap, !said->status && !strcmp(said->out, named), "all that are traced: the same");
	said = site(ROOT, "--json", HANDLER, NULL);
	check_says(tap, said->out,
		   call_ops ? "\"path\": \"callops-func\"" : "\"path\": \"global\"");
	check_says(tap, said->out, "\"name\": \"function_trace_call\"");
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
	check_path(tap, said, call_ops ? "list" : "global");
	check_says_if(tap, call_ops, said->out, "literal: ftrace_list_ops\n");
	check_says_if(tap, !call_ops, said->out, "arch_ftrace_ops_list_func");
	check_says(tap, said->out, "  ops in the system     2: ");
	check_says(tap, said->out, "enabled_functions     " HANDLER " (2)");
	write_file(TRACING "current_tracer", "nop");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, call_ops ? "callops-func" : "global");
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
	check_path(tap, said, call_ops ? "callops-func" : "global");
	check_says_if(tap, call_ops, said->out, "literal: graph_ops\n");
	check_says_if(tap, call_ops, said->out, "calls ftrace_graph_func\n");
	check_says_if(tap, !call_ops, said->out, "ftrace_graph_func, for all functions");
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
	check_path(tap, said, "breakpoint");
	check_says(tap, said->out, KPROBE);
	check_says(tap, said->out, "  kprobe                " HANDLER "+0x");
	said = site(ROOT, "--json", HANDLER, NULL);
	check_says(tap, said->out, "\"kind\": \"breakpoint\"");
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
	check_refused(tap, site(ROOT, "jiffies", NULL), 4, "'jiffies' is data, no function");
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

static void check_tracefs(struct tap *tap, bool call_ops)
{
	check_disabled(tap, call_ops);
	check_function_tracer(tap, call_ops);
	check_instance(tap, call_ops);
	check_graph(tap, call_ops);
	check_kprobe(tap, call_ops);
	check_absent(tap);
	check_time(tap);
}

static bool attach(int fd, __u32 relevant, __u32 trampoline, __u32 fprobes, __u32 ops_flags)
{
	struct tracetoll_setup setup = {
		.size = sizeof(setup),
		.relevant = relevant,
		.trampoline = trampoline,
		.fprobes = fprobes,
		.ops_flags = ops_flags,
		.tracee = TRACETOLL_TRACEE_NEAR,
	};

	return !ioctl(fd, TRACETOLL_SETUP, &setup);
}

static void detach(int fd)
{
	struct tracetoll_teardown teardown = { .size = sizeof(teardown) };

	ioctl(fd, TRACETOLL_TEARDOWN, &teardown);
}

static int open_module(struct tap *tap)
{
	struct utsname kernel;
	char path[256];
	int fd;

	uname(&kernel);
	snprintf(path, sizeof(path), "/bin/kmod/%s/tracetoll.ko", kernel.release);
	fd = open(path, O_RDONLY);
	tap_check(tap, fd >= 0 && !syscall(SYS_finit_module, fd, "", 0), "the module loads");
	close(fd);
	fd = open("/dev/" TRACETOLL_DEVICE_NAME, O_RDWR);
	tap_check(tap, fd >= 0, "the device opens");
	return fd;
}

/* What the kernel calls the module's tracee; it lives until the next call. */
static const char *tracee_name(int fd)
{
	struct tracetoll_site where = { .size = sizeof(where) };
	static struct tracetoll_symbol symbol;
	bool known;

	symbol = (struct tracetoll_symbol){ .size = sizeof(symbol) };
	known = attach(fd, 1, 0, 0, 0) && !ioctl(fd, TRACETOLL_SITE, &where);
	symbol.address = where.function;
	known = known && !ioctl(fd, TRACETOLL_SYMBOL, &symbol);
	detach(fd);
	if (known)
		symbol.name[strcspn(symbol.name, "+ ")] = '\0';
	return known ? symbol.name : "a tracee without a name";
}

static void check_direct(struct tap *tap, int fd, const char *tracee, bool call_ops)
{
	const struct said *said;
	bool arm64 = !strcmp(HANDLER, "__arm64_sys_getppid");

	tap_check(tap, attach(fd, 0, TRACETOLL_TRAMPOLINE_SHORTEST, 0, 0), "a direct call");
	said = site(ROOT, tracee, NULL);
	/* Tracee and trampoline are in one module, in each other's reach. */
	show(said);
	check_path(tap, said, arm64 || !call_ops ? "direct" : "callops-direct");
	check_says(tap, said->out, "  trampoline            tracetoll_");
	check_says(tap, said->out, " [tracetoll], ");
	check_says_if(tap, arm64, said->out, ": a BL reaches it\n");
	check_says(tap, said->out, "direct-->tracetoll_");
	detach(fd);
	tap_check(tap, attach(fd, 1, TRACETOLL_TRAMPOLINE_SHORTEST, 0, 0), "and an ops");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, call_ops ? "list-direct" : "global");
	check_says_if(tap, call_ops, said->out, "  direct call           tracetoll_");
	detach(fd);
}

static void check_ops(struct tap *tap, int fd, const char *tracee, bool call_ops)
{
	char listed[TRACETOLL_SYMBOL_SIZE + 64];
	const struct said *said;

	tap_check(tap, attach(fd, 1, 0, 0, 0), "one ops");
	said = site(ROOT, tracee, NULL);
	show(said);
	check_path(tap, said, call_ops ? "callops-func" : "global");
	snprintf(listed, sizeof(listed), "enabled_functions     %s [tracetoll] (1)", tracee);
	check_says(tap, said->out, listed);
	detach(fd);
	tap_check(tap, attach(fd, 2, 0, 0, 0), "two ops");
	said = site(ROOT, NULL);
	check_path(tap, said, call_ops ? "list" : "global");
	check_says(tap, said->out, "  ops in the system     2: ");
	check_says(tap, said->out, " [tracetoll]");
	detach(fd);
	tap_check(tap, attach(fd, 1, 0, 0, TRACETOLL_OPS_RCU), "an ops with the flag RCU");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, call_ops ? "list" : "global");
	check_says_if(tap, call_ops, said->out, "one ops, and yet the list");
	detach(fd);
}

static void check_fprobe(struct tap *tap, int fd, const char *tracee)
{
	struct tracetoll_query query = { .size = sizeof(query) };
	const struct said *said;

	if (ioctl(fd, TRACETOLL_QUERY, &query) || !(query.features & TRACETOLL_FEATURE_FPROBE))
		return;
	tap_check(tap, attach(fd, 0, 0, 1, 0), "an fprobe");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, "callops-func");
	check_says(tap, said->out, "literal: graph_ops\n");
	detach(fd);
}

static void check_module(struct tap *tap, bool call_ops)
{
	const struct said *said;
	int fd = open_module(tap);
	const char *tracee = tracee_name(fd);
	char wrong[TRACETOLL_SYMBOL_SIZE + 8], meant[TRACETOLL_SYMBOL_SIZE + 64];

	said = site(ROOT, tracee, NULL);
	show(said);
	check_path(tap, said, "nop");
	check_direct(tap, fd, tracee, call_ops);
	check_ops(tap, fd, tracee, call_ops);
	check_fprobe(tap, fd, tracee);
	close(fd);
	check_path(tap, site(ROOT, tracee, NULL), "nop");
	snprintf(wrong, sizeof(wrong), "%ss", tracee);
	snprintf(meant, sizeof(meant), "did you mean '%s', or is it inlined into its callers?",
		 tracee);
	check_refused(tap, site(ROOT, wrong, NULL), 4, meant);
}

/* arm64 with KASLR: the module is far from the kernel, and reaches it through a PLT. */
static void check_far(struct tap *tap)
{
	int fd = open_module(tap);
	const char *tracee = tracee_name(fd);
	const struct said *said;

	tap_check(tap, attach(fd, 1, 0, 0, 0), "one ops");
	said = site(ROOT, tracee, NULL);
	check_path(tap, said, "callops-func");
	if (strstr(said->out, "bl ftrace_caller  <- patch site")) {
		/* Some boots in a hundred; the script has another one. */
		printf("# the module is near\n");
	} else {
		check_says(tap, said->out, "  module PLT            leads to ftrace_caller\n");
		said = site(ROOT, "--json", tracee, NULL);
		check_says(tap, said->out, "\"module_plt\": {");
	}
	detach(fd);
	close(fd);
}

static void check_closed(struct tap *tap)
{
	const struct said *said;

	check_refused(tap, site(ROOT_WITHOUT_RAWIO, HANDLER, NULL), 3, "CAP_SYS_RAWIO");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3, "/proc/kallsyms hides all addresses");
	write_file("/proc/sys/kernel/kptr_restrict", "0");
	write_file("/proc/sys/kernel/perf_event_paranoid", "-1");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3,
		      "cannot open /proc/kcore, which is the kernel's memory: Permission denied; "
		      "run as root\n");
	write_file("/proc/sys/kernel/kptr_restrict", "2");
	check_refused(tap, site(SOMEBODY, HANDLER, NULL), 3, "kernel.kptr_restrict is 2");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "kernel.kptr_restrict is 2");
	write_file("/proc/sys/kernel/kptr_restrict", "1");
	write_file("/proc/sys/kernel/ftrace_enabled", "0");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, "nop");
	check_says(tap, said->out, "note: ftrace is switched off");
	write_file("/proc/sys/kernel/ftrace_enabled", "1");
	tap_check(tap, !umount(TRACING), "tracefs is unmounted");
	check_says(tap, site(ROOT, HANDLER, NULL)->out, "enabled_functions     not listed");
	umount(DEBUGFS "/tracing");
	tap_check(tap, !umount(DEBUGFS), "and debugfs, which has it, too");
	said = site(ROOT, HANDLER, NULL);
	check_path(tap, said, "nop");
	check_says(tap, said->out, "note: shown without enabled_functions (No such file or ");
	check_refused(tap, site(ROOT, NULL), 3, "mount -t tracefs nodev /sys/kernel/tracing");
	tap_check(tap, !umount("/proc"), "/proc is unmounted");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "cannot read /proc/kallsyms: No such");
}

static void check_lockdown(struct tap *tap)
{
	char level[64];

	/* Perhaps the guest has it already. */
	mount("securityfs", SECURITYFS, "securityfs", 0, NULL);
	read_file(SECURITYFS "/lockdown", level, sizeof(level));
	check_says(tap, level, "[confidentiality]");
	check_refused(tap, site(ROOT, HANDLER, NULL), 3,
		      "the kernel is locked down, [confidentiality]");
	umount(SECURITYFS);
	check_refused(tap, site(ROOT, HANDLER, NULL), 3, "no lockdown");
}

int main(int argc, char **argv)
{
	struct tap tap = { 0 };
	bool call_ops = has_symbol("ftrace_list_ops");

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "tracefs"))
			check_tracefs(&tap, call_ops);
		else if (!strcmp(argv[i], "module"))
			check_module(&tap, call_ops);
		else if (!strcmp(argv[i], "far"))
			check_far(&tap);
		else if (!strcmp(argv[i], "closed"))
			check_closed(&tap);
		else if (!strcmp(argv[i], "lockdown"))
			check_lockdown(&tap);
		else
			tap_check(&tap, false, "there is no part '%s'", argv[i]);
	}
	return tap_end(&tap);
}
