// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a page gets of gnuplot's SVG: what a picture looks like, and nothing that could run.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plot/svg.h"

#define HEAD "<?xml version=\"1.0\"?>\n<svg width=\"400\" viewBox=\"0 0 400 300\">\n"
#define ROOT "<svg role=\"img\" aria-label=\"A picture\" width=\"400\" viewBox=\"0 0 400 300\">"

/* What is between the root's ends of the cleaned picture. */
static void cleans_to(const char *inside, const char *expected)
{
	char *svg;
	char *whole;
	char *out;

	assert_true(asprintf(&svg, HEAD "%s</svg>\n", inside) > 0);
	assert_true(asprintf(&whole, ROOT "%s</svg>", expected) > 0);
	assert_int_equal(plot_svg_clean(svg, "p1-", "A picture", &out), 0);
	assert_string_equal(out, whole);
	free(out);
	free(whole);
	free(svg);
}

static void test_nothing_runs(void **state)
{
	(void)state;
	cleans_to("<script>alert(1)</script><path d='M0,1 L2,1'/>", "<path d=\"M0 1h2\"/>");
	cleans_to("<foreignObject><body onload='x()'/><g><path d='M0,1 L2,1'/></g></foreignObject>",
		  "");
	cleans_to("<path onclick='alert(1)' d='M0,1 L2,1' style='x:y' class='z'/>",
		  "<path d=\"M0 1h2\"/>");
	cleans_to("<use xlink:href='javascript:alert(1)'/>", "<use/>");
	cleans_to("<use href='http://example.org/x#y'/>", "<use/>");
	cleans_to("<path fill='url(http://example.org/x)' d='M0,1 L2,1'/>", "<path d=\"M0 1h2\"/>");
	cleans_to("<path fill='red\" onclick=\"alert(1)' d='M0,1 L2,1'/>", "<path d=\"M0 1h2\"/>");
	cleans_to("<a href='#x'><path d='M0,1 L2,1'/></a>", "");
	cleans_to("<style>*{}</style><title>x</title><desc>y</desc><image href='#x'/>", "");
	cleans_to("<animate attributeName='href' to='javascript:x'/><set/>", "");
}

static void test_texts_are_texts(void **state)
{
	(void)state;
	cleans_to("<text>a &lt;b&gt; &amp; c</text>", "<text>a &lt;b&gt; &amp; c</text>");
	/* Gnuplot's own way leaves some as they are. */
	cleans_to("<text>x>y \"z\" & &nbsp; &#60; &#x3c;</text>",
		  "<text>x&gt;y &quot;z&quot; &amp; &amp;nbsp; &#60; &amp;#x3c;</text>");
	cleans_to("<text><tspan font-size='9'>\xc3\xa4\x01</tspan></text>",
		  "<text><tspan font-size=9>\xc3\xa4 </tspan></text>");
	/* Where no text belongs there is none. */
	cleans_to("stray<g fill='red'>stray<path d='M0,1 L2,1'/></g>",
		  "<g fill=red><path d=\"M0 1h2\"/></g>");
}

static void test_the_label_is_escaped(void **state)
{
	char *out;

	(void)state;
	assert_int_equal(plot_svg_clean("<svg></svg>", "", "\"><script>&", &out), 0);
	assert_string_equal(out, "<svg role=\"img\" aria-label=\"&quot;&gt;&lt;script&gt;&amp;\">"
				 "</svg>");
	free(out);
}

static void test_colors_are_the_page_s(void **state)
{
	(void)state;
	cleans_to("<path stroke='rgb( 34,  34,  34)' d='M0,1 L2,1'/>",
		  "<path class=i d=\"M0 1h2\"/>");
	cleans_to("<path stroke='rgb(204,204,204)' fill='#FFFFFF'/>",
		  "<path class=w fill=var(--plot-paper,#fff) />");
	cleans_to("<path color='black' fill='currentColor' stroke='none'/>",
		  "<path color=var(--plot-ink,#222) fill=currentcolor stroke=none />");
	/* All others are the picture's own. */
	cleans_to("<path stroke='rgb(  0, 114, 178)' fill='#aabbcc'/>",
		  "<path stroke=#0072b2 fill=#abc />");
}

static void test_numbers_are_short(void **state)
{
	(void)state;
	cleans_to("<path d='M54.53,242.40 L97.00,-0.04  \n M1.95,3 '/>",
		  "<path d=\"M54.5 242.4l42.5-242.4\"/>");
	cleans_to(
		"<path d='M216.50,177.01 L216.59,177.01 M216.50,177.75 L216.50,178.75 L300,0 z'/>",
		"<path d=\"M216.5,177 L216.6,177 M216.5,177.8 L216.5,178.8 L300,0 z\"/>");
	cleans_to("<path d='M216.50,177.01 L216.59,177.01 M216.50,177.75 L216.50,176.75'/>",
		  "<path d=\"M216.5 177h.1m-.1 .8v-1\"/>");
	cleans_to("<use transform='translate(93.023,7.50) scale(4.50)' stroke-width='0.2224'/>",
		  "<use transform=\"translate(93.023,7.5) scale(4.5)\" stroke-width=0.222 />");
}

