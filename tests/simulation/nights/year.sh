#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# year.sh PROGRAM TRACETOLL [SEED...]: a year of nights on ten boards goes through scripts/nightly,
# night by night, once for each seed. What was planted is told in time, by its name and with the
# right commits; nothing else is; a day that failed is a hole with its exit code. Whoever runs the
# fleet accepts what was told.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
nights=$1
export TRACETOLL=$2 NO_COLOR=1
shift 2
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
: "${here:?}"
trap 'rm -rf "$here"; conclude' EXIT
unset TRACETOLL_HISTORY TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS TRACETOLL_BRANCH

# What is to be told: board, configuration, size, first night, and within how many nights.
# Sizes are standard deviations of one night's overhead; of emulated boards, instructions.
planted='
wide ops10 5 60 2
small ops1 2 80 5
emulated-arm64 ops1 3 90 1
riscv64 ops10 1 100 10
emulated-riscv64 ops10 1 140 1
big ops1 5 150 2
warm ops10 2 170 5
small ops10 1 190 10
wide direct 1 220 10
no-pmu ops10 5 240 2
loud ops1 2 260 5
warm ops1 1 280 10
riscv64 direct 2 310 5
big ops10 1 330 10
'
# What is not: it got better, took another way, or there was nothing to be relied on. Night 105 is
# as bad as can be, and its kernel complained.
scenario='
step loud ops10 all -5 130
step emulated-arm64 ops1 all -3 250
path emulated-few ops1 list 200
step wide ops10 all 50 105 105
hole wide untrusted 105
hole big absent 70
hole small torn 83
hole riscv64 nothing 125
hole warm absent 171 173
hole all absent 180
hole loud torn 261
'
declare -A holes=([70]=6 [83]=6 [105]=5 [125]=4 [171]=6 [172]=6 [173]=6 [180]=6 [261]=6)

day_of() {
	printf -v day '%(%Y-%m-%d)T' $((1672531200 + $1 * 86400))
}
export TZ=UTC

# settings FILE SEED
settings() {
	local board name rest

	cat >"$1" <<-SETTINGS
		at-once = 2
		page = no
		pictures = no
		configurations = ${YEAR_CONFIGURATIONS:-none,direct,ops1,ops10}
		workloads = ${YEAR_WORKLOADS:-kloop}
		measure = $nights --blocks 5 --seed $2 --scenario $here/scenario
	SETTINGS
	while read -r board name rest; do
		echo "[$name]" >>"$1"
	done < <("$nights" --list)
	printf '%s' "$scenario" >"$here/scenario"
	while read -r board configuration size first rest; do
		[ -z "$board" ] || echo "step $board $configuration all $size $first"
	done <<<"$planted" >>"$here/scenario"
}

# What is told now, as rows "board configuration good bad verdict". A suspicion that was confirmed is
# still one to whoever does not measure again.
told() {
	"$TRACETOLL" track check --history "$folder/history.sqlite" -f csv 2>/dev/null | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) of[$i] = i; next }
		$of["direction"] == "worse" && $of["accepted"] == "" {
			print $of["board"], $of["configuration"], $of["good"], $of["bad"], $of["verdict"]
		}' | sort -u
}

# One row against what was planted: its night is behind the good commit, and not behind the bad
# one. Where a small step began is known by an interval, which has its misses: these are counted.
hold_against() {
	local night=$1 board=$2 configuration=$3 good=${4##*-} bad=${5##*-} day b c size first within what=false

	while read -r b c size first within; do
		[ -n "$b" ] || continue
		[ "$b $c" = "$board $configuration" ] || continue
		if [ "$night" -lt "$first" ] || [ "$night" -ge $((first + 50)) ]; then
			continue
		fi
		day_of "$first"
		if [ "${day//-/}" -le "$good" ] || [ "${day//-/}" -gt "$bad" ]; then
			case $b:$size in
			emulated-*:* | *:5) continue ;;
			esac
			astray=$((astray + 1))
		fi
		what=$b-$c-$first
		if [ -n "${found[$what]-}" ]; then
			retold=$((retold + 1))
		else
			found[$what]=$((night - first + 1))
		fi
	done <<<"$planted"
	[ "$what" != false ] && return
	[ "$6" = suspected ] || unplanted="$unplanted night $night: $board $configuration $4..$5;"
	return 1
}

