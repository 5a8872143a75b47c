# SPDX-License-Identifier: GPL-2.0-only
#
# A Markdown table of published times beside instructions counted here. Reads the published
# numbers and then, behind a line "= FILE" each, one or two reports in CSV: before and after.
#
# Published lines: "configuration VALUE [VALUE]", a value being a number or a range "52-53", whose
# middle counts; "none" is the baseline that overheads are over. VALUE is in nanoseconds, or behind a
# line "unit M/s" in millions of calls a second. "step FROM TO" is a row of what each ops more costs
# between two of these configurations. "#" lines are left out here.
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
	return below > 0 && above > 0 ? sprintf("%." digits "f", above / below) : "-"
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
!file && $1 == "step" {
	from[++rows] = $2
	name[rows] = $3
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

# The number of ops that a name ends in.
function number(row) {
	sub(/.*[a-z]/, "", row)
	return row
}

# Over the baseline, or what each ops costs that row i has more than the one it starts from.
function time_of(i, side) {
	if (i in from)
		return (time[name[i], side] - time[from[i], side]) / (number(name[i]) - number(from[i]))
	return time[name[i], side] - time["none", side]
}

function instructions_of(i, side) {
	if (i in from)
		return (instructions[name[i], side] - instructions[from[i], side]) / (number(name[i]) - number(from[i]))
	return instructions[name[i], side]
}

function cells(i, side) {
	return sprintf(" %s | %s | %.2f | %s |", path[name[i], side], instructions_of(i, side),
		time_of(i, side), ratio(time_of(i, side) * 1000, instructions_of(i, side), 0))
}

function label(i) {
	return i in from ? "each more from " from[i] " to " name[i] : name[i]
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
		if (name[i] == "none")
			continue
		line = "| " label(i) " |" cells(i, 1)
		if (file == 2)
			line = line cells(i, 2) " " ratio(instructions_of(i, 2), instructions_of(i, 1), 3) " | " \
				ratio(time_of(i, 2), time_of(i, 1), 3) " |"
		print line
	}
}
