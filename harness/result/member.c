// SPDX-License-Identifier: GPL-2.0-only
#include "result/member.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int member_refuse(struct result_error *error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	for (char *c = error->text; *c; c++) {
		if (*c < ' ' || *c > '~')
			*c = '?';
	}
	return -EBADMSG;
}

static const char *type_name(const json_t *value)
{
	static const char *const names[] = {
		[JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array",
		[JSON_STRING] = "a string",  [JSON_INTEGER] = "an integer",
		[JSON_REAL] = "a fraction",  [JSON_TRUE] = "true",
		[JSON_FALSE] = "false",      [JSON_NULL] = "null",
	};

	return names[json_typeof(value)];
}

static int wrong_type(const struct member_scope *scope, const char *name, const json_t *value,
		      const char *wanted)
{
	if (!value)
		return member_refuse(scope->error, "'%s' is missing in %s", name, scope->name);
	return member_refuse(scope->error, "'%s' in %s is %s, not %s", name, scope->name,
			     type_name(value), wanted);
}

int member_string(const struct member_scope *scope, const char *name, const char **out)
{
	const json_t *value = json_object_get(scope->object, name);

	if (!json_is_string(value))
		return wrong_type(scope, name, value, "a string");
	*out = json_string_value(value);
	return 0;
}

int member_optional_string(const struct member_scope *scope, const char *name, const char **out)
{
	const json_t *value = json_object_get(scope->object, name);

	*out = NULL;
	if (!value || json_is_null(value))
		return 0;
	return member_string(scope, name, out);
}

int member_integer(const struct member_scope *scope, const char *name, int64_t *out)
{
	const json_t *value = json_object_get(scope->object, name);

	if (!json_is_integer(value))
		return wrong_type(scope, name, value, "an integer");
	*out = json_integer_value(value);
	return 0;
}

int member_count(const struct member_scope *scope, const char *name, int64_t *out)
{
	int error = member_integer(scope, name, out);

	if (!error && *out < 0)
		return member_refuse(scope->error, "'%s' in %s is negative", name, scope->name);
	return error;
}

int member_boolean(const struct member_scope *scope, const char *name, bool *out)
{
	const json_t *value = json_object_get(scope->object, name);

	if (!json_is_boolean(value))
		return wrong_type(scope, name, value, "true or false");
	*out = json_is_true(value);
	return 0;
}

int member_optional_boolean(const struct member_scope *scope, const char *name, bool *out)
{
	*out = false;
	if (!json_object_get(scope->object, name))
		return 0;
	return member_boolean(scope, name, out);
}

int member_object(const struct member_scope *scope, const char *name, struct member_scope *out)
{
	const json_t *value = json_object_get(scope->object, name);

	if (!json_is_object(value))
		return wrong_type(scope, name, value, "an object");
	out->object = value;
	out->name = name;
	out->error = scope->error;
	return 0;
}

int member_array(const struct member_scope *scope, const char *name, const json_t **out)
{
	const json_t *value = json_object_get(scope->object, name);

	if (!json_is_array(value))
		return wrong_type(scope, name, value, "an array");
	*out = value;
	return 0;
}