# What was told is known from now on, as it would be by whoever reads the mail.
accept_all() {
	local night=$1 board configuration good bad verdict rows=0

	while read -r board configuration good bad verdict; do
		hold_against "$night" "$board" "$configuration" "$good" "$bad" "$verdict" || continue
		rows=$((rows + 1))
		"$TRACETOLL" track accept "$bad" --reason "night $night" --board "$board" -c "$configuration" \
			--history "$folder/history.sqlite" >>"$here/accepted" 2>&1 </dev/null || wrong="$wrong night $night: accept failed;"
	done < <(told)
	[ "$rows" -gt 0 ] || wrong="$wrong night $night: 1, and nothing of it was planted;"
}

# one_night NUMBER: its exit code
one_night() {
	local code=0

	day_of "$1"
	"$repository/scripts/nightly" --folder "$folder" --no-report --date "$day" "$here/fleet.conf" \
		>"$here/summary" 2>"$here/said" </dev/null || code=$?
	return "$code"
}

look_at_summary() {
	local lines

	lines=$(wc -l <"$here/summary")
	if [ "$lines" -gt 60 ] || grep -q '.\{81\}' "$here/summary" || ! head -n 1 "$here/summary" | grep -q '^Subject: '; then
		wrong="$wrong night $1: its summary is no mail;"
	fi
}

year() {
	local seed=$1 number code expected last=${YEAR_NIGHTS:-365}

	folder=$here/year-$seed unplanted='' wrong='' improved=0 other_way=0 astray=0 retold=0
	declare -gA found=()
	settings "$here/fleet.conf" "$seed"
	for ((number = 0; number < last; number++)); do
		code=0
		one_night "$number" || code=$?
		expected=${holes[$number]:-0}
		case $code in
		1)
			accept_all "$number"
			look_at_summary "$number"
			;;
		"$expected") ;;
		*) wrong="$wrong night $number: exit $code and not $expected ($(tail -n 1 "$here/said"));" ;;
		esac
		day_of "$number"
		! grep -q '^BETTER' "$folder/nights/$day/check.txt" 2>/dev/null || improved=$((improved + 1))
		! grep -q 'list' "$folder/nights/$day/check.txt" 2>/dev/null || other_way=$((other_way + 1))
	done
}

# How many raw files there are of the nights themselves.
kept() {
	local file count=0

	for file in "$folder"/archive/2023-*; do
		case $file in
		*-again-*) ;;
		*) count=$((count + 1)) ;;
		esac
	done
	echo "$count"
}

# How many of those of $1 deviations were told within their nights (or $2), and how many there are.
in_time() {
	local b c size first within

	good=0 all=0 late=''
	while read -r b c size first within; do
		case $b:$size in
		emulated-*:*) [ "$1" = exact ] || continue ;;
		*:"$1") ;;
		*) continue ;;
		esac
		[ "$first" -lt "${YEAR_NIGHTS:-365}" ] || continue
		all=$((all + 1))
		within=${2:-$within}
		if [ "${found[$b-$c-$first]:-999}" -le "$within" ]; then
			good=$((good + 1))
		else
			late="$late $b $c after ${found[$b-$c-$first]:-all} nights;"
		fi
	done <<<"$planted"
}

[ $# -gt 0 ] || set -- 1
for seed; do
	begin=$SECONDS
	year "$seed"
	echo "# seed $seed: ${YEAR_NIGHTS:-365} nights of ten boards in $((SECONDS - begin)) s"
	for key in "${!found[@]}"; do
		echo "#   $key: told in night ${found[$key]}"
	done | sort
	check "seed $seed: nothing is told that was not planted" 0 '^$' echo "$unplanted"
	check "seed $seed: each night ended as it should" 0 '^$' echo "$wrong"
	for size in exact 5; do
		in_time $size
		check "seed $seed: steps of $size are told in time" 0 "^$all of $all" echo "$good of $all;$late"
	done
	for size in 2 1; do
		in_time $size
		echo "# seed $seed: of $size deviations: $good of $all in time;$late $astray rows astray, $retold told again"
	done
	in_time 2 15
	check "seed $seed: steps of 2 are told within 15 nights" 0 "^$all of $all" echo "$good of $all;$late"
	check "seed $seed: what got better is told, and is no regression" 0 '' test "$improved" -gt 0
	check "seed $seed: another way is told, and is no regression" 0 '' test "$other_way" -gt 0
	# One absent, two torn, one absent for three nights, all of them once.
	check "seed $seed: all runs but those of holes are kept" 0 "^$((${YEAR_NIGHTS:-365} * 10 - 1 - 2 - 3 - 10))\$" kept
done
