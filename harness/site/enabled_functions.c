// SPDX-License-Identifier: GPL-2.0-only
#include "site/enabled_functions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 1024

/* "name+0x0/0x18 [module]" becomes "name [module]", as the file writes it. */
static void name_of_symbol(const char *symbol, char *name, size_t size)
{
	size_t length = strcspn(symbol, "+ ");
	const char *module = strchr(symbol, '[');

	if (module)
		snprintf(name, size, "%.*s %s", (int)length, symbol, module);
	else
		snprintf(name, size, "%.*s", (int)length, symbol);
}

/* "name (2)  R D  O M  tramp: ..." */
static bool parse_first_line(const char *line, const char *name, struct enabled_function *found)
{
	size_t length = strlen(name);
	char *end;

	if (strncmp(line, name, length) || strncmp(line + length, " (", 2))
		return false;
	found->ops = (unsigned int)strtoul(line + length + 2, &end, 10);
	found->found = *end == ')';
	return found->found;
}

/* Appends a line with its runs of white space folded. */
static void append_folded(struct enabled_function *found, const char *line)
{
	size_t used = strlen(found->text);
	bool space = false;

	if (used && used + 2 < sizeof(found->text)) {
		memcpy(found->text + used, "; ", 3);
		used += 2;
	}
	for (line += strspn(line, " \t"); *line && *line != '\n'; line++) {
		if (*line == ' ' || *line == '\t') {
			space = true;
			continue;
		}
		if (used + 2 >= sizeof(found->text))
			break;
		if (space)
			found->text[used++] = ' ';
		space = false;
		found->text[used++] = *line;
	}
	found->text[used] = '\0';
}

/* "direct-->symbol" or "direct(jmp)-->symbol", on a line of its own. */
static void note_direct(struct enabled_function *found, const char *line)
{
	const char *arrow = strstr(line, "-->");

	if (!arrow || !(strstr(line, "direct-->") || strstr(line, "direct(jmp)-->")))
		return;
	found->direct = true;
	snprintf(found->direct_symbol, sizeof(found->direct_symbol), "%.*s",
		 (int)strcspn(arrow + 3, "\n"), arrow + 3);
}

int enabled_functions_find(const char *path, const char *symbol, struct enabled_function *found)
{
	FILE *file = fopen(path, "re");
	char line[LINE_SIZE];
	char name[LINE_SIZE];

	memset(found, 0, sizeof(*found));
	if (!file)
		return -errno;
	name_of_symbol(symbol, name, sizeof(name));
	while (fgets(line, sizeof(line), file)) {
		/* Lines that belong to the function above them are indented. */
		bool continues = line[0] == ' ' || line[0] == '\t';

		if (found->found && !continues)
			break;
		if (!found->found && !parse_first_line(line, name, found))
			continue;
		append_folded(found, line);
		note_direct(found, line);
	}
	fclose(file);
	return 0;
}
