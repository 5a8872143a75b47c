# SPDX-License-Identifier: GPL-2.0-only
# title: Overhead
# shows: What tracing adds to a call, for each configuration and board; the thin line is the interval.
# data: report
#
# gnuplot -d -c overhead.gp REPORT.csv OUTPUT [WORKLOAD [METRIC]]
#
# REPORT.csv is what `tracetoll report FILE... --format csv` prints; OUTPUT ends in .svg, .png or .pdf.
# Bars begin at zero. Where the largest overhead would leave nothing of the smallest, there are dots
# on a scale of decades instead.

script = 'overhead'; words = ARGC
picture = ARG2; wanted_workload = ARG3; wanted_metric = ARG4; table_file = ARG1
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'
load folder . 'cells.gp'

if (!cell_count) {
	problem = 'no overhead of ' . (wanted_metric eq '' ? 'any metric' : wanted_metric) . \
		(wanted_workload eq '' ? '' : ' under ' . wanted_workload) . ' is in ' . table_file . \
		'; it takes a run with "none" among its configurations'
	eval refuse
}

# Rows: for each configuration its name, below it a bar for each board, and who has none.
bar_height = 10; pitch = 14; name_height = 17; gap = 7
array TOP[configurations + 1]; array ROW_Y[cells]; array ABSENT[configurations]
TOP[1] = 0
do for [c = 1:configurations] {
	y = TOP[c] + name_height
	ABSENT[c] = ''
	do for [b = 1:boards] {
		k = (c - 1) * boards + b
		ROW_Y[k] = y + 0.5 * pitch
		if (KNOWN[k]) { y = y + pitch } else { ABSENT[c] = ABSENT[c] . ' ' . mark_of(b) }
	}
	ABSENT[c] = ABSENT[c] eq '' ? '' : 'not measured:' . ABSENT[c]
	TOP[c + 1] = y + (ABSENT[c] eq '' ? 0 : pitch) + gap
}
row_y(k) = KNOWN[k] ? ROW_Y[k] : NaN

# What there is to show, and whether one linear axis can.
largest = 0.0; least = 0.0; lowest = 0.0; highest = 0.0
do for [k = 1:cells] {
	if (KNOWN[k]) {
		largest = abs(VALUE[k]) > largest ? abs(VALUE[k]) : largest
		lowest = VALUE[k] < lowest ? VALUE[k] : lowest
		highest = VALUE[k] > highest ? VALUE[k] : highest
		# What may as well be nothing does not ask for a scale that shows it.
		is_nothing = VALUE[k] == 0 || (HAS_RANGE[k] && LOW[k] <= 0 && HIGH[k] >= 0)
		if (!is_nothing && (least == 0 || abs(VALUE[k]) < least)) { least = abs(VALUE[k]) }
	}
}
dots = largest > 0 && least < largest / 100
knee = power_of_ten(least > 0 && least > largest / 1e5 ? least : (largest > 0 ? largest / 1e5 : 1))
axis(v) = dots ? symlog(v, knee) : v

# An interval that is far wider than the values does not hide these: it leaves the picture.
reach = 2 * largest
do for [k = 1:cells] {
	if (KNOWN[k] && HAS_RANGE[k]) {
		lowest = LOW[k] < lowest ? (LOW[k] < -reach ? -reach : LOW[k]) : lowest
		highest = HIGH[k] > highest ? (HIGH[k] > reach ? reach : HIGH[k]) : highest
	}
}
if (highest == lowest) { highest = 1 }
clip(v) = v < lowest ? lowest : v > highest ? highest : v

array TEXT[cells]
longest = 0
do for [k = 1:cells] {
	TEXT[k] = (boards > 1 ? mark_of(board_of(k)) . ' ' : '') . \
		(KNOWN[k] ? short(VALUE[k]) : '')
	if (KNOWN[k] && HAS_RANGE[k] && (LOW[k] < lowest || HIGH[k] > highest)) {
		TEXT[k] = TEXT[k] . ' (' . short(LOW[k]) . ' to ' . short(HIGH[k]) . ')'
	}
	if (KNOWN[k] && strlen(TEXT[k]) > longest) { longest = strlen(TEXT[k]) }
}
end_of_bar(k) = KNOWN[k] ? clip(HAS_RANGE[k] && HIGH[k] > 0 ? HIGH[k] : VALUE[k] > 0 ? VALUE[k] : 0) : 0

