# SPDX-License-Identifier: GPL-2.0-only
# title: Samples
# shows: Every sample, as its distance from the median of its row; the run goes down each strip, so a slant is drift.
# data: samples
#
# gnuplot -d -c samples.gp SAMPLES.csv OUTPUT [WORKLOAD [METRIC]]
#
# SAMPLES.csv is what `tracetoll report --samples FILE... --format csv` prints; OUTPUT ends in .svg,
# .png or .pdf. Of overheads, each less that of "none" in the same block, or of all that a call takes where
# there are none.

script = 'samples'; words = ARGC; ends = 'rounded'
picture = ARG2; wanted_workload = ARG3; wanted_metric = ARG4; table_file = ARG1
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'
at_samples = 1
load folder . 'cells.gp'
if (!cell_count) {
	value_column = 'value'
	load folder . 'cells.gp'
}
if (!cell_count) {
	problem = 'no sample of ' . (wanted_metric eq '' ? 'any metric' : wanted_metric) . \
		(wanted_workload eq '' ? '' : ' under ' . wanted_workload) . ' is in ' . table_file
	eval refuse
}

strip_height = 18; pitch = 22; name_height = 17; gap = 7
array TOP[configurations + 1]; array ROW_Y[cells]; array TEXT[cells]
TOP[1] = 0; longest = 0
do for [c = 1:configurations] {
	y = TOP[c] + name_height
	do for [b = 1:boards] {
		k = (c - 1) * boards + b
		ROW_Y[k] = y + 0.5 * pitch
		if (KNOWN[k]) {
			y = y + pitch
			TEXT[k] = (boards > 1 ? mark_of(b) . ' ' : '') . short(VALUE[k])
			longest = strlen(TEXT[k]) > longest ? strlen(TEXT[k]) : longest
		}
	}
	TOP[c + 1] = y + gap
}
# The run goes down the strip.
place(i, k) = KNOWN[k] > 1 ? (i - FIRST[k]) / (KNOWN[k] - 1.0) - 0.5 : 0
sample_y(i) = ROW_Y[VALUE_CELL[i]] + place(i, VALUE_CELL[i]) * (strip_height - 4)
distance(i) = VALUES[i] - VALUE[VALUE_CELL[i]]

# As far as three times the middle half of the noisiest row; what lies beyond is at the edge.
reach = 0.0; farthest = 0.0
take_distance(v) = v > farthest ? (farthest = v, 0) : 0
done = sum [i = 1:values] take_distance(abs(distance(i)))
do for [k = 1:cells] {
	if (KNOWN[k] > 1) {
		stats VALUES using 2 every ::FIRST[k] - 1::FIRST[k + 1] - 2 nooutput name 'OF_CELL'
		half = OF_CELL_up_quartile - OF_CELL_lo_quartile
		reach = 3 * half > reach ? 3 * half : reach
	}
}
reach = reach == 0 || reach > farthest ? farthest : reach
span = reach > 0 ? reach : 1
is_beyond(i) = abs(distance(i)) > reach * 1.000001
beyond = sum [i = 1:values] is_beyond(i)
array SAMPLE[values]
set_sample(i) = (SAMPLE[i] = i, 0)
done = sum [i = 1:values] set_sample(i)

legend_shape = 0
legend_height = line_height * legend_lines(boards)
left_edge = 10 + longest * letter_width
right_edge = 12
tall = TOP[configurations + 1] > 600
top_edge = title_height + legend_height + (tall ? 22 : 4)
bottom_edge = 42
height = top_edge + TOP[configurations + 1] + bottom_edge
eval open_picture

title = (value_column eq 'overhead' ? 'Samples of the overhead' : 'Samples') . ' under ' . workload . \
	(beyond ? sprintf(', %d beyond the edge', beyond) : '')
eval draw_title
eval draw_legend
axis_title = metric . ', from the median [' . unit . ']'
eval draw_axis_title
set yrange [TOP[configurations + 1]:0]
set xrange [-span * 1.05:span * 1.05]
unset ytics
set grid xtics lt 1 lc rgb grid_ink lw 1
set xtics scale 0 tc rgb ink
step = step_of(2 * span, (width - left_edge - right_edge) / 60)
set xtics step
set format x (step >= 1 ? '%.0f' : '%g')
# Who reads the upper rows of a tall picture does not see its lower end.
if (tall) {
	set x2range [-span * 1.05:span * 1.05]
	set x2tics scale 0 tc rgb ink step
	set format x2 (step >= 1 ? '%.0f' : '%g')
}

array NAME[configurations]; array NAME_Y[configurations]
names = configurations; name_left = 4
do for [c = 1:names] { NAME[c] = HEADING[c]; NAME_Y[c] = TOP[c] + 9 }
eval draw_names
array CELL_AT[cells]
do for [k = 1:cells] { CELL_AT[k] = k }
text_left = -span * 1.05
pixel = 2.1 * span / (width - left_edge - right_edge)

# A line of a tenth of a pixel with round ends is a dot, and the shortest one that an SVG knows.
plot CELL_AT using (KNOWN[$1] ? 0 : NaN):(ROW_Y[$1] - strip_height / 2.0):(0):(strip_height) \
		with vectors nohead lw 1.2 lc rgb ink title 'median', \
	SAMPLE using (is_beyond($1) ? NaN : distance($1)):(sample_y($1)):(pixel * 0.1):(0):(colour_number(board_of(VALUE_CELL[$1]))) \
		with vectors nohead lw 3 lc rgb variable title 'samples', \
	SAMPLE using (is_beyond($1) ? (distance($1) > 0 ? span : -span) : NaN):(sample_y($1)):(colour_number(board_of(VALUE_CELL[$1]))) \
		with points pt 8 lc rgb variable title 'beyond the edge', \
	CELL_AT using (KNOWN[$1] ? text_left : NaN):(ROW_Y[$1]):(TEXT[$1]) with labels right offset character -0.5, 0 tc rgb ink title 'medians'
unset output
