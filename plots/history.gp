# SPDX-License-Identifier: GPL-2.0-only
# title: Night by night
# shows: Each point is a night, a line is a level, and where the level changes stands the first commit that has the new one; a gap is a night without a value. No axis begins at zero: changes are what is shown.
# data: history
#
# gnuplot -d -c history.gp POINTS.csv OUTPUT
#
# POINTS.csv is what `tracetoll track log --points --format csv` prints, of a few series; OUTPUT ends in .svg, .png or
# .pdf. Twelve series at most are drawn, the first ones.

if (!exists("width")) { width = 800 }
script = 'history'; words = ARGC; ends = 'rounded'
picture = ARG2; table_file = ARG1
slash = 0
do for [n = 1:strlen(ARG0)] { if (ARG0[n:n] eq '/') { slash = n } }
folder = slash ? ARG0[1:slash] : './'
load folder . 'style.gp'
load folder . 'table.gp'

panels_max = 12
at_board = column_of('board'); at_branch = column_of('branch'); at_arch = column_of('arch'); at_workload = column_of('workload')
at_configuration = column_of('configuration'); at_metric = column_of('metric'); at_unit = column_of('unit')
at_of = column_of('of'); at_emulated = column_of('emulated'); at_seconds = column_of('seconds')
at_again = column_of('again'); at_value = column_of('value'); at_level = column_of('level')
at_change = column_of('change'); at_difference = column_of('difference'); at_low = column_of('low')
at_high = column_of('high'); at_accepted = column_of('accepted')
at_commit = column_of('commit'); at_verdict = column_of('verdict')
if (!(at_board && at_branch && at_arch && at_workload && at_configuration && at_metric && at_unit && at_of && at_emulated && \
	at_seconds && at_again && at_value && at_level && at_change && at_difference && at_low && at_high && \
	at_accepted && at_commit && at_verdict)) {
	problem = table_file . ' is not what `tracetoll track log --points --format csv` prints'
	eval refuse
}

# Rows of one series stand together.
is_same(r, s) = field(r, at_board) eq field(s, at_board) && field(r, at_branch) eq field(s, at_branch) && \
	field(r, at_workload) eq field(s, at_workload) && field(r, at_configuration) eq field(s, at_configuration) && \
	field(r, at_metric) eq field(s, at_metric) && field(r, at_of) eq field(s, at_of) && \
	field(r, at_arch) eq field(s, at_arch) && field(r, at_unit) eq field(s, at_unit) && \
	field(r, at_emulated) eq field(s, at_emulated)
array FIRST[panels_max + 1]; array LAST[panels_max + 1]
array AT[rows + 1]; array VALUE[rows + 1]; array LEVEL[rows + 1]; array AGAIN[rows + 1]
array STEP[rows + 1]; array LINE_AT[2 * rows + 2]; array LINE[2 * rows + 2]
panels = 0; series = 0; known = 0
start(r) = (series = series + 1, panels < panels_max ? (panels = panels + 1, FIRST[panels] = r, 0) : 0)
take(r) = (r == 1 || !is_same(r, r - 1) ? start(r) : 0, series <= panels_max ? (LAST[panels] = r, 0) : 0, \
	AT[r] = number(field(r, at_seconds)), VALUE[r] = number(field(r, at_value)), \
	LEVEL[r] = number(field(r, at_level)), AGAIN[r] = field(r, at_again) eq 'true', \
	known = known + (VALUE[r] == VALUE[r]), 0)
done = sum [r = 1:rows] take(r)
if (!known) {
	problem = 'no point of any series is in ' . table_file . '; tracetoll track log lists what a history has'
	eval refuse
}

# All panels have one axis of dates.
x_low = AT[1]; x_high = x_low
widen(r) = (x_low = AT[r] < x_low ? AT[r] : x_low, x_high = AT[r] > x_high ? AT[r] : x_high, 0)
done = sum [r = 1:LAST[panels]] widen(r)
day = 86400.0
span = x_high - x_low > day ? x_high - x_low : day
# Of one night or two, too, some midnight is in sight, which a date stands below.
beside = span < 3 * day ? 0.6 * day : 0.02 * span
x_from = x_low - beside; x_to = x_high + beside
date_step(days) = days <= 1 ? 1 : days <= 2 ? 2 : days <= 7 ? 7 : days <= 14 ? 14 : days <= 28 ? 28 : \
	days <= 91 ? 91 : 182 * ceil(days / 182.0)

panel_height = 110.0; panel_pitch = panel_height + 38
# A date may stand below the last night.
left_edge = 62; right_edge = 42
top_edge = 46
bottom_edge = 30
height = top_edge + panels * panel_pitch - 16 + bottom_edge
eval open_picture

