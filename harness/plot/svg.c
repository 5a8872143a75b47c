// SPDX-License-Identifier: GPL-2.0-only
/*
 * A picture of gnuplot's as a page can have it. Gnuplot begins a group for each stroke, and most
 * are empty or like the one before; these are joined. A text has a group of its own for its place;
 * the place becomes the text's, and the groups are alike. That makes it a third as long.
 */
#include "plot/svg.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/svg_path.h"
#include "plot/svg_read.h"
#include "plot/svg_short.h"
#include "plot/svg_write.h"

#define DEPTH_MAX 32
#define REFERENCES_MAX 4

/* An element that is open. */
struct element {
	struct svg_piece name;
	bool hidden; /* it is not written, only what it holds */
	char *group; /* of a group: its attributes */
	bool written; /* of a group: whether its start is */
	struct svg_piece place; /* of a text's group: its transform */
};

struct cleaning {
	FILE *out;
	const char *all;
	const char *prefix;
	const char *label;
	struct element open[DEPTH_MAX];
	size_t depth;
	size_t level; /* of these, the ones that are written */
	size_t dropped; /* open elements that are left out with all in them */
	size_t texts; /* open elements that hold text */
	size_t definitions;
	/* A group whose end is not written yet, for the next one may be the same. */
	char *ended;
	size_t ended_level;
};

static const char *const kept[] = {
	"svg",    "g",       "defs",    "path",     "text", "tspan", "rect",
	"circle", "ellipse", "polygon", "polyline", "line", "use",
};

static bool is_kept(const struct svg_piece *name)
{
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		if (svg_is(name, kept[i]))
			return true;
	}
	return false;
}

static void write_ended(struct cleaning *cleaning)
{
	if (cleaning->ended)
		fputs("</g>", cleaning->out);
	free(cleaning->ended);
	cleaning->ended = NULL;
}

/* Writes what is held back: an end, and the starts of groups that now hold something. */
static void flush(struct cleaning *cleaning)
{
	size_t level = 0;

	for (size_t i = 0; i < cleaning->depth; i++) {
		struct element *element = &cleaning->open[i];

		if (element->group && !element->written) {
			if (cleaning->ended && cleaning->ended_level == level &&
			    !strcmp(cleaning->ended, element->group)) {
				free(cleaning->ended);
				cleaning->ended = NULL;
			} else {
				write_ended(cleaning);
				fprintf(cleaning->out, "<g%s>", element->group);
			}
			element->written = true;
		}
		level += !element->hidden;
	}
	write_ended(cleaning);
}

/* The id of the element that @at stands in; a piece of NULL: it has none. */
static struct svg_piece id_around(const struct cleaning *cleaning, const char *at)
{
	struct svg_token token;

	while (at > cleaning->all && *at != '<')
		at--;
	if (*at != '<' || !svg_read(at, &token) || token.kind != SVG_START)
		return (struct svg_piece){ 0 };
	return svg_attribute(&token, "id");
}

/* A reference counts if it is drawn, or if what has it is referred to; @depth: no circles. */
static bool is_referred_to(const struct cleaning *cleaning, const struct svg_piece *id,
			   size_t depth)
{
	for (const char *at = strchr(cleaning->all, '#'); at; at = strchr(at + 1, '#')) {
		struct svg_piece by;

		if (strncmp(at + 1, id->start, id->length) != 0 || !at[1 + id->length] ||
		    !strchr("'\")", at[1 + id->length]))
			continue;
		by = id_around(cleaning, at);
		if (!by.start || depth == REFERENCES_MAX ||
		    is_referred_to(cleaning, &by, depth + 1))
			return true;
	}
	return false;
}

/* A name that nobody calls is left out; what only defines something by it, with it. */
static bool drop_unused_id(const struct cleaning *cleaning, struct svg_token *token)
{
	for (size_t i = 0; i < token->attribute_count; i++) {
		struct svg_attribute *attribute = &token->attributes[i];

		if (!svg_is(&attribute->name, "id") ||
		    is_referred_to(cleaning, &attribute->value, 0))
			continue;
		*attribute = token->attributes[--token->attribute_count];
		return cleaning->definitions > 0;
	}
	return false;
}

/* @place: where its text stands, or a piece of NULL. */
static char *attributes_text(const struct svg_token *token, const struct svg_piece *place,
			     const char *prefix)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	if (place->start)
		svg_write_place(out, place);
	svg_write_attributes(out, token, prefix);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	svg_shorten(text);
	return text;
}

static int start_root(struct cleaning *cleaning, const struct svg_token *token)
{
	fputs("<svg role=\"img\" aria-label=\"", cleaning->out);
	svg_write_plain(cleaning->out, cleaning->label);
	fputc('"', cleaning->out);
	svg_write_attributes(cleaning->out, token, cleaning->prefix);
	fputc('>', cleaning->out);
	cleaning->open[cleaning->depth++] = (struct element){ .name = token->text };
	cleaning->level++;
	return token->empty ? -EINVAL : 0;
}

static struct svg_piece take_attribute(struct svg_token *token, const char *name)
{
	struct svg_piece value = svg_attribute(token, name);

	for (size_t i = 0; value.start && i < token->attribute_count; i++) {
		if (!svg_is(&token->attributes[i].name, name))
			continue;
		token->attributes[i] = token->attributes[--token->attribute_count];
		break;
	}
	return value;
}

