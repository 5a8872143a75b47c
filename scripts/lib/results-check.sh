# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Are the numbers of a result that was made again the published ones? Needs say.sh, $results
# and $tracetoll.
#
#	kernel_of FILE			its release, build, configuration and /proc/version, with tabs
#					between; a kernel from source has its key in the last one
#	check_files NAME FOLDER		0: every row of every file in FOLDER is as published; 4: not,
#					but the kernel is another one; 5: not; says which rows

: "${results:=}" "${tracetoll:=}"

kernel_of() {
	local kernel

	kernel=$(sed -nE '1{
		s/.*"kernel": ?\{"release": ?"([^"]*)", ?"version": ?"([^"]*)", ?"config_digest": ?"?([^",]*).*/\1\t\2\t\3/p
		q
	}' "$1")
	[ -n "$kernel" ] || die 6 "$1 does not say of which kernel it is"
	printf '%s\t%s\n' "$kernel" "$(sed -n '1{s/.*"compiler": *"\(Linux version [^"]*\)".*/\1/p;q}' "$1")"
}

# A row is its names, a tab, and all that is measured: path, value, spread, overhead, samples
# that are not valid. Board and kernel are not of it.
rows() {
	local csv status=0

	csv=$("$tracetoll" report --format csv "$1") || status=$?
	# A spread where there was none is told as rows that differ, too.
	[ "$status" -eq 0 ] || [ "$status" -eq 5 ] || return "$status"
	sed -e 1d -e 's/^"[^"]*"/board/' <<<"$csv" | awk -F, '{
		measured = $9 == "" ? "not available" : $6 " " $9 " (" $10 " to " $11 "), overhead " $12
		print $4 " " $5 " " $7 "\t" measured ", " $16 " invalid"
	}'
}

# The rows that are not the same, each with what was published and what it is now.
rows_that_differ() {
	awk -F '\t' '
		NR == FNR { published[$1] = $2; next }
		!($1 in published) { print "    " $1 ": not published, now " $2; next }
		published[$1] != $2 { print "    " $1 ": published " published[$1] ", now " $2 }
		{ delete published[$1] }
		END { for (row in published) print "    " row ": published " published[row] ", now nothing" }
	' "$1" "$2"
}

# check_file NAME PUBLISHED NEW FOLDER: as check_files, for one file.
check_file() {
	local label=$1 published=$2 new=$3 folder=$4 count differ old_kernel new_kernel

	[ -s "$new" ] || {
		echo "$label: was not made again"
		return 5
	}
	if ! rows "$published" >"$folder/published.rows" || ! rows "$new" >"$folder/new.rows"; then
		die 6 "reading $published and $new failed"
	fi
	count=$(grep -c ^ "$folder/published.rows") || die 6 "$published has no rows"
	rows_that_differ "$folder/published.rows" "$folder/new.rows" | sort >"$folder/differ"
	differ=$(grep -c ^ "$folder/differ") || true
	if [ "$differ" -eq 0 ]; then
		echo "$label: all $count rows as published"
	else
		echo "$label: $differ of $count rows are not as published"
		head -n 20 "$folder/differ"
		[ "$differ" -le 20 ] || echo "    and $((differ - 20)) more"
	fi
	old_kernel=$(kernel_of "$published")
	new_kernel=$(kernel_of "$new")
	if [ "$old_kernel" != "$new_kernel" ]; then
		printf '  other kernel than published: %s\n  published was: %s\n' "${new_kernel//$'\t'/; }" "${old_kernel//$'\t'/; }"
		[ "$differ" -eq 0 ] || return 4
	fi
	[ "$differ" -eq 0 ] || return 5
}

check_files() {
	local name=$1 folder=$2 file status worst=0

	for file in "$results/$name"/*.jsonl; do
		[ -e "$file" ] || die 6 "nothing of $name is published; scripts/results make $name does that"
		status=0
		check_file "$name/${file##*/}" "$file" "$folder/${file##*/}" "$folder" || status=$?
		[ "$status" -le "$worst" ] || worst=$status
	done
	for file in "$folder"/*.jsonl; do
		[ -e "$results/$name/${file##*/}" ] || {
			echo "$name/${file##*/}: is not published"
			worst=5
		}
	done
	return "$worst"
}
