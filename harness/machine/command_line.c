// SPDX-License-Identifier: GPL-2.0-only
#include "machine/command_line.h"

#include <stdio.h>
#include <string.h>

#include "machine/system_file.h"

#define COMMAND_LINE_SIZE 4096

bool command_line_value(const char *root, const char *name, char *value, size_t size)
{
	char line[COMMAND_LINE_SIZE];
	const size_t length = strlen(name);
	bool found = false;
	char *rest;

	value[0] = '\0';
	system_file_line(root, line, sizeof(line), "/proc/cmdline");
	for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
		if (strncmp(word, name, length) || (word[length] && word[length] != '='))
			continue;
		found = true;
		snprintf(value, size, "%s", word[length] ? word + length + 1 : "");
	}
	return found;
}
