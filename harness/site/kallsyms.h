/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KALLSYMS_H
#define KALLSYMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KALLSYMS_PATH "/proc/kallsyms"

struct symbol {
	uint64_t address;
	const char *name;
	const char *module; /* "tracetoll"; NULL: the kernel's own */
	char type; /* as nm(1) writes it */
};

/* The kernel's symbols, by address; several of one address as the kernel orders them. */
struct kallsyms {
	char *text;
	struct symbol *symbols;
	size_t count;
};

/*
 * Reads the file at @path. Returns 0; -EPERM if every address in it is 0, which is how
 * the kernel hides them; -ENODATA if there is no symbol in it; or a negative errno.
 * The caller frees, in every case.
 */
int kallsyms_read(const char *path, struct kallsyms *kallsyms);
void kallsyms_free(struct kallsyms *kallsyms);

/* Whether the type is that of code. */
bool symbol_is_function(const struct symbol *symbol);

/*
 * The symbol that @address lies in: the kernel's first one at the nearest address below,
 * or NULL. Symbols have no sizes here, so one that is more than 1 MiB away is not taken.
 */
const struct symbol *kallsyms_at(const struct kallsyms *kallsyms, uint64_t address);

/* Up to where @symbol reaches: the next one's address less its own; 0 for the last. */
uint64_t kallsyms_size(const struct kallsyms *kallsyms, const struct symbol *symbol);

/* The first of the kernel's own symbols of that name, or NULL. */
const struct symbol *kallsyms_named(const struct kallsyms *kallsyms, const char *name);

/*
 * "name+0x10 [module]", as the kernel prints it but without the size; "name" at the very
 * start; "" if nothing is known there. Always ends @text with a zero.
 */
void kallsyms_text(const struct kallsyms *kallsyms, uint64_t address, char *text, size_t size);

#endif /* KALLSYMS_H */
