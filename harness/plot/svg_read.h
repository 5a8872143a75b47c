/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SVG_READ_H
#define PLOT_SVG_READ_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of a text that is not copied. */
struct svg_piece {
	const char *start;
	size_t length;
};

#define SVG_ATTRIBUTES_MAX 24

struct svg_attribute {
	struct svg_piece name;
	struct svg_piece value; /* without its quotes */
};

enum svg_kind {
	SVG_END_OF_TEXT,
	SVG_TEXT,
	SVG_START, /* of an element */
	SVG_CLOSE,
	SVG_OTHER, /* a comment, or what goes before the first element */
};

struct svg_token {
	enum svg_kind kind;
	struct svg_piece text; /* of SVG_TEXT; else the element's name */
	bool empty; /* of SVG_START: it is closed at once */
	struct svg_attribute attributes[SVG_ATTRIBUTES_MAX];
	size_t attribute_count;
};

/*
 * Reads what begins at @text. Returns what is behind it, NULL if it is not as XML has it. At the
 * end of the text the kind is SVG_END_OF_TEXT.
 */
const char *svg_read(const char *text, struct svg_token *token);

bool svg_is(const struct svg_piece *piece, const char *word);

/* The attribute's value; a piece of NULL if the element has none. */
struct svg_piece svg_attribute(const struct svg_token *token, const char *name);

#endif /* PLOT_SVG_READ_H */
