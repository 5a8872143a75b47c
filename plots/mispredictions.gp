# SPDX-License-Identifier: GPL-2.0-only
# title: Mispredictions and misses
# shows: How many more events of each kind a call takes, the kinds side by side on one scale; a board that has more of them spends more cycles on the same instructions.
# data: report
# metrics: branch-misses? return-misses? l1i-misses?
#
# gnuplot -d -c mispredictions.gp REPORT.csv OUTPUT [WORKLOAD [EVENT]]
#
# REPORT.csv is what `tracetoll report FILE... --format csv` prints; OUTPUT ends in .svg, .png or .pdf.
# As many events as there is room for, three in 400 pixels; EVENT is the first of them.

script = 'mispredictions'; words = ARGC; ends = 'rounded'
picture = ARG2; wanted_workload = ARG3; wanted_event = ARG4; table_file = ARG1
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'

# Events are what is counted in events. The first that has a place takes it.
panels_max = width / 125
array EVENT[32]
events = 0
at_metric = column_of('metric'); at_unit = column_of('unit'); at_overhead = column_of('overhead')
at_workload = column_of('workload')
event_at(name) = sum [e = 1:events] (EVENT[e] eq name ? e : 0)
counts_events(unit) = strlen(unit) >= 6 && unit[strlen(unit) - 5:*] eq 'events'
take_event(name) = event_at(name) ? 0 : (events = events + 1, EVENT[events] = name, \
	name eq wanted_event ? (EVENT[events] = EVENT[1], EVENT[1] = wanted_event, 0) : 0)
look_at(r) = field(r, at_overhead) ne '' && counts_events(field(r, at_unit)) && events < 32 && \
	(wanted_workload eq '' || wanted_workload eq field(r, at_workload)) ? \
	(wanted_workload = field(r, at_workload), take_event(field(r, at_metric))) : 0
done = sum [r = 1:(at_metric && at_unit && at_overhead && at_workload ? rows : 0)] look_at(r)
if (!events || (wanted_event ne '' && !event_at(wanted_event))) {
	# It says so if the file is another one altogether.
	wanted_metric = wanted_event
	load folder . 'cells.gp'
	problem = 'no overhead of ' . (wanted_event eq '' ? 'an event like branch-misses' : wanted_event) . \
		(wanted_workload eq '' ? '' : ' under ' . wanted_workload) . ' is in ' . table_file . \
		'; run -e branch,front counts such events, emulated machines have none'
	eval refuse
}
panels = events < panels_max ? events : panels_max

# The rows: configurations of any of the events, with a place for each board that has one of them. All
# events have one scale, or what is next to nothing would look like much.
array ROW[rows]; array ROW_HEADING[rows]; array TOP[rows + 1]
row_count = 0; axis_low = 0.0; axis_high = 0.0
row_of(name) = sum [i = 1:row_count] (ROW[i] eq name ? i : 0)
# An array by name already where functions are defined.
array PRESENT[1]
add_row(c) = row_of(CONFIGURATION[c]) ? 0 : (row_count = row_count + 1, \
	ROW[row_count] = CONFIGURATION[c], ROW_HEADING[row_count] = HEADING[c], 0)
take_cell(k) = KNOWN[k] ? (PRESENT[(row_of(CONFIGURATION[configuration_of(k)]) - 1) * boards + board_of(k)] = 1, \
	axis_low = VALUE[k] < axis_low ? VALUE[k] : axis_low, \
	axis_high = VALUE[k] > axis_high ? VALUE[k] : axis_high, 0) : 0
do for [p = 1:panels] {
	wanted_metric = EVENT[p]
	load folder . 'cells.gp'
	if (p == 1) {
		array PRESENT[rows * boards]
		do for [i = 1:rows * boards] { PRESENT[i] = 0 }
	}
	done = sum [c = 1:configurations] add_row(c)
	done = sum [k = 1:cells] take_cell(k)
}
if (axis_high - axis_low < 0.1) { axis_high = axis_low + 0.1 }
clip(v) = v < axis_low ? axis_low : v > axis_high ? axis_high : v

