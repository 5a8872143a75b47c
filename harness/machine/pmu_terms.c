// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the terms of an event mean: Documentation/ABI/testing/sysfs-bus-event_source-devices-events
 * and -format of the kernel.
 */
#include "machine/pmu_terms.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/nearest.h"
#include "machine/system_file.h"

#define TEXT_SIZE 256

/* The words of one event for one PMU, on their way into the event. */
struct terms {
	const char *root;
	const struct pmu *pmu;
	struct event *event;
	struct complaint *complaint;
};

static __u64 *config_named(struct event *event, const char *name, size_t length)
{
	if (length == 6 && !strncmp(name, "config", 6))
		return &event->config;
	if (length == 7 && !strncmp(name, "config1", 7))
		return &event->config1;
	if (length == 7 && !strncmp(name, "config2", 7))
		return &event->config2;
	return NULL;
}

/* "7" or "0-7" at *@text, which goes on behind it. */
static bool read_range(const char **text, unsigned int *first, unsigned int *last)
{
	char *end;

	if (**text < '0' || **text > '9')
		return false;
	*first = (unsigned int)strtoul(*text, &end, 10);
	*last = *first;
	if (*end == '-')
		*last = (unsigned int)strtoul(end + 1, &end, 10);
	*text = end;
	return *first <= *last && *last < 64;
}

/*
 * Puts the lowest bits of @value into the first range of "config1:0-7,32-35", the next ones into
 * the next. Returns 0; -EBADMSG: that is no format; -ERANGE: bits are left over.
 */
static int place(const char *format, __u64 value, struct event *event)
{
	size_t length = strcspn(format, ":");
	__u64 *config = config_named(event, format, length);
	const char *at = format + length;

	if (!config || *at != ':')
		return -EBADMSG;
	do {
		unsigned int first, last, width;
		__u64 mask;

		at++;
		if (!read_range(&at, &first, &last))
			return -EBADMSG;
		width = last - first + 1;
		mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
		*config = (*config & ~(mask << first)) | ((value & mask) << first);
		value = width == 64 ? 0 : value >> width;
	} while (*at == ',');
	if (*at)
		return -EBADMSG;
	return value ? -ERANGE : 0;
}

static const char *event_text(const char *root, const struct pmu *pmu, const char *name, char *text)
{
	return system_file_line(root, text, TEXT_SIZE, PMU_FOLDER "/%s/events/%s", pmu->name, name);
}

bool pmu_has_event(const char *root, const struct pmu *pmu, const char *name)
{
	char text[TEXT_SIZE];

	return *event_text(root, pmu, name, text);
}

static int is_event(const struct dirent *entry)
{
	return !strchr(entry->d_name, '.');
}

size_t pmu_event_names(const char *root, const struct pmu *pmu, char ***names)
{
	char path[PATH_MAX];
	struct dirent **entries;
	size_t used = 0;
	int count;

	*names = NULL;
	snprintf(path, sizeof(path), "%s" PMU_FOLDER "/%s/events", root, pmu->name);
	count = scandir(path, &entries, is_event, alphasort);
	if (count < 0)
		return 0;
	*names = calloc((size_t)count + 1, sizeof(**names));
	for (int i = 0; i < count; i++) {
		if (*names)
			(*names)[used] = strdup(entries[i]->d_name);
		used += *names && (*names)[used];
		free(entries[i]);
	}
	free(entries);
	return used;
}

/* Neither a name of its events nor of its fields; maybe nearly one. */
static int complain_unknown(const struct terms *terms, const char *name)
{
	char advice[TEXT_SIZE];
	char **names;
	size_t count = pmu_event_names(terms->root, terms->pmu, &names);
	const char *nearest = nearest_name((char *)name, (const char *const *)names, count);

	if (nearest)
		snprintf(advice, sizeof(advice), "did you mean '%s'?", nearest);
	else
		snprintf(advice, sizeof(advice), "its names: tracetoll list events --json");
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return complain(terms->complaint, EXIT_CODE_REFUSED, 0, advice,
			"the PMU %s has no event and no field '%s'", terms->pmu->name, name);
}

static int apply_field(const struct terms *terms, const char *name, __u64 value)
{
	__u64 *config = config_named(terms->event, name, strlen(name));
	char format[TEXT_SIZE];
	int err;

	if (config) {
		*config = value;
		return 0;
	}
	system_file_line(terms->root, format, sizeof(format), PMU_FOLDER "/%s/format/%s",
			 terms->pmu->name, name);
	if (!*format)
		return complain_unknown(terms, name);
	err = place(format, value, terms->event);
	if (err == -ERANGE)
		return complain(terms->complaint, EXIT_CODE_USAGE, 0, "",
				"0x%" PRIx64 " does not fit into '%s' (%s) of the PMU %s",
				(uint64_t)value, name, format, terms->pmu->name);
	if (err)
		return complain(terms->complaint, EXIT_CODE_REFUSED, 0,
				"config=, config1= and config2= need no format",
				"cannot make out '%s', the format of '%s' of the PMU %s", format,
				name, terms->pmu->name);
	return 0;
}

static int apply_list(const struct terms *terms, const char *list, bool of_events);

/* NAME or NAME=NUMBER; an event's own text has no events in it. */
static int apply_term(const struct terms *terms, const char *term, bool of_events)
{
	char name[TEXT_SIZE], text[TEXT_SIZE];
	const char *value = strchr(term, '=');
	__u64 number = 1;
	char *end;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(term, "="), term);
	if (!value && !of_events && *event_text(terms->root, terms->pmu, name, text))
		return apply_list(terms, text, true);
	if (value) {
		errno = 0;
		number = strtoull(value + 1, &end, 0);
		/* "event=?": to be said by whoever names it. */
		if (value[1] < '0' || value[1] > '9' || *end || errno)
			return complain(terms->complaint, EXIT_CODE_REFUSED, 0,
					"give its fields: PMU/FIELD=NUMBER,.../",
					"cannot make out '%s' of an event of the PMU %s", term,
					terms->pmu->name);
	}
	return apply_field(terms, name, number);
}

static int apply_list(const struct terms *terms, const char *list, bool of_events)
{
	int err = 0;

	while (!err) {
		size_t length = strcspn(list, ",");
		char term[TEXT_SIZE];

		snprintf(term, sizeof(term), "%.*s", (int)length, list);
		err = apply_term(terms, term, of_events);
		if (!list[length])
			break;
		list += length + 1;
	}
	return err;
}

int pmu_terms_apply(const char *root, const struct pmu *pmu, const char *terms, struct event *event,
		    struct complaint *complaint)
{
	const struct terms all = {
		.root = root, .pmu = pmu, .event = event, .complaint = complaint
	};

	event->type = pmu->type;
	event->config = 0;
	event->config1 = 0;
	event->config2 = 0;
	return apply_list(&all, terms, false);
}
