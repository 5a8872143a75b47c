// SPDX-License-Identifier: GPL-2.0-only
#include "boards/alike.h"

#include <string.h>

static const struct board_cell *cell_of(const struct boards *boards, const struct standing_at *at,
					size_t board)
{
	return boards_cell(boards, board, at->workload, at->configuration);
}

/*
 * A system call's handler is named after the architecture (__arm64_sys_getppid, __x64_sys_getppid),
 * and is the same function: SYSCALL_DEFINE of include/linux/syscalls.h and the architectures'
 * asm/syscall_wrapper.h.
 */
static const char *without_architecture(const char *tracee)
{
	static const char *const starts[] = { "__arm64_sys_", "__riscv_sys_", "__x64_sys_",
					      "__se_sys_", "__do_sys_" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (!strncmp(tracee, starts[i], strlen(starts[i])))
			return tracee + strlen(starts[i]) - strlen("sys_");
	}
	return tracee;
}

/* A file that does not say stands for the workload's own. */
static bool has_same_tracee(const struct board_cell *one, const struct board_cell *other)
{
	if (!one->tracee || !other->tracee)
		return true;
	return !strcmp(without_architecture(one->tracee), without_architecture(other->tracee));
}

/* What a file does not say may be anything, but for another one's that does not say either. */
static bool has_same_arch(const struct board *one, const struct board *other)
{
	if (!one->arch || !other->arch)
		return one->arch == other->arch;
	return !strcmp(one->arch, other->arch);
}

/* Instructions are right on an emulator, too; nothing else is. */
bool board_is_sound(const struct boards *boards, const struct standing_at *at, size_t board)
{
	const struct board_cell *cell = cell_of(boards, at, board);
	const struct board *own = &boards->boards[board];

	if (cell->dirty || cell->invalid || !cell->figures[at->metric].overhead.known)
		return false;
	return !own->emulated || own->simulated ||
	       metric_kind(boards->metrics[at->metric].name)->instructions;
}

enum unlike boards_unlike(const struct boards *boards, const struct standing_at *at, size_t one,
			  size_t other)
{
	const struct board *its = &boards->boards[one];
	const struct board *others = &boards->boards[other];

	if (its->simulated != others->simulated)
		return UNLIKE_SIMULATED;
	if (!has_same_tracee(cell_of(boards, at, one), cell_of(boards, at, other)))
		return UNLIKE_TRACEE;
	if (!metric_kind(boards->metrics[at->metric].name)->any_arch && !has_same_arch(its, others))
		return UNLIKE_ARCH;
	return UNLIKE_NOT;
}
