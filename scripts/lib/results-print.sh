# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Prints the tables of published results from their files. Needs say.sh, $root, $results
# and $only_check.
#
#	names			the results, one a line
#	find_tracetoll		sets $tracetoll, the command that prints
#	print_tables NAME	what the folder's `tables` asks for; with $only_check changes
#				nothing: 5 if a table is another one than its files say
#	print_quotes		likewise for what README.md and results/README.md quote
#
# A line of `tables` is the file's name and the command that prints it, as for a shell, run in
# the folder:
#	FILE tracetoll VERB ARGUMENT...
#	FILE beside-published PUBLISHED WORKLOAD BEFORE [AFTER]
#	FILE picture NAME RESULT-FILE...	NAME.svg of report --plot
#
# A FILE that ends in .html is a page with pictures in it, which the toolroot's gnuplot draws. Others
# draw the same data in other bytes, so a page is held against its files without its pictures, and
# not at all where there is no gnuplot. A picture alone must be there.

: "${root:=}" "${scripts:=}" "${results:=}" "${only_check:=}"
tracetoll=''

names() {
	local folder

	for folder in "$results"/*/; do
		[ ! -x "$folder/command" ] || basename "$folder"
	done
}

# TRACETOLL is for tests, and for whoever has built it otherwise.
find_tracetoll() {
	tracetoll=${TRACETOLL-}
	[ -z "$tracetoll" ] || return 0
	"$scripts/build" x86_64
	tracetoll=$root/build/x86_64/tracetoll
}

# The published numbers of $1 beside those of the result files, before and after.
beside_published() {
	local published=$1 workload=$2

	shift 2
	{
		cat "$published"
		for file; do
			echo "= $file"
			"$tracetoll" report --format csv "$file" || return
		done
	} | awk -v workload="$workload" -f "$scripts/lib/beside-published.awk"
}

# One picture of those that the files give: report writes what draws each, and only this is drawn.
picture() {
	local name=$1 folder words status=0

	shift
	folder=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-results.XXXXXX") || return 6
	TRACETOLL_GNUPLOT=$folder/none "$tracetoll" report --plot "$folder/plots" "$@" >/dev/null 2>&1 || :
	words=$(sed -n "s/^ *gnuplot \\(.* $name\\.svg .*\\)/\\1/p" "$folder/plots/README") || status=6
	[ -n "$words" ] || {
		say "the files give no picture $name"
		status=6
	}
	[ "$status" -ne 0 ] ||
		(cd "$folder/plots" && eval "LC_ALL=C \"\${TRACETOLL_GNUPLOT:-gnuplot}\" $words" && cat "$name.svg") || status=6
	rm -rf "$folder"
	return "$status"
}

# print_one PROGRAM WORD...: one table to standard output.
print_one() {
	local program=$1

	shift
	case $program in
	tracetoll) "$tracetoll" "$@" ;;
	beside-published) beside_published "$@" ;;
	picture) picture "$@" ;;
	*)
		say "nobody knows what '$program' prints: tracetoll, beside-published or picture is meant"
		return 2
		;;
	esac
}

# What two files are compared by: pages by all but their pictures.
comparable() {
	case $1 in
	*.html) awk -f "$scripts/lib/page-without-pictures.awk" "$2" ;;
	*) cat "$2" ;;
	esac
}

# replace NAME FILE: FILE becomes what standard input says, or is only held against it.
replace() {
	local name=$1 file=$2 new status=0

	new=$(mktemp "${TMPDIR:-/tmp}/tracetoll-results.XXXXXX") || return 6
	cat >"$new"
	if [ -z "$only_check" ]; then
		cmp -s "$new" "$file" || cat "$new" >"$file" || status=6
	elif ! cmp -s <(comparable "$name" "$new") <(comparable "$name" "$file" 2>/dev/null); then
		say "$name is not what its files say (scripts/results print renews it):"
		diff -u <(comparable "$name" "$file") <(comparable "$name" "$new") | cut -c -160 | head -n 20 >&2 || :
		status=5
	fi
	rm -f "$new"
	return "$status"
}

# has_gnuplot NAME: whether a page or a picture can be printed; says so if it cannot.
has_gnuplot() {
	case $1 in
	*.html | *.svg) ;;
	*) return 0 ;;
	esac
	[ -z "${TRACETOLL_GNUPLOT-}" ] || return 0
	[ -z "$only_check" ] || ! command -v gnuplot >/dev/null || return 0
	if "$scripts/toolroot" path >/dev/null 2>&1; then
		export TRACETOLL_GNUPLOT="$scripts/lib/toolroot-gnuplot"
		return 0
	fi
	say "$1: ${only_check:+not held against its files, }its pictures want the toolroot's gnuplot (scripts/toolroot make)"
	return 1
}

print_tables() {
	local name=$1 file command text status=0

	while read -r file command; do
		case $file in
		'' | '#'*) continue ;;
		esac
		if [ -n "$only_check" ] && [ "${file%.svg}" != "$file" ]; then
			[ -s "$results/$name/$file" ] || {
				say "$name/$file is not there (scripts/results print draws it)"
				status=5
			}
			continue
		fi
		if ! has_gnuplot "$name/$file"; then
			[ -n "$only_check" ] || status=6
			continue
		fi
		text=$(cd "$results/$name" && eval "print_one $command" && echo .) || {
			say "$name/$file: $command failed"
			return 6
		}
		printf '%s' "${text%.}" | replace "$name/$file" "$results/$name/$file" || status=$?
	done <"$results/$name/tables"
	return "$status"
}

# Between "<!-- results/NAME/FILE -->" and "<!-- end -->" stands that file.
print_quotes() {
	local readme status=0

	for readme in "$root/README.md" "$results/README.md"; do
		# The repository's own quotes the repository's results, and no others.
		[ "$readme" = "$results/README.md" ] || [ "$results" = "$root/results" ] || continue
		[ -e "$readme" ] || continue
		awk -v results="$results" -f "$scripts/lib/results-quotes.awk" "$readme" |
			replace "${readme#"$root"/}" "$readme" || status=$?
	done
	return "$status"
}
