// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs in a guest: the direct call of a BPF program, as any fentry attachment makes one, on
 * the getppid handler. `site` names it, a run is refused because of it or measures beside it,
 * and when the program is gone, it is as if it had never been there. A word is the path to expect,
 * where it is not the one of a guest without KASLR.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "held_tracee.h"
#include "tap.h"
#include "tracetoll_child.h"

/* As the kernel names the trampolines that it writes for BPF (bpf_trampoline_update). */
#define TRAMPOLINE "bpf_trampoline_"

/* A program, and what ties it to the handler: closing both ends all of it. */
struct holder {
	int program;
	int link;
};

/* "return 0": an fentry program must return that. */
static int load_program(void)
{
	static const struct bpf_insn instructions[] = {
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = 0 },
		{ .code = BPF_JMP | BPF_EXIT },
	};
	LIBBPF_OPTS(bpf_prog_load_opts, options, .expected_attach_type = BPF_TRACE_FENTRY);
	int function = libbpf_find_vmlinux_btf_id(HELD_HANDLER, BPF_TRACE_FENTRY);

	if (function < 0)
		return function;
	options.attach_btf_id = (__u32)function;
	return bpf_prog_load(BPF_PROG_TYPE_TRACING, "holder", "GPL", instructions,
			     sizeof(instructions) / sizeof(instructions[0]), &options);
}

/* /proc/kallsyms leaves BPF's symbols out otherwise (bpf_jit_kallsyms_enabled); riscv64 does. */
static bool show_symbols(void)
{
	int fd = open("/proc/sys/net/core/bpf_jit_kallsyms", O_WRONLY);
	bool done = fd >= 0 && write(fd, "1", 1) == 1;

	if (fd >= 0)
		close(fd);
	return done;
}

static void hold(struct tap *tap, struct holder *holder)
{
	tap_check(tap, show_symbols(), "BPF's symbols are shown");
	holder->program = load_program();
	tap_check(tap, holder->program >= 0, "a BPF program is loaded (%d)", holder->program);
	/* That is also how libbpf attaches one: without a name, to what it was loaded for. */
	holder->link = bpf_raw_tracepoint_open(NULL, holder->program);
	tap_check(tap, holder->link >= 0, "and attached to " HELD_HANDLER " (%d)", holder->link);
}

static void let_go(struct holder *holder)
{
	close(holder->link);
	close(holder->program);
}

/* A trampoline of BPF near the kernel's text, as nokaslr has it, is in an arm64 BL's reach. */
static const char *direct_path(void)
{
#ifdef __riscv
	struct utsname kernel;

	uname(&kernel);
	/* Without CALL_OPS the site branches to it, with it there is always the literal. */
	return strncmp(kernel.release, "6.12.", 5) ? "callops-direct" : "direct";
#else
	return "direct";
#endif
}

/* The first line ends with the path. */
static bool has_path(const struct tracetoll_answer *answer, const char *path)
{
	const char *end = strchr(answer->out, '\n');
	char wanted[64];
	size_t length = (size_t)snprintf(wanted, sizeof(wanted), "  %s", path);

	return end && (size_t)(end - answer->out) > length &&
	       !strncmp(end - length, wanted, length);
}

/* @path is the one by which it is held, NULL: it is not. */
static void check_site(struct tap *tap, const char *path)
{
	static const char *const words[] = { TRACETOLL, "site", HELD_HANDLER, NULL };
	static struct tracetoll_answer answer;
	unsigned int failed = tap->failed;

	tracetoll_ask(words, &answer);
	tap_check(tap, !answer.status && !*answer.err, "site: done (%d)", answer.status);
	tap_check(tap, has_path(&answer, path ? path : "nop"), "site: the path is %s",
		  path ? path : "nop");
	tap_check(tap, !strstr(answer.out, TRAMPOLINE) == !path, "site: the trampoline is %s",
		  path ? "named" : "gone");
	if (path) {
		tap_check(tap, strstr(answer.out, "\n  trampoline            " TRAMPOLINE),
			  "site: by its symbol");
		tap_check(tap, strstr(answer.out, "direct-->" TRAMPOLINE),
			  "site: and by enabled_functions");
	}
	if (tap->failed > failed)
		printf("# but:\n%s%s", answer.out, answer.err);
	else if (path)
		printf("#\n%s", answer.out);
}

static void check_elsewhere(struct tap *tap)
{
	int status = held_run("kloop", "-c", "none,direct,ops1", NULL);

	tap_check(tap, status == 0, "another tracee is measured (%d)", status);
	tap_check(tap, !held_says(HELD_RESULT, "\"kind\":\"dirty\""), "and not marked");
}

int main(int argc, char **argv)
{
	const char *path = argc > 1 ? argv[1] : direct_path();
	struct holder holder;
	struct tap tap = { 0 };

	held_check_clean(&tap);
	check_site(&tap, NULL);
	hold(&tap, &holder);
	check_site(&tap, path);
	held_check_refused(&tap, "BPF", TRAMPOLINE);
	held_check_allowed(&tap, "BPF", TRAMPOLINE);
	check_elsewhere(&tap);
	let_go(&holder);
	/* The trampoline is freed behind an RCU grace period. */
	sleep(1);
	check_site(&tap, NULL);
	held_check_clean(&tap);
	return tap_end(&tap);
}
