# SPDX-License-Identifier: GPL-2.0-only
#
# Reads an SVG as XML: exit 1 and a line that says why if it is not well-formed. With text=1 it
# prints what is between the tags, entities resolved.
function bad(why) {
	print FILENAME ": " why
	failed = 1
	exit 1
}
{ all = all $0 "\n" }
END {
	if (failed)
		exit 1
	depth = 0
	while (all != "") {
		at = index(all, "<")
		between = at ? substr(all, 1, at - 1) : all
		rest = between
		while (match(rest, /&/)) {
			rest = substr(rest, RSTART)
			if (!match(rest, /^&(amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);/))
				bad("an & that is no entity: " substr(rest, 1, 20))
			rest = substr(rest, RLENGTH + 1)
		}
		if (text && between ~ /[^ \t\n]/) {
			gsub(/&lt;/, "<", between)
			gsub(/&gt;/, ">", between)
			gsub(/&quot;/, "\"", between)
			gsub(/&apos;/, "'", between)
			gsub(/&amp;/, "\\&", between)
			gsub(/^[ \t\n]+|[ \t\n]+$/, "", between)
			print between
		}
		if (!at)
			break
		all = substr(all, at)
		if (substr(all, 1, 4) == "<!--") {
			end = index(all, "-->")
			if (!end)
				bad("a comment without an end")
			all = substr(all, end + 3)
			continue
		}
		# A > may stand in an attribute's quotes.
		if (!match(all, /^<([^>"']|"[^"]*"|'[^']*')*>/))
			bad("a tag without an end: " substr(all, 1, 40))
		tag = substr(all, 1, RLENGTH)
		all = substr(all, RLENGTH + 1)
		if (tag ~ /^<[?!]/)
			continue
		if (substr(tag, 2) ~ /</)
			bad("a < in a tag: " tag)
		if (tag ~ /^<\//) {
			name = tag
			gsub(/^<\/|[ \t\n]*>$/, "", name)
			if (!depth || open[depth] != name)
				bad("</" name "> closes " (depth ? open[depth] : "nothing"))
			depth--
		} else if (tag !~ /\/>$/) {
			match(tag, /^<[A-Za-z][A-Za-z0-9:]*/)
			if (RLENGTH < 2)
				bad("no tag: " tag)
			open[++depth] = substr(tag, 2, RLENGTH - 1)
		}
	}
	if (depth)
		bad("<" open[depth] "> is not closed")
}
