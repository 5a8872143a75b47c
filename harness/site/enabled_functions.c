// SPDX-License-Identifier: GPL-2.0-only
#include "site/enabled_functions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 1024

void enabled_functions_path(const char *root, char *path, size_t size)
{
	snprintf(path, size, "%s%s/enabled_functions", root,
		 tracefs_folder(root, "enabled_functions"));
}

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

/* How many ops trace the function of a line "name (2)  R D  O M  tramp: ..." */
static bool parse_first_line(const char *line, size_t name_length, struct enabled_function *found)
{
	char *end;

	if (strncmp(line + name_length, " (", 2) != 0)
		return false;
	found->ops = (unsigned int)strtoul(line + name_length + 2, &end, 10);
	found->found = end != line + name_length + 2 && *end == ')';
	return found->found;
}

/* Length of the name that begins a line: all before " (". */
static size_t name_length_of(const char *line)
{
	const char *end = strstr(line, " (");

	return end ? (size_t)(end - line) : strlen(line);
}

/* Lines that belong to the function above them are indented. */
static bool continues(const char *line)
{
	return line[0] == ' ' || line[0] == '\t';
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

static void take_line(struct enabled_function *found, const char *line)
{
	append_folded(found, line);
	note_direct(found, line);
}

int enabled_functions_find(const char *path, const char *symbol, struct enabled_function *found)
{
	FILE *file = fopen(path, "re");
	char line[LINE_SIZE];
	char name[LINE_SIZE];
	int error = 0;

	memset(found, 0, sizeof(*found));
	if (!file)
		return -errno;
	name_of_symbol(symbol, name, sizeof(name));
	errno = 0;
	while (fgets(line, sizeof(line), file)) {
		if (found->found && !continues(line))
			break;
		if (!found->found && (strncmp(line, name, strlen(name)) != 0 ||
				      !parse_first_line(line, strlen(name), found)))
			continue;
		take_line(found, line);
	}
	if (ferror(file))
		error = errno ? -errno : -EIO;
	fclose(file);
	return error;
}

static int compare_name(const char *name, size_t length, const struct enabled_function *function)
{
	size_t other = name_length_of(function->text);
	int order = strncmp(name, function->text, length < other ? length : other);

	return order ? order : (length > other) - (length < other);
}

static int compare(const void *a, const void *b)
{
	const struct enabled_function *left = a;

	return compare_name(left->text, name_length_of(left->text), b);
}

const struct enabled_function *enabled_functions_named(const struct enabled_functions *all,
						       const char *name)
{
	size_t low = 0, high = all->count, length = strlen(name);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_name(name, length, &all->functions[middle]);

		if (!order)
			return &all->functions[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Room for one more; NULL if memory ran out. */
static struct enabled_function *append(struct enabled_functions *all, size_t *room)
{
	if (all->count == *room) {
		size_t larger = *room ? 2 * *room : 16;
		struct enabled_function *moved =
			realloc(all->functions, larger * sizeof(*all->functions));

		if (!moved)
			return NULL;
		all->functions = moved;
		*room = larger;
	}
	memset(&all->functions[all->count], 0, sizeof(*all->functions));
	return &all->functions[all->count];
}

static int read_all(FILE *file, struct enabled_functions *all)
{
	struct enabled_function *function;
	char line[LINE_SIZE];
	size_t room = 0;

	errno = 0;
	while (fgets(line, sizeof(line), file)) {
		if (continues(line)) {
			if (all->count)
				take_line(&all->functions[all->count - 1], line);
			continue;
		}
		function = append(all, &room);
		if (!function)
			return -ENOMEM;
		if (!parse_first_line(line, name_length_of(line), function))
			continue;
		take_line(function, line);
		all->count++;
	}
	if (ferror(file))
		return errno ? -errno : -EIO;
	return 0;
}

int enabled_functions_read(const char *path, struct enabled_functions *all)
{
	FILE *file = fopen(path, "re");
	int error;

	memset(all, 0, sizeof(*all));
	if (!file)
		return -errno;
	error = read_all(file, all);
	fclose(file);
	if (all->count)
		qsort(all->functions, all->count, sizeof(*all->functions), compare);
	return error;
}

void enabled_functions_free(struct enabled_functions *all)
{
	free(all->functions);
	memset(all, 0, sizeof(*all));
}
