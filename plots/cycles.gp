# SPDX-License-Identifier: GPL-2.0-only
# title: Cycles for instructions
# shows: A point is a configuration on a board: how many more cycles a call takes against how many more instructions; on a line all instructions run at one speed, above it they are slower.
# data: report
# metrics: cycles kernel-instructions
#
# gnuplot -d -c cycles.gp REPORT.csv OUTPUT [WORKLOAD]
#
# REPORT.csv is what `tracetoll report FILE... --format csv` prints; OUTPUT ends in .svg, .png or .pdf.

script = 'cycles'; words = ARGC; ends = 'rounded'
picture = ARG2; wanted_workload = ARG3; table_file = ARG1
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'

# Of all instructions where the kernel's are not counted apart.
wanted_metric = 'kernel-instructions'
load folder . 'cells.gp'
if (!cell_count) {
	wanted_metric = 'instructions'
	load folder . 'cells.gp'
}
x_cells = cell_count; x_configurations = configurations
x_metric = metric; x_unit = unit
array X_VALUE[room]; array X_LOW[room]; array X_HIGH[room]; array X_NAME[configurations + 1]
keep_x(k) = (X_VALUE[k] = KNOWN[k] ? VALUE[k] : NaN, 0)
done = sum [k = 1:cells] keep_x(k)
do for [c = 1:configurations] { X_NAME[c] = CONFIGURATION[c] }
if (x_cells) { wanted_workload = workload }
wanted_metric = 'cycles'
load folder . 'cells.gp'

x_place(c) = sum [i = 1:x_configurations] (X_NAME[i] eq CONFIGURATION[c] ? i : 0)
array X_PLACE[configurations + 1]
do for [c = 1:configurations] { X_PLACE[c] = x_place(c) }
x_of(k) = X_PLACE[configuration_of(k)] ? X_VALUE[(X_PLACE[configuration_of(k)] - 1) * boards + board_of(k)] : NaN
array POINT[room]; array X[room]
points = 0; left_out = 0
take_point(k, x) = KNOWN[k] && x == x ? (x > 0 && VALUE[k] > 0 ? \
	(points = points + 1, POINT[points] = k, X[points] = x, 0) : (left_out = left_out + 1, 0)) : 0
done = sum [k = 1:(x_cells ? cells : 0)] take_point(k, x_of(k))
if (!points) {
	problem = 'no overhead in both instructions and cycles' . \
		(wanted_workload eq '' ? '' : ' under ' . wanted_workload) . ' is in ' . table_file . \
		'; emulated machines have no cycles'
	eval refuse
}

# Both axes are of decades, with room for the names beside the outermost points.
x_low = X[1]; x_high = x_low; y_low = VALUE[POINT[1]]; y_high = y_low; slow = y_low / x_low; fast = slow
widen(x, y) = (x_low = x < x_low ? x : x_low, x_high = x > x_high ? x : x_high, \
	y_low = y < y_low ? y : y_low, y_high = y > y_high ? y : y_high, \
	slow = y / x > slow ? y / x : slow, fast = y / x < fast ? y / x : fast, 0)
done = sum [i = 1:points] widen(X[i], VALUE[POINT[i]])
x_low = x_low / 1.6; x_high = x_high * 1.6; y_low = y_low / 1.6; y_high = y_high * 1.6

# So many shapes make a large SVG. A dot is a line of a tenth of a pixel with round ends.
many = points > 150
legend_shape = !many
do for [b = 1:boards] { SHOWN[b] = 1 }
legend_height = line_height * legend_lines(boards)
left_edge = 58; right_edge = 36
top_edge = title_height + legend_height + 20
bottom_edge = 42
plot_width = width - left_edge - right_edge
plot_height = plot_width < 420 ? plot_width : 420
height = top_edge + plot_height + bottom_edge
eval open_picture

x_pixel(x) = plot_width * log10(x / x_low) / log10(x_high / x_low)
y_pixel(y) = plot_height * log10(y / y_low) / log10(y_high / y_low)

title = 'Overhead under ' . workload . '; dashed: instructions per cycle' . \
	(left_out ? sprintf(', %d at or below zero left out', left_out) : '')
