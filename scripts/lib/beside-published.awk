# SPDX-License-Identifier: GPL-2.0-only
#
# A Markdown table of published times beside instructions counted here. Reads the published
# numbers and then, behind a line "= FILE" each, one or two reports in CSV: before and after.
#
# Published lines: "configuration VALUE [VALUE]", a value being a number or a range "52-53", whose
# middle counts; "none" is the baseline that overheads are over. VALUE is in nanoseconds, or behind a
# line "unit M/s" in millions of calls a second. "#" lines are left out here.
# -v workload=NAME: the rows that count.

function nanoseconds(text,   ends, value) {
	value = text + 0
	if (split(text, ends, "-") == 2)
		value = (ends[1] + ends[2]) / 2
	return a_rate ? 1000 / value : value
}

# A board's name may hold a comma; it is the first column, in quotes then.
function columns(line, into) {
	sub(/^"[^"]*"/, "board", line)
	return split(line, into, ",")
}

function ratio(above, below, digits) {
	return below > 0 ? sprintf("%." digits "f", above / below) : "-"
}

/^#/ || /^$/ { next }
/^= / {
	file++
	next
}
!file && $1 == "unit" {
	a_rate = $2 == "M/s"
	next
}
!file {
	name[++rows] = $1
	for (side = 1; side < NF; side++)
		time[$1, side] = nanoseconds($(side + 1))
	next
}
{
	columns($0, column)
	if (column[4] == workload && column[7] == "kernel-instructions") {
		instructions[column[5], file] = column[12]
		path[column[5], file] = column[6]
	}
}

# What is over the baseline: time, instructions, picoseconds an instruction.
function cells(row, side,   over) {
	over = time[row, side] - time["none", side]
	return sprintf(" %s | %s | %.2f | %s |", path[row, side], instructions[row, side], over,
		ratio(over * 1000, instructions[row, side], 0))
}

END {
	side = "path | instructions | ns published | ps per instruction |"
	if (file == 2) {
		print "| configuration | before: " side " after: " side " after/before: instructions | ns |"
		print "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
	} else {
		print "| configuration | " side
		print "| --- | --- | --- | --- | --- |"
	}
	for (i = 1; i <= rows; i++) {
		row = name[i]
		if (row == "none")
			continue
		line = "| " row " |" cells(row, 1)
		if (file == 2)
			line = line cells(row, 2) " " ratio(instructions[row, 2], instructions[row, 1], 3) " | " \
				ratio(time[row, 2] - time["none", 2], time[row, 1] - time["none", 1], 3) " |"
		print line
	}
}
