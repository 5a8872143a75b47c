// SPDX-License-Identifier: GPL-2.0-only
#include "machine/kprobe_list.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 1024
#define NAME_SIZE 512

/* A function, or where a probe stands. */
struct place {
	uint64_t address; /* 0: hidden from us (kallsyms_show_value) */
	uint64_t length; /* of the function, 0 if not told */
	char name[NAME_SIZE];
	char module[NAME_SIZE]; /* "" for the kernel's own */
};

/* "[module]" or "module"; what else stands there in brackets are flags. */
static void read_module(const char *word, struct place *place)
{
	static const char *const flags[] = { "[GONE]", "[DISABLED]", "[OPTIMIZED]", "[FTRACE]" };
	size_t length;

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (!strncmp(word, flags[i], strlen(flags[i])))
			return;
	}
	word += *word == '[';
	length = strcspn(word, " \t\n]");
	snprintf(place->module, sizeof(place->module), "%.*s", (int)length, word);
}

/* "name+0x0/0x18 [module]", "name+0x0  module [FLAGS]" or "name+0x0    [FLAGS]". */
static void read_symbol(const char *symbol, struct place *place)
{
	size_t length = strcspn(symbol, "+ \t\n");
	const char *after = symbol + strcspn(symbol, " \t\n");
	const char *slash = memchr(symbol, '/', (size_t)(after - symbol));

	snprintf(place->name, sizeof(place->name), "%.*s", (int)length, symbol);
	place->length = slash ? strtoull(slash + 1, NULL, 16) : 0;
	read_module(after + strspn(after, " \t\n"), place);
}

/* "ffff8000800a0b40  k  name+0x0 ..."; the address may be zeros. */
static bool read_line(const char *line, struct place *place)
{
	char *end;
	const char *kind;

	memset(place, 0, sizeof(*place));
	place->address = strtoull(line, &end, 16);
	if (end == line)
		return false;
	kind = end + strspn(end, " \t");
	/* k: kprobe, r: kretprobe; old kernels had j, too. */
	if (!*kind || kind[1] != ' ')
		return false;
	read_symbol(kind + 1 + strspn(kind + 1, " \t"), place);
	return true;
}

static bool is_in(const struct place *probe, const struct place *function)
{
	if (probe->address && function->address && function->length)
		return probe->address >= function->address &&
		       probe->address - function->address < function->length;
	return !strcmp(probe->name, function->name) && !strcmp(probe->module, function->module);
}

static void copy_folded(struct kprobe_found *found, const char *line)
{
	size_t used = 0;

	for (; *line && used + 1 < sizeof(found->text); line++) {
		bool space = *line == ' ' || *line == '\t' || *line == '\n';

		if (space && (!used || found->text[used - 1] == ' '))
			continue;
		found->text[used++] = space ? ' ' : *line >= ' ' && *line <= '~' ? *line : '?';
	}
	if (used && found->text[used - 1] == ' ')
		used--;
	found->text[used] = '\0';
}

/* The switch for all of them lies beside the list; a line does not tell of it. */
static bool all_disarmed(const char *path)
{
	char name[PATH_MAX];
	const char *slash = strrchr(path, '/');
	FILE *file;
	bool disarmed;

	snprintf(name, sizeof(name), "%.*senabled", slash ? (int)(slash + 1 - path) : 0, path);
	file = fopen(name, "re");
	disarmed = file && fgetc(file) == '0';
	if (file)
		fclose(file);
	return disarmed;
}

int kprobe_list_find(const char *path, uint64_t function, const char *symbol,
		     struct kprobe_found *found)
{
	FILE *file = fopen(path, "re");
	struct place wanted = { 0 };
	struct place probe;
	char line[LINE_SIZE];
	int err;

	memset(found, 0, sizeof(*found));
	if (!file)
		return -errno;
	read_symbol(symbol, &wanted);
	wanted.address = function;
	while ((!found->found || found->disabled) && fgets(line, sizeof(line), file)) {
		bool disabled = strstr(line, "[DISABLED]") != NULL;

		if ((found->found && disabled) || strstr(line, "[GONE]") ||
		    !read_line(line, &probe) || !is_in(&probe, &wanted))
			continue;
		found->found = true;
		found->disabled = disabled;
		copy_folded(found, line);
	}
	err = ferror(file) ? -EIO : 0;
	fclose(file);
	if (found->found && all_disarmed(path))
		found->disabled = true;
	return err;
}
