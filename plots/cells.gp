# SPDX-License-Identifier: GPL-2.0-only
#
# Cells of the table that was read: the overheads of one workload and metric, by configuration and
# board. wanted_workload and wanted_metric choose; '' is the first that has an overhead.
#
#	boards, configurations		how many
#	LEGEND[b], HEADING[c]		what they are called in the picture
#	SHOWN[b]			1: it has any of the cells; else 0
#	VALUE[k], LOW[k], HIGH[k]	of cell k: the configuration's k-th part
#	KNOWN[k], HAS_RANGE[k]
#	VALUES[i], VALUE_CELL[i]	all numbers, cell by cell: those of k are FIRST[k] to FIRST[k + 1] - 1
#
# Several boots of one board are several rows of one cell: it has the median of their overheads,
# from their lowest low to their highest high.

if (!exists('value_column')) { value_column = 'overhead' }
if (!exists('at_samples')) { at_samples = 0 }
at_board = column_of('board'); at_kernel = column_of('kernel')
at_workload = column_of('workload'); at_configuration = column_of('configuration')
at_path = column_of('path'); at_metric = column_of('metric'); at_unit = column_of('unit')
at_value = column_of(value_column); at_low = column_of(value_column . '_low'); at_high = column_of(value_column . '_high')
if (!(at_board && at_kernel && at_workload && at_configuration && at_path && at_metric && at_unit && at_value && \
	(at_samples ? column_of('block') : at_low && at_high))) {
	problem = table_file . ' is not what `tracetoll report ' . (at_samples ? '--samples ' : '') . \
		'FILE... --format csv` prints'
	eval refuse
}

workload = wanted_workload; metric = wanted_metric
fits(r) = (workload eq '' || field(r, at_workload) eq workload) && \
	(metric eq '' || field(r, at_metric) eq metric)
cell_count = 0
# Rows are gone through by sums: a loop would read its lines anew for each of some thousand.
count_row(r) = fits(r) && field(r, at_value) ne '' ? \
	(workload = field(r, at_workload), metric = field(r, at_metric), cell_count = cell_count + 1) : 0
done = sum [r = 1:rows] count_row(r)

# Boards in the order of the rows, and the configurations that any has an overhead of.
array BOARD[rows + 1]; array KERNEL[rows + 1]; array UNIT[rows + 1]; array CONFIGURATION[rows + 1]
array ROW_BOARD[rows + 1]; array ROW_CONFIGURATION[rows + 1]
boards = 0; configurations = 0; units = 0; unit = ''
board_at(name, kernel) = sum [b = 1:boards] (BOARD[b] eq name && KERNEL[b] eq kernel ? b : 0)
configuration_at(name) = sum [c = 1:configurations] (CONFIGURATION[c] eq name ? c : 0)
# Of whatever workload and metric, so that a board is the same one in each picture of a file.
take_board(r) = (taken = board_at(field(r, at_board), field(r, at_kernel)), taken ? 0 : \
	(boards = boards + 1, taken = boards, BOARD[taken] = field(r, at_board), \
	KERNEL[taken] = field(r, at_kernel), UNIT[taken] = '', 0))
take_unit(r) = (UNIT[taken] = field(r, at_unit), \
	unit eq '' || strlen(UNIT[taken]) < strlen(unit) ? (unit = UNIT[taken], 0) : 0)
take_configuration(r) = configuration_at(field(r, at_configuration)) ? 0 : \
	(configurations = configurations + 1, CONFIGURATION[configurations] = field(r, at_configuration), 0)
take_row(r) = (ROW_BOARD[r] = 0, ROW_CONFIGURATION[r] = 0, take_board(r), fits(r) ? \
	(ROW_BOARD[r] = taken, field(r, at_value) ne '' ? (take_unit(r), take_configuration(r)) : 0) : 0)
done = sum [r = 1:(cell_count ? rows : 0)] take_row(r)
place_row(r) = ROW_BOARD[r] ? (ROW_CONFIGURATION[r] = configuration_at(field(r, at_configuration)), 0) : 0
done = sum [r = 1:(cell_count ? rows : 0)] place_row(r)

cells = boards * configurations
room = cells ? cells : 1
cell_of(r) = (ROW_CONFIGURATION[r] - 1) * boards + ROW_BOARD[r]
board_of(k) = (int(k) - 1) % boards + 1
configuration_of(k) = (int(k) - 1) / boards + 1

array CELL[room]; array KNOWN[room]; array HAS_RANGE[room]
array VALUE[room]; array LOW[room]; array HIGH[room]; array PATH[room]
array FIRST[cells + 2]; array VALUES[rows + 1]; array VALUE_CELL[rows + 1]
clear_cell(k) = (CELL[k] = k, KNOWN[k] = 0, HAS_RANGE[k] = 0, PATH[k] = '', \
	VALUE[k] = NaN, LOW[k] = NaN, HIGH[k] = NaN, 0)
