#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# same.sh PROGRAM TRACETOLL: nights follow from their seed, and hold what was planted.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
nights=$1 tracetoll=$2
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
trap 'rm -rf "$here"; conclude' EXIT
unset TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS

# overheads METRIC FILE...: of ops2 under kloop
overheads() {
	local metric=$1

	shift
	"$tracetoll" report --format csv "$@" | awk -F, -v metric="$metric" '
		$4 == "kloop" && $5 == "ops2" && $7 == metric { print $12 }'
}

few=(--configurations "none,ops2" --workloads kloop)
mkdir "$here/one" "$here/two"
"$nights" --folder "$here/one" --nights 3-4
"$nights" --folder "$here/two" --nights 4 --board wide
check 'the same again, alone' 0 '' cmp "$here/one/wide-20230105.jsonl" "$here/two/wide-20230105.jsonl"
check 'as a command' 0 '' env TRACETOLL_BOARD='Simulated wide core' TRACETOLL_COMMIT=next-20230105 \
	TRACETOLL_OUTPUT="$here/command" "$nights"
check 'the same by a command' 0 '' cmp "$here/one/wide-20230105.jsonl" "$here/command"
check 'never over a file' 2 'File exists' "$nights" --board wide --nights 4 -o "$here/command"
for file in "$here"/one/*; do
	check "${file##*/} is to be relied on" 0 '' "$tracetoll" report "$file"
done

check 'a board that is absent' 6 'does not answer' "$nights" --board 4 --nights 7 \
	--plant 'hole wide absent 7' -o "$here/absent"
check 'absent: no file' 1 '' test -e "$here/absent"
check 'torn' 6 '' "$nights" --board 4 --nights 7 --plant 'hole wide torn 7' -o "$here/torn"
check 'torn: it is told' 0 'torn' "$tracetoll" report "$here/torn"
check 'untrusted' 5 '' "$nights" --board 4 --nights 7 --plant 'hole wide untrusted 7' -o "$here/untrusted"
check 'untrusted: it is told' 5 'ftrace.c:2050' "$tracetoll" report "$here/untrusted"
check 'nothing' 4 '' "$nights" --board 4 --nights 7 --plant 'hole wide nothing 7' -o "$here/nothing"
check 'nothing: it is told' 4 '' "$tracetoll" report "$here/nothing"
check 'the night before is none' 0 '' "$nights" --board 4 --nights 6 --plant 'hole wide torn 7' -o "$here/whole"
check 'a renamed configuration' 0 '' "$nights" --board 1 --nights 9 --plant 'rename ops2 callbacks2 9' -o "$here/renamed"
check 'it is called so' 0 'callbacks2' "$tracetoll" report "$here/renamed"
check 'another path' 0 '' "$nights" --board 1 --nights 9 --plant 'path 1 ops1 list 9' -o "$here/path"
check 'it is proven so' 0 'ops1           list' "$tracetoll" report "$here/path"
check 'a wrong line' 2 'a hole is absent' "$nights" --nights 1 --plant 'hole all gone 3' -o -
check 'a wrong board' 2 'no such board' "$nights" --nights 1 --board wild -o -

check 'measured again' 0 '' "$nights" "${few[@]}" --board wide --nights 4 --round 1 -o "$here/again"
check 'with fresh noise' 1 'differ' cmp "$here/again" "$here/two/wide-20230105.jsonl"

# An exact step is so many instructions; a noisy one is what it says of the nights' own spread.
"$nights" "${few[@]}" --board 1 --nights 5 --plant 'step 1 ops2 kloop 3 5' -o "$here/exact"
check 'an exact step' 0 218 overheads kernel-instructions "$here/exact"
mkdir "$here/flat" "$here/stepped"
for board in wide loud; do
	"$nights" "${few[@]}" --board "$board" --nights 0-199 --folder "$here/flat"
	"$nights" "${few[@]}" --board "$board" --nights 0-199 --folder "$here/stepped" \
		--plant "step $board ops2 all 5 0"
	overheads cycles "$here/flat/$board"-* >"$here/before"
	overheads cycles "$here/stepped/$board"-* | paste -d ' ' "$here/before" - >"$here/pairs"
	check "$board: a step of five deviations" 0 'it is [0-9]' awk '
		{ n++; sum += $1; squares += $1 * $1; steps += $2 - $1 }
		END {
			sigma = sqrt(squares / n - (sum / n) ^ 2)
			ratio = steps / n / sigma
			print (ratio > 4.2 && ratio < 6 ? "it is" : "it is not"), ratio
		}' "$here/pairs"
	check "$board: nights differ" 0 'they do' awk '!seen[$1]++ { n++ } END { print (n > 190 ? "they do" : n) }' "$here/pairs"
done