# Worse, better, and another path alone; what was accepted is grey.
worse_ink = '#b83167'; better_ink = '#0b8e1b'; path_ink = '#c7816c'; known_ink = '#7d7d7d'
point_ink = '#6195d4'
ink_of(r) = field(r, at_accepted) ne '' ? known_ink : field(r, at_change) eq 'worse' ? worse_ink : \
	field(r, at_change) eq 'better' ? better_ink : path_ink
is_identifier(text) = strlen(text) >= 40 && \
	strlen(text) == (sum [i = 1:strlen(text)] (strstrt('0123456789abcdef', text[i:i]) > 0))
short_commit(text) = is_identifier(text) ? text[1:12] : strlen(text) > 20 ? text[1:19] . '…' : text
before(r) = LEVEL[r] - number(field(r, at_difference))
share(r) = 100.0 * number(field(r, at_difference)) / abs(before(r))
percent(r) = before(r) == 0 ? '' : abs(share(r)) < 0.05 ? ' <0.1 %' : sprintf(' %+.1f %%', share(r))
said_of(r) = short_commit(field(r, at_commit)) . (field(r, at_change) eq 'path' ? ' other path' : percent(r)) . \
	(field(r, at_accepted) ne '' ? ' (accepted)' : field(r, at_verdict) eq 'suspected' ? ' ?' : '')
# Whose numbers these are stands where a long name is not cut.
unit_of(p) = strstrt(field(FIRST[p], at_metric), field(FIRST[p], at_unit)) ? field(FIRST[p], at_metric) : field(FIRST[p], at_unit)
cut(text, most) = strlen(text) > most ? text[1:most - 1] . '…' : text
# Mostly a board has one architecture.
has_other(p) = (sum [q = 1:panels] (field(FIRST[q], at_board) eq field(FIRST[p], at_board) && \
	field(FIRST[q], at_arch) ne field(FIRST[p], at_arch))) > 0
name_of(p) = cut(field(FIRST[p], at_board), 36) . (has_other(p) ? ', ' . field(FIRST[p], at_arch) : '') . (field(FIRST[p], at_emulated) eq 'true' ? ' (not hardware)' : '') . ' · ' . \
	cut(field(FIRST[p], at_workload), 20) . ' · ' . cut(field(FIRST[p], at_configuration), 24) . ': ' . \
	(field(FIRST[p], at_of) eq 'overhead' ? 'overhead, ' : '') . per_call(field(FIRST[p], at_metric), unit_of(p)) . \
	(field(FIRST[p], at_branch) eq 'main' ? '' : ', branch ' . field(FIRST[p], at_branch))

