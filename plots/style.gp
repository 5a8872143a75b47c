# SPDX-License-Identifier: GPL-2.0-only
#
# What the pictures have in common: sizes, fonts, colours, and the way to a file. All lengths are
# pixels of the SVG; PNG and PDF have the same layout.
#
# A script says what is wrong in `problem` and ends by `eval refuse`; it sets `height`, the margins
# `left_edge`, `right_edge`, `top_edge`, `bottom_edge`, and begins to draw by `eval open_picture`.

if (!exists("width")) { width = 400 }
font_size = 12
# Of a letter, on the wide side: what is measured by it must fit with any font.
letter_width = 7.0
line_height = 16

# These three become the page's own when the picture is part of one.
ink = '#222222'
grid_ink = '#cccccc'
paper = '#ffffff'

# At least 3:1 against white and against #16181d, and apart for colour-blind eyes; tests/scripts/plots.sh
# measures it. Letters and shapes say the same.
array COLOUR[8] = ['#6195d4', '#b83167', '#0b8e1b', '#c7816c', '#7c6cff', '#58989e', '#ff001d', '#8126ff']
array SHAPE[8] = [7, 5, 9, 13, 11, 15, 6, 4]
colour_of(board) = COLOUR[(board - 1) % 8 + 1]
# For "lc rgb variable".
colour_number(board) = int(sprintf('0x%s', colour_of(board)[2:7]))
shape_of(board) = SHAPE[(board - 1) % 8 + 1]
letter(n) = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n:n]
mark_of(board) = board <= 26 ? letter(board) : \
	letter((board - 1) / 26) . letter((board - 1) % 26 + 1)

letters_in(space) = int(space / letter_width)
fit(text, space) = strlen(text) <= letters_in(space) ? text : text[1:letters_in(space) - 1] . '…'

# The same, but what is left out is in the middle: boards of one make differ at their names' ends.
legend_letter = 6.7
legend_room(space) = int(space / legend_letter)
fit_ends(text, space) = strlen(text) <= legend_room(space) ? text : \
	text[1:legend_room(space) / 2] . '…' . text[strlen(text) - (legend_room(space) - 1) / 2 + 1:*]

# Digits that a reader needs.
short(v) = v == 0 ? '0' : abs(v) < 0.0005 ? '0.000' : abs(v) >= 100 || v == floor(v) ? sprintf('%.0f', v) : \
	abs(v) >= 10 ? sprintf('%.1f', v) : abs(v) >= 1 ? sprintf('%.2f', v) : sprintf('%.3f', v)

# "time per call [ns]", but "cycles per call"
per_call(metric, unit) = metric . ' per call' . (unit eq metric ? '' : ' [' . unit . ']')

# A step of 1, 2 or 5 times a power of ten, so that about @parts of them are the span.
power_of_ten(v) = 10.0 ** floor(log10(v))
round_step(v) = v / power_of_ten(v) <= 1 ? power_of_ten(v) : v / power_of_ten(v) <= 2 ? \
	2 * power_of_ten(v) : v / power_of_ten(v) <= 5 ? 5 * power_of_ten(v) : 10 * power_of_ten(v)
step_of(span, parts) = span > 0 ? round_step(span / parts) : 1

# Linear near zero, decades beyond the knee: for values of either sign and any magnitude.
symlog(v, knee) = asinh(v / (2.0 * knee)) / log(10)

refuse = 'print script . ".gp: " . problem; exit status 1'

# What stands behind the last dot of a path.
end_of(path) = strlen(path) > 4 ? path[strlen(path) - 3:*] : ''
format_of(path) = end_of(path) eq '.svg' ? 'svg' : end_of(path) eq '.png' ? 'png' : \
	end_of(path) eq '.pdf' ? 'pdf' : ''

# Of lines: 'rounded' makes a dot of a line without a length.
if (!exists('ends')) { ends = 'butt' }
# A PNG has twice the pixels, or it is blurred where it is shown; a very high one would be too large.
detail = 2
round_ends = 'butt'
terminal_svg = 'set terminal svg size width, height noenhanced ' . ends . ' font "sans-serif," . font_size . ""'
terminal_png = 'set terminal pngcairo size width * detail, height * detail noenhanced ' . ends . ' ' . \
	'font "DejaVu Sans," . font_size fontscale 0.75 * detail linewidth detail pointscale 1.2 * detail'
terminal_pdf = 'set terminal pdfcairo size width / 96.0, height / 96.0 noenhanced ' . ends . ' ' . \
	'font "DejaVu Sans," . font_size fontscale 0.58 linewidth 1 pointscale 0.75'

open_picture = 'height = int(ceil(height)); detail = height > 16000 ? 1 : 2; ' . \
	'eval value("terminal_" . format_of(picture)); set output plain_path(picture); ' . \
	'set pointsize format_of(picture) eq "svg" ? 0.8 : 1; ' . \
	'set lmargin at screen 1.0 * left_edge / width; set rmargin at screen 1 - 1.0 * right_edge / width; ' . \
	'set tmargin at screen 1 - 1.0 * top_edge / height; set bmargin at screen 1.0 * bottom_edge / height'

# The legend: a line for each board that is SHOWN, under the title, at the picture's top.
# legend_height is what it takes.
legend_height = 0
legend_lines(b) = sum [i = 1:b] SHOWN[i]
draw_legend = 'do for [b = 1:boards] { if (SHOWN[b]) { ' . \
	'set label LEGEND[b] at screen 12.0 / width, screen 1 - (title_height + line_height * (legend_lines(b) - 0.5)) / height ' . \
	'left offset character 1, 0 point pt (legend_shape ? shape_of(b) : 5) lc rgb colour_of(b) tc rgb ink } }'
title_height = 24
draw_title = 'set label fit(title, width - 16) at screen 8.0 / width, screen 1 - 11.0 / height left tc rgb ink'

# Under the axis, where tics' own labels end.
draw_axis_title = 'set label fit(axis_title, width - 16) at screen (left_edge + (width - left_edge - right_edge) / 2.0) / width, ' . \
	'screen 11.0 / height center tc rgb ink'

# Rows' names, over all of the picture's width, @name_y pixels below the plot's top. By `set label`: what a plot draws "with
# labels" is read as a field of a file, quotes and backslashes and all.
draw_names = 'do for [i = 1:names] { set label fit(NAME[i], width - 16) at screen (name_left + 4.0) / width, ' . \
	'screen 1 - (top_edge + NAME_Y[i]) / (1.0 * height) left front tc rgb ink }'

unset key
set border 0 lc rgb ink

# The words, looked at before anything is read.
if (words < 2) {
	print 'usage: gnuplot -d -c ' . script . '.gp DATA.csv OUTPUT [WORKLOAD [METRIC]]'
	exit status 2
}
if (format_of(picture) eq '') {
	problem = 'it draws .svg, .png and .pdf, and ' . picture . ' is none of them'
	eval refuse
}
