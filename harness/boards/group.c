// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which boots are of one board.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"
#include "compare/environment.h"
#include "result/boot.h"
#include "result/machine.h"

/*
 * Boots that measured other things, or with another seed, can be read together; not so where one
 * name stands for two things.
 */
static bool tells_apart(const struct environment_difference *difference)
{
	return difference->group != ENVIRONMENT_PLAN || difference->of_one_name;
}

static bool has_same_label(const struct result *one, const struct result *other)
{
	const char *label = one->environment.board_label;
	const char *its = other->environment.board_label;

	return !strcmp(label ? label : "", its ? its : "");
}

static int compare_boots(const struct result *one, const struct result *other, bool *alike)
{
	struct environment_differences differences;
	int error;

	*alike = has_same_label(one, other);
	if (!*alike)
		return 0;
	error = environment_compare(one, other, &differences);
	for (size_t i = 0; i < differences.count; i++)
		*alike = *alike && !tells_apart(&differences.rows[i]);
	environment_free(&differences);
	return error;
}

/* All of them, because what one does not say two others may say differently. */
static int fits(const struct board *board, const struct result *result, bool *alike)
{
	int error = 0;

	*alike = true;
	for (size_t i = 0; i < board->boot_count && *alike && !error; i++)
		error = compare_boots(board->boots[i].result, result, alike);
	return error;
}

/* "A" to "Z", "AA" to "ZZ" and so on. */
static void set_mark(struct board *board, size_t number)
{
	char letters[sizeof(board->mark)];
	size_t count = 0;

	do {
		letters[count++] = (char)('A' + number % 26);
		number /= 26;
	} while (number-- && count < sizeof(letters) - 1);
	for (size_t i = 0; i < count; i++)
		board->mark[i] = letters[count - 1 - i];
	board->mark[count] = '\0';
}

/* Zeroed but for what its first boot says. */
static void begin_board(struct boards *boards, const struct result *first)
{
	struct board *board = &boards->boards[boards->count];

	*board = (struct board){
		.machine = result_machine(first),
		.arch = first->environment.arch,
		.emulated = summary_is_emulated(first),
		.simulated = first->environment.simulated,
		.exact = first->environment.instruction_clock,
	};
	set_mark(board, boards->count++);
}

static int add_boot(struct board *board, struct board_boot *boot)
{
	struct board_boot *boots =
		reallocarray(board->boots, board->boot_count + 1, sizeof(*boots));

	if (!boots)
		return -ENOMEM;
	board->boots = boots;
	boot->boot = board->own_boots;
	for (size_t i = 0; i < board->boot_count; i++) {
		if (result_is_same_boot(boots[i].result, boot->result))
			boot->boot = boots[i].boot;
	}
	board->own_boots += boot->boot == board->own_boots;
	boots[board->boot_count++] = *boot;
	memset(boot, 0, sizeof(*boot));
	return 0;
}

static int place(struct boards *boards, struct board_boot *boot)
{
	bool alike = false;
	size_t at = 0;
	int error = 0;

	while (at < boards->count && !error) {
		error = fits(&boards->boards[at], boot->result, &alike);
		if (alike)
			break;
		at++;
	}
	if (error)
		return error;
	if (at == boards->count)
		begin_board(boards, boot->result);
	return add_boot(&boards->boards[at], boot);
}

int boards_group(struct boards *boards, struct board_boot *boots, size_t count)
{
	int error = 0;

	boards->boards = calloc(count + 1, sizeof(*boards->boards));
	if (!boards->boards)
		return -ENOMEM;
	for (size_t i = 0; i < count && !error; i++)
		error = place(boards, &boots[i]);
	return error;
}
