# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# What a night says: one text that fits a mail, and the pages that it names. Of the other parts it
# needs settings, board and keep; and quoted.sh.
#
#	tell_summary	prints it: the subject, then at most 60 lines of 80 columns; but no
#			path and no command is cut
#	tell_pages	reports and pictures, into the night's folder
#	line_of FILE	sets $line: the last line with something in it, printable

line=''
tell_lines=60

# The last thing that was said is what went wrong; what a board says need not be text.
line_of() {
	local one

	line=''
	[ -f "$1" ] || return 0
	while IFS= read -r one || [ -n "$one" ]; do
		one=${one//[![:print:]]/ }
		[ -z "${one//[[:space:]]/}" ] || line=$one
	done < <(tail -c 4096 "$1" 2>/dev/null | tail -n 5)
}

# $1: one line of any length; prints it in 80 columns
tell_line() {
	printf '%s\n' "${1:0:80}"
}

tell_row() {
	local row

	printf -v row '%-16s %-8s %s' "$@"
	tell_line "$row"
}

# What a code is called in the table of boards.
tell_code() {
	case $1 in
	0) word=measured ;;
	3) word=REFUSED ;;
	4) word=NOTHING ;;
	5) word=DOUBTED ;;
	*) word=FAILED ;;
	esac
}

tell_subject() {
	local what plural=s

	case $check_code in
	1) what=REGRESSION ;;
	0) what='no regression' ;;
	-) what='nothing to judge' ;;
	4) what='nothing to judge' ;;
	5) what='not judged: not to be relied on' ;;
	*) what='the check failed' ;;
	esac
	[ ${#boards[@]} -ne 1 ] || plural=''
	tell_line "Subject: tracetoll $name: $what; $good of ${#boards[@]} board$plural measured"
}

# Boards that did not do well come first and are all told, within reason.
tell_boards() {
	local board told=0 more=0 word

	for board in "${boards[@]}"; do
		board_read_state "$board"
		[ "$code" -ne 0 ] || continue
		tell_code "$code"
		if [ "$told" -lt 15 ]; then
			tell_row "$board" "$word" "$reason"
			told=$((told + 1))
		else
			more=$((more + 1))
		fi
	done
	[ "$more" -eq 0 ] || echo "and $more more that did not do well: $night"
	for board in "${boards[@]}"; do
		board_read_state "$board"
		[ "$code" -eq 0 ] || continue
		if [ "$told" -lt 15 ]; then
			tell_row "$board" "$took s" "$reason"
			told=$((told + 1))
		else
			more=$((more + 1))
		fi
	done
	[ "$more" -eq 0 ] || [ "$told" -lt 15 ] || echo "and others: $night"
}

# What check said, as far as there is room.
tell_check() {
	local room=$1 count=0 one

	case $check_code in
	- | [0145]) ;;
	*)
		line_of "$night/check.log"
		printf '\n%s\n' "${line#tracetoll track check: }"
		room=$((room - 2))
		;;
	esac
	[ -s "$night/check.txt" ] || return 0
	echo
	while IFS= read -r one; do
		count=$((count + 1))
		if [ "$count" -ge "$room" ]; then
			echo "... more: check.txt in the folder below"
			break
		fi
		printf '%s\n' "${one//[![:print:]]/ }"
	done <"$night/check.txt"
}

tell_files() {
	echo
	[ ${#picked_up[@]} -eq 0 ] || tell_line "picked up from a night that was cut off: ${#picked_up[@]} file(s)"
	if [ -n "$history_lost" ]; then
		echo "the history was gone, and a new one begins; one of all raw files is made by:"
		echo "  $(quoted "$scripts/nightly") --folder $(quoted "$folder") --refill FILE"
	fi
	[ ! -s "$night/report.html" ] || echo "page:    $night/report.html"
	[ ! -s "$night/history.svg" ] || echo "picture: $night/history.svg"
	echo "folder:  $night"
	echo "history: $history"
	tell_line "disk:    $((kept / 1024)) MB of $((budget / 1024)) MB${pruned:+, $pruned pruned}"
}

tell_summary() {
	local head tail check

	head=$(tell_subject && echo && tell_boards)
	tail=$(tell_files)
	# Lines are counted, so that a long check leaves room for the rest.
	local used=${head//[!$'\n']/} used_tail=${tail//[!$'\n']/}
	check=$(tell_check $((tell_lines - ${#used} - ${#used_tail} - 4)))
	printf '%s\n' "$head"
	[ -z "$check" ] || printf '%s\n' "$check"
	printf '%s\n' "$tail"
}

tell_pages() {
	local board raw files=()

	[ "$report" = yes ] || return 0
	for board in "${boards[@]}"; do
		raw=$folder/archive/$name-$board.jsonl
		[ -e "$raw" ] || continue
		files+=("$raw")
		run_tracetoll report "$raw" >"$night/$board.txt" 2>/dev/null || :
	done
	[ ${#files[@]} -gt 0 ] || return 0
	setting_of '' page
	[ "$value" = no ] || run_tracetoll report --format html -o "$night/report.html" "${files[@]}" >/dev/null 2>>"$night/report.log" || :
	setting_of '' pictures
	[ "$value" = no ] || [ -z "$judged" ] ||
		run_tracetoll track plot --history "$history" --board "$judged" -o "$night/history.svg" >/dev/null 2>>"$night/report.log" || :
}
