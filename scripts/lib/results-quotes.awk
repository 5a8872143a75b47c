# SPDX-License-Identifier: GPL-2.0-only
#
# Puts into a Markdown text what it quotes of the results: between "<!-- results/NAME/FILE -->" and
# "<!-- end -->" stands that file. A .md file stands as it is, another one as code.

function quote(file,   line, got) {
	print ""
	while ((got = (getline line <file)) > 0)
		print file ~ /\.md$/ || line == "" ? line : "    " line
	if (got < 0)
		print "there is no file " file
	close(file)
	print ""
}

quoting && /^<!-- end -->$/ { quoting = 0 }
quoting { next }
{ print }
/^<!-- results\/[^ ]+ -->$/ {
	quoting = 1
	file = $2
	sub(/^results/, results, file)
	quote(file)
}
