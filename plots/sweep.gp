# SPDX-License-Identifier: GPL-2.0-only
# title: Ops sweep
# shows: The overhead by the number of ops that are registered, above those that trace the function, below those that trace others; points are measured, a line's slope is what the decomposition says that each of them costs.
# data: sweep
#
# gnuplot -d -c sweep.gp REPORT.csv OUTPUT [WORKLOAD [METRIC [PARTS.csv]]]
#
# REPORT.csv is what `tracetoll report FILE... --format csv` prints, PARTS.csv what `tracetoll report
# --decompose FILE... --format csv` does; without that there are no lines. OUTPUT ends in .svg, .png or .pdf.

script = 'sweep'; words = ARGC; ends = 'rounded'
picture = ARG2; wanted_workload = ARG3; wanted_metric = ARG4; table_file = ARG1; parts_file = ARG5
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'
load folder . 'cells.gp'

# opsN and opsN+irrM: N and M; -1: it is none of these.
is_digits(text) = strlen(text) > 0 && strlen(text) < 7 && \
	strlen(text) == (sum [i = 1:strlen(text)] (strstrt('0123456789', text[i:i]) > 0))
plain_name(c) = CONFIGURATION[c][1:6] eq 'dirty:' ? CONFIGURATION[c][7:*] : CONFIGURATION[c]
plus_in(name) = strstrt(name, '+irr')
relevant_text(name) = name[1:3] ne 'ops' ? '' : plus_in(name) ? name[4:plus_in(name) - 1] : name[4:*]
irrelevant_text(name) = plus_in(name) ? name[plus_in(name) + 4:*] : '0'
is_sweep(name) = is_digits(relevant_text(name)) && is_digits(irrelevant_text(name))
array RELEVANT[configurations + 1]; array IRRELEVANT[configurations + 1]
do for [c = 1:configurations] {
	RELEVANT[c] = is_sweep(plain_name(c)) ? int(relevant_text(plain_name(c))) : -1
	IRRELEVANT[c] = is_sweep(plain_name(c)) ? int(irrelevant_text(plain_name(c))) : -1
}

# Of irrelevant ops two series: beside one ops, and beside as many as most configurations have.
sweeps_beside(n) = sum [c = 1:configurations] (RELEVANT[c] == n && IRRELEVANT[c] > 0)
listed = 2
do for [n = 2:256] { if (sweeps_beside(n) > sweeps_beside(listed)) { listed = n } }

# Series 1: opsN over N. 2: ops1+irrM over M. 3: the same beside more ops.
SERIES = 3
in_series(s, c) = s == 1 ? RELEVANT[c] >= 1 && IRRELEVANT[c] == 0 : \
	s == 2 ? RELEVANT[c] == 1 && IRRELEVANT[c] >= 0 : RELEVANT[c] == listed && IRRELEVANT[c] >= 0
count_of(s) = sum [c = 1:configurations] in_series(s, c)
has_sweep(s) = s == 1 ? count_of(1) > 1 : (sum [c = 1:configurations] (in_series(s, c) && IRRELEVANT[c] > 0)) > 0
ops_of(s, c) = s == 1 ? RELEVANT[c] : IRRELEVANT[c]
if (!cell_count || !(has_sweep(1) || has_sweep(2) || has_sweep(3))) {
	problem = 'no configurations opsN or opsN+irrM to be compared are in ' . table_file . \
		(wanted_workload eq '' ? '' : ' under ' . wanted_workload) . \
		(wanted_metric eq '' ? '' : ', metric ' . wanted_metric) . '; run -c sweep measures them'
	eval refuse
}

# What each costs, of each board.
array COST[SERIES * boards]
do for [i = 1:SERIES * boards] { COST[i] = NaN }
if (parts_file ne '') {
	table_file = parts_file
	load folder . 'table.gp'
	at_board = column_of('board'); at_kernel = column_of('kernel'); at_part = column_of('part')
	at_workload = column_of('workload'); at_metric = column_of('metric'); at_cost = column_of('cost')
	if (!(at_board && at_kernel && at_part && at_workload && at_metric && at_cost)) {
		problem = parts_file . ' is not what `tracetoll report --decompose FILE... --format csv` prints'
		eval refuse
	}
	do for [r = 1:rows] {
		b = board_at(field(r, at_board), field(r, at_kernel))
		part = field(r, at_part); cost = field(r, at_cost)
		if (b && cost ne '' && field(r, at_workload) eq workload && field(r, at_metric) eq metric) {
			# Of several boots the first one.
			if (part eq 'relevant' && !(COST[b] == COST[b])) { COST[b] = number(cost) }
			if (part eq 'irrelevant-beside') { COST[boards + b] = number(cost) }
			if (part eq 'irrelevant') { COST[2 * boards + b] = number(cost) }
		}
	}
	# Where every function's ops go through the list, one ops is no other case.
	do for [b = 1:boards] {
		if (!(COST[boards + b] == COST[boards + b])) { COST[boards + b] = COST[2 * boards + b] }
	}
}