/* Gnuplot's ticks without a length, its moves from place to place, and the frame around all. */
static void test_what_draws_nothing_goes(void **state)
{
	(void)state;
	cleans_to("<path d='M0,1'/><path stroke='red' d=' M0,1 M2,3 '/><path d=''/>", "");
	cleans_to("<path d='M8,9 M1,2 L3,2 M5,5 M1,4 L1,4 M7,7'/>", "<path d=\"M1 2h2m-2 2h0\"/>");
	cleans_to("<rect fill='none' width='9' height='9'/>", "");
	cleans_to("<rect fill='none' stroke='red'/><rect fill='red'/>",
		  "<rect fill=none stroke=red /><rect fill=red />");
	cleans_to("<g stroke='red'><rect fill='none'/></g>",
		  "<g stroke=red><rect fill=none /></g>");
}

static void test_polygons_are_paths(void **state)
{
	(void)state;
	cleans_to("<polygon fill='red' points='8,203 57.04,203 57,193 8,193'/>",
		  "<path fill=red d=\"M8 203h49v-10h-49z\"/>");
	cleans_to("<polygon points=' 1,2\n3,4 '/>", "<path d=\"M1 2l2 2z\"/>");
	/* What is not understood stays as it is. */
	cleans_to("<polygon points='1 2 3 4'/>", "<polygon points=\"1 2 3 4\"/>");
	cleans_to("<polygon points=''/>", "<polygon points=\"\"/>");
	cleans_to("<polyline points='1,2 3,4'/>", "<polyline points=\"1,2 3,4\"/>");
	cleans_to("<polygon points='1,2 3,4'></polygon>", "<polygon points=\"1,2 3,4\"></polygon>");
}

#define TEXTS " stroke='none' fill='black' font-size='12.00' text-anchor="

static void test_what_is_said_often_is_a_class(void **state)
{
	(void)state;
	cleans_to("<g transform='translate(1,2)'" TEXTS "'start'><text>a</text></g>"
		  "<g transform='translate(3,2)'" TEXTS "'middle'><text>b</text></g>"
		  "<g transform='translate(5,2)'" TEXTS "'end'><text>c</text></g>",
		  "<g class=x><text x=1 y=2>a</text></g><g class=y><text x=3 y=2>b</text></g>"
		  "<g class=z><text x=5 y=2>c</text></g>");
	cleans_to("<g fill='none' color='black' stroke='currentColor' stroke-width='2.00'>"
		  "<path stroke='gray' d='M0,1 L2,1'/></g>",
		  "<g class=l stroke-width=2><path class=w d=\"M0 1h2\"/></g>");
	/* Another size is not the class's. */
	cleans_to("<g transform='translate(1,2)' stroke='none' fill='black' font-size='120' "
		  "text-anchor='end'><text>a</text></g>",
		  "<g text-anchor=end stroke=none fill=var(--plot-ink,#222) font-size=120>"
		  "<text x=1 y=2>a</text></g>");
}

static void test_ids_are_told_apart(void **state)
{
	(void)state;
	cleans_to("<defs><circle id='gpDot' r='0.5'/><path id='gpPt1' d='M0,1 L2,1'/></defs>"
		  "<use xlink:href='#gpDot' x='1.00'/>",
		  "<defs><circle id=p1-gpDot r=0.5 /></defs>"
		  "<use href=#p1-gpDot x=1 />");
	/* Whom only somebody calls that nobody calls is not called. */
	cleans_to("<defs><path id='a' d='M0,1 L2,1'/><use href='#a' id='b'/>"
		  "<use href='#b' id='c'/><path id='d' d='M0,1 L2,1'/><use href='#d' id='e'/>"
		  "</defs><use href='#e'/>",
		  "<defs><path id=p1-d d=\"M0 1h2\"/><use href=#p1-d id=p1-e /></defs>"
		  "<use href=#p1-e />");
	/* A name that nobody calls goes, what has it stays. */
	cleans_to("<g id='gnuplot_canvas'><path id='a' d='M0,1 L2,1'/></g>",
		  "<path d=\"M0 1h2\"/>");
}

static void test_texts_are_joined(void **state)
{
	(void)state;
	cleans_to("<g transform='translate(1.50,2.00)' font-size='12.00'>\n<text>a</text></g>"
		  "<g transform='translate(3.00,-4.02)' font-size='12.00'><text>b</text></g>"
		  "<g transform='translate(3,4) rotate(-90)' font-size='12'><text>c</text></g>",
		  "<g font-size=12><text x=1.5 y=2>a</text><text x=3 y=-4>b</text>"
		  "<text transform=\"translate(3,4) rotate(-90)\">c</text></g>");
	/* What is none stays a group's. */
	cleans_to("<g transform='translate(1,2)'><path d='M0,1 L2,1'/></g>",
		  "<g transform=translate(1,2)><path d=\"M0 1h2\"/></g>");
	cleans_to("<g transform='url(#x),' font-size='12'><text>a</text></g>",
		  "<g font-size=12><text>a</text></g>");
}

