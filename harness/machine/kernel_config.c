// SPDX-License-Identifier: GPL-2.0-only
#include "machine/kernel_config.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/system_file.h"

#define CONFIG_SIZE_MAX (1U << 20)

/* Each changes the instructions on a path, or whether the path exists. */
static const char *const options_that_matter[] = {
	"CC_VERSION_TEXT",
	"CFI",
	"DYNAMIC_FTRACE_WITH_ARGS",
	"DYNAMIC_FTRACE_WITH_CALL_OPS",
	"DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
	"DYNAMIC_FTRACE_WITH_REGS",
	"FTRACE_RECORD_RECURSION",
	"FTRACE_VALIDATE_RCU_IS_WATCHING",
	"FUNCTION_ALIGNMENT",
	"FUNCTION_GRAPH_TRACER",
	"FUNCTION_TRACER",
	"HZ",
	"PREEMPT",
	"PREEMPT_DYNAMIC",
	"PREEMPT_LAZY",
	"PREEMPT_RCU",
	"RANDOMIZE_BASE",
	"STACKPROTECTOR_STRONG",
};

int kernel_config_read(const char *root, const char *release, struct kernel_config *config)
{
	static const char *const places[] = {
		"/boot/config-%s",
		"/lib/modules/%s/config",
		"/lib/modules/%s/build/.config",
	};
	char *text = malloc(CONFIG_SIZE_MAX);

	config->text = NULL;
	for (size_t i = 0; text && i < sizeof(places) / sizeof(places[0]); i++) {
		char path[256];

		snprintf(path, sizeof(path), places[i], release);
		if (system_file_read(root, text, CONFIG_SIZE_MAX, "%s", path) > 0) {
			config->text = text;
			return 0;
		}
	}
	free(text);
	return -ENOENT;
}

void kernel_config_free(struct kernel_config *config)
{
	free(config->text);
	config->text = NULL;
}

/* The value of CONFIG_@name, up to the end of its line; NULL if it is not set. */
static const char *find_value(const struct kernel_config *config, const char *name, size_t *length)
{
	const char *line = config->text;
	size_t name_length = strlen(name);

	while (line && *line) {
		if (!strncmp(line, "CONFIG_", 7) && !strncmp(line + 7, name, name_length) &&
		    line[7 + name_length] == '=') {
			const char *value = line + 8 + name_length;

			*length = strcspn(value, "\n");
			return value;
		}
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return NULL;
}

bool kernel_config_has(const struct kernel_config *config, const char *name)
{
	size_t length;
	const char *value = find_value(config, name, &length);

	return value && length == 1 && (*value == 'y' || *value == 'm');
}

struct kernel_abilities kernel_config_abilities(const struct kernel_config *config)
{
	return (struct kernel_abilities){
		.architecture = architecture_of_build(),
		.call_ops = kernel_config_has(config, "DYNAMIC_FTRACE_WITH_CALL_OPS"),
		.direct_calls = kernel_config_has(config, "DYNAMIC_FTRACE_WITH_DIRECT_CALLS"),
		/* Handlers get ftrace_regs since fprobe stands on the graph tracer (6.14). */
		.fprobe = kernel_config_has(config, "FPROBE") &&
			  kernel_config_has(config, "HAVE_FUNCTION_GRAPH_FREGS"),
		.branch = architecture_of_build() != ARCHITECTURE_X86_64 &&
			  !kernel_config_has(config, "ARM64_BTI_KERNEL"),
		.no_sites = !kernel_config_has(config, "FUNCTION_TRACER"),
	};
}

json_t *kernel_config_digest(const struct kernel_config *config)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	if (!config->text)
		return json_null();
	for (const char *at = config->text; *at; at++)
		hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
	return json_sprintf("fnv1a64:%016" PRIx64, hash);
}

json_t *kernel_config_options(const struct kernel_config *config)
{
	json_t *options;

	if (!config->text)
		return json_null();
	options = json_object();
	for (size_t i = 0; i < sizeof(options_that_matter) / sizeof(options_that_matter[0]); i++) {
		json_t *option;
		size_t length;
		const char *value = find_value(config, options_that_matter[i], &length);

		if (value && length > 1 && *value == '"') {
			value++;
			length -= 2;
		}
		option = value ? json_stringn(value, length) : json_string("n");
		/* What is no UTF-8 cannot be told. */
		json_object_set_new(options, options_that_matter[i], option ? option : json_null());
	}
	return options;
}