eval draw_title
eval draw_legend
axis_title = per_call(x_metric, x_unit)
eval draw_axis_title
set label fit(per_call(metric, unit), plot_height) at screen 10.0 / width, graph 0.5 center rotate by 90 tc rgb ink
set logscale xy
set xrange [x_low:x_high]
set yrange [y_low:y_high]
set grid xtics ytics lt 1 lc rgb grid_ink lw 1
unset mxtics
unset mytics
set xtics scale 0 tc rgb ink
set ytics scale 0 tc rgb ink
set xtics ('' x_low)
set ytics ('' y_low)
# 1, 2 and 5 of each decade where there are few of these.
array DIGIT[3] = [1, 2, 5]
digits_of(low, high) = log10(high / low) < 2 ? 3 : 1
do for [d = -6:12] {
	do for [n = 1:digits_of(x_low, x_high)] {
		v = DIGIT[n] * 10.0 ** d
		if (v >= x_low && v <= x_high) { set xtics add (sprintf('%g', v) v) }
	}
	do for [n = 1:digits_of(y_low, y_high)] {
		v = DIGIT[n] * 10.0 ** d
		if (v >= y_low && v <= y_high) { set ytics add (sprintf('%g', v) v) }
	}
}

# A line for each speed that is near a point, with its name where it leaves the picture.
line_at(ipc, x) = x / ipc
do for [d = -5:4] {
	ipc = 2.0 ** d
	if (ipc >= 0.6 / slow && ipc <= 1.7 / fast) {
		from = line_at(ipc, x_low) < y_low ? y_low * ipc : x_low
		to = line_at(ipc, x_high) > y_high ? y_high * ipc : x_high
		if (from < to) {
			set arrow from from, line_at(ipc, from) to to, line_at(ipc, to) nohead lw 0.7 dt 2 lc rgb ink
			if (to < x_high) {
				set label sprintf('%g', ipc) at to, y_high center offset character 0, 0.7 tc rgb ink
			} else {
				set label sprintf('%g', ipc) at x_high, line_at(ipc, x_high) left offset character 0.3, 0 tc rgb ink
			}
		}
	}
}

# A configuration's name stands beside its uppermost point, on whichever side nothing else is.
array BOX_X[configurations]; array BOX_Y[configurations]; array BOX_WIDTH[configurations]
boxes = 0; nameless = 0
meets_box(x, y, w) = sum [i = 1:boxes] (x < BOX_X[i] + BOX_WIDTH[i] && BOX_X[i] < x + w && abs(y - BOX_Y[i]) < 13)
array X_PIXEL[points]; array Y_PIXEL[points]
set_pixel(i) = (X_PIXEL[i] = x_pixel(X[i]), Y_PIXEL[i] = y_pixel(VALUE[POINT[i]]), 0)
done = sum [i = 1:points] set_pixel(i)
meets_point(x, y, w) = sum [i = 1:points] (X_PIXEL[i] > x - 6 && X_PIXEL[i] < x + w + 6 && abs(Y_PIXEL[i] - y) < 12)
is_free(x, y, w) = x >= 0 && x + w <= plot_width && y > 6 && y < plot_height - 6 && \
	!meets_box(x, y, w) && !meets_point(x, y, w)
# Of the configuration's points, the index of the uppermost.
array TOP[configurations + 1]
take_top(i, c) = TOP[c] && VALUE[POINT[TOP[c]]] >= VALUE[POINT[i]] ? 0 : (TOP[c] = i, 0)
do for [c = 1:configurations] { TOP[c] = 0 }
done = sum [i = 1:points] take_top(i, configuration_of(POINT[i]))
do for [c = 1:configurations] {
	top = TOP[c]
	if (top) {
		w = strlen(CONFIGURATION[c]) * letter_width
		x = x_pixel(X[top]); y = y_pixel(VALUE[POINT[top]]); found = 0
		do for [try = 1:6] {
			# Right, left, above, below, and above to the left and right.
			px = try == 1 ? x + 9 : try == 2 ? x - 9 - w : try <= 4 ? x - w / 2 : try == 5 ? x - w : x
			py = try <= 2 ? y : try == 4 ? y - 15 : y + 15
			if (!found && is_free(px, py, w)) {
				found = 1; boxes = boxes + 1
				BOX_X[boxes] = px; BOX_Y[boxes] = py; BOX_WIDTH[boxes] = w
				set label CONFIGURATION[c] at graph px / plot_width, graph py / plot_height left tc rgb ink
			}
		}
		nameless = nameless + !found
	}
}

array INDEX[points]
set_index(i) = (INDEX[i] = i, 0)
done = sum [i = 1:points] set_index(i)
dot_length(x) = x * ((x_high / x_low) ** (0.1 / plot_width) - 1)
plot for [b = 1:boards] INDEX using (many && board_of(POINT[$1]) == b ? X[$1] : NaN):(VALUE[POINT[$1]]):(dot_length(X[$1])):(0) \
		with vectors nohead lw 7 lc rgb colour_of(b) title 'configurations', \
	INDEX using (many ? NaN : X[$1]):(VALUE[POINT[$1]]):(shape_of(board_of(POINT[$1]))):(colour_number(board_of(POINT[$1]))) \
	with points pt variable lc rgb variable title 'configurations'
unset output