done = sum [k = 1:cells] clear_cell(k)

is_of_cell(r) = ROW_BOARD[r] && ROW_CONFIGURATION[r]
take_path(r) = is_of_cell(r) ? (field(r, at_path) ne '' ? (PATH[cell_of(r)] = field(r, at_path), 0) : 0, \
	field(r, at_value) ne '' ? (KNOWN[cell_of(r)] = KNOWN[cell_of(r)] + 1, 0) : 0) : 0
done = sum [r = 1:(cells ? rows : 0)] take_path(r)
FIRST[1] = 1
begin_cell(k) = (FIRST[k + 1] = FIRST[k] + KNOWN[k], KNOWN[k] = 0)
done = sum [k = 1:cells] begin_cell(k)
take_range(r, k) = at_low && at_high && field(r, at_low) ne '' && field(r, at_high) ne '' ? \
	(low = number(field(r, at_low)), high = number(field(r, at_high)), \
	LOW[k] = HAS_RANGE[k] && LOW[k] < low ? LOW[k] : low, \
	HIGH[k] = HAS_RANGE[k] && HIGH[k] > high ? HIGH[k] : high, HAS_RANGE[k] = 1, 0) : 0
take_value(r, k) = (VALUE_CELL[FIRST[k] + KNOWN[k]] = k, \
	VALUES[FIRST[k] + KNOWN[k]] = number(field(r, at_value)), KNOWN[k] = KNOWN[k] + 1, take_range(r, k))
done = sum [r = 1:(cells ? rows : 0)] (is_of_cell(r) && field(r, at_value) ne '' ? take_value(r, cell_of(r)) : 0)
values = cells ? FIRST[cells + 1] - 1 : 0
# stats has no array's single element. An exact count has no interval.
take_single(k) = (KNOWN[k] == 1 ? (VALUE[k] = VALUES[FIRST[k]], 0) : 0, \
	HAS_RANGE[k] && LOW[k] == HIGH[k] ? (HAS_RANGE[k] = 0, 0) : 0, KNOWN[k] > 1)
several_values = sum [k = 1:cells] take_single(k)
do for [k = 1:(several_values ? cells : 0)] {
	if (KNOWN[k] > 1) {
		stats VALUES using 2 every ::FIRST[k] - 1::FIRST[k + 1] - 2 nooutput name 'OF_CELL'
		VALUE[k] = OF_CELL_median
	}
}

array SHOWN[boards + 1]
shown(b) = sum [c = 1:configurations] (KNOWN[(c - 1) * boards + b] > 0)
do for [b = 1:boards] { SHOWN[b] = shown(b) > 0 }

# A board's name, and whatever else tells it from the others. That stays whole where both do not fit.
array LEGEND[boards + 1]; array HEADING[configurations + 1]
namesakes(b) = sum [i = 1:boards] (BOARD[i] eq BOARD[b])
named(b) = (boards > 1 ? mark_of(b) . '  ' : '') . (BOARD[b] eq '' ? 'no name' : BOARD[b])
besides(b) = (namesakes(b) > 1 ? ', ' . KERNEL[b] : '') . (UNIT[b] eq unit || UNIT[b] eq '' ? '' : ' [' . UNIT[b] . ']')
do for [b = 1:boards] {
	beside = fit_ends(besides(b), (width - 30) * 0.7)
	LEGEND[b] = fit_ends(named(b), width - 30 - legend_letter * strlen(beside)) . beside
}

# The path behind the configuration's name; where boards took several, each with its boards' letters.
path_of(c, b) = PATH[(c - 1) * boards + b]
marks_of(c, path) = (marks = '', marked = sum [b = 1:boards] (path_of(c, b) eq path ? \
	((marks = marks . mark_of(b)), 0) : 0), marks)
is_another(c, b) = path_of(c, b) ne '' && sum [i = 1:b - 1] (path_of(c, i) ne '' && path_of(c, i) ne path_of(c, b))
is_new(c, b) = path_of(c, b) ne '' && !(sum [i = 1:b - 1] (path_of(c, i) eq path_of(c, b)))
add_path(c, b) = is_new(c, b) ? (HEADING[c] = HEADING[c] . (HEADING[c] eq CONFIGURATION[c] ? ' · ' : ', ') . \
	path_of(c, b) . (several ? ' ' . marks_of(c, path_of(c, b)) : ''), 0) : 0
head(c) = (HEADING[c] = CONFIGURATION[c], several = sum [b = 2:boards] (is_another(c, b) > 0), \
	(sum [b = 1:boards] add_path(c, b)))
done = sum [c = 1:configurations] head(c)
