# SPDX-License-Identifier: GPL-2.0-only
#
# Reads a CSV file, whose name is in table_file, as RFC 4180 has it. gnuplot's own reader cuts a
# quoted field at its first comma and takes backslashes in it for escapes, so the bytes are read
# here, one after the other. Text of the file is data all along: none of it is ever evaluated.
#
#	rows		behind the first line, which has the columns' names
#	column_of(name)	its number; 0: the file has no such column
#	field(row, n)	its text
#	number(text)	NaN: there is none
#	broken		rows that have another number of fields than the first line

column_names_max = 32
# A name that begins with '<' or '|' would be a command to gnuplot.
plain_path(path) = path[1:1] eq '/' ? path : './' . path

if (exists("rows") && rows > 0) { undefine FIELD COLUMN_NAME COLUMN_TEXT }

# Lines are at least as many as rows.
set datafile separator '\t'
set datafile commentschars ''
undefine STATS_records
stats plain_path(table_file) using (0) nooutput
if (!exists('STATS_records')) {
	problem = table_file . ' cannot be read, or there is nothing in it'
	eval refuse
}
lines = STATS_records + STATS_invalid + STATS_blank + STATS_outofrange
array FIELD[(lines + 1) * column_names_max]
array COLUMN_NAME[column_names_max]
array COLUMN_TEXT[column_names_max]
do for [n = 1:column_names_max] { COLUMN_NAME[n] = ''; COLUMN_TEXT[n] = '' }

rows = -1; broken = 0; columns = 0; fields = 0; text = ''; quoted = 0; was_quoted = 0

end_field(x) = (fields = fields + (fields < column_names_max), COLUMN_TEXT[fields] = text, \
	text = '', was_quoted = 0)
is_row(x) = rows < 0 || fields == columns
keep_name(x) = sum [n = 1:fields] ((COLUMN_NAME[n] = COLUMN_TEXT[n]), 0)
keep_fields(x) = sum [n = 1:columns] ((FIELD[rows * column_names_max + n] = COLUMN_TEXT[n]), 0)
end_row(x) = (end_field(0), \
	rows < 0 ? (columns = fields, keep_name(0), rows = 0) : \
	fields == columns ? (keep_fields(0), rows = rows + 1) : \
	(broken = broken + 1), fields = 0)
# What an SVG must not hold, and what would break a line in two, is a blank.
add(c) = (text = text . (c < 32 || c == 127 ? ' ' : sprintf('%c', c)))
byte(c) = quoted ? (c == 34 ? (quoted = 0, was_quoted = 1) : add(c)) : \
	c == 44 ? end_field(0) : \
	c == 10 ? end_row(0) : \
	c == 13 ? 0 : \
	c == 34 ? (text = was_quoted ? text . '"' : text, quoted = 1) : add(c)

# Bytes stay bytes while they are joined, and while they are counted.
set encoding iso_8859_1
# Most files have no quotes, and of these gnuplot's own reader, many times as fast, takes each field as
# it is. That it did is seen by their length, or they are read again.
commas = 0; columns = 0; ragged = 0
end_line(x) = (columns == 0 ? (columns = commas + 1) : commas + 1 == columns ? 0 : (ragged = 1), commas = 0, 0)
is_special(c) = c > 44 ? c == 92 || c == 127 : c == 44 ? (commas = commas + 1, 0) : \
	c == 10 ? end_line(0) : c == 34 || c < 32
stats plain_path(table_file) binary format='%uchar' using (is_special($1)) nooutput
bytes = STATS_records
plain = 0; length = 0
take_name(n) = (COLUMN_NAME[n] = stringcolumn(n), length = length + strlen(COLUMN_NAME[n]) + 1, 0)
take_field(n) = (FIELD[rows * column_names_max + n] = stringcolumn(n), \
	length = length + strlen(FIELD[rows * column_names_max + n]) + 1, 0)
take_line(x) = (rows < 0 ? sum [n = 1:columns] take_name(n) : sum [n = 1:columns] take_field(n), rows = rows + 1)
if (STATS_max == 0 && !ragged && commas == 0 && columns > 0 && columns <= column_names_max) {
	set datafile separator ','
	stats plain_path(table_file) using (take_line(0)) nooutput
	plain = length == bytes
}
if (!plain) {
	rows = -1; columns = 0
	stats plain_path(table_file) binary format='%uchar' using (byte($1), 0) nooutput
	if (fields > 0 || text ne '') { dummy = end_row(0) }
}
set encoding utf8
# Arrays are read as columns between blanks.
set datafile separator
if (rows < 0) { rows = 0 }

field(row, n) = FIELD[(row - 1) * column_names_max + n]
column_of(name) = sum [n = 1:columns] (COLUMN_NAME[n] eq name ? n : 0)
number(text) = text eq '' ? NaN : text + 0