static int start_group(struct cleaning *cleaning, struct svg_token *token)
{
	const struct svg_piece nowhere = { 0 };
	struct element element = { .name = token->text };

	if (token->empty)
		return 0;
	if (svg_attribute(token, "font-size").start)
		element.place = take_attribute(token, "transform");
	element.group = attributes_text(token, &nowhere, cleaning->prefix);
	if (!element.group)
		return -ENOMEM;
	element.hidden = !*element.group;
	if (element.hidden) {
		free(element.group);
		element.group = NULL;
	}
	cleaning->level += !element.hidden;
	cleaning->open[cleaning->depth++] = element;
	return 0;
}

static bool holds_text(const struct svg_piece *name)
{
	return svg_is(name, "text") || svg_is(name, "tspan");
}

/* A path that goes nowhere, and the rectangle around all that has no colour. */
static bool draws_nothing(const struct cleaning *cleaning, const struct svg_token *token)
{
	struct svg_piece path = svg_attribute(token, "d");
	struct svg_piece fill = svg_attribute(token, "fill");

	if (!token->empty)
		return false;
	if (svg_is(&token->text, "path"))
		return path.start && svg_path_is_nothing(&path);
	return svg_is(&token->text, "rect") && cleaning->level == 1 && fill.start &&
	       svg_is(&fill, "none") && !svg_attribute(token, "stroke").start;
}

static int write_start(struct cleaning *cleaning, const struct svg_token *token,
		       const struct svg_piece *place)
{
	char *attributes = attributes_text(token, place, cleaning->prefix);
	const char *end = ">";
	bool polygon = token->empty && svg_is(&token->text, "polygon");

	if (!attributes)
		return -ENOMEM;
	flush(cleaning);
	/* A value without quotes would take the slash for its own. */
	if (token->empty)
		end = *attributes && attributes[strlen(attributes) - 1] != '"' ? " />" : "/>";
	if (polygon && strstr(attributes, " d="))
		fprintf(cleaning->out, "<path%s%s", attributes, end);
	else
		fprintf(cleaning->out, "<%.*s%s%s", (int)token->text.length, token->text.start,
			attributes, end);
	free(attributes);
	return 0;
}

static int start(struct cleaning *cleaning, struct svg_token *token)
{
	bool root = svg_is(&token->text, "svg");
	struct svg_piece place;
	int error;

	if (root != !cleaning->depth || cleaning->depth == DEPTH_MAX)
		return -EINVAL;
	if (root)
		return start_root(cleaning, token);
	if (cleaning->dropped || !is_kept(&token->text) || drop_unused_id(cleaning, token)) {
		cleaning->dropped += !token->empty;
		return 0;
	}
	if (svg_is(&token->text, "g"))
		return start_group(cleaning, token);
	place = cleaning->open[cleaning->depth - 1].place;
	/* Gnuplot has nothing but texts there. */
	if (place.start && !svg_is(&token->text, "text"))
		return -EINVAL;
	if (draws_nothing(cleaning, token))
		return 0;
	error = write_start(cleaning, token, &place);
	if (error || token->empty)
		return error;
	cleaning->open[cleaning->depth++] = (struct element){ .name = token->text };
	cleaning->level++;
	cleaning->texts += holds_text(&token->text);
	cleaning->definitions += svg_is(&token->text, "defs");
	return 0;
}

static int end_element(struct cleaning *cleaning, const struct svg_token *token)
{
	struct element *element;

	if (cleaning->dropped) {
		cleaning->dropped--;
		return 0;
	}
	if (!cleaning->depth)
		return -EINVAL;
	element = &cleaning->open[--cleaning->depth];
	cleaning->level -= !element->hidden;
	if (element->name.length != token->text.length ||
	    memcmp(element->name.start, token->text.start, token->text.length) != 0) {
		free(element->group);
		return -EINVAL;
	}
	if (element->hidden)
		return 0;
	if (element->group && !element->written) {
		free(element->group);
		return 0;
	}
	write_ended(cleaning);
	if (element->group) {
		cleaning->ended = element->group;
		cleaning->ended_level = cleaning->level;
		return 0;
	}
	cleaning->texts -= holds_text(&token->text);
	cleaning->definitions -= svg_is(&token->text, "defs");
	fprintf(cleaning->out, "</%.*s>", (int)token->text.length, token->text.start);
	return 0;
}

int plot_svg_clean(const char *svg, const char *prefix, const char *label, char **out)
{
	struct cleaning cleaning = { .all = svg, .prefix = prefix, .label = label };
	struct svg_token token;
	bool begun = false;
	size_t size;
	int error = 0;

	*out = NULL;
	cleaning.out = open_memstream(out, &size);
	if (!cleaning.out)
		return -ENOMEM;
	do {
		svg = svg_read(svg, &token);
		if (!svg)
			error = -EINVAL;
		else if (token.kind == SVG_START)
			error = begun && !cleaning.depth ? -EINVAL : start(&cleaning, &token);
		else if (token.kind == SVG_CLOSE)
			error = end_element(&cleaning, &token);
		else if (token.kind == SVG_TEXT && cleaning.texts && !cleaning.dropped)
			svg_write_text(cleaning.out, &token.text);
		begun = begun || token.kind == SVG_START;
	} while (!error && token.kind != SVG_END_OF_TEXT);
	/* Whole only if all that began has ended. */
	if (!error && (cleaning.depth || !begun))
		error = -EINVAL;
	while (cleaning.depth)
		free(cleaning.open[--cleaning.depth].group);
	free(cleaning.ended);
	if (fclose(cleaning.out) && !error)
		error = -ENOMEM;
	if (error) {
		free(*out);
		*out = NULL;
	}
	return error;
}
