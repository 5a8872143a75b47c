// SPDX-License-Identifier: GPL-2.0-only
#include "report/legend.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/configuration.h"

/* The words with N where a number stands; the caller frees them. NULL when memory ran out. */
static char *with_letter(const char *words)
{
	char *copy = strdup(words);

	for (char *c = copy; c && *c; c++)
		*c = *c == '#' ? 'N' : *c;
	return copy;
}

/* What a name's suffix says that its program does, in words that follow the row's. */
static const struct {
	const char *suffix;
	const char *words;
} bodies[BPF_BODY_TOTAL] = {
	[BPF_BODY_EMPTY] = { "", "" },
	[BPF_BODY_COUNT] = { "-count", "; the program adds to a per-CPU counter" },
	[BPF_BODY_MAP] = { "-map", "; the program updates an element of a hash map" },
};

int legend_add(struct notes *notes, const char *name)
{
	struct configuration configuration;
	char *pattern;
	char *registers;
	int error = -ENOMEM;

	if (configuration_parse(name, &configuration))
		return 0;
	pattern = with_letter(configuration.row->pattern);
	registers = with_letter(configuration.row->registers);
	if (pattern && registers)
		error = notes_add(notes, "%s%s: %s%s", pattern,
				  bodies[configuration.bpf_body].suffix, registers,
				  bodies[configuration.bpf_body].words);
	free(pattern);
	free(registers);
	return error;
}
