// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/site_choose.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "site/view.h"

#define LETTERS 256
#define VARIANTS_SHOWN 4
#define SHORT_NAME 8

void choice_free(struct choice *choice)
{
	free(choice->chosen);
	memset(choice, 0, sizeof(*choice));
}

static int add(struct choice *choice, const struct symbol *symbol)
{
	/* Room is doubled whenever the count is a power of two. */
	if (!(choice->count & (choice->count - 1))) {
		size_t room = choice->count ? 2 * choice->count : 1;
		struct chosen *larger = realloc(choice->chosen, room * sizeof(*larger));

		if (!larger)
			return -ENOMEM;
		choice->chosen = larger;
	}
	choice->chosen[choice->count++] = (struct chosen){ .symbol = symbol };
	return 0;
}

/* How many letters may be wrong: of so many names one that is further away is another. */
static size_t wrong_letters(const char *word)
{
	return strlen(word) < SHORT_NAME ? 1 : 2;
}

/*
 * A name that the word can be near to has nearly the same letters: much cheaper to see
 * than the distance itself, and there are 100,000 names and more.
 */
static bool has_nearly_the_letters(const int *letters, size_t length, size_t limit,
				   const char *name)
{
	int rest[LETTERS];
	size_t name_length = strlen(name), missing = 0;

	if (name_length + limit < length || length + limit < name_length)
		return false;
	memcpy(rest, letters, sizeof(rest));
	for (const char *at = name; *at; at++)
		missing += --rest[(unsigned char)*at] < 0;
	return missing <= limit;
}

/* The compiler's marks before functions are nothing that anybody asks for. */
static bool is_askable(const struct symbol *symbol)
{
	return symbol_is_function(symbol) && strncmp(symbol->name, "__pfx_", 6) != 0 &&
	       strncmp(symbol->name, "__cfi_", 6) != 0;
}

static const char *nearest_function(const struct kallsyms *symbols, const char *word)
{
	const char **names = calloc(symbols->count, sizeof(*names));
	const char *nearest;
	int letters[LETTERS] = { 0 };
	size_t count = 0, limit = wrong_letters(word);

	if (!names)
		return NULL;
	for (const char *at = word; *at; at++)
		letters[(unsigned char)*at]++;
	for (size_t i = 0; i < symbols->count; i++) {
		if (is_askable(&symbols->symbols[i]) &&
		    has_nearly_the_letters(letters, strlen(word), limit, symbols->symbols[i].name))
			names[count++] = symbols->symbols[i].name;
	}
	nearest = nearest_name_within(word, names, count, limit);
	free(names);
	return nearest;
}

/* "foo.isra.0, foo.constprop.0": what became of foo; "" if it is no such case. */
static void find_variants(const struct kallsyms *symbols, const char *word, char *text, size_t size)
{
	size_t length = strlen(word), used = 0, found = 0;

	*text = '\0';
	for (size_t i = 0; i < symbols->count && found < VARIANTS_SHOWN; i++) {
		const struct symbol *symbol = &symbols->symbols[i];

		if (!symbol_is_function(symbol) || strncmp(symbol->name, word, length) != 0 ||
		    symbol->name[length] != '.' || used >= size)
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s", found ? ", " : "",
					 symbol->name);
		found++;
	}
}

static int explain_absence(const struct kallsyms *symbols, const char *word, bool is_data,
			   struct complaint *complaint)
{
	char variants[256], advice[256];
	const char *nearest;

	if (is_data)
		return complain(complaint, EXIT_CODE_SKIPPED, 0, "only functions have a patch site",
				"'%s' is data, no function", word);
	find_variants(symbols, word, variants, sizeof(variants));
	if (*variants)
		return complain(complaint, EXIT_CODE_SKIPPED, 0,
				"name one of them, the rest may be inlined into its callers",
				"there is no function '%s', the compiler made of it: %s", word,
				variants);
	nearest = nearest_function(symbols, word);
	if (nearest)
		snprintf(advice, sizeof(advice),
			 "did you mean '%s', or is it inlined into its callers?", nearest);
	else
		snprintf(advice, sizeof(advice),
			 "it may be inlined into its callers, or in a module that is not loaded");
	return complain(complaint, EXIT_CODE_SKIPPED, 0, advice,
			"there is no function '%s' in this kernel", word);
}

static bool shares_name(const struct choice *choice, const struct symbol *symbol)
{
	for (size_t i = 0; i < choice->count; i++) {
		const struct symbol *other = choice->chosen[i].symbol;

		if (other->address != symbol->address &&
		    !strcmp(other->module ? other->module : "",
			    symbol->module ? symbol->module : ""))
			return true;
	}
	return false;
}

int choose_by_name(const struct kallsyms *symbols, const char *word, struct choice *choice,
		   struct complaint *complaint)
{
	bool is_data = false;

	memset(choice, 0, sizeof(*choice));
	for (size_t i = 0; i < symbols->count; i++) {
		const struct symbol *symbol = &symbols->symbols[i];

		if (strcmp(symbol->name, word) != 0)
			continue;
		if (!symbol_is_function(symbol))
			is_data = true;
		else if (add(choice, symbol))
			return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, NULL,
					"cannot choose '%s'", word);
	}
	for (size_t i = 0; i < choice->count; i++)
		choice->chosen[i].shares_name = shares_name(choice, choice->chosen[i].symbol);
	return choice->count ? 0 : explain_absence(symbols, word, is_data, complaint);
}

/* The book's line for a symbol that is the first one of its address. */
static const struct enabled_function *line_of(const struct enabled_functions *book,
					      const struct symbol *symbol)
{
	char name[VIEW_FUNCTION_SIZE];

	if (!symbol->module)
		return enabled_functions_named(book, symbol->name);
	snprintf(name, sizeof(name), "%s [%s]", symbol->name, symbol->module);
	return enabled_functions_named(book, name);
}

/* Also counts how many functions have the name of each line of the book. */
static int choose_lines(const struct kallsyms *symbols, const struct enabled_functions *book,
			struct choice *choice, size_t *named)
{
	for (size_t i = 0; i < symbols->count; i++) {
		const struct symbol *symbol = &symbols->symbols[i];
		const struct enabled_function *line;

		/* Of several names of one address the book has the first. */
		if (!symbol_is_function(symbol) || (i && symbol[-1].address == symbol->address))
			continue;
		line = line_of(book, symbol);
		if (!line)
			continue;
		if (add(choice, symbol))
			return -ENOMEM;
		named[line - book->functions]++;
	}
	return 0;
}

int choose_by_book(const struct kallsyms *symbols, const struct enabled_functions *book,
		   struct choice *choice)
{
	size_t *named = calloc(book->count + 1, sizeof(*named));
	int error;

	memset(choice, 0, sizeof(*choice));
	if (!named)
		return -ENOMEM;
	error = book->count ? choose_lines(symbols, book, choice, named) : 0;
	for (size_t i = 0; !error && i < choice->count; i++) {
		const struct enabled_function *line = line_of(book, choice->chosen[i].symbol);

		choice->chosen[i].shares_name = line && named[line - book->functions] > 1;
	}
	for (size_t i = 0; !error && !choice->lost && i < book->count; i++) {
		if (!named[i])
			choice->lost = &book->functions[i];
	}
	free(named);
	return error;
}
