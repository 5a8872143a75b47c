// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is written of an element: no more than it needs, and nothing that could run.
 */
#include "plot/svg_write.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "plot/svg_path.h"
#include "report/markup.h"

/* Of 400 px a tenth is not seen. */
#define PLACE_DECIMALS 1
#define NUMBER_DECIMALS 3

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum value_kind {
	WORDS,
	PATH,
	PLACES, /* numbers of pixels */
	NUMBERS, /* others, which may be factors */
	COLOR,
	ID,
	REFERENCE, /* "#id" */
};

/* The font is the page's. */
static const struct {
	const char *name;
	enum value_kind kind;
	const char *as; /* the name that it has in HTML */
} known[] = {
	{ "color", COLOR, NULL },
	{ "cx", PLACES, NULL },
	{ "cy", PLACES, NULL },
	{ "d", PATH, NULL },
	{ "fill", COLOR, NULL },
	{ "fill-opacity", NUMBERS, NULL },
	{ "font-size", NUMBERS, NULL },
	{ "font-style", WORDS, NULL },
	{ "font-weight", WORDS, NULL },
	{ "height", PLACES, NULL },
	{ "href", REFERENCE, NULL },
	{ "id", ID, NULL },
	{ "opacity", NUMBERS, NULL },
	{ "points", PLACES, NULL },
	{ "r", NUMBERS, NULL },
	{ "stroke", COLOR, NULL },
	{ "stroke-dasharray", NUMBERS, NULL },
	{ "stroke-linecap", WORDS, NULL },
	{ "stroke-linejoin", WORDS, NULL },
	{ "stroke-opacity", NUMBERS, NULL },
	{ "stroke-width", NUMBERS, NULL },
	{ "text-anchor", WORDS, NULL },
	{ "transform", NUMBERS, NULL },
	{ "viewBox", NUMBERS, NULL },
	{ "width", PLACES, NULL },
	{ "x", PLACES, NULL },
	{ "x1", PLACES, NULL },
	{ "x2", PLACES, NULL },
	{ "xlink:href", REFERENCE, "href" },
	{ "y", PLACES, NULL },
	{ "y1", PLACES, NULL },
	{ "y2", PLACES, NULL },
};

/* What the scripts draw with that is the page's to choose, and gnuplot's own names of it. */
static const struct {
	const char *drawn;
	const char *page;
} page_colors[] = {
	{ "#222222", "var(--plot-ink,#222)" }, { "black", "var(--plot-ink,#222)" },
	{ "#000000", "var(--plot-ink,#222)" }, { "#cccccc", "var(--plot-grid,#ccc)" },
	{ "gray", "var(--plot-grid,#ccc)" },   { "#ffffff", "var(--plot-paper,#fff)" },
	{ "white", "var(--plot-paper,#fff)" },
};

static bool consists_of(const struct svg_piece *piece, const char *characters)
{
	for (size_t i = 0; i < piece->length; i++) {
		if (!piece->start[i] || !strchr(characters, piece->start[i]))
			return false;
	}
	return true;
}

/* "12.50" is 12.5, and "-0.00" 0. */
static void write_number(FILE *out, double number, int decimals)
{
	char text[64];
	size_t length = (size_t)snprintf(text, sizeof(text), "%.*f", decimals, number);

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[--length] = '\0';
	fputs(strcmp(text, "-0") ? text : "0", out);
}

/* Numbers, with whatever is between them; runs of blanks are one. */
static void write_numbers(FILE *out, const struct svg_piece *value, int decimals)
{
	const char *at = value->start;
	const char *end = at + value->length;
	bool blank = false;

	while (at < end && isspace((unsigned char)*at))
		at++;
	while (at < end) {
		char *behind = NULL;
		double number = 0;

		if (isspace((unsigned char)*at)) {
			blank = true;
			at++;
			continue;
		}
		if (blank)
			fputc(' ', out);
		blank = false;
		/* The quote behind the value, or what is between, ends it. */
		if (isdigit((unsigned char)*at) || *at == '-' || *at == '.')
			number = strtod(at, &behind);
		if (behind && behind > at && behind <= end && number > -1e9 && number < 1e9) {
			write_number(out, number, decimals);
			at = behind;
		} else {
			fputc(*at++, out);
		}
	}
}

/* "rgb( 34,  34,  34)" as "#222222"; other colours as they are, in small letters. */
static bool read_color(const struct svg_piece *value, char color[32])
{
	int red;
	int green;
	int blue;

	if (value->length >= 32 || !consists_of(value, LETTERS DIGITS "#(), "))
		return false;
	for (size_t i = 0; i < value->length; i++)
		color[i] = (char)tolower((unsigned char)value->start[i]);
	color[value->length] = '\0';
	if (sscanf(color, "rgb( %3d , %3d , %3d )", &red, &green, &blue) == 3)
		snprintf(color, 32, "#%02x%02x%02x", red & 0xff, green & 0xff, blue & 0xff);
	return true;
}

