# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# What a night keeps: its runs in the history, and the raw files. Needs say.sh.
#
#	keep_words FILE BOARD BRANCH COMMIT DATE AGAIN	what is said of a run; - is nothing
#	keep_add FILE		track add; sets $added to what it answered, in a line; its exit
#				status is track add's
#	keep_reason FILE	sets $reason: $added without the paths that everybody knows
#	keep_is_whole FILE	whether the run said all that it had to say
#	keep_put FILE NAME	a file that is in the history goes to $folder/archive; else sets
#				$put_failed
#	keep_archive		compresses what is there
#	keep_miss_history	sets $history_lost if there are raw files, and no history of them
#	keep_pick_up		adds what earlier nights left behind
#	keep_is_in_history NAME	whether the history has a file of the archive, or takes it now
#	keep_refill		makes $refill, a new history, of all of them; ends the script
#
# In a night's folder BOARD.jsonl is being measured, or waits for the history; BOARD.words is what
# is said of it.
# The archive has a line for each file in $folder/archive/index: name, board, branch, commit, date,
# again; tabs between them. It is what the history was made of, and can be made of again.

added='' picked_up=() history_lost=''

# The name of a raw file without what it is waiting for. Sets $stem.
keep_stem() {
	stem=${1%.jsonl}
}

keep_words() {
	keep_stem "$1"
	shift
	# A tab in a branch's name would make another run of it.
	printf '%s\t%s\t%s\t%s\t%s\n' "${@//$'\t'/ }" >"$stem.words"
}

keep_add() {
	local file=$1 stem board branch commit when again status=0 words=()

	keep_stem "$file"
	added="$file: there are no words for it ($stem.words)"
	IFS=$'\t' read -r board branch commit when again 2>/dev/null <"$stem.words" || return 6
	[ "$board" = - ] || words+=(--board "$board")
	[ "$branch" = - ] || words+=(--branch "$branch")
	[ "$commit" = - ] || words+=(--commit "$commit")
	[ "$when" = - ] || words+=(--date "$when")
	[ "$again" = - ] || words+=(--again)
	added=$(run_tracetoll track add --history "$history" "${words[@]}" -- "$file" 2>&1) || status=$?
	added=${added##*$'\n'}
	# A history that is damaged, or of a newer version, is no fault of the file: it waits.
	[ "$status" -ne 2 ] || ! keep_history_is_at_fault || status=6
	return "$status"
}

keep_reason() {
	reason=${added#"$1: "}
	reason=${reason#tracetoll track add: }
	reason=${reason#"$1: "}
	[ "${reason#"$history: "}" = "$reason" ] || reason="the history: ${reason#"$history: "}"
}

# Whether what was said is of the history, or something is there that cannot be read as one.
keep_history_is_at_fault() {
	local status=0

	case $added in
	"tracetoll track add: $history: "*) return 0 ;;
	esac
	[ -e "$history" ] || return 1
	run_tracetoll track log --runs --history "$history" >/dev/null 2>&1 || status=$?
	[ "$status" -eq 2 ]
}

keep_is_whole() {
	local last

	last=$(tail -n 1 -- "$1" 2>/dev/null) || return 1
	case $last in
	'{"record":"end"'*'}' | '{"record": "end"'*'}') return 0 ;;
	esac
	return 1
}

keep_compressor() {
	local one

	for one in zstd xz gzip; do
		! command -v "$one" >/dev/null || break
	done
	case $one in
	zstd) compressor=(zstd -q --rm -f) compressed=zst ;;
	xz) compressor=(xz -q -f) compressed=xz ;;
	gzip) compressor=(gzip -q -f) compressed=gz ;;
	esac
}