# The points of a board, and its line: through the middle of what the slope leaves. One ops alone takes no
# list, so the line of opsN begins at two, but where the path is the same one.
cell(c, b) = (c - 1) * boards + b
on_line(s, c, b) = in_series(s, c) && KNOWN[cell(c, b)] && \
	(s != 1 || RELEVANT[c] > 1 || PATH[cell(c, b)] eq 'global')
array LINE_BASE[SERIES * boards]; array LINE_FROM[SERIES * boards]; array LINE_TO[SERIES * boards]
array REST[configurations]
do for [s = 1:SERIES] {
	do for [b = 1:boards] {
		i = (s - 1) * boards + b
		LINE_BASE[i] = NaN; n = 0
		do for [c = 1:configurations] {
			if (has_sweep(s) && COST[i] == COST[i] && on_line(s, c, b)) {
				n = n + 1
				REST[n] = VALUE[cell(c, b)] - COST[i] * ops_of(s, c)
				LINE_FROM[i] = n > 1 && LINE_FROM[i] < ops_of(s, c) ? LINE_FROM[i] : ops_of(s, c)
				LINE_TO[i] = n > 1 && LINE_TO[i] > ops_of(s, c) ? LINE_TO[i] : ops_of(s, c)
			}
		}
		# One point has a line through it whatever the slope.
		if (n > 1) {
			stats REST using 2 every ::0::n - 1 nooutput name 'OF_REST'
			LINE_BASE[i] = OF_REST_median
		}
	}
}
slope_text(v) = abs(v) < 0.005 ? '0' : short(v)
line_at(i, x) = LINE_BASE[i] + COST[i] * x

panels = has_sweep(1) + (has_sweep(2) || has_sweep(3))
panel_height = 190.0; panel_pitch = panel_height + 62
# So many shapes make a large SVG. A dot is a line of a tenth of a pixel with round ends.
dots_in_all = sum [k = 1:cells] (KNOWN[k] && (in_series(1, configuration_of(k)) || in_series(2, configuration_of(k)) || in_series(3, configuration_of(k))))
many = dots_in_all > 150
legend_shape = !many
# A second line has the unit.
title_height = 40
legend_height = line_height * boards
left_edge = 62; right_edge = 118
top_edge = title_height + legend_height + 22
height = top_edge + panels * panel_pitch
bottom_edge = 10
eval open_picture
title = 'Overhead under ' . workload

# Names of the lines, moved until none is on another.
name_height = 14
array NAMED[SERIES * boards]; array NAME_Y[SERIES * boards]
put_name(n, y) = (NAME_Y[n] = y, 0)

