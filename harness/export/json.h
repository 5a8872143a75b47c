/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_JSON_H
#define EXPORT_JSON_H

#include <jansson.h>
#include <stdio.h>

#include "stats/value.h"

/* The number with the digits of the CSV; never a negative zero. A new object, or NULL. */
json_t *export_json_number(struct value value);

/* @nanoseconds in seconds. A new object, or NULL. */
json_t *export_json_seconds(double nanoseconds);

/* Sets a member and takes @value, which may be NULL. Returns 0 or -ENOMEM. */
int export_json_set(json_t *object, const char *key, json_t *value);

#endif /* EXPORT_JSON_H */
