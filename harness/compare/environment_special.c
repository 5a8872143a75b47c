// SPDX-License-Identifier: GPL-2.0-only
/*
 * What two headers say in other words, or in lists: lists of members, and facts that two kernels
 * tell differently of the same machine.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment_parts.h"
#include "compare/environment_table.h"

/* "workload" and "kloop", "calls" -> "kloop calls"; cut where a file has longer names. */
#define WHAT_SIZE 160

/*
 * The options that matter, but for the compiler's name: that is the kernel's. One that a kernel
 * does not have is "n" in its file.
 */
static void compare_options(struct header_pair *pair)
{
	const json_t *before = header_member(pair->before, "environment/kernel/config");
	const json_t *after = header_member(pair->after, "environment/kernel/config");
	json_t *names = json_object();
	const char *name;
	json_t *value;

	if (!names)
		pair->error = -ENOMEM;
	if (!before != !after)
		header_differ(pair, ENVIRONMENT_CONFIG, "options", before ? "known" : NULL,
			      after ? "known" : NULL);
	/* jansson takes no const where it iterates, and changes nothing. */
	if (before && after &&
	    (json_object_update(names, (json_t *)before) ||
	     json_object_update(names, (json_t *)after)))
		pair->error = -ENOMEM;
	json_object_foreach(names, name, value) {
		if (strcmp(name, "CC_VERSION_TEXT") != 0)
			header_compare_values(pair, ENVIRONMENT_CONFIG, name,
					      header_member(before, name),
					      header_member(after, name));
	}
	json_decref(names);
}

char *header_compiler(const json_t *header)
{
	const char *banner = header_text(header, "environment/compiler");
	const char *start = banner ? strstr(banner, ") (") : NULL;
	const char *end = start ? strstr(start, ") #") : NULL;

	if (!end)
		return NULL;
	start += strlen(") (");
	return strndup(start, (size_t)(end - start));
}

static void compare_compilers(struct header_pair *pair)
{
	char *before = header_compiler(pair->before);
	char *after = header_compiler(pair->after);

	if (strcmp(before ? before : "", after ? after : "") != 0)
		header_differ(pair, ENVIRONMENT_KERNEL, "compiler", before, after);
	free(before);
	free(after);
}

/* Words of a boot loader that name the kernel that it started. */
static bool names_the_kernel(const char *word, size_t length)
{
	static const char *const starts[] = { "BOOT_IMAGE=", "initrd=" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		if (length >= strlen(starts[i]) && !strncmp(word, starts[i], strlen(starts[i])))
			return true;
	}
	return false;
}

/* The next word of @line from *@at on; NULL behind the last. */
static const char *next_word(const char *line, size_t *at, size_t *length)
{
	const char *word;

	do {
		*at += strspn(line + *at, " \t\n");
		word = line + *at;
		*length = strcspn(word, " \t\n");
		*at += *length;
	} while (*length && names_the_kernel(word, *length));
	return *length ? word : NULL;
}

static bool has_word(const char *line, const char *wanted, size_t length)
{
	size_t at = 0, size;
	const char *word;

	while ((word = next_word(line, &at, &size))) {
		if (size == length && !strncmp(word, wanted, length))
			return true;
	}
	return false;
}

/* The words of @line that @other lacks, as one text that the caller frees. */
static char *words_alone(const char *line, const char *other)
{
	char *text = calloc(1, strlen(line) + 1);
	size_t at = 0, size, length = 0;
	const char *word;

	while (text && (word = next_word(line, &at, &size))) {
		if (has_word(other, word, size))
			continue;
		if (length)
			text[length++] = ' ';
		memcpy(text + length, word, size);
		length += size;
	}
	return text;
}

/* Words, because blanks between them and what the boot loader adds mean nothing. */
static void compare_command_lines(struct header_pair *pair)
{
	const char *before = header_text(pair->before, "environment/command_line");
	const char *after = header_text(pair->after, "environment/command_line");
	char *removed, *added;

	if (!before || !after) {
		if (before || after)
			header_differ(pair, ENVIRONMENT_COMMAND_LINE, "command line", before,
				      after);
		return;
	}
	removed = words_alone(before, after);
	added = words_alone(after, before);
	if (!removed || !added)
		pair->error = -ENOMEM;
	else if (*removed || *added)
		header_differ(pair, ENVIRONMENT_COMMAND_LINE, "command line",
			      *removed ? removed : "not set", *added ? added : "not set");
	free(removed);
	free(added);
}

/* Whether each extension of @isa ("rv64imafdch_zicbom_...") is in @other. */
static bool has_all_extensions(const char *isa, const char *other)
{
	while (*isa) {
		size_t length = strcspn(isa, "_");
		bool found = false;

		for (const char *at = other; !found && *at;) {
			size_t size = strcspn(at, "_");

			found = size == length && !strncmp(at, isa, length);
			at += size + (at[size] == '_');
		}
		if (!found)
			return false;
		isa += length + (isa[length] == '_');
	}
	return true;
}

/*
 * A kernel lists the extensions that it knows (riscv_isa_ext[] of arch/riscv/kernel/cpufeature.c),
 * so of one machine a newer one tells more. Neither tells all of the other's: two machines.
 */
static void compare_isas(struct header_pair *pair)
{
	const char *before = header_text(pair->before, "environment/cpu/isa");
	const char *after = header_text(pair->after, "environment/cpu/isa");
	bool by_kernel = before && after && !pair->same_kernel &&
			 (has_all_extensions(before, after) || has_all_extensions(after, before));

	header_compare_values(pair, by_kernel ? ENVIRONMENT_KERNEL : ENVIRONMENT_MACHINE, "ISA",
			      header_member(pair->before, "environment/cpu/isa"),
			      header_member(pair->after, "environment/cpu/isa"));
}

