// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is not alike in two headers, by a table: a fact that is new in the file is a row here.
 */
#include "compare/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment_parts.h"

struct header_fact {
	enum environment_group group;
	const char *what; /* for people */
	const char *path; /* in the header */
	/* Older files, or kernels that cannot do it, do not say: it counts only where both do. */
	bool if_known;
};

/*
 * Not here: what is new with each boot or run (seed, started, boot_id, load, interrupts,
 * temperature, the frequency of the moment), what follows from another row, and type numbers, which
 * the kernel hands out.
 */
static const struct header_fact header_facts[] = {
	{ ENVIRONMENT_KERNEL, "release", "environment/kernel/release", false },
	{ ENVIRONMENT_KERNEL, "build", "environment/kernel/version", false },
	{ ENVIRONMENT_KERNEL, "configuration digest", "environment/kernel/config_digest", false },
	{ ENVIRONMENT_COMMAND_LINE, "KASLR", "environment/kaslr", false },
	{ ENVIRONMENT_COMMAND_LINE, "isolation", "environment/facts/isolation/text", true },
	{ ENVIRONMENT_COMMAND_LINE, "stack offset", "environment/facts/stack-offset/text", true },
	{ ENVIRONMENT_MACHINE, "architecture", "environment/arch", false },
	{ ENVIRONMENT_MACHINE, "board", "environment/board", false },
	{ ENVIRONMENT_MACHINE, "compatible", "environment/compatible", false },
	{ ENVIRONMENT_MACHINE, "CPU model", "environment/cpu/model name", false },
	{ ENVIRONMENT_MACHINE, "MIDR", "environment/cpu/midr_el1", false },
	{ ENVIRONMENT_MACHINE, "mvendorid", "environment/cpu/mvendorid", false },
	{ ENVIRONMENT_MACHINE, "marchid", "environment/cpu/marchid", false },
	{ ENVIRONMENT_MACHINE, "mimpid", "environment/cpu/mimpid", false },
	{ ENVIRONMENT_MACHINE, "uarch", "environment/cpu/uarch", false },
	{ ENVIRONMENT_MACHINE, "microcode", "environment/cpu/microcode", false },
	{ ENVIRONMENT_MACHINE, "core type", "environment/core_type", false },
	{ ENVIRONMENT_MACHINE, "PMU", "environment/cpu/pmu", false },
	{ ENVIRONMENT_MACHINE, "emulated", "environment/emulation/emulated", false },
	{ ENVIRONMENT_MACHINE, "instruction clock", "environment/emulation/instruction_clock",
	  false },
	{ ENVIRONMENT_MACHINE, "emulated machine", "environment/emulation/machine", false },
	{ ENVIRONMENT_SETTINGS, "governor", "environment/frequency/scaling_governor", false },
	{ ENVIRONMENT_SETTINGS, "lowest frequency", "environment/frequency/scaling_min_freq",
	  false },
	{ ENVIRONMENT_SETTINGS, "highest frequency", "environment/frequency/scaling_max_freq",
	  false },
	{ ENVIRONMENT_SETTINGS, "boost", "environment/facts/boost/text", true },
	{ ENVIRONMENT_SETTINGS, "SMT", "environment/facts/smt/text", true },
	{ ENVIRONMENT_SETTINGS, "idle states", "environment/facts/idle/text", true },
	{ ENVIRONMENT_SETTINGS, "clock source", "environment/facts/clock/text", true },
	{ ENVIRONMENT_SETTINGS, "NMI watchdog", "environment/facts/nmi-watchdog/text", true },
	{ ENVIRONMENT_SETTINGS, "counter reads", "environment/facts/counter-reads/text", true },
	{ ENVIRONMENT_SETTINGS, "BPF JIT", "environment/bpf/jit_enable", true },
	{ ENVIRONMENT_SETTINGS, "BPF JIT hardening", "environment/bpf/jit_harden", true },
	{ ENVIRONMENT_SETTINGS, "BPF statistics", "environment/bpf/stats_enabled", true },
	{ ENVIRONMENT_TOOL, "tracetoll", "tool/version", false },
	{ ENVIRONMENT_TOOL, "its compiler", "tool/compiler", false },
	{ ENVIRONMENT_TOOL, "module's source", "environment/module/srcversion", false },
	{ ENVIRONMENT_TOOL, "module's version", "environment/module/version", false },
	{ ENVIRONMENT_PLAN, "CPU", "plan/cpu", false },
	{ ENVIRONMENT_PLAN, "calls", "plan/calls", false },
	{ ENVIRONMENT_PLAN, "samples", "plan/samples", true },
	{ ENVIRONMENT_PLAN, "reload", "plan/reload", true },
	{ ENVIRONMENT_PLAN, "settle_ms", "plan/settle_ms", true },
	{ ENVIRONMENT_PLAN, "dirty allowed", "plan/allow_dirty", false },
};

