#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# year.sh PROGRAM TRACETOLL [SEED...]: a year of nights on ten boards goes through scripts/nightly,
# night by night, once for each seed. What was planted is told in time, by its name and with the
# right commits, and once; nothing else is; a day that failed is a hole with its exit code. Whoever
# runs the fleet accepts what was told. A board gets another name, one night comes late, one is run
# twice, and one is killed in the middle. What chance may spoil is counted over all seeds.
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
wide ops1 1 220 10
no-pmu ops10 5 240 2
loud ops1 2 260 5
warm ops1 1 280 10
emulated-bare ops1 2 300 1
riscv64 ops1 2 310 5
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
# In percent, what is to be: steps of so many deviations that are told in their nights, and ranges,
# each of a 95 % interval, that hold the night that a noisy step began in. Of so many, over all seeds,
# so many may miss that chance alone makes more miss in less than one of ten such tests.
declare -A share=([exact]=100 [5]=100 [2]=95 [1]=80 [range]=95)

renamed=emulated-bare renamed_at=230 # which was emulated-few
late=205 late_board=warm late_by=3   # that night it was not measured, but three nights later
twice=215
killed=235

day_of() {
	printf -v day '%(%Y-%m-%d)T' $((1672531200 + $1 * 86400))
}
export TZ=UTC

# settings FILE SEED [RENAMED]
settings() {
	local board name rest measure

	measure="[ ! -e $here/slow ] || . $here/slow; exec $nights --blocks 5 --seed $2 --scenario $here/scenario"
	cat >"$1" <<-SETTINGS
		at-once = 2
		page = no
		pictures = no
		configurations = ${YEAR_CONFIGURATIONS:-none,ops1,ops10}
		workloads = ${YEAR_WORKLOADS:-kloop}
		measure = $measure
	SETTINGS
	while read -r board name rest; do
		# What it says of itself has not changed.
		if [ "$name" = emulated-few ] && [ -n "${3-}" ]; then
			printf '[%s]\nmeasure = %s --board %s\n' "$3" "$measure" "$name"
		else
			echo "[$name]"
		fi
	done < <("$nights" --list) >>"$1"
	printf '%s' "$scenario" >"$here/scenario"
	while read -r board configuration size first rest; do
		[ -z "$board" ] || echo "step ${board/$renamed/emulated-few} $configuration all $size $first"
	done <<<"$planted" >>"$here/scenario"
}

# A board that is called otherwise from now on.
rename_board() {
	settings "$here/fleet.conf" "$1" "$renamed"
	"$TRACETOLL" track rename emulated-few "$renamed" --history "$folder/history.sqlite" >>"$here/accepted" 2>&1 </dev/null ||
		wrong="$wrong $renamed is not renamed;"
}

# What is told now, as rows "board configuration good bad workload": certain, or confirmed this night.
# Nothing is measured again for it.
told() {
	"$TRACETOLL" track check --history "$folder/history.sqlite" --confirm false -f csv 2>/dev/null | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) of[$i] = i; next }
		$of["direction"] == "worse" && $of["accepted"] == "" && $of["new"] == "true" &&
		($of["verdict"] == "certain" || $of["confirmed"] == "yes") {
			print $of["board"], $of["configuration"], $of["good"], $of["bad"], $of["workload"]
		}' | sort -u
}

# Whether the range of commits holds that night.
holds() {
	local good=${2##*-} bad=${3##*-} day

	day_of "$1"
	[ "${day//-/}" -gt "$good" ] && [ "${day//-/}" -le "$bad" ]
}

# The step that was planted in that configuration of a board by that night: sets $what and $first.
# There is one at most.
find_planted() {
	local night=$1 board=$2 configuration=$3 b c size rest

	what=''
	while read -r b c size first rest; do
		if [ "$b $c" = "$board $configuration" ] && [ "$night" -ge "$first" ]; then
			what=$b-$c-$first
			return 0
		fi
	done <<<"$planted"
	return 1
}

# take_range STEP FIRST GOOD BAD WORKLOAD: a range as it was told first, of one series for each
# workload: its metrics have the same noise. Emulated boards have none.
take_range() {
	case $1 in
	emulated-*) holds "$2" "$3" "$4" || wrong="$wrong $1 is told as $3..$4;" ;;
	*)
		[ -z "${ranges[$1-$5]-}" ] || return 0
		ranges[$1-$5]=$3..$4
		range_count=$((range_count + 1))
		holds "$2" "$3" "$4" || missed="$missed $1 $5 $3..$4;" missed_count=$((missed_count + 1))
		;;
	esac
}

