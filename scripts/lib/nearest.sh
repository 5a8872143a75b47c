# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Unknown words. Needs say.sh.
#
#	nearest WORD CANDIDATE...	prints the candidate with the fewest changed letters,
#					or nothing when none is near
#	die_unknown KIND WORD CANDIDATE...	die 2 with a suggestion

edit_distance() {
	local from=$1 to=$2 row=() above diagonal i j cost

	for ((j = 0; j <= ${#to}; j++)); do
		row[j]=$j
	done
	for ((i = 1; i <= ${#from}; i++)); do
		diagonal=${row[0]}
		row[0]=$i
		for ((j = 1; j <= ${#to}; j++)); do
			above=${row[j]}
			cost=1
			[ "${from:i-1:1}" != "${to:j-1:1}" ] || cost=0
			row[j]=$((diagonal + cost))
			((row[j] <= above + 1)) || row[j]=$((above + 1))
			((row[j] <= row[j - 1] + 1)) || row[j]=$((row[j - 1] + 1))
			diagonal=$above
		done
	done
	printf '%d' "${row[${#to}]}"
}

nearest() {
	local word=${1:0:40} best='' best_distance=99 candidate distance

	shift
	for candidate in "$@"; do
		distance=$(edit_distance "$word" "$candidate")
		# A word that begins or ends like the candidate was most likely meant.
		case $candidate in
		"${word:-?}"* | *"-$word") distance=1 ;;
		esac
		if [ "$distance" -lt "$best_distance" ]; then
			best=$candidate
			best_distance=$distance
		fi
	done
	# More than half of the letters changed is no similarity.
	if [ $((best_distance * 2)) -le ${#best} ]; then
		printf '%s' "$best"
	fi
}

die_unknown() {
	local kind=$1 word=$2 near

	shift 2
	near=$(nearest "$word" "$@")
	[ -z "$near" ] || near="; did you mean $near?"
	die 2 "unknown $kind '$word'$near (there are: $*)"
}
