# SPDX-License-Identifier: GPL-2.0-only
#
# A page of `tracetoll report --format html` without what gnuplot drew: from "<svg" to "</svg>".

{
	rest = $0
	line = ""
	while (rest != "") {
		at = index(rest, inside ? "</svg>" : "<svg")
		if (!at) {
			line = line (inside ? "" : rest)
			break
		}
		if (!inside)
			line = line substr(rest, 1, at - 1) "<picture>"
		rest = substr(rest, at + (inside ? 6 : 4))
		inside = !inside
	}
	if (line != "")
		print line
}