# What was told is known from now on, as it would be by whoever reads the mail: a step is told in one
# night, whatever series have it.
accept_all() {
	local night=$1 board configuration good bad workload what first rows=0

	while read -r board configuration good bad workload; do
		rows=$((rows + 1))
		if ! find_planted "$night" "$board" "$configuration"; then
			unplanted="$unplanted night $night: $board $configuration $good..$bad;"
			unplanted_count=$((unplanted_count + 1))
		elif [ "${found[$what]-$((night - first + 1))}" -eq $((night - first + 1)) ]; then
			found[$what]=$((night - first + 1))
			take_range "$what" "$first" "$good" "$bad" "$workload"
		else
			again="$again night $night: $what $good..$bad;"
		fi
		"$TRACETOLL" track accept "$bad" --reason "night $night" --board "$board" -c "$configuration" \
			--history "$folder/history.sqlite" >>"$here/accepted" 2>&1 </dev/null || wrong="$wrong night $night: accept failed;"
	done < <(told)
	[ "$rows" -gt 0 ] || wrong="$wrong night $night: 1, and nothing is told any more;"
}

# one_night NUMBER OPTION...: its exit code
one_night() {
	local code=0

	day_of "$1"
	shift
	"$repository/scripts/nightly" --folder "$folder" --no-report --date "$day" "$@" "$here/fleet.conf" \
		>"$here/summary" 2>"$here/said" </dev/null || code=$?
	return "$code"
}

all_boards_but() {
	sed -n 's/^\[\(.*\)\]$/\1/p' "$here/fleet.conf" | grep -vx "$1" | paste -sd,
}

# The power goes when most boards are done: nobody has the time to say a word.
kill_in_the_middle() {
	# shellcheck disable=SC2016 # the command's
	echo '[ "$TRACETOLL_BOARD" != loud ] || { : >"'"$here"'/reached"; sleep 44.4; }' >"$here/slow"
	day_of "$1"
	# Those of the seed before.
	rm -f "$here/reached" "$here/cut"
	setsid -f sh -c 'echo $$ >"$0"; exec "$@"' "$here/cut" "$repository/scripts/nightly" \
		--folder "$folder" --no-report --date "$day" "$here/fleet.conf" >/dev/null 2>&1
	for _ in {1..300}; do
		[ ! -e "$here/reached" ] || break
		sleep 0.1
	done
	kill -9 -- "-$(cat "$here/cut")"
	for _ in {1..300}; do
		! flock -n "$folder/lock" true || break
		sleep 0.1
	done
	rm -f "$here/slow"
	if [ ! -e "$here/reached" ] || [ -e "$folder/nights/$day/ended" ]; then
		wrong="$wrong night $1: it was not killed;"
	fi
}

# expect NUMBER CODE NIGHT'S-CODE: 1 is what somebody has to accept
expect() {
	case $3 in
	1)
		accept_all "$1"
		look_at_summary "$1"
		;;
	"$2") ;;
	*) wrong="$wrong night $1: exit $3 and not $2 ($(tail -n 1 "$here/said"));" ;;
	esac
}

# What else happens to a fleet, before the night and after it. Sets $words.
before() {
	words=()
	case $1 in
	"$renamed_at") rename_board "$seed" ;;
	"$late") words=(--board "$(all_boards_but "$late_board")") ;;
	"$killed") kill_in_the_middle "$1" ;;
	esac
}

after() {
	local code=0

	case $1 in
	$((late + late_by))) one_night "$late" --board "$late_board" || code=$? ;;
	"$twice") one_night "$1" || code=$? ;;
	*) return 0 ;;
	esac
	expect "$1" 0 "$code"
}

look_at_summary() {
	local lines

	lines=$(wc -l <"$here/summary")
	# A path may be longer, and is whole.
	if [ "$lines" -gt 60 ] || grep -v -F "$here" "$here/summary" | grep -q '.\{81\}' || ! head -n 1 "$here/summary" | grep -q '^Subject: '; then
		wrong="$wrong night $1: its summary is no mail;"
	fi
}

year() {
	local seed=$1 number code words last=${YEAR_NIGHTS:-365}

	folder=$here/year-$seed unplanted='' unplanted_count=0 again='' wrong='' improved=0 other_way=0
	declare -gA found=() ranges=()
	settings "$here/fleet.conf" "$seed"
	for ((number = 0; number < last; number++)); do
		code=0
		before "$number"
		one_night "$number" "${words[@]}" || code=$?
		expect "$number" "${holes[$number]:-0}" "$code"
		day_of "$number"
		! grep -q '^BETTER' "$folder/nights/$day/check.txt" 2>/dev/null || improved=$((improved + 1))
		! grep -q 'list' "$folder/nights/$day/check.txt" 2>/dev/null || other_way=$((other_way + 1))
		after "$number"
	done
}