legend_shape = dots
legend_height = line_height * legend_lines(boards)
left_edge = 8
right_edge = longest * letter_width + 10
right_edge = right_edge > width / 2.0 ? width / 2.0 : right_edge
tall = TOP[configurations + 1] > 600
top_edge = title_height + legend_height + (tall ? 22 : 4)
bottom_edge = 42
height = top_edge + TOP[configurations + 1] + bottom_edge
eval open_picture

title = 'Overhead under ' . workload
eval draw_title
eval draw_legend
axis_title = per_call(metric, unit)
eval draw_axis_title
set yrange [TOP[configurations + 1]:0]
set xrange [axis(lowest):axis(highest)]
unset ytics
set grid xtics lt 1 lc rgb grid_ink lw 1
set xtics scale 0 tc rgb ink
# Who reads the upper rows of a tall picture does not see its lower end.
if (tall) {
	set x2range [axis(lowest):axis(highest)]
	set x2tics scale 0 tc rgb ink
}
if (dots) {
	set xtics ('0' 0)
	if (tall) { set x2tics ('0' 0) }
	decades = ceil(log10(largest * 1.0001)) - floor(log10(knee) + 0.5)
	every_other = decades > 5 ? 2 : 1
	# Beside zero there is no room for one of either sign.
	do for [d = (lowest < 0 ? 1 : 0):decades] {
		v = knee * 10 ** d
		do for [sign = 1:-1:-2] {
			if (d % every_other == 0 && sign * v <= highest && sign * v >= lowest) {
				set xtics add (sprintf('%g', sign * v) axis(sign * v))
				if (tall) { set x2tics add (sprintf('%g', sign * v) axis(sign * v)) }
			}
		}
	}
} else {
	step = step_of(highest - lowest, (width - left_edge - right_edge) / 60)
	set xtics step
	if (tall) { set x2tics step }
	set format x (step >= 1 ? '%.0f' : '%g')
	set format x2 (step >= 1 ? '%.0f' : '%g')
}
set arrow from first 0, graph 0 to first 0, graph 1 nohead lw 1 lc rgb ink

array NAME[configurations]; array NAME_Y[configurations]
names = configurations; name_left = left_edge
do for [c = 1:names] { NAME[c] = HEADING[c]; NAME_Y[c] = TOP[c] + 9 }
eval draw_names
do for [c = 1:configurations] {
	if (ABSENT[c] ne '') {
		set label ABSENT[c] at first axis(0), first TOP[c + 1] - gap - 0.5 * pitch left offset character 0.5, 0 tc rgb ink
	}
}

plot CELL using (dots ? NaN : axis(VALUE[$1]) / 2):(row_y($1)):(0):(axis(VALUE[$1])): \
		(row_y($1) - bar_height / 2.0):(row_y($1) + bar_height / 2.0):(colour_number(board_of($1))) \
		with boxxyerror fs solid noborder lc rgb variable title 'overhead', \
	CELL using (dots ? axis(VALUE[$1]) : NaN):(row_y($1)):(shape_of(board_of($1))):(colour_number(board_of($1))) \
		with points pt variable lc rgb variable title 'overhead', \
	CELL using (HAS_RANGE[$1] ? axis(clip(LOW[$1])) : NaN):(row_y($1)): \
		(axis(clip(HIGH[$1])) - axis(clip(LOW[$1]))):(0) with vectors nohead lw 1.2 lc rgb ink title 'interval', \
	CELL using (HAS_RANGE[$1] && LOW[$1] >= lowest ? axis(LOW[$1]) : NaN):(row_y($1) - 3):(0):(6) \
		with vectors nohead lw 1.2 lc rgb ink title 'interval', \
	CELL using (HAS_RANGE[$1] && HIGH[$1] <= highest ? axis(HIGH[$1]) : NaN):(row_y($1) - 3):(0):(6) \
		with vectors nohead lw 1.2 lc rgb ink title 'interval', \
	CELL using (axis(end_of_bar($1))):(row_y($1)):(TEXT[$1]) with labels left offset character (dots ? 0.9 : 0.5), 0 tc rgb ink title 'values'
unset output
