// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scan must see what a browser sees: two pages that differ in a word only are the same, and
 * markup that comes out of a word is another page.
 */
#include "tag_scan.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *page;
	const char *other;
	bool same;
} pairs[] = {
	{ "<p class=\"a\">word</p>", "<p class=\"b\">other &lt;script&gt;</p>", true },
	{ "<td data-at=\"b.0.1.value\">12</td>", "<td data-at=\"b.0.2.value\">13</td>", true },
	{ "<title>word</title>", "<title><script>x</script></title>", true },
	{ "<p title=\"a\">", "<p title=\"&quot;&gt;&lt;img&gt;\">", true },
	{ "a < b", "a &lt; b", true },
	{ "<p>word</p>", "<p><script>x</script></p>", false },
	{ "<p>word</p>", "<p>\"><img src=x onerror=\"y\"></p>", false },
	{ "<p title=\"a\">", "<p title=\"\" onload=\"y\">", false },
	{ "<p title='a'>", "<p title='' onload='y'>", false },
	{ "<p title=\"a\">", "<p title=a>", false },
	{ "<p title=\"a\">", "<p title=\"\"><img src=\"x\">", false },
	{ "<a href=\"#a\">", "<a href=\" java\tScript:x\">", false },
	{ "<tr data-c=\"a\">", "<tr data-c=\"javascript:x\">", true },
	{ "<style>a { }</style>", "<style>a { } b { }</style>", false },
	{ "<style>a</style>", "<style></style><script>x</script></style>", false },
	{ "<script>a</script>", "<script>b</script>", false },
	{ "<title>word</title>", "<title></title><script>x</script></title>", false },
	{ "<!-- a -->", "<!-- --><b>-->", false },
	{ "<svg><text>a</text></svg>", "<svg><text>--></svg><p></text></svg>", false },
	{ "<p>word</p>", "<p>word", false },
};

int main(void)
{
	size_t count = sizeof(pairs) / sizeof(*pairs);
	size_t failures = 0;
	char *scan;

	for (size_t i = 0; i < count; i++) {
		char *one = tag_scan(pairs[i].page);
		char *other = tag_scan(pairs[i].other);

		if (!one || !other || !strcmp(one, other) != pairs[i].same) {
			printf("not ok: %s and %s are %s\n", pairs[i].page, pairs[i].other,
			       pairs[i].same ? "not the same" : "the same");
			failures++;
		}
		free(one);
		free(other);
	}
	scan = tag_scan("<b data-at=\"x\"><b data-atom=\"x\"><b id=\"a\" data-at>data-at");
	if (!scan || tag_scan_count(scan, "data-at") != 2) {
		printf("not ok: data-at is not counted as an attribute is\n");
		failures++;
	}
	free(scan);
	printf("%s: %zu pairs of pages\n", failures ? "not ok" : "ok", count);
	return failures ? 1 : 0;
}