# What the log has of what was planted, in the end: sets $absent, and counts its ranges as those that
# were told.
look_at_log() {
	local rows board configuration size first rest b c good bad workload any

	absent='' ranges=()
	rows=$("$TRACETOLL" track log --history "$folder/history.sqlite" -f csv 2>/dev/null | awk -F, '
		NR == 1 { for (i = 1; i <= NF; i++) of[$i] = i; next }
		$of["direction"] == "worse" && $of["verdict"] == "certain" {
			print $of["board"], $of["configuration"], $of["good"], $of["bad"], $of["workload"]
		}')
	while read -r board configuration size first rest; do
		if [ -z "$board" ] || [ "$first" -ge "${YEAR_NIGHTS:-365}" ]; then
			continue
		fi
		any=''
		while read -r b c good bad workload; do
			[ "$b $c" = "$board $configuration" ] || continue
			any=yes
			take_range "$board-$configuration-$first" "$first" "$good" "$bad" "$workload"
		done <<<"$rows"
		[ -n "$any" ] || absent="$absent $board $configuration $size from night $first;"
	done <<<"$planted"
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

# Adds to $steps and $late_steps how many of $1 deviations there are, and were not told in their nights.
in_time() {
	local b c size first within

	late_ones=''
	while read -r b c size first within; do
		case $b:$size in
		emulated-*:*) [ "$1" = exact ] || continue ;;
		*:"$1") ;;
		*) continue ;;
		esac
		[ "$first" -lt "${YEAR_NIGHTS:-365}" ] || continue
		steps[$1]=$((${steps[$1]:-0} + 1))
		if [ "${found[$b-$c-$first]:-999}" -gt "$within" ]; then
			late_steps[$1]=$((${late_steps[$1]:-0} + 1))
			late_ones="$late_ones $b $c after ${found[$b-$c-$first]:-all} nights;"
		fi
	done <<<"$planted"
}

# most_missed COUNT PERCENT: how many of them chance allows to miss (see $share)
most_missed() {
	awk -v n="$1" -v p="$2" 'BEGIN {
		miss = 1 - p / 100
		for (k = 0; k <= n; k++) {
			chance = 1
			for (i = 0; i < k; i++)
				chance *= (n - i) / (i + 1)
			sum += chance * miss ^ k * (p / 100) ^ (n - k)
			if (1 - sum < 0.1)
				break
		}
		print k
	}'
}

# may_miss WHAT KIND MISSED ALL: no more than chance allows.
may_miss() {
	local most

	most=$(most_missed "$4" "${share[$2]}")
	check "$1: $3 of $4 miss, $most may" 0 '' test "$3" -le "$most"
}

[ $# -gt 0 ] || set -- 1
declare -A steps=() late_steps=()
told_ranges=0 told_missed=0 log_ranges=0 log_missed=0 unplanted_all=0
for seed; do
	begin=$SECONDS range_count=0 missed='' missed_count=0
	year "$seed"
	echo "# seed $seed: ${YEAR_NIGHTS:-365} nights of ten boards in $((SECONDS - begin)) s"
	for key in "${!found[@]}"; do
		echo "#   $key: told in night ${found[$key]}"
	done | sort
	for size in exact 5 2 1; do
		in_time $size
		echo "# seed $seed: of $size, late:${late_ones:- none}"
	done
	unplanted_all=$((unplanted_all + unplanted_count))
	echo "# seed $seed: not planted, and told:${unplanted:- nothing}"
	echo "# seed $seed: of $range_count ranges that were told, without the night:${missed:- none}"
	told_ranges=$((told_ranges + range_count)) told_missed=$((told_missed + missed_count))
	range_count=0 missed='' missed_count=0
	look_at_log
	echo "# seed $seed: of $range_count ranges of the log, without the night:${missed:- none}"
	log_ranges=$((log_ranges + range_count)) log_missed=$((log_missed + missed_count))
	check "seed $seed: nothing is told again that was accepted" 0 '^$' echo "$again"
	check "seed $seed: each night ended as it should" 0 '^$' echo "$wrong"
	check "seed $seed: the log has each step" 0 '^$' echo "$absent"
	check "seed $seed: what got better is told, and is no regression" 0 '' test "$improved" -gt 0
	check "seed $seed: another way is told, and is no regression" 0 '' test "$other_way" -gt 0
	# One absent, two torn, one absent for three nights, all of them once; and ten of one night twice.
	check "seed $seed: all runs but those of holes are kept" 0 "^$((${YEAR_NIGHTS:-365} * 10 - 1 - 2 - 3 - 10 + 10))\$" kept
done
check "what was not planted is told once a year at most" 0 '' test "$unplanted_all" -le $#
for size in exact 5 2 1; do
	may_miss "steps of $size are told in time" "$size" "${late_steps[$size]:-0}" "${steps[$size]:-0}"
done
may_miss "ranges that are told hold the night of the step" range "$told_missed" "$told_ranges"
may_miss "ranges of the log hold the night of the step" range "$log_missed" "$log_ranges"