unset ytics
set ytics scale 0 tc rgb ink
set xtics scale 0 tc rgb ink
set grid xtics ytics lt 1 lc rgb grid_ink lw 1
panel = 0
set multiplot
do for [series = 1:2] {
	last = series == 1 ? 1 : 3
	if (series == 1 ? has_sweep(1) : has_sweep(2) || has_sweep(3)) {
		panel = panel + 1
		unset label
		unset arrow
		if (panel == 1) {
			eval draw_title
			set label fit(per_call(metric, unit), width - 16) at screen 8.0 / width, screen 1 - 28.0 / height left tc rgb ink
			eval draw_legend
		}
		panel_top = top_edge + (panel - 1) * panel_pitch
		set tmargin at screen 1 - panel_top / (1.0 * height)
		set bmargin at screen 1 - (panel_top + panel_height) / (1.0 * height)
		most = 1; least_y = 0.0; most_y = 0.0
		do for [s = series:last] {
			do for [c = 1:configurations] {
				if (in_series(s, c) && has_sweep(s)) {
					most = ops_of(s, c) > most ? ops_of(s, c) : most
					do for [b = 1:boards] {
						if (KNOWN[cell(c, b)]) {
							least_y = VALUE[cell(c, b)] < least_y ? VALUE[cell(c, b)] : least_y
							most_y = VALUE[cell(c, b)] > most_y ? VALUE[cell(c, b)] : most_y
						}
					}
				}
			}
		}
		if (most_y == least_y) { most_y = least_y + 1 }
		set xrange [0:most * 1.03]
		set yrange [least_y:most_y * 1.05]
		set xtics step_of(most, 5)
		set ytics step_of(most_y - least_y, 5)
		set format xy '%.6g'
		pixel_y(y) = panel_height * (y - least_y) / (most_y * 1.05 - least_y)
		set label fit(series == 1 ? 'relevant ops: opsN, and what each costs' : \
			'irrelevant ops: ops1+irrM' . (has_sweep(3) ? sprintf(', dashed: ops%d+irrM', listed) : ''), width - 20) \
			at screen 8.0 / width, graph 1 left offset 0, character 0.8 tc rgb ink
		set label (series == 1 ? 'number of ops on the function' : 'number of ops on other functions') \
			at graph 0.5, screen 1 - (panel_top + panel_height + 33.0) / height center tc rgb ink
		names = 0
		do for [s = series:last] {
			dash = s == 3 ? 2 : 1
			do for [b = 1:boards] {
				i = (s - 1) * boards + b
				if (LINE_BASE[i] == LINE_BASE[i]) {
					set arrow from LINE_FROM[i], line_at(i, LINE_FROM[i]) to LINE_TO[i], line_at(i, LINE_TO[i]) \
						nohead lw 1.5 dt dash lc rgb colour_of(b)
					names = names + 1; NAMED[names] = i; NAME_Y[names] = pixel_y(line_at(i, LINE_TO[i]))
				}
			}
		}
		do for [n = 2:names] {
			do for [m = n:2:-1] {
				if (NAME_Y[m] < NAME_Y[m - 1]) {
					keep = NAME_Y[m]; NAME_Y[m] = NAME_Y[m - 1]; NAME_Y[m - 1] = keep
					keep = NAMED[m]; NAMED[m] = NAMED[m - 1]; NAMED[m - 1] = keep
				}
			}
		}
		do for [n = 2:names] {
			if (NAME_Y[n] < NAME_Y[n - 1] + name_height) { NAME_Y[n] = NAME_Y[n - 1] + name_height }
		}
		ceiling = panel_height + 8
		do for [n = names:1:-1] {
			if (NAME_Y[n] > ceiling) { NAME_Y[n] = ceiling }
			ceiling = NAME_Y[n] - name_height
		}
		do for [n = 1:names] {
			i = NAMED[n]
			b = (i - 1) % boards + 1
			set label fit((boards > 1 ? mark_of(b) . ' ' : '') . slope_text(COST[i]) . \
				(i <= boards ? ' each' : i > 2 * boards ? sprintf(' (ops%d)', listed) : ' (ops1)'), right_edge - 6) \
				at screen (width - right_edge + 10.0) / width, graph NAME_Y[n] / panel_height left tc rgb ink
			set arrow from LINE_TO[i], line_at(i, LINE_TO[i]) to screen (width - right_edge + 7.0) / width, graph NAME_Y[n] / panel_height \
				nohead lw 0.7 dt 3 lc rgb ink
		}
		dot_length = most * 1.03 / (width - left_edge - right_edge) * 0.1
		plot for [s = series:last] for [b = 1:boards] CELL using (many && board_of($1) == b && in_series(s, configuration_of($1)) && has_sweep(s) && \
				KNOWN[$1] ? ops_of(s, configuration_of($1)) : NaN):(VALUE[$1]):(dot_length):(0) \
			with vectors nohead lw 7 lc rgb colour_of(b) title 'overhead', \
			for [s = series:last] CELL using (!many && in_series(s, configuration_of($1)) && has_sweep(s) && KNOWN[$1] ? \
				ops_of(s, configuration_of($1)) : NaN):(VALUE[$1]):(shape_of(board_of($1))):(colour_number(board_of($1))) \
			with points pt variable lc rgb variable title 'overhead'
	}
}
unset multiplot
unset output
