// SPDX-License-Identifier: GPL-2.0-only
/*
 * As much of XML as a picture has.
 */
#include "plot/svg_read.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-_."

bool svg_is(const struct svg_piece *piece, const char *word)
{
	return piece->length == strlen(word) && !memcmp(piece->start, word, piece->length);
}

struct svg_piece svg_attribute(const struct svg_token *token, const char *name)
{
	for (size_t i = 0; i < token->attribute_count; i++) {
		if (svg_is(&token->attributes[i].name, name))
			return token->attributes[i].value;
	}
	return (struct svg_piece){ 0 };
}

static const char *read_name(const char *text, struct svg_piece *name)
{
	*name = (struct svg_piece){ text, strspn(text, NAME_CHARACTERS) };
	return name->length ? text + name->length : NULL;
}

static const char *read_attribute(const char *text, struct svg_token *token)
{
	struct svg_attribute *attribute = &token->attributes[token->attribute_count];
	const char *end;
	char quote;

	if (token->attribute_count == SVG_ATTRIBUTES_MAX)
		return NULL;
	text = read_name(text, &attribute->name);
	if (!text)
		return NULL;
	text += strspn(text, BLANKS);
	if (*text++ != '=')
		return NULL;
	text += strspn(text, BLANKS);
	quote = *text;
	if (quote != '"' && quote != '\'')
		return NULL;
	end = strchr(++text, quote);
	if (!end || memchr(text, '<', (size_t)(end - text)))
		return NULL;
	attribute->value = (struct svg_piece){ text, (size_t)(end - text) };
	token->attribute_count++;
	return end + 1;
}

static const char *read_start(const char *text, struct svg_token *token)
{
	token->kind = SVG_START;
	text = read_name(text + 1, &token->text);
	while (text) {
		size_t blanks = strspn(text, BLANKS);

		text += blanks;
		token->empty = *text == '/';
		if (token->empty)
			text++;
		if (*text == '>')
			return text + 1;
		if (token->empty || !blanks)
			return NULL;
		text = read_attribute(text, token);
	}
	return NULL;
}

static const char *read_close(const char *text, struct svg_token *token)
{
	token->kind = SVG_CLOSE;
	text = read_name(text + 2, &token->text);
	if (!text)
		return NULL;
	text += strspn(text, BLANKS);
	return *text == '>' ? text + 1 : NULL;
}

static const char *skip_behind(const char *text, const char *end)
{
	text = strstr(text, end);
	return text ? text + strlen(end) : NULL;
}

const char *svg_read(const char *text, struct svg_token *token)
{
	token->attribute_count = 0;
	token->empty = false;
	token->kind = SVG_OTHER;
	if (!*text) {
		token->kind = SVG_END_OF_TEXT;
		return text;
	}
	if (*text != '<') {
		token->kind = SVG_TEXT;
		token->text = (struct svg_piece){ text, strcspn(text, "<") };
		return text + token->text.length;
	}
	if (!strncmp(text, "<!--", 4))
		return skip_behind(text + 4, "-->");
	if (text[1] == '?')
		return skip_behind(text, "?>");
	/* A document type could define what the rest means, so only one that does not is skipped.
	 */
	if (text[1] == '!')
		return text[2 + strcspn(text + 2, "[<>")] == '>' ? skip_behind(text, ">") : NULL;
	return text[1] == '/' ? read_close(text, token) : read_start(text, token);
}
