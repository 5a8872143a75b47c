/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MEMBER_H
#define MEMBER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "result/reader.h"

/*
 * Typed access to the members of a JSON object. All functions return 0, or
 * -EBADMSG with the reason in the error's text. Strings and objects that they
 * hand out are borrowed from the object.
 */
struct member_scope {
	const json_t *object;
	const char *name; /* of the object, for the messages */
	struct result_error *error;
};

/* Fills in the error's text, printable ASCII whatever the arguments hold; returns -EBADMSG. */
__attribute__((format(printf, 2, 3))) int member_refuse(struct result_error *error,
							const char *format, ...);

int member_string(const struct member_scope *scope, const char *name, const char **out);

/* A string, null or nothing; NULL for the last two. */
int member_optional_string(const struct member_scope *scope, const char *name, const char **out);

int member_integer(const struct member_scope *scope, const char *name, int64_t *out);

/* An integer that is not negative. */
int member_count(const struct member_scope *scope, const char *name, int64_t *out);

int member_boolean(const struct member_scope *scope, const char *name, bool *out);

/* The same, false if there is no such member. */
int member_optional_boolean(const struct member_scope *scope, const char *name, bool *out);

/* @out is the scope of the object that the member is. */
int member_object(const struct member_scope *scope, const char *name, struct member_scope *out);

int member_array(const struct member_scope *scope, const char *name, const json_t **out);

#endif /* MEMBER_H */
