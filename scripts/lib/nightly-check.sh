# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# What a night comes to: how its boards did, and what track check says of them. Needs quoted.sh,
# and of the other parts settings, measure and board.
#
#	check_look	sets $worst, the code of what did not do well, $good, how many did, and
#			$judged, the boards whose newest run is this night's
#	check_history	track check over the boards of $judged; sets $check_code
#	check_answer	ends the script with the night's exit code

worst=0 good=0 judged='' check_code=-

check_look() {
	local board code took reason order=' 0 4 5 3 6 ' before after

	for board in "${boards[@]}"; do
		board_read_state "$board"
		if [ "$code" -eq 0 ]; then
			good=$((good + 1))
			judged=${judged:+$judged,}$board
		fi
		before=${order%%" $worst "*} after=${order%%" $code "*}
		[ ${#after} -le ${#before} ] || worst=$code
	done
}

# Sets $again_command, which ends with the check, and keeps its files where everybody does.
check_again_command() {
	local place=(-u TMPDIR)

	[ -z "${TMPDIR+set}" ] || place=("TMPDIR=$(quoted "$TMPDIR")")
	again_command="exec env ${place[*]} setpriv --pdeathsig TERM -- $(quoted "$scripts/nightly") --again $(quoted "$night")"
}

check_history() {
	local words=() runs again_command

	# Of a night that was cut off.
	rm -f -- "$night/check.txt"
	[ -n "$judged" ] || return 0
	setting_of '' confirm
	if [ "${confirm:-$value}" != no ]; then
		setting_of '' confirm-runs
		runs=${value:-20}
		check_again_command
		words=(--confirm "$again_command" --confirm-runs "$runs")
	fi
	# A shell that cannot open a file answers 1, which is for regressions alone.
	{ : >"$night/check.txt" && : >"$night/check.log"; } 2>/dev/null || {
		check_code=6
		return 0
	}
	check_code=0
	# It may measure for hours: a signal meets it at once, and it ends with the night.
	measure_run env TRACETOLL="$tracetoll" TMPDIR="$night" "$tracetoll" \
		track check --history "$history" --board "$judged" "${words[@]}" \
		>"$night/check.txt" 2>"$night/check.log" || check_code=$?
	note "check: $check_code"
	{ [ ! -s "$night/check.log" ] || sed 's/^/check: /' "$night/check.log" >>"$folder/log"; } 2>/dev/null || :
}

check_answer() {
	answered=yes
	case $check_code in
	1) exit 1 ;;
	# Nothing to judge is what a first night is, too.
	0 | - | 4) exit "$worst" ;;
	5) [ "$worst" -ne 0 ] || worst=5 ;;
	*) worst=6 ;;
	esac
	exit "$worst"
}
