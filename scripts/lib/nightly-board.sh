# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# The night of one board: measured, added to the history, and how that ended. Needs say.sh,
# together.sh, and of the other parts settings, measure, keep and tell.
#
#	board_measure_all	all $boards but those that this night has measured already
#	board_again		one board once more, as track check asks for to confirm a change;
#				ends the script with its exit status
#	board_read_state BOARD	sets $code, $took and $reason: how its night ended
#	board_write_state BOARD CODE SECONDS REASON

board_write_state() {
	{ printf 'code %s\ntook %s\nreason %s\n' "$2" "$3" "$4" >"$night/$1.state"; } 2>/dev/null || :
}

board_read_state() {
	local key rest

	code=6 took='' reason='it was not measured'
	[ -f "$night/$1.state" ] || return 0
	while read -r key rest; do
		case $key in
		code) code=$rest ;;
		took) took=$rest ;;
		reason) reason=$rest ;;
		esac
	done <"$night/$1.state"
}

# What a command may end with; what else there is has failed, and 1 is for a check alone.
board_code() {
	case $1 in
	0 | 3 | 4 | 5) code=$1 ;;
	*) code=6 ;;
	esac
}

# Sets $reason; its exit status is the board's code.
board_measure_and_add() {
	local board=$1 raw=$night/$1.jsonl status=0 branch begun

	measure_prepare "$board" || return 6
	setting_of "$board" branch
	branch=$value
	keep_words "$raw" "$board" "${branch:--}" "${commit:--}" "${commit_date:--}" - || return 6
	begun=$EPOCHSECONDS
	measure_board "$board" "$raw" || status=$?
	setting_of "$board" time-limit
	silent="its command ended with $status"
	case $status in
	124)
		reason="it took longer than ${value:-14400} s (time-limit)"
		;;
	137)
		# Memory that ran out ends with 137, too.
		reason='it was killed by signal 9'
		[ $((EPOCHSECONDS - begun)) -lt "${value:-14400}" ] || reason="it took longer than ${value:-14400} s (time-limit)"
		;;
	129 | 13? | 14? | 15? | 16[0-4]) reason="it was ended by signal $((status - 128))" ;;
	0) [ -s "$raw" ] || reason="it wrote no result file" ;;
	esac
	board_code "$status"
	# What can be opened for ever, or by nobody, is no file.
	if [ -e "$raw" ] && [ ! -f "$raw" ]; then
		rm -rf -- "$raw"
		reason='what it wrote is no file'
	fi
	if [ ! -s "$raw" ] || [ "$code" = 6 ] || [ "$code" = 3 ] || ! keep_is_whole "$raw"; then
		if [ -s "$raw" ] && keep_is_whole "$raw"; then
			: "${reason:=$silent; its file lies in failed}"
		elif [ -s "$raw" ]; then
			: "${reason:=its result file is cut off, and lies in failed}"
		fi
		keep_failed "$raw" "$name-$board.jsonl" || :
		[ "$code" = 3 ] || [ "$code" = 4 ] || code=6
		return "$code"
	fi
	board_add "$board" "$raw"
}

# A command that goes on handing out one file measures nothing; but a night that is run again may
# well find its own.
board_is_stale() {
	case $added in
	*': was there already ('*) ;;
	*) return 1 ;;
	esac
	[ "$name" = "$date" ] || return 1
	set -- "$folder/archive/$name-$1.jsonl"*
	[ ! -e "$1" ]
}

board_add() {
	local board=$1 raw=$2 status=0

	keep_add "$raw" || status=$?
	echo "$added"
	keep_reason "$raw"
	if board_is_stale "$board"; then
		reason="nothing was measured: the history has its file already"
		rm -f -- "$raw" "${raw%.jsonl}.words"
		return 6
	fi
	case $status in
	0 | 4 | 5)
		keep_put "$raw" "$name-$board" || {
			reason="its raw file waits, the archive does not take it: $put_failed"
			return 6
		}
		[ "${added%, commit *}" = "$added" ] || printf '%s\n' "${added##*, commit }" >"$night/$board.commit"
		reason=${reason#added }
		reason=${reason#*: }
		reason=${reason/ of "$board,"/,}
		;;
	2) keep_failed "$raw" "$name-$board.jsonl" || : ;;
	esac
	# Why it is not to be relied on, report says.
	if [ "$status" = 4 ] || [ "$status" = 5 ]; then
		run_tracetoll report "$folder/archive/$kept_as" >/dev/null || :
		reason=''
	fi
	return "$status"
}

# Runs in a shell of its own.
board_night() {
	local board=$1 start status=0 took code reason='' silent=''

	start=$(clock)
	trap 'measure_stop; exit 6' TERM
	{ : >>"$night/$board.log"; } 2>/dev/null || exit 6
	board_measure_and_add "$board" >>"$night/$board.log" 2>&1 || status=$?
	board_code "$status"
	took=$(seconds_since "$start")
	if [ -z "$reason" ]; then
		line_of "$night/$board.log"
		reason=${line#*.jsonl: }
		reason=${reason:-$silent}
	fi
	board_write_state "$board" "$code" "$took" "$reason"
	note "$board: $code $reason"
}

# Boards that this night has measured before it was cut off are not measured again.
board_measure_all() {
	local board left=()

	for board in "${boards[@]}"; do
		[ -f "$night/$board.state" ] && read -r _ code <"$night/$board.state" && [ "$code" = 0 ] && continue
		left+=("$board")
	done
	[ ${#left[@]} -gt 0 ] || return 0
	setting_of '' at-once
	together "${value:-2}" board_night "${left[@]}" || :
}

board_again() {
	local board=${TRACETOLL_BOARD:?} output=${TRACETOLL_OUTPUT:?} status=0 copy

	night=$again folder=${again%/nights/*}
	keep_compressor
	settings_read "$night/settings"
	# What the night itself measured is named in its own log.
	answered=yes
	exec >>"$night/$board.again.log" 2>&1
	TZ=UTC printf '%(%FT%TZ)T round %s: %s %s\n' -1 "${TRACETOLL_ROUND:-}" "${TRACETOLL_CONFIGURATIONS:-}" "${TRACETOLL_WORKLOADS:-}"
	trap 'measure_stop; exit 6' INT TERM HUP
	date=${night##*/}
	date=${date:0:10} name=${night##*/}
	commit=${TRACETOLL_COMMIT:-}
	measure_bad_kernel "$board" || exit
	measure_board "$board" "$output" || status=$?
	if [ "$status" -eq 0 ] && [ -f "$output" ]; then
		# Check adds it; what the archive has need not be measured a third time.
		copy=$night/$board-again.jsonl
		keep_words "$copy" "$board" "${TRACETOLL_BRANCH:--}" "${commit:--}" - again &&
			cp -- "$output" "$copy" && keep_put "$copy" "$name-$board-again-${TRACETOLL_ROUND:-0}" ||
			echo "the raw file could not be kept"
		rm -f -- "$copy" "${copy%.jsonl}.words"
	fi
	exit "$status"
}