name_height = 17; pitch = 8; gap = 6
present(i, to) = sum [b = 1:to] PRESENT[(i - 1) * boards + b]
TOP[1] = 0
do for [i = 1:row_count] { TOP[i + 1] = TOP[i] + name_height + present(i, boards) * pitch + gap }
dot_y_of(i, b) = TOP[i] + name_height + (present(i, b) - 0.5) * pitch
dot_y(k) = dot_y_of(row_of(CONFIGURATION[configuration_of(k)]), board_of(k))

# So many shapes are an SVG of hundreds of kilobytes. A dot is a line of a tenth of a pixel with round ends.
dots_in_all = 0
do for [i = 1:row_count] { dots_in_all = dots_in_all + present(i, boards) }
many = dots_in_all * panels > 60
legend_shape = !many
# The picture's, not those of one event.
array SEEN[boards + 1]
seen(b) = sum [i = 1:row_count] PRESENT[(i - 1) * boards + b]
do for [b = 1:boards] { SEEN[b] = seen(b) > 0; SHOWN[b] = SEEN[b] }
legend_height = line_height * legend_lines(boards)
left_edge = 14; right_edge = 12; between = 14
top_edge = title_height + legend_height + 22
bottom_edge = 42
panel_width = (width - left_edge - right_edge - (panels - 1.0) * between) / panels
height = top_edge + TOP[row_count + 1] + bottom_edge
eval open_picture

array NAME[row_count]; array NAME_Y[row_count]
names = row_count; name_left = left_edge
do for [i = 1:names] { NAME[i] = ROW_HEADING[i]; NAME_Y[i] = TOP[i] + 9 }
title = 'Overhead under ' . workload . \
	(events > panels ? sprintf(', %d more events in a wider picture', events - panels) : '')
set multiplot
do for [p = 1:panels] {
	wanted_metric = EVENT[p]
	load folder . 'cells.gp'
	from = left_edge + (p - 1) * (panel_width + between)
	unset label
	unset arrow
	if (p == panels) {
		do for [b = 1:boards] { SHOWN[b] = SEEN[b] }
		eval draw_title
		eval draw_legend
		axis_title = 'events per call [' . unit . ']'
		eval draw_axis_title
		# Over all of the width, so with the last panel; no line of any panel goes through them.
		do for [i = 1:names] {
			set object i rectangle from screen 0, screen 1 - (top_edge + TOP[i] + 1) / (1.0 * height) \
				to screen 1, screen 1 - (top_edge + TOP[i] + name_height - 1) / (1.0 * height) \
				front noclip fc rgb paper fs solid noborder
		}
		eval draw_names
	}
	set lmargin at screen from / width
	set rmargin at screen (from + panel_width) / width
	set label fit(EVENT[p], panel_width + between) at graph 0, 1 left offset 0, character 0.7 tc rgb ink
	set xrange [axis_low:axis_high + (axis_high - axis_low) * 0.06]
	set yrange [TOP[row_count + 1]:0]
	unset ytics
	set grid xtics lt 1 lc rgb grid_ink lw 1
	set xtics scale 0 tc rgb ink step_of(axis_high - axis_low, panel_width / 45.0)
	set format x '%g'
	set arrow from first 0, graph 0 to first 0, graph 1 nohead lw 1 lc rgb ink
	dot_length = 0.1 * (axis_high - axis_low) / panel_width
	plot CELL using (HAS_RANGE[$1] ? clip(LOW[$1]) : NaN):(dot_y($1)):(clip(HIGH[$1]) - clip(LOW[$1])):(0) \
			with vectors nohead lw 1.2 lc rgb ink title 'interval', \
		for [b = 1:boards] CELL using (many && board_of($1) == b ? VALUE[$1] : NaN):(dot_y($1)):(dot_length):(0) \
			with vectors nohead lw 6 lc rgb colour_of(b) title 'overhead', \
		CELL using (many ? NaN : VALUE[$1]):(dot_y($1)):(shape_of(board_of($1))):(colour_number(board_of($1))) \
			with points pt variable ps 0.8 lc rgb variable title 'overhead'
}
unset multiplot
unset output
