// SPDX-License-Identifier: GPL-2.0-only
#include "machine/kprobe_list.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 1024

static bool begins_with_flag(const char *word)
{
	static const char *const flags[] = { "[GONE]", "[DISABLED]", "[OPTIMIZED]", "[FTRACE]" };

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (!strncmp(word, flags[i], strlen(flags[i])))
			return true;
	}
	return false;
}

/* "[module]" or "module"; what else stands there in brackets are flags. */
static void read_module(const char *word, struct kprobe_place *place)
{
	size_t length;

	if (begins_with_flag(word))
		return;
	word += *word == '[';
	length = strcspn(word, " \t\n]");
	snprintf(place->module, sizeof(place->module), "%.*s", (int)length, word);
}

/* "name+0x0/0x18 [module]", "name+0x0  module [FLAGS]" or "name+0x0    [FLAGS]". */
static void read_symbol(const char *symbol, struct kprobe_place *place)
{
	size_t length = strcspn(symbol, "+ \t\n");
	const char *after = symbol + strcspn(symbol, " \t\n");
	const char *slash = memchr(symbol, '/', (size_t)(after - symbol));

	snprintf(place->name, sizeof(place->name), "%.*s", (int)length, symbol);
	place->length = slash ? strtoull(slash + 1, NULL, 16) : 0;
	read_module(after + strspn(after, " \t\n"), place);
}

static const char *symbol_behind(const char *kind)
{
	return kind + 1 + strspn(kind + 1, " \t");
}

/*
 * "ffff8000800a0b40  k  name+0x0 ..."; the address may be zeros. Returns where its kind
 * stands, or NULL if it is no such line.
 */
static const char *read_line(const char *line, struct kprobe_place *place)
{
	char *end;
	const char *kind;

	memset(place, 0, sizeof(*place));
	place->address = strtoull(line, &end, 16);
	if (end == line)
		return NULL;
	kind = end + strspn(end, " \t");
	/* k: kprobe, r: kretprobe; old kernels had j, too. */
	if (!*kind || kind[1] != ' ')
		return NULL;
	read_symbol(symbol_behind(kind), place);
	return kind;
}

static bool is_in(const struct kprobe_place *probe, const struct kprobe_place *function)
{
	if (probe->address && function->address && function->length)
		return probe->address >= function->address &&
		       probe->address - function->address < function->length;
	return !strcmp(probe->name, function->name) && !strcmp(probe->module, function->module);
}

static void copy_folded(const char *line, char *text, size_t size)
{
	size_t used = 0;

	for (; *line && used + 1 < size; line++) {
		bool space = *line == ' ' || *line == '\t' || *line == '\n';

		if (space && (!used || text[used - 1] == ' '))
			continue;
		text[used++] = space ? ' ' : *line >= ' ' && *line <= '~' ? *line : '?';
	}
	if (used && text[used - 1] == ' ')
		used--;
	text[used] = '\0';
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
	struct kprobe_place wanted = { 0 };
	struct kprobe_place probe;
	char line[LINE_SIZE];
	int err;

	memset(found, 0, sizeof(*found));
	if (!file)
		return -errno;
	read_symbol(symbol, &wanted);
	wanted.address = function;
	while (fgets(line, sizeof(line), file)) {
		bool disabled = strstr(line, "[DISABLED]") != NULL;

		if (strstr(line, "[GONE]") || !read_line(line, &probe) || !is_in(&probe, &wanted))
			continue;
		found->enabled += !disabled;
		if (found->found && (disabled || !found->disabled))
			continue;
		found->found = true;
		found->disabled = disabled;
		copy_folded(line, found->text, sizeof(found->text));
	}
	err = ferror(file) ? -EIO : 0;
	fclose(file);
	if (found->found && all_disarmed(path)) {
		found->disabled = true;
		found->enabled = 0;
	}
	return err;
}

/* The symbol of a line, its module in brackets as elsewhere, and the flags. */
static void name_probe(const char *symbol, bool disarmed, struct kprobe *probe)
{
	const char *module = probe->place.module;
	const char *flags = symbol + strcspn(symbol, " \t\n");
	char text[LINE_SIZE + 32];
	int length = (int)(flags - symbol);

	while (*flags && !begins_with_flag(flags))
		flags++;
	snprintf(text, sizeof(text), "%.*s%s%s%s %s%s", length, symbol, *module ? " [" : "", module,
		 *module ? "]" : "", flags, disarmed ? " [DISARMED]" : "");
	copy_folded(text, probe->text, sizeof(probe->text));
}

/* Room is doubled whenever the count is a power of two. */
static int append(struct kprobe_list *list, const char *kind, bool disarmed,
		  const struct kprobe_place *place)
{
	struct kprobe *probe;

	if (!(list->count & (list->count - 1))) {
		size_t room = list->count ? 2 * list->count : 1;
		struct kprobe *larger = realloc(list->probes, room * sizeof(*larger));

		if (!larger)
			return -ENOMEM;
		list->probes = larger;
	}
	probe = &list->probes[list->count++];
	probe->place = *place;
	probe->is_return = *kind == 'r';
	name_probe(symbol_behind(kind), disarmed, probe);
	return 0;
}

int kprobe_list_read(const char *path, struct kprobe_list *list)
{
	FILE *file = fopen(path, "re");
	struct kprobe_place place;
	char line[LINE_SIZE];
	bool disarmed;
	int err = 0;

	memset(list, 0, sizeof(*list));
	if (!file)
		return -errno;
	disarmed = all_disarmed(path);
	while (!err && fgets(line, sizeof(line), file)) {
		const char *kind = strstr(line, "[GONE]") ? NULL : read_line(line, &place);

		if (kind && *place.name)
			err = append(list, kind, disarmed, &place);
	}
	if (!err && ferror(file))
		err = -EIO;
	fclose(file);
	return err;
}

void kprobe_list_free(struct kprobe_list *list)
{
	free(list->probes);
	memset(list, 0, sizeof(*list));
}

const struct kprobe *kprobe_list_next(const struct kprobe_list *list,
				      const struct kprobe_place *function,
				      const struct kprobe *after)
{
	const struct kprobe *end = list->probes + list->count;

	for (const struct kprobe *probe = after ? after + 1 : list->probes; probe < end; probe++) {
		if (is_in(&probe->place, function))
			return probe;
	}
	return NULL;
}
