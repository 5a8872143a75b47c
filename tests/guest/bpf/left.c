// SPDX-License-Identifier: GPL-2.0-only
#include "bpf/left.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <unistd.h>

#include "tracetoll_child.h"

#define KPROBES "/sys/kernel/debug/kprobes/list"
#define WAIT_MAX_US 2000000
#define WAIT_STEP_US 20000

/* Asked of a kernel that would not tell, it is there. */
static bool exists(int (*next)(__u32 start, __u32 *id))
{
	__u32 id;

	return next(0, &id) != -ENOENT;
}

bool bpf_link_exists(void)
{
	return exists(bpf_link_get_next_id);
}

static const char *look(void)
{
	if (bpf_link_exists())
		return "a BPF link is left";
	if (length_of(ENABLED_FUNCTIONS))
		return "something still traces a function";
	if (length_of(KPROBES))
		return "a kprobe is left";
	if (exists(bpf_prog_get_next_id))
		return "a BPF program is left";
	if (exists(bpf_map_get_next_id))
		return "a BPF map is left";
	return NULL;
}

const char *bpf_left_behind(void)
{
	const char *left = look();

	for (int waited = 0; left && waited < WAIT_MAX_US; waited += WAIT_STEP_US) {
		usleep(WAIT_STEP_US);
		left = look();
	}
	return left;
}
