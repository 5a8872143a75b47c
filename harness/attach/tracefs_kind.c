// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of what tracefs can put on a tracee.
 */
#include "attach/tracefs_kind.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/tracefs.h"
#include "machine/system_file.h"

/* README is 10 kB; a kernel with all options has 15. */
#define TEXT_SIZE 65536

static const struct tracefs_kind kinds[] = {
	{
		.name = "tracer-function",
		.tracer = "function",
		.entries = 1,
		.option = "CONFIG_FUNCTION_TRACER",
	},
	{
		.name = "tracer-graph",
		.tracer = "function_graph",
		.entries = 2, /* the entry and the return */
		.option = "CONFIG_FUNCTION_GRAPH_TRACER",
	},
	{
		.name = "event-kprobe",
		.probe = "p",
		.place = PLACE_ADDRESS,
		.entries = 1,
		.option = "CONFIG_KPROBE_EVENTS",
	},
	{
		.name = "event-kretprobe",
		.probe = "r",
		.place = PLACE_ADDRESS,
		.entries = 1,
		.option = "CONFIG_KPROBE_EVENTS",
	},
	{
		.name = "event-fprobe",
		.probe = "f",
		.place = PLACE_NAME,
		.entries = 1,
		.option = "CONFIG_FPROBE_EVENTS",
	},
	{
		.name = "event-fprobe-exit",
		.probe = "f",
		.place = PLACE_NAME_RETURN,
		.entries = 1,
		.option = "CONFIG_FPROBE_EVENTS",
	},
	{
		.name = "event-syscall",
		.event = "sys_enter_",
		.entries = 1,
		.option = "CONFIG_FTRACE_SYSCALLS",
	},
	{
		.name = "event-syscall-exit",
		.event = "sys_exit_",
		.entries = 1,
		.option = "CONFIG_FTRACE_SYSCALLS",
	},
};

const struct tracefs_kind *tracefs_kind_find(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	}
	return NULL;
}

bool tracefs_tracee_read(uint64_t address, const char *symbol, struct tracefs_tracee *tracee)
{
	size_t length = strcspn(symbol, "+ ");
	const char *module = strchr(symbol, '[');
	size_t module_length = module ? strcspn(++module, "]") : 0;

	memset(tracee, 0, sizeof(*tracee));
	if (!strncmp(symbol, "0x", 2) || strncmp(symbol + length, "+0x0/", 5) != 0 ||
	    length >= sizeof(tracee->name) || module_length >= sizeof(tracee->module))
		return false;
	tracee->address = address;
	memcpy(tracee->name, symbol, length);
	if (module)
		memcpy(tracee->module, module, module_length);
	return length > 0;
}

void tracefs_filter_word(const struct tracefs_tracee *tracee, char *text, size_t size)
{
	snprintf(text, size, "%s%s%s", tracee->name, tracee->module[0] ? ":mod:" : "",
		 tracee->module);
}

void tracefs_definition(const struct tracefs_kind *kind, const char *group, const char *event,
			const struct tracefs_tracee *tracee, char *text, size_t size)
{
	if (kind->place == PLACE_ADDRESS)
		snprintf(text, size, "%s:%s/%s 0x%" PRIx64, kind->probe, group, event,
			 tracee->address);
	else
		snprintf(text, size, "%s:%s/%s %s%s", kind->probe, group, event, tracee->name,
			 kind->place == PLACE_NAME_RETURN ? "%return" : "");
}

/* Whether one of the words of the file, parted by white space, begins with @word. */
static bool has_word(const char *text, const char *word, bool whole)
{
	const size_t length = strlen(word);

	while (*text) {
		size_t end = strcspn(text, " \t\n");

		if (end >= length && !strncmp(text, word, length) && (!whole || end == length))
			return true;
		text += end;
		text += strspn(text, " \t\n");
	}
	return false;
}

/*
 * kernel/trace/trace.c, readme_msg: a line "f[:[<group>/][<event>]] ..." for each letter that
 * dynamic_events understands.
 */
static bool takes_probe(const char *readme, const char *letter)
{
	char word[8];

	/* "r" may be followed by a number of instances. */
	snprintf(word, sizeof(word), "%s[", letter);
	return has_word(readme, word, false);
}

/* Whether @text, what the file that tells of @kind holds, or README, has a word for it. */
static bool is_told(const struct tracefs_kind *kind, const char *text)
{
	return kind->tracer ? has_word(text, kind->tracer, true) : takes_probe(text, kind->probe);
}

static int complain_of_kernel(const struct tracefs_kind *kind, struct complaint *complaint)
{
	if (kind->tracer)
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "",
				"this kernel has no tracer %s (%s)", kind->tracer, kind->option);
	return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP, "", "this kernel has no %s (%s)",
			!kind->probe          ? "events of system calls"
			: *kind->probe == 'f' ? "fprobe events"
					      : "kprobe events",
			kind->option);
}

int tracefs_available(const char *root, const struct configuration_row *row,
		      struct complaint *complaint)
{
	const struct tracefs_kind *kind = row->tracefs ? tracefs_kind_find(row->tracefs) : NULL;
	const char *folder = tracefs_folder(root, "README");
	char path[PATH_MAX];
	char *text;
	bool there;

	if (!row->tracefs)
		return 0;
	if (!kind)
		return complain(complaint, EXIT_CODE_FAILED, -EINVAL, "",
				"there is no tracefs kind '%s'", row->tracefs);
	snprintf(path, sizeof(path), "%s%s/%s", root, folder,
		 kind->probe ? "dynamic_events" : "events/syscalls");
	text = malloc(TEXT_SIZE);
	if (!text || system_file_read(root, text, TEXT_SIZE, "%s/%s", folder,
				      kind->tracer ? "available_tracers" : "README") < 0) {
		free(text);
		return complain(complaint, EXIT_CODE_SKIPPED, -EOPNOTSUPP,
				"mount it: mount -t tracefs nodev " TRACEFS_PATH, TRACEFS_CLOSED);
	}
	there = kind->tracer || !access(path, F_OK);
	if (there && !kind->event)
		there = is_told(kind, text);
	free(text);
	return there ? 0 : complain_of_kernel(kind, complaint);
}
