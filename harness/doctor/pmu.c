// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether something counts here.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "doctor/fact.h"
#include "machine/system_file.h"

#define DEVICES "/sys/bus/event_source/devices"

/*
 * What a counter of our own instructions says: 1 if it counted, 0 if it stood still, or a negative
 * errno; -EBUSY: it found no place on the PMU, which pinned events are told by an empty read
 * (perf_read_hw).
 */
static int try_counter(void)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attributes),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.pinned = 1,
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	uint64_t count = 0;
	ssize_t length;
	int fd = (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return -errno;
	length = read(fd, &count, sizeof(count));
	close(fd);
	if (length < 0)
		return -errno;
	return length ? count > 0 : -EBUSY;
}

/* The PMU of a core has the CPUs' name: "cpu" (x86, riscv), "cpu_core", "armv8_cortex_a72". */
static bool has_folder(const char *root, const char *name)
{
	char text[16];

	return system_file_read(root, text, sizeof(text), DEVICES "/%s/type", name) >= 0;
}

static void look_at_files(const struct fact_place *place, struct fact_state *state)
{
	static const char *const names[] = { "cpu", "cpu_core", "armv8_pmuv3_0", "armv8_pmuv3" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (has_folder(place->root, names[i])) {
			fact_say(state, FACT_FIT, "%s", names[i]);
			return;
		}
	}
	fact_say(state, FACT_UNKNOWN, "there is no %s in " DEVICES, names[0]);
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	int counted;

	/* Only the machine that we run on can be tried. */
	if (*place->root) {
		look_at_files(place, state);
		return;
	}
	counted = try_counter();
	if (counted > 0)
		fact_say(state, FACT_FIT, "counts instructions");
	else if (counted == 0)
		fact_say(state, FACT_DISTURBS, "opens a counter of instructions that stands still");
	else if (counted == -EBUSY)
		fact_say(state, FACT_FORBIDS, "all its counters are taken");
	else if (counted == -EACCES || counted == -EPERM)
		fact_say_unseen(state, counted, "perf_event_open()");
	else
		fact_say(state, FACT_DISTURBS, "none that counts instructions");
}

static const struct fact pmu = {
	.name = "pmu",
	.order = 60,
	.effect = "only time is left to be measured",
	.remedy = "a guest: have its host pass a PMU on; else see perf-users",
	.look = look,
};
REGISTER_FACT(pmu);