# Sets $kept_as. The line goes first: without its file it is of nobody's harm.
keep_put() {
	local file=$1 stem words number=1 place=$folder/archive

	keep_stem "$file"
	words=$'-\t-\t-\t-\t-'
	[ ! -f "$stem.words" ] || words=$(<"$stem.words")
	kept_as=$2.jsonl
	# Cut off when it was there, and here still.
	if cmp -s -- "$file" "$place/$kept_as"; then
		rm -f -- "$file" "$stem.words"
		return
	fi
	# A night's folder may have been pruned, and its name be used again.
	while [ -e "$place/$kept_as.$compressed" ] || [ -e "$place/$kept_as" ]; do
		number=$((number + 1))
		kept_as=$2-$number.jsonl
	done
	put_failed='no line can be added to its index'
	{ printf '%s\t%s\n' "$kept_as.$compressed" "$words" >>"$place/index"; } 2>/dev/null || return
	# Whole or not at all, also where the archive is another disk; and here until it is there.
	put_failed=$({ ln -f -- "$file" "$place/.$kept_as" 2>/dev/null || cp -f -- "$file" "$place/.$kept_as"; } 2>&1 &&
		mv -f -- "$place/.$kept_as" "$place/$kept_as" 2>&1) || {
		put_failed=${put_failed##*: }
		rm -f -- "$place/.$kept_as"
		return 1
	}
	rm -f -- "$file" "$stem.words"
}

# All at once: a process for each is slow.
keep_archive() {
	local file files=()

	for file in "$folder"/archive/*.jsonl; do
		[ ! -f "$file" ] || files+=("$file")
	done
	[ ${#files[@]} -gt 0 ] || return 0
	"${compressor[@]}" -- "${files[@]}" 9>&-
}

# Torn ones are of no use to the history, and may be to people. $2: its name there
keep_failed() {
	local file=$1 stem

	keep_stem "$file"
	rm -f -- "$stem.words"
	if [ -s "$file" ]; then
		mv -f -- "$file" "$folder/failed/$2" && "${compressor[@]}" -- "$folder/failed/$2" 9>&-
	else
		rm -f -- "$file"
	fi
}

# keep_one FILE NAME: what an earlier night left
keep_one() {
	local file=$1 name=$2 stem status=0 reason

	keep_stem "$file"
	if ! keep_is_whole "$file"; then
		note "$name was cut off: a hole"
		keep_failed "$file" "$name.jsonl" || :
		return 0
	fi
	keep_add "$file" || status=$?
	case $status in
	0 | 4 | 5)
		note "picked up $name: $added"
		picked_up+=("$name")
		keep_put "$file" "$name" || note "$name cannot be kept: $put_failed; it waits"
		# Of this very night: it is not measured once more.
		keep_reason "$file"
		[ "${file%/*}" != "$night" ] || board_write_state "${stem##*/}" "$status" 0.0 "picked up: ${reason#added }"
		;;
	2)
		note "$name is not taken: $added"
		keep_failed "$file" "$name.jsonl" || :
		;;
	*) note "$name waits for the next night: $added" ;;
	esac
}

keep_miss_history() {
	[ ! -s "$history" ] && [ -s "$folder/archive/index" ] || return 0
	history_lost=yes
	note "there is no history $history any more; a new one begins"
}

# Of nights that were cut off: a whole file is a run as any other, half a one is a hole.
keep_pick_up() {
	local file stem place

	# What only a process that is no more has needed.
	rm -rf -- "$folder"/nights/*/.room "$folder"/nights/*/.pruned.* "$folder"/nights/*/tracetoll-confirm-*
	for file in "$folder"/nights/*/*.jsonl; do
		[ -f "$file" ] || continue
		keep_stem "$file"
		place=${file%/*}
		keep_one "$file" "${place##*/}-${stem##*/}"
	done
}

# The raw file may go if the history has it: it is added once more, which changes nothing then.
keep_is_in_history() {
	local name=$1 file words line status=0

	file=$night/.pruned.jsonl
	words=''
	while IFS= read -r line; do
		[ "${line%%$'\t'*}" != "$name" ] || words=${line#*$'\t'}
	done <"$folder/archive/index"
	[ -n "$words" ] || return 1
	printf '%s\n' "$words" >"${file%.jsonl}.words"
	case $name in
	*.zst) zstd -q -d -c -- "$folder/archive/$name" >"$file" || status=1 ;;
	*.xz) xz -q -d -c -- "$folder/archive/$name" >"$file" || status=1 ;;
	*.gz) gzip -q -d -c -- "$folder/archive/$name" >"$file" || status=1 ;;
	*) status=1 ;;
	esac
	[ "$status" -ne 0 ] || keep_add "$file" || status=$?
	rm -f -- "$file" "${file%.jsonl}.words"
	case $status in
	0 | 4 | 5) return 0 ;;
	esac
	return 1
}

keep_refill() {
	local file words line count=0 status=0 worst=0

	[ ! -e "$refill" ] || die 2 "$refill is there already; a history is made anew, never written over"
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/tracetoll-nightly.XXXXXX") || die 6 "cannot make a folder; set TMPDIR"
	history=$refill night=$scratch
	[ -f "$folder/archive/index" ] || die 4 "there are no raw files in $folder/archive"
	while IFS= read -r line; do
		file=${line%%$'\t'*} words=${line#*$'\t'} status=0
		[ -e "$folder/archive/$file" ] || continue
		keep_is_in_history "$file" || status=6
		count=$((count + 1))
		[ "$status" -eq 0 ] || warn "$file is not taken: $added"
		[ "$status" -eq 0 ] || worst=$status
	done <"$folder/archive/index"
	say "$count raw files are in $refill"
	exit "$worst"
}