set xrange [x_from:x_to]
set xtics scale 0 tc rgb ink
set ytics scale 0 tc rgb ink
set format y '%.6g'
set grid xtics ytics lt 1 lc rgb grid_ink lw 1
set xtics time format '%Y-%m-%d'
set xtics day * date_step(span / day / 6)
left_out = series > panels_max ? sprintf(', %d more are left out', series - panels_max) : ''
set multiplot
do for [p = 1:panels] {
	unset label
	unset arrow
	if (p == 1) {
		title = 'Night by night: ' . panels . ' series' . left_out
		eval draw_title
		set label 'worse' at screen 8.0 / width, screen 1 - 28.0 / height left offset character 1, 0 point pt 9 lc rgb worse_ink tc rgb ink
		set label 'better' at screen 78.0 / width, screen 1 - 28.0 / height left offset character 1, 0 point pt 11 lc rgb better_ink tc rgb ink
		set label 'another path' at screen 152.0 / width, screen 1 - 28.0 / height left offset character 1, 0 point pt 13 lc rgb path_ink tc rgb ink
		set label 'accepted' at screen 268.0 / width, screen 1 - 28.0 / height left offset character 1, 0 point pt 5 lc rgb known_ink tc rgb ink
		set label 'measured again' at screen 358.0 / width, screen 1 - 28.0 / height left offset character 1, 0 point pt 6 lc rgb point_ink tc rgb ink
	}
	panel_top = top_edge + (p - 1) * panel_pitch + 16
	set tmargin at screen 1 - panel_top / (1.0 * height)
	set bmargin at screen 1 - (panel_top + panel_height) / (1.0 * height)
	least = NaN; most = NaN
	do for [r = FIRST[p]:LAST[p]] {
		if (VALUE[r] == VALUE[r]) {
			least = least == least && least < VALUE[r] ? least : VALUE[r]
			most = most == most && most > VALUE[r] ? most : VALUE[r]
		}
	}
	if (!(least == least)) { least = 0.0; most = 1.0 }
	if (most == least) { most = most + 0.5; least = least - 0.5 }
	# The names of changes stand above the points.
	room = most - least
	y_from = least - 0.1 * room; y_to = most + 0.45 * room
	set yrange [y_from:y_to]
	# At the very top stands the panel's name.
	y_step = step_of(y_to - y_from, 4)
	# As many digits as tell one from the next.
	size = abs(y_from) > abs(y_to) ? abs(y_from) : abs(y_to)
	digits = size > y_step ? ceil(log10(size / y_step)) + 1 : 6
	set format y sprintf('%%.%dg', digits > 6 ? digits : 6)
	set ytics y_step * ceil(y_from / y_step), y_step, y_to - 0.08 * (y_to - y_from)
	if (p < panels) { set format x '' } else { set format x '%Y-%m-%d' }
	set label fit(name_of(p), width - 16) at screen 8.0 / width, screen 1 - (panel_top - 9.0) / height left tc rgb ink
	# The line ends at a hole, and where nights have no row at all: at more than twice the usual step.
	STEP[FIRST[p]] = NaN
	do for [r = FIRST[p] + 1:LAST[p]] { STEP[r] = AT[r] > AT[r - 1] ? AT[r] - AT[r - 1] : NaN }
	undefine STATS_median
	if (LAST[p] > FIRST[p]) { stats STEP using 2 every ::(FIRST[p] - 1)::(LAST[p] - 1) nooutput }
	usual = exists('STATS_median') ? STATS_median : day
	drawn = 0; at_last = NaN
	do for [r = FIRST[p]:LAST[p]] {
		if (!AGAIN[r]) {
			if (AT[r] - at_last > 2.2 * usual) { drawn = drawn + 1; LINE_AT[drawn] = AT[r]; LINE[drawn] = NaN }
			drawn = drawn + 1; LINE_AT[drawn] = AT[r]; LINE[drawn] = VALUE[r]
			at_last = AT[r]
		}
	}
	begin = FIRST[p]; changes = 0
	do for [r = FIRST[p]:LAST[p]] {
		ends_here = r == LAST[p] || field(r + 1, at_change) ne ''
		if (field(r, at_change) ne '') {
			changes = changes + 1
			x = AT[r]
			row_y = 0.92 - 0.13 * ((changes - 1) % 2)
			set arrow from x, graph 0 to x, graph 0.99 nohead lw 1 dt 2 lc rgb ink_of(r)
			right_half = x > x_low + 0.6 * span
			if (x > x_low + 0.6 * span) {
				set label said_of(r) at x, graph row_y right offset character -1, 0 tc rgb ink front
			} else {
				set label said_of(r) at x, graph row_y left offset character 1, 0 tc rgb ink front
			}
			set label '' at x, graph row_y point pt (field(r, at_change) eq 'worse' ? 9 : field(r, at_change) eq 'better' ? 11 : 13) lc rgb ink_of(r) front
			if (field(r, at_low) ne '' && number(field(r, at_high)) > number(field(r, at_low))) {
				set arrow from x, before(r) + number(field(r, at_low)) to x, before(r) + number(field(r, at_high)) nohead lw 4 lc rgb ink_of(r)
			}
		}
		if (ends_here && LEVEL[r] == LEVEL[r]) {
			set arrow from AT[begin] - (AT[r] > AT[begin] ? 0 : 0.005 * (x_to - x_from)), LEVEL[r] to AT[r] + (AT[r] > AT[begin] ? 0 : 0.005 * (x_to - x_from)), LEVEL[r] nohead lw 2 lc rgb ink front
		}
		if (ends_here) { begin = r + 1 }
	}
	# What an array's own column says of a time is off by an hour.
	plot LINE_AT using (LINE_AT[$1]):(LINE[$1]) every ::0::(drawn - 1) with lines lw 0.7 lc rgb point_ink title 'nights', \
		AT using (AT[$1]):(AGAIN[$1] ? NaN : VALUE[$1]) every ::(FIRST[p] - 1)::(LAST[p] - 1) with points pt 7 ps 0.35 lc rgb point_ink title 'nights', \
		AT using (AT[$1]):(AGAIN[$1] ? VALUE[$1] : NaN) every ::(FIRST[p] - 1)::(LAST[p] - 1) with points pt 6 ps 0.6 lc rgb point_ink title 'again', \
		AT using (AT[$1]):(VALUE[$1] == VALUE[$1] ? NaN : y_from + 0.04 * room) every ::(FIRST[p] - 1)::(LAST[p] - 1) with points pt 2 ps 0.4 lc rgb known_ink title 'holes'
}
unset multiplot
unset output
