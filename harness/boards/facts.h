/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FACTS_H
#define FACTS_H

#include "boards/boards.h"

/* What the boards' machines, kernels, settings and plans are: a row for each fact. */
struct board_fact {
	const char *group; /* "kernel", "machine", "settings", ... */
	const char *what; /* "governor" */
	const char **values; /* one for each board; NULL: not known. Of its first boot */
	bool differs; /* between boards */
	bool *varies; /* one for each board: between its boots */
};

struct board_facts {
	struct board_fact *rows;
	size_t count;
	struct json_t *texts; /* owns the strings */
};

/* Returns 0 or -ENOMEM; board_facts_free() is right in both cases. */
int board_facts_make(const struct boards *boards, struct board_facts *facts);
void board_facts_free(struct board_facts *facts);

#endif /* FACTS_H */