/* A name that only one kernel has is a weakness that the other does not know yet. */
static void compare_mitigations(struct header_pair *pair)
{
	const json_t *before = header_member(pair->before, "environment/vulnerabilities");
	const json_t *after = header_member(pair->after, "environment/vulnerabilities");
	const char *name;
	json_t *value;

	/* As above: the iteration changes nothing. */
	json_object_foreach((json_t *)before, name, value) {
		const json_t *other = header_member(after, name);

		if (other)
			header_compare_values(pair, ENVIRONMENT_SETTINGS, name, value, other);
	}
}

/* Each kernel has its own build of the same source; of one kernel there is to be one. */
static void compare_builds(struct header_pair *pair)
{
	if (pair->same_kernel)
		header_compare_values(pair, ENVIRONMENT_TOOL, "module's build",
				      header_member(pair->before, "environment/module/build_id"),
				      header_member(pair->after, "environment/module/build_id"));
}

/* A kernel that has no tracer has none that is on. */
static void compare_tracers(struct header_pair *pair)
{
	static const char path[] = "environment/tracing/current_tracer";
	const char *before = header_text(pair->before, path);
	const char *after = header_text(pair->after, path);

	before = before ? before : "nop";
	after = after ? after : "nop";
	if (strcmp(before, after) != 0)
		header_differ(pair, ENVIRONMENT_SETTINGS, "current tracer", before, after);
}

/* What was changed shows in other facts; that it was changed at all does not. */
static void compare_tuning(struct header_pair *pair)
{
	bool before = header_member(pair->before, "environment/tuned");
	bool after = header_member(pair->after, "environment/tuned");

	if (before != after)
		header_differ(pair, ENVIRONMENT_SETTINGS, "run --tune", before ? "yes" : "no",
			      after ? "yes" : "no");
}

/* Only what is made up says so. */
static void compare_simulation(struct header_pair *pair)
{
	static const char path[] = "environment/emulation/simulated";
	bool before = json_is_true(header_member(pair->before, path));
	bool after = json_is_true(header_member(pair->after, path));

	if (before != after)
		header_differ(pair, ENVIRONMENT_MACHINE, "simulated", before ? "yes" : "no",
			      after ? "yes" : "no");
}

static const json_t *find_named(const json_t *array, const char *name)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);
		const char *own = header_text(object, "name");

		if (own && !strcmp(own, name))
			return object;
	}
	return NULL;
}

static void compare_members(struct header_pair *pair, const struct header_list *list,
			    const char *name, const json_t *before, const json_t *after)
{
	char what[WHAT_SIZE];

	pair->of_one_name = true;
	for (size_t i = 0; i < list->count; i++) {
		snprintf(what, sizeof(what), "%s: %s", name, list->facts[i].what);
		header_compare_values(pair, list->facts[i].group, what,
				      header_member(before, list->facts[i].path),
				      header_member(after, list->facts[i].path));
	}
	pair->of_one_name = false;
}

static void say_alone(struct header_pair *pair, const char *kind, const char *name, bool before)
{
	char what[WHAT_SIZE];

	snprintf(what, sizeof(what), "%s %s", kind, name);
	header_differ(pair, ENVIRONMENT_PLAN, what, before ? "yes" : "no", before ? "no" : "yes");
}

static void compare_list(struct header_pair *pair, const struct header_list *list)
{
	const json_t *before = header_member(pair->before, list->path);
	const json_t *after = header_member(pair->after, list->path);

	if (list->if_known && (!before || !after))
		return;
	for (size_t i = 0; i < json_array_size(before); i++) {
		const json_t *object = json_array_get(before, i);
		const char *name = header_text(object, "name");
		const json_t *other = name ? find_named(after, name) : NULL;

		if (other)
			compare_members(pair, list, name, object, other);
		else if (name && list->kind)
			say_alone(pair, list->kind, name, true);
	}
	for (size_t i = 0; i < json_array_size(after) && list->kind; i++) {
		const char *name = header_text(json_array_get(after, i), "name");

		if (name && !find_named(before, name))
			say_alone(pair, list->kind, name, false);
	}
}

static bool has_name(const json_t *array, const char *name)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const char *own = json_string_value(json_array_get(array, i));

		if (own && !strcmp(own, name))
			return true;
	}
	return false;
}

/* The order of events says nothing. */
static void compare_events(struct header_pair *pair)
{
	const json_t *before = header_member(pair->before, "plan/events");
	const json_t *after = header_member(pair->after, "plan/events");

	for (size_t i = 0; i < json_array_size(before); i++) {
		const char *name = json_string_value(json_array_get(before, i));

		if (name && !has_name(after, name))
			say_alone(pair, "event", name, true);
	}
	for (size_t i = 0; i < json_array_size(after); i++) {
		const char *name = json_string_value(json_array_get(after, i));

		if (name && !has_name(before, name))
			say_alone(pair, "event", name, false);
	}
}

void header_compare_special(struct header_pair *pair)
{
	size_t count;
	const struct header_list *lists = header_list_rows(&count);

	compare_compilers(pair);
	compare_options(pair);
	compare_command_lines(pair);
	compare_isas(pair);
	compare_mitigations(pair);
	compare_tracers(pair);
	compare_simulation(pair);
	compare_tuning(pair);
	compare_builds(pair);
	for (size_t i = 0; i < count; i++)
		compare_list(pair, &lists[i]);
	compare_events(pair);
}
