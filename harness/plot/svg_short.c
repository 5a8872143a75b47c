// SPDX-License-Identifier: GPL-2.0-only
#include "plot/svg_short.h"

#include <string.h>

/* Of HTML's unquoted values; a slash at the end of one would be taken for its part. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#().,-_"

/* What page.css says of pictures; of an element one class at most, the first here. */
static const struct {
	const char *attributes;
	const char *class;
} classes[] = {
	{ " text-anchor=start stroke=none fill=var(--plot-ink,#222) font-size=12", " class=x" },
	{ " text-anchor=middle stroke=none fill=var(--plot-ink,#222) font-size=12", " class=y" },
	{ " text-anchor=end stroke=none fill=var(--plot-ink,#222) font-size=12", " class=z" },
	{ " fill=none color=var(--plot-ink,#222) stroke=currentcolor", " class=l" },
	{ " stroke=var(--plot-grid,#ccc)", " class=w" },
	{ " stroke=var(--plot-ink,#222)", " class=i" },
};

static void drop_quotes(char *text)
{
	char *to = text;

	while (*text) {
		size_t name = strcspn(text, "\"");
		const char *value = text + name + 1;
		size_t length = text[name] ? strcspn(value, "\"") : 0;
		size_t quote = text[name] && (!length || strspn(value, PLAIN) < length);

		memmove(to, text, name + quote);
		to += name + quote;
		if (!text[name])
			break;
		memmove(to, value, length + quote);
		to += length + quote;
		text += name + length + 2;
	}
	*to = '\0';
}

static void find_class(char *text)
{
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		size_t length = strlen(classes[i].attributes);
		size_t class = strlen(classes[i].class);
		char *at = strstr(text, classes[i].attributes);

		/* Whole: "12" is no beginning of "120". */
		if (!at || (at[length] && at[length] != ' '))
			continue;
		memcpy(at, classes[i].class, class);
		memmove(at + class, at + length, strlen(at + length) + 1);
		return;
	}
}

void svg_shorten(char *attributes)
{
	drop_quotes(attributes);
	find_class(attributes);
}