static void test_groups_are_joined(void **state)
{
	(void)state;
	cleans_to("<g fill='none'>\n</g><g fill='none'><path d='M0,1 L2,1'/></g>\n"
		  "<g fill='red'></g><g fill='none'>\n<path d='M0,2 L2,2'/></g>",
		  "<g fill=none><path d=\"M0 1h2\"/><path d=\"M0 2h2\"/></g>");
	cleans_to("<g fill='none'><path d='M0,1 L2,1'/></g><g fill='red'><path d='M0,2 L2,2'/></g>",
		  "<g fill=none><path d=\"M0 1h2\"/></g><g fill=red><path d=\"M0 2h2\"/></g>");
	/* Of another depth it is another one. */
	cleans_to("<g fill='none'><path d='M0,1 L2,1'/></g>"
		  "<g fill='red'><g fill='none'><path d='M0,2 L2,2'/></g></g>",
		  "<g fill=none><path d=\"M0 1h2\"/></g>"
		  "<g fill=red><g fill=none><path d=\"M0 2h2\"/></g></g>");
	cleans_to("<g fill='red'><g fill='none'><path d='M0,1 L2,1'/></g></g>"
		  "<g fill='none'><path d='M0,2 L2,2'/></g>",
		  "<g fill=red><g fill=none><path d=\"M0 1h2\"/></g></g>"
		  "<g fill=none><path d=\"M0 2h2\"/></g>");
	/* Names of theirs do not part them. */
	cleans_to("<g id='x'><g fill='none'><path d='M0,1 L2,1'/></g></g>"
		  "<g id='y'><g fill='none'><path d='M0,2 L2,2'/></g></g>",
		  "<g fill=none><path d=\"M0 1h2\"/><path d=\"M0 2h2\"/></g>");
}

static void test_what_is_no_picture(void **state)
{
	static const char *const texts[] = {
		"",
		"no picture",
		"<html></html>",
		"<svg>",
		"<svg/>",
		"<svg><g></svg>",
		"<svg><path d='M0,1 L2,1'></svg>",
		"<svg><path d=M0,1/></svg>",
		"<svg><path d='M0,1</svg>",
		"<svg><path d='a<b'/></svg>",
		"<svg></svg><svg></svg>",
		"<svg></svg></g>",
		"<svg><!-- </svg>",
		"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>",
		"<svg><![CDATA[<script>]]></svg>",
		"<svg><g><svg></svg></g></svg>",
		"<svg><",
		"<svg></",
		"<svg></svg",
		"<svg><path/ d='x'></svg>",
		"<svg><g transform='translate(1,2)' font-size='9'><path d='M0,1 L2,1'/></g></svg>",
	};
	char *out;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int error = plot_svg_clean(texts[i], "", "", &out);

		if (error != -EINVAL)
			fail_msg("'%s' is taken for a picture", texts[i]);
		assert_null(out);
	}
}

static void test_too_deep_is_no_picture(void **state)
{
	char svg[4096] = "<svg>";
	char *out;

	(void)state;
	for (int i = 0; i < 40; i++)
		strcat(svg, "<g fill='red'>");
	for (int i = 0; i < 40; i++)
		strcat(svg, "</g>");
	strcat(svg, "</svg>");
	assert_int_equal(plot_svg_clean(svg, "", "", &out), -EINVAL);
}

/* Those who call each other, and a long row of them, end all the same. */
static void test_names_in_a_circle(void **state)
{
	(void)state;
	cleans_to("<defs><use id='a' href='#b'/><use id='b' href='#a'/></defs>",
		  "<defs><use id=p1-a href=#p1-b /><use id=p1-b href=#p1-a /></defs>");
}

/* Cut off anywhere it is no picture, and nothing is read behind its end. */
static void test_cut_off_anywhere(void **state)
{
	static const char whole[] = HEAD "<!-- x --><g fill='none' stroke=\"rgb( 1, 2, 3)\">"
					 "<text>a &amp; b</text></g></svg>";
	char *out;

	(void)state;
	for (size_t length = 0; length < sizeof(whole) - 1; length++) {
		char *cut = strndup(whole, length);

		assert_non_null(cut);
		assert_int_equal(plot_svg_clean(cut, "", "", &out), -EINVAL);
		free(cut);
	}
	assert_int_equal(plot_svg_clean(whole, "", "", &out), 0);
	free(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_runs),
		cmocka_unit_test(test_texts_are_texts),
		cmocka_unit_test(test_the_label_is_escaped),
		cmocka_unit_test(test_colors_are_the_page_s),
		cmocka_unit_test(test_numbers_are_short),
		cmocka_unit_test(test_what_draws_nothing_goes),
		cmocka_unit_test(test_polygons_are_paths),
		cmocka_unit_test(test_what_is_said_often_is_a_class),
		cmocka_unit_test(test_ids_are_told_apart),
		cmocka_unit_test(test_texts_are_joined),
		cmocka_unit_test(test_groups_are_joined),
		cmocka_unit_test(test_what_is_no_picture),
		cmocka_unit_test(test_too_deep_is_no_picture),
		cmocka_unit_test(test_names_in_a_circle),
		cmocka_unit_test(test_cut_off_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
