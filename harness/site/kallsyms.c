// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/kallsyms, as s_show() in kernel/kallsyms.c writes it: "address type name", and
 * behind a tab "[module]".
 */
#include "site/kallsyms.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FARTHEST (UINT64_C(1) << 20)
#define FIRST_SIZE ((size_t)8 << 20) /* a distribution's kernel has some 7 MiB */

static int read_text(const char *path, char **text, size_t *length)
{
	size_t size = FIRST_SIZE, used = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int error = fd < 0 ? -errno : 0;
	ssize_t got = 1;

	*text = NULL;
	while (!error && got > 0) {
		/* One byte is kept for the zero at the end. */
		if (!*text || used + 1 == size) {
			char *larger = realloc(*text, size = *text ? 2 * size : size);

			if (!larger) {
				error = -ENOMEM;
				break;
			}
			*text = larger;
		}
		got = read(fd, *text + used, size - used - 1);
		if (got < 0)
			error = -errno;
		else
			used += (size_t)got;
	}
	if (fd >= 0)
		close(fd);
	if (!error)
		(*text)[used] = '\0';
	*length = used;
	return error;
}

/* One line; the text is cut up in place. False: it is none. */
static bool parse_line(char *line, struct symbol *symbol)
{
	char *end;

	symbol->address = strtoull(line, &end, 16);
	if (end == line || end[0] != ' ' || !end[1] || end[2] != ' ' || !end[3])
		return false;
	symbol->type = end[1];
	symbol->name = end + 3;
	symbol->module = NULL;
	end += 3 + strcspn(end + 3, "\t ");
	if (*end) {
		*end++ = '\0';
		end += strspn(end, "\t [");
		symbol->module = end;
		end[strcspn(end, "]")] = '\0';
	}
	/* Marks that the assembler leaves: the kernel skips them, too (is_mapping_symbol). */
	return symbol->name[0] && symbol->name[0] != '$' && strncmp(symbol->name, ".L", 2) != 0;
}

static size_t count_lines(const char *text)
{
	size_t lines = 1;

	for (; (text = strchr(text, '\n')); text++)
		lines++;
	return lines;
}

/* Of one address in the order of the file, where names lie one after the other. */
static int compare(const void *a, const void *b)
{
	const struct symbol *left = a, *right = b;

	if (left->address != right->address)
		return left->address < right->address ? -1 : 1;
	return left->name < right->name ? -1 : left->name > right->name;
}

static int parse(struct kallsyms *kallsyms)
{
	bool hidden = true, sorted = true;

	kallsyms->symbols = calloc(count_lines(kallsyms->text), sizeof(*kallsyms->symbols));
	if (!kallsyms->symbols)
		return -ENOMEM;
	for (char *line = kallsyms->text, *next; line && *line; line = next) {
		struct symbol *symbol = &kallsyms->symbols[kallsyms->count];

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (!parse_line(line, symbol))
			continue;
		hidden = hidden && !symbol->address;
		sorted = sorted && (!kallsyms->count || symbol[-1].address <= symbol->address);
		kallsyms->count++;
	}
	if (!kallsyms->count)
		return -ENODATA;
	if (hidden)
		return -EPERM;
	if (!sorted)
		qsort(kallsyms->symbols, kallsyms->count, sizeof(*kallsyms->symbols), compare);
	return 0;
}

int kallsyms_read(const char *path, struct kallsyms *kallsyms)
{
	size_t length;
	int error;

	memset(kallsyms, 0, sizeof(*kallsyms));
	error = read_text(path, &kallsyms->text, &length);
	return error ? error : parse(kallsyms);
}

void kallsyms_free(struct kallsyms *kallsyms)
{
	free(kallsyms->symbols);
	free(kallsyms->text);
	memset(kallsyms, 0, sizeof(*kallsyms));
}

bool symbol_is_function(const struct symbol *symbol)
{
	return strchr("tTwW", symbol->type) != NULL;
}

const struct symbol *kallsyms_at(const struct kallsyms *kallsyms, uint64_t address)
{
	size_t low = 0, high = kallsyms->count;
	const struct symbol *found;

	/* The number of symbols at or below the address. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (kallsyms->symbols[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return NULL;
	found = &kallsyms->symbols[low - 1];
	if (!found->address || address - found->address >= FARTHEST)
		return NULL;
	while (found > kallsyms->symbols && found[-1].address == found->address)
		found--;
	return found;
}

uint64_t kallsyms_size(const struct kallsyms *kallsyms, const struct symbol *symbol)
{
	const struct symbol *end = kallsyms->symbols + kallsyms->count;

	for (const struct symbol *next = symbol + 1; next < end; next++) {
		if (next->address != symbol->address)
			return next->address - symbol->address;
	}
	return 0;
}

const struct symbol *kallsyms_named(const struct kallsyms *kallsyms, const char *name)
{
	for (size_t i = 0; i < kallsyms->count; i++) {
		const struct symbol *symbol = &kallsyms->symbols[i];

		if (!symbol->module && !strcmp(symbol->name, name))
			return symbol;
	}
	return NULL;
}

void kallsyms_text(const struct kallsyms *kallsyms, uint64_t address, char *text, size_t size)
{
	const struct symbol *symbol = address ? kallsyms_at(kallsyms, address) : NULL;
	char offset[24] = "";

	if (!symbol) {
		*text = '\0';
		return;
	}
	if (address != symbol->address)
		snprintf(offset, sizeof(offset), "+0x%" PRIx64, address - symbol->address);
	snprintf(text, size, "%s%s%s%s%s", symbol->name, offset, symbol->module ? " [" : "",
		 symbol->module ? symbol->module : "", symbol->module ? "]" : "");
}
