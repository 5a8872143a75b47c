// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel's refusals of BPF mean.
 */
#include "attach/bpf_refusal.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* include/linux/errno.h, but not for programs: what the kernel says where an architecture lacks
 * something */
#define KERNEL_ENOTSUPP 524

#define LINES_KEPT 2

/* "0: (b7) r0 = 0", "; return 0; @ file.c:3", "R1=ctx() R10=fp0", "func#0 @0" */
static bool is_listing(const char *line, size_t length)
{
	size_t digits = 0;

	while (digits < length && isdigit((unsigned char)line[digits]))
		digits++;
	return (digits && digits < length && line[digits] == ':') || line[0] == ';' ||
	       (line[0] == 'R' && length > 1 && isdigit((unsigned char)line[1]) &&
		memchr(line, '=', length)) ||
	       !strncmp(line, "func#", 5);
}

void bpf_log_cut(const char *log, char *text, size_t size)
{
	const char *kept[LINES_KEPT] = { NULL };
	size_t used = 0;

	text[0] = '\0';
	for (const char *line = log; line && *line;) {
		size_t length = strcspn(line, "\n");

		if (!strncmp(line, "processed ", 10))
			break;
		if (length && !is_listing(line, length)) {
			memmove(kept, kept + 1, sizeof(kept) - sizeof(kept[0]));
			kept[LINES_KEPT - 1] = line;
		}
		line += length + (line[length] == '\n');
	}
	for (size_t i = 0; i < LINES_KEPT && used < size; i++) {
		if (kept[i])
			used += (size_t)snprintf(text + used, size - used, "%s%.*s",
						 used ? "; " : "", (int)strcspn(kept[i], "\n"),
						 kept[i]);
	}
}

static int unavailable(struct complaint *complaint)
{
	complaint->exit_code = EXIT_CODE_SKIPPED;
	complaint->error = 0;
	return -EOPNOTSUPP;
}

int bpf_complain(const struct bpf_step *step, int error, struct complaint *complaint)
{
	char log[512];

	bpf_log_cut(step->log, log, sizeof(log));
	switch (error) {
	case -EPERM:
	case -EACCES:
		/* The verifier says EACCES, too, and then why. */
		if (log[0])
			break;
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"it takes root (CAP_BPF, CAP_PERFMON) and no lockdown "
				"(/sys/kernel/security/lockdown)",
				"cannot %s a BPF program %s", step->loading ? "load" : "attach",
				step->type);
	case -EBUSY:
		return complain(complaint, EXIT_CODE_REFUSED, error,
				"somebody else traces it by a direct call (BPF, livepatch)",
				"cannot attach %s to %s", step->type, step->tracee);
	case -EINVAL:
	case -EOPNOTSUPP:
	case -KERNEL_ENOTSUPP:
		if (log[0])
			break;
		if (step->loading)
			complain(complaint, EXIT_CODE_SKIPPED, 0, "",
				 "this kernel has no BPF programs %s", step->type);
		else
			complain(complaint, EXIT_CODE_SKIPPED, 0, "",
				 "this kernel cannot attach BPF programs %s to %s%s%s", step->type,
				 step->tracee, step->lacks ? ": " : "",
				 step->lacks ? step->lacks : "");
		return unavailable(complaint);
	default:
		if (log[0])
			break;
		return complain(complaint, EXIT_CODE_FAILED, error,
				"look at the kernel log (dmesg)", "cannot %s %s %s %s",
				step->loading ? "load" : "attach", step->type,
				step->loading ? "for" : "to", step->tracee);
	}
	complain(complaint, EXIT_CODE_SKIPPED, 0, "", "the kernel refuses %s on %s: %s", step->type,
		 step->tracee, log);
	return unavailable(complaint);
}
