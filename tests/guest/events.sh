#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Words of -e on PMUs that lack most events: what is asked for by name is refused with a reason, what a
# preset lacks is left out and told, and what is left is counted as ever.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about exact numbers"

run() {
	guest -o "$work/$1.jsonl" -- run -c none,direct -w kloop --blocks 2 -e "$2"
}

# What the result file $1 says of the event $2.
counter() {
	head -n 1 "$work/$1.jsonl" | grep -o "{\"name\":\"$2\",[^}]*}"
}

case $architecture in
arm64) pmu=armv8_pmuv3 own=armv8_pmuv3/inst_retired/:k source='"inst_retired"' lacking=branch-misses,returns ;;
*) pmu=cpu own='' source='' lacking=branch-misses,returns ;;
esac

for event in ${lacking//,/ }; do
	check "$event is refused" test "$(status_of run none "cycles,$event")" -eq 3
	check "$event: one line says why" test "$(grep -c '^tracetoll: ' "$work/err")" -eq 1
	check "$event: and names the PMU" grep -q "^tracetoll: .*'$event'\?.*the PMU $pmu of CPU 0\|^tracetoll: the PMU $pmu of CPU 0 .*'$event'" "$work/err"
done
check "a PMU that is not here is refused" test "$(status_of run none armv7_cortex_a15/config=0x11/)" -eq 3
check "and its name is told" grep -q "there is no PMU 'armv7_cortex_a15' here" "$work/err"
check "an uncore PMU is refused" test "$(status_of run none software/config=0x1/)" -eq 3
check "and why" grep -q 'the PMU software counts no core' "$work/err"

check "presets count what is here" test "$(status_of run presets branch,front,path)" -eq 0
for event in ${lacking//,/ }; do
	check "$event is left out, and a note says so" \
		grep -q "\"kind\":\"note\".*\"text\":\"[^:]*\b$event\b[^:]* left out: " "$work/presets.jsonl"
	check "$event has no column" test -z "$(counter presets "$event")"
done
check "the others count on the core's PMU" grep -q "\"pmu\":\"$pmu\",\"source\":null" <(counter presets kernel-instructions)
cp "$work/out" "$work/presets.txt"
check "the preset path alone" test "$(status_of run path path)" -eq 0
check "and its table is the same but for the notes" \
	diff <(grep -E '^(none|direct) ' "$work/presets.txt") <(grep -E '^(none|direct) ' "$work/out")

if [ -n "$own" ]; then
	# In an emulated guest only what is known to count instructions is shown.
	check "a PMU's own event" test "$(status_of run own "kernel-instructions,$own")" -eq 0
	check "and its source is told" grep -qF "\"source\":$source" <(counter own "$own")
	# X(2N) - X(N): counters of a group start one after the other.
	check "it counts what the generic one counts" awk -v own="\"$own\":" '
		function added(line, name,  at, first) {
			at = index(line, name)
			line = substr(line, at + length(name))
			first = line + 0
			return substr(line, index(line, name) + length(name)) - first
		}
		/"record":"sample".*"status":"valid"/ {
			seen++
			bad += added($0, own) != added($0, "\"kernel-instructions\":") || added($0, own) <= 0
		}
		END { exit !seen || bad }' "$work/own.jsonl"
fi
finish
