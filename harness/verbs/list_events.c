// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/list_events.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/event.h"
#include "machine/pmu.h"
#include "machine/pmu_event.h"
#include "machine/pmu_terms.h"
#include "measure/instruction_clock.h"

/* What an event is on this machine. */
struct answer {
	json_t *here; /* words, one for each PMU that has it */
	char missing[1024]; /* why the last one has not */
	char unknown[256]; /* why nobody can say */
};

static bool is_no(int error)
{
	return error == -ENOENT || error == -ENODEV || error == -ENXIO || error == -EOPNOTSUPP ||
	       error == -EINVAL;
}

static void add_here(struct answer *answer, const struct event *event)
{
	const char *pmu = *event->pmu ? event->pmu : "a PMU that sysfs does not show";
	/* The kernel takes any number. */
	const char *doubt = strchr(event->source, '=') ? " (if it counts)" : "";
	json_t *word = *event->source ? json_sprintf("%s/%s/%s", event->pmu, event->source, doubt)
				      : json_sprintf("%s (generic)", pmu);

	json_array_append_new(answer->here, word);
}

/* Asks for one CPU, which stands for all of its PMU's. */
static void ask(const struct event_row *row, const struct pmu_cores *cores, int cpu,
		struct answer *answer)
{
	const struct pmu_machine machine = {
		.root = "", .cores = cores, .cpu = cpu, .opens = pmu_event_opens
	};
	struct complaint complaint;
	struct event event;
	int err;

	event_from_row(row, &event);
	if (pmu_event_resolve(&machine, &event, &complaint)) {
		snprintf(answer->missing, sizeof(answer->missing), "%s", complaint.tried);
		return;
	}
	err = pmu_event_opens(&event, cpu);
	if (!err)
		add_here(answer, &event);
	else if (is_no(err) && *event.pmu)
		snprintf(answer->missing, sizeof(answer->missing),
			 "the PMU %s has no such event (%s)", event.pmu, strerror(-err));
	else if (is_no(err))
		snprintf(answer->missing, sizeof(answer->missing), "no PMU of cores is here (%s)",
			 strerror(-err));
	else
		snprintf(answer->unknown, sizeof(answer->unknown),
			 "the kernel does not let this user ask (%s); run as root", strerror(-err));
}

static json_t *text_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *row_object(const struct event_row *row, const struct pmu_cores *cores)
{
	struct answer answer = { .here = json_array() };
	bool found;

	for (size_t i = 0; i < cores->count; i++)
		ask(row, cores, pmu_first_cpu(&cores->pmus[i]), &answer);
	if (!cores->count)
		ask(row, cores, sched_getcpu(), &answer);
	if (!json_array_size(answer.here) && row->by_clock && instruction_clock_counts())
		json_array_append_new(answer.here, json_string("the emulator's instruction clock"));
	found = json_array_size(answer.here) > 0;
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "name", row->name, "counts", row->counts,
			 "default", row->standard ? row->name : "", "here", answer.here,
			 "unavailable",
			 text_or_null(found || *answer.unknown ? "" : answer.missing), "unknown",
			 text_or_null(found ? "" : answer.unknown));
}

json_t *list_event_rows(void)
{
	size_t count;
	const struct event_row *rows = event_rows(&count);
	json_t *array = json_array();
	struct pmu_cores cores;

	pmu_cores_read("", &cores);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, row_object(&rows[i], &cores));
	return array;
}

json_t *list_event_presets(void)
{
	size_t count;
	const struct event_preset *presets = event_presets(&count);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *events = json_array();

		for (size_t j = 0; j < EVENT_PRESET_ROWS_MAX && presets[i].rows[j]; j++)
			json_array_append_new(events, json_string(presets[i].rows[j]));
		json_array_append_new(array,
				      json_pack("{s:s, s:s, s:o}", "name", presets[i].name, "tells",
						presets[i].tells, "events", events));
	}
	return array;
}

static json_t *names_of(const struct pmu *pmu)
{
	char **names;
	size_t count = pmu_event_names("", pmu, &names);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		/* What is no UTF-8 is left out: the list stays JSON. */
		json_array_append_new(array, json_string(names[i]));
		free(names[i]);
	}
	free(names);
	return array;
}

json_t *list_event_pmus(void)
{
	json_t *array = json_array();
	struct pmu_cores cores;

	pmu_cores_read("", &cores);
	for (size_t i = 0; i < cores.count; i++) {
		const struct pmu *pmu = &cores.pmus[i];

		json_array_append_new(array,
				      json_pack("{s:s, s:s, s:I, s:o}", "name", pmu->name, "cpus",
						*pmu->cpus ? pmu->cpus : "all CPUs", "type",
						(json_int_t)pmu->type, "names", names_of(pmu)));
	}
	return array;
}