const json_t *header_member(const json_t *object, const char *path)
{
	char name[64];

	while (object && *path) {
		size_t length = strcspn(path, "/");

		if (length >= sizeof(name))
			return NULL;
		memcpy(name, path, length);
		name[length] = '\0';
		object = json_object_get(object, name);
		path += length + (path[length] == '/');
	}
	return json_is_null(object) ? NULL : object;
}

const char *header_text(const json_t *object, const char *path)
{
	return json_string_value(header_member(object, path));
}

/* A copy of @text that lives as long as the differences. */
static const char *keep(struct header_pair *pair, const char *text)
{
	json_t *copy = json_string(text ? text : "not known");

	if (json_array_append_new(pair->out->texts, copy)) {
		pair->error = -ENOMEM;
		return "";
	}
	return json_string_value(copy);
}

void header_differ(struct header_pair *pair, enum environment_group group, const char *what,
		   const char *before, const char *after)
{
	struct environment_differences *out = pair->out;
	struct environment_difference *rows =
		reallocarray(out->rows, out->count + 1, sizeof(*rows));

	if (!rows) {
		pair->error = -ENOMEM;
		return;
	}
	out->rows = rows;
	rows[out->count++] = (struct environment_difference){
		.group = group,
		.what = keep(pair, what),
		.before = keep(pair, before),
		.after = keep(pair, after),
	};
}

/* Strings in a row, else as JSON: for people, so without its quotes where it can be. */
static char *array_text(const json_t *array)
{
	char *text = json_dumps(array, JSON_COMPACT | JSON_ENCODE_ANY);
	size_t kept = 0;

	for (const char *c = text; c && *c; c++) {
		if (!strchr("[]\"", *c))
			text[kept++] = *c;
	}
	if (text)
		text[kept] = '\0';
	return text;
}

/* For people; the caller frees it. NULL when memory ran out. */
static char *value_text(const json_t *value)
{
	if (!value)
		return strdup("not known");
	if (json_is_boolean(value))
		return strdup(json_is_true(value) ? "yes" : "no");
	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_array(value))
		return array_text(value);
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

static bool is_nothing(const json_t *value)
{
	return !value || json_is_null(value) || json_is_false(value);
}

void header_compare_values(struct header_pair *pair, enum environment_group group, const char *what,
			   const json_t *before, const json_t *after)
{
	char *texts[2];

	if ((is_nothing(before) && is_nothing(after)) ||
	    (before && after && json_equal(before, after)))
		return;
	texts[0] = value_text(before);
	texts[1] = value_text(after);
	if (texts[0] && texts[1])
		header_differ(pair, group, what, texts[0], texts[1]);
	else
		pair->error = -ENOMEM;
	free(texts[0]);
	free(texts[1]);
}

static void compare_fact(struct header_pair *pair, const struct header_fact *fact)
{
	const json_t *before = header_member(pair->before, fact->path);
	const json_t *after = header_member(pair->after, fact->path);

	if (fact->if_known && (!before || !after))
		return;
	header_compare_values(pair, fact->group, fact->what, before, after);
}

static bool is_same_kernel(const json_t *before, const json_t *after)
{
	static const char *const paths[] = {
		"environment/kernel/release",
		"environment/kernel/version",
		"environment/kernel/config_digest",
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *left = header_text(before, paths[i]);
		const char *right = header_text(after, paths[i]);

		if (strcmp(left ? left : "", right ? right : "") != 0)
			return false;
	}
	return true;
}

/* Rows of one group stay in their order: there are few. */
static void sort_by_group(struct environment_differences *out)
{
	for (size_t i = 1; i < out->count; i++) {
		struct environment_difference row = out->rows[i];
		size_t at = i;

		for (; at && out->rows[at - 1].group > row.group; at--)
			out->rows[at] = out->rows[at - 1];
		out->rows[at] = row;
	}
}

int environment_compare(const struct result *before, const struct result *after,
			struct environment_differences *differences)
{
	struct header_pair pair = {
		.before = result_header(before),
		.after = result_header(after),
		.out = differences,
	};

	*differences = (struct environment_differences){ .texts = json_array() };
	if (!differences->texts)
		return -ENOMEM;
	pair.same_kernel = is_same_kernel(pair.before, pair.after);
	for (size_t i = 0; i < sizeof(header_facts) / sizeof(header_facts[0]); i++)
		compare_fact(&pair, &header_facts[i]);
	header_compare_special(&pair);
	sort_by_group(differences);
	return pair.error;
}

void environment_free(struct environment_differences *differences)
{
	free(differences->rows);
	json_decref(differences->texts);
	memset(differences, 0, sizeof(*differences));
}
