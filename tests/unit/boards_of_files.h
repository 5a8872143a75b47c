/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARDS_OF_FILES_H
#define BOARDS_OF_FILES_H

#include "board_file.h"
#include "boards/boards.h"

#define MADE_FILES_MAX 12

/* Boards of files that were made here. */
struct made {
	struct result results[MADE_FILES_MAX];
	struct report_input inputs[MADE_FILES_MAX];
	size_t count;
	struct boards boards;
};

static inline void make(struct made *made, const struct board_spec *specs, size_t count)
{
	static const struct report_settings settings = { .format = REPORT_FORMAT_JSON };

	*made = (struct made){ .count = count };
	for (size_t i = 0; i < count; i++) {
		board_file_read(&made->results[i], specs[i]);
		made->inputs[i] =
			(struct report_input){ .name = "a file", .result = &made->results[i] };
	}
	assert_int_equal(boards_make(&settings, made->inputs, count, &made->boards), 0);
}

static inline void drop(struct made *made)
{
	boards_free(&made->boards);
	for (size_t i = 0; i < made->count; i++)
		result_free(&made->results[i]);
}

#define MAKE(made, specs) make(made, specs, sizeof(specs) / sizeof((specs)[0]))

static inline size_t configuration_at(const struct made *made, const char *name)
{
	size_t c = 0;

	while (strcmp(made->boards.configurations[c], name) != 0)
		c++;
	return c;
}

static inline const struct board_figure *figure(const struct made *made, size_t board,
						const char *configuration, const char *metric)
{
	return boards_figure(&made->boards, board, 0, configuration_at(made, configuration),
			     boards_metric(&made->boards, metric));
}

#endif /* BOARDS_OF_FILES_H */
