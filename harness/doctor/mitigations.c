// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel does against its CPU's faults on the way of a call or of a system call. It is
 * part of what is measured.
 */
#include <stdio.h>
#include <string.h>

#include "doctor/fact.h"
#include "machine/command_line.h"
#include "machine/system_file.h"

#define VULNERABILITIES "/sys/devices/system/cpu/vulnerabilities"

/* Indirect branches and returns of the kernel: each way of tracing has some. */
static const char *const of_calls[] = { "spectre_v2", "retbleed", "spec_rstack_overflow",
					"indirect_target_selection" };
/* The way into the kernel and out of it. */
static const char *const of_system_calls[] = { "meltdown",
					       "spectre_v1",
					       "mds",
					       "tsx_async_abort",
					       "mmio_stale_data",
					       "reg_file_data_sampling",
					       "tsa" };

/* Adds the names of those that something is done against. */
static size_t add(const char *root, const char *what, const char *const *names, size_t count,
		  char *text, size_t size)
{
	char said[256];
	size_t added = 0;

	for (size_t i = 0; i < count; i++) {
		size_t used = strlen(text);

		system_file_line(root, said, sizeof(said), VULNERABILITIES "/%s", names[i]);
		if (strncmp(said, "Mitigation", strlen("Mitigation")) != 0)
			continue;
		if (!added)
			snprintf(text + used, size - used, "%s%s: ", used ? "; " : "", what);
		else
			snprintf(text + used, size - used, ", ");
		used = strlen(text);
		snprintf(text + used, size - used, "%s%s", names[i],
			 strstr(said, "PTI") ? " (PTI)" : "");
		added++;
	}
	return added;
}

static void look(const struct fact_place *place, struct fact_state *state)
{
	char text[FACT_TEXT_SIZE] = "";
	char value[64];

	system_file_line(place->root, value, sizeof(value), VULNERABILITIES "/spectre_v2");
	if (!*value) {
		fact_say(state, FACT_UNKNOWN, "there is no " VULNERABILITIES "/spectre_v2");
		return;
	}
	add(place->root, "calls", of_calls, sizeof(of_calls) / sizeof(of_calls[0]), text,
	    sizeof(text));
	add(place->root, "system calls", of_system_calls,
	    sizeof(of_system_calls) / sizeof(of_system_calls[0]), text, sizeof(text));
	if (command_line_value(place->root, "mitigations", value, sizeof(value)) &&
	    !strncmp(value, "off", 3))
		fact_say(state, FACT_DISTURBS, "off by the command line%s%s", *text ? "; " : "",
			 text);
	else
		fact_say(state, FACT_FIT, "%s", *text ? text : "none on the way of a call");
}

static const struct fact mitigations = {
	.name = "mitigations",
	.order = 320,
	.effect = "calls cost less than elsewhere",
	.remedy = "boot without mitigations=off",
	.look = look,
};
REGISTER_FACT(mitigations);
