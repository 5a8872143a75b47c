// SPDX-License-Identifier: GPL-2.0-only
#include "tag_scan.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool begins(const char *text, const char *with)
{
	return !strncasecmp(text, with, strlen(with));
}

static bool is_space(char c)
{
	return c && strchr(" \t\n\f\r", c);
}

/* An attribute that sends a browser somewhere. */
static bool is_address(const char *name, size_t length)
{
	static const char *const names[] = { "href",   "src",  "xlink:href", "action", "formaction",
					     "srcdoc", "data", "poster",     "from",   "to" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strlen(names[i]) == length && begins(name, names[i]))
			return true;
	}
	return false;
}

/* Where a browser would be sent. Blanks and control characters in it change nothing. */
static bool is_script_address(const char *value, size_t length)
{
	static const char scheme[] = "javascript:";
	size_t matched = 0;

	for (size_t i = 0; i < length && matched < sizeof(scheme) - 1; i++) {
		if ((unsigned char)value[i] <= ' ')
			continue;
		if (tolower((unsigned char)value[i]) != scheme[matched])
			return false;
		matched++;
	}
	return matched == sizeof(scheme) - 1;
}

/* Behind @name, at the value if there is one. Returns what follows it. */
static const char *scan_value(FILE *out, const char *name, const char *at)
{
	size_t name_length = (size_t)(at - name);
	const char *value;
	size_t length;

	while (is_space(*at))
		at++;
	if (*at != '=')
		return at;
	at++;
	while (is_space(*at))
		at++;
	if (*at == '"' || *at == '\'') {
		value = at + 1;
		length = strcspn(value, (char[]){ *at, '\0' });
		at = value + length + (value[length] != '\0');
	} else {
		value = at;
		length = strcspn(value, " \t\n\f\r>");
		at = value + length;
		fputs("=bare", out);
	}
	if (is_address(name, name_length) && is_script_address(value, length))
		fputs("=script", out);
	return at;
}

/* From the name of a tag to behind its '>'. */
static const char *scan_tag(FILE *out, const char *at)
{
	size_t length = 1 + strcspn(at + 1, " \t\n\f\r/>");

	fprintf(out, "<%.*s", (int)length, at);
	at += length;
	while (*at && *at != '>') {
		if (is_space(*at) || *at == '/') {
			at++;
			continue;
		}
		length = strcspn(at, " \t\n\f\r/>=");
		length += !length;
		fprintf(out, " %.*s", (int)length, at);
		at = scan_value(out, at, at + length);
	}
	fputs(">\n", out);
	return at + (*at == '>');
}

/* What a style or a script holds ends at its end tag and nowhere else. */
static const char *scan_raw(FILE *out, const char *at, const char *end_tag)
{
	while (*at && !begins(at, end_tag))
		fputc(*at++, out);
	fputc('\n', out);
	return at;
}

char *tag_scan(const char *page)
{
	static const char *const raw[] = {
		"script", "style", "title", "textarea", "xmp", "iframe"
	};
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	const char *at = page;

	if (!out)
		return NULL;
	while ((at = strchr(at, '<'))) {
		const char *name = ++at;

		if (begins(at, "!--")) {
			const char *end = strstr(at, "-->");

			fputs("<!-- -->\n", out);
			at = end ? end + 3 : at + strlen(at);
			continue;
		}
		if (!isalpha((unsigned char)*at) && *at != '/' && *at != '!' && *at != '?')
			continue;
		at = scan_tag(out, at);
		for (size_t i = 0; i < sizeof(raw) / sizeof(*raw); i++) {
			size_t length = strlen(raw[i]);
			char end_tag[16];

			if (!begins(name, raw[i]) || !strchr(" \t\n\f\r/>", name[length]))
				continue;
			snprintf(end_tag, sizeof(end_tag), "</%s", raw[i]);
			/* A title's words are data, too. */
			if (i < 2)
				at = scan_raw(out, at, end_tag);
			else
				while (*at && !begins(at, end_tag))
					at++;
			break;
		}
	}
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

size_t tag_scan_count(const char *scan, const char *attribute)
{
	size_t length = strlen(attribute);
	size_t count = 0;

	for (const char *at = scan; (at = strstr(at, attribute)); at += length)
		count += at > scan && at[-1] == ' ' && strchr(" >=", at[length]);
	return count;
}