static void write_color(FILE *out, const char *color)
{
	for (size_t i = 0; i < sizeof(page_colors) / sizeof(page_colors[0]); i++) {
		if (!strcmp(color, page_colors[i].drawn)) {
			fputs(page_colors[i].page, out);
			return;
		}
	}
	if (color[0] == '#' && strlen(color) == 7 && color[1] == color[2] && color[3] == color[4] &&
	    color[5] == color[6])
		fprintf(out, "#%c%c%c", color[1], color[3], color[5]);
	else
		fputs(color, out);
}

/* Prints ' name="value"', or nothing where the value is none that the attribute may have. */
static void write_attribute(FILE *out, const char *name, enum value_kind kind,
			    const struct svg_piece *value, const char *prefix)
{
	static const char *const allowed[] = {
		[WORDS] = LETTERS DIGITS " -.",          [PATH] = LETTERS DIGITS " \t\r\n,.+-",
		[PLACES] = LETTERS DIGITS " \t\r\n,.+-", [NUMBERS] = LETTERS DIGITS " \t\r\n,.+-()",
		[COLOR] = LETTERS DIGITS "#(), ",        [ID] = LETTERS DIGITS "-_",
		[REFERENCE] = LETTERS DIGITS "#-_",
	};
	bool reference = kind == REFERENCE;
	char color[32];

	if (!consists_of(value, allowed[kind]) || (kind == COLOR && !read_color(value, color)) ||
	    (reference && (!value->length || *value->start != '#')))
		return;
	fprintf(out, " %s=\"", name);
	switch (kind) {
	case WORDS:
		fprintf(out, "%.*s", (int)value->length, value->start);
		break;
	case PATH:
		if (!svg_write_path(out, value))
			write_numbers(out, value, PLACE_DECIMALS);
		break;
	case PLACES:
		write_numbers(out, value, PLACE_DECIMALS);
		break;
	case NUMBERS:
		write_numbers(out, value, NUMBER_DECIMALS);
		break;
	case COLOR:
		write_color(out, color);
		break;
	case ID:
	case REFERENCE:
		fprintf(out, "%s%s%.*s", reference ? "#" : "", prefix,
			(int)value->length - reference, value->start + reference);
		break;
	}
	fputc('"', out);
}

/* A polygon that holds nothing may be a path. */
static bool is_corners(const struct svg_token *token, const struct svg_attribute *attribute)
{
	return token->empty && svg_is(&token->text, "polygon") &&
	       svg_is(&attribute->name, "points");
}

void svg_write_attributes(FILE *out, const struct svg_token *token, const char *prefix)
{
	for (size_t i = 0; i < token->attribute_count; i++) {
		const struct svg_attribute *attribute = &token->attributes[i];

		if (is_corners(token, attribute) && svg_write_polygon(out, &attribute->value))
			continue;
		for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++) {
			if (svg_is(&attribute->name, known[k].name))
				write_attribute(out, known[k].as ? known[k].as : known[k].name,
						known[k].kind, &attribute->value, prefix);
		}
	}
}

/* The two numbers of "translate(X,Y)"; false: it is more than that. */
static bool read_move(const struct svg_piece *transform, struct svg_piece *x, struct svg_piece *y)
{
	static const char move[] = "translate(";
	const char *start = transform->start + strlen(move);
	const char *last = transform->start + transform->length - 1;
	const char *comma;

	if (transform->length <= strlen(move) || memcmp(transform->start, move, strlen(move)) != 0)
		return false;
	comma = memchr(start, ',', (size_t)(last - start));
	if (!comma || memchr(start, ')', transform->length - strlen(move)) != last)
		return false;
	*x = (struct svg_piece){ start, (size_t)(comma - start) };
	*y = (struct svg_piece){ comma + 1, (size_t)(last - comma - 1) };
	return true;
}

void svg_write_place(FILE *out, const struct svg_piece *transform)
{
	struct svg_piece x;
	struct svg_piece y;

	if (read_move(transform, &x, &y)) {
		write_attribute(out, "x", PLACES, &x, "");
		write_attribute(out, "y", PLACES, &y, "");
	} else {
		write_attribute(out, "transform", NUMBERS, transform, "");
	}
}

/* The length of the entity that begins with the '&' at @text; 0: it is none of XML's own. */
static size_t entity_length(const char *text, size_t length)
{
	static const char *const names[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
	size_t digits;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strlen(names[i]) <= length && !memcmp(text, names[i], strlen(names[i])))
			return strlen(names[i]);
	}
	if (length < 4 || text[1] != '#')
		return 0;
	digits = strspn(text + 2, DIGITS);
	return digits && digits + 2 < length && text[digits + 2] == ';' ? digits + 3 : 0;
}

static void write_byte(FILE *out, char byte)
{
	const char *entity = markup_entity(byte);

	if (entity)
		fputs(entity, out);
	else
		fputc((unsigned char)byte < ' ' || byte == 0x7f ? ' ' : byte, out);
}

void svg_write_text(FILE *out, const struct svg_piece *text)
{
	for (size_t i = 0; i < text->length; i++) {
		size_t entity = text->start[i] == '&'
					? entity_length(text->start + i, text->length - i)
					: 0;

		if (entity) {
			fwrite(text->start + i, 1, entity, out);
			i += entity - 1;
		} else {
			write_byte(out, text->start[i]);
		}
	}
}

void svg_write_plain(FILE *out, const char *text)
{
	for (; *text; text++)
		write_byte(out, *text);
}
