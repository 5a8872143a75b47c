/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIST_EVENTS_H
#define LIST_EVENTS_H

#include <jansson.h>

/*
 * The rows of `list events`, each a new array of objects.
 *
 * Events: "here" is what each is to the PMUs of this machine's cores, as words of -e where there is
 * one; "unavailable" or "unknown" say why it is nothing to any.
 */
json_t *list_event_rows(void);

/* The words that stand for several of them. */
json_t *list_event_presets(void);

/* The PMUs of the cores, one for each type of core: which CPUs, and what events they name. */
json_t *list_event_pmus(void);

#endif /* LIST_EVENTS_H */
