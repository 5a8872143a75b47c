#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/ab without machines: guest, kernel, build, toolroot and tracetoll are stubs beside a
# copy of it that note what they were told, and fail when the test wants them to.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

export NO_COLOR=1 TMPDIR=$here/tmp TOLD=$here/told PLAY=$here/play
root=$here/root
ab=$root/scripts/ab
mkdir -p "$root/scripts/lib" "$root/build/x86_64" "$TMPDIR" "$PLAY" "$here/tree/sub"
cp "$repository/scripts/ab" "$root/scripts/"
cp "$repository"/scripts/lib/*.sh "$root/scripts/lib/"
for stub in guest kernel build toolroot; do
	cat >"$root/scripts/$stub" <<-'END'
	#!/bin/bash
	# Plays NAME: a file $PLAY/NAME-WORD, with WORD one of its words, is run.
	name=${0##*/}
	echo "$name $*" >>"$TOLD"
	for word; do
		word=${word##*/}
		[ ! -e "$PLAY/$name-$word" ] || . "$PLAY/$name-$word"
	done
	[ "$name" != guest ] || while [ $# -gt 1 ]; do
		[ "$1" != -o ] || echo measured >"$2"
		shift
	done
	END
	chmod +x "$root/scripts/$stub"
done
cat >"$root/build/x86_64/tracetoll" <<'END'
#!/bin/bash
echo "tracetoll $*" >>"$TOLD"
echo table
exit "$(cat "$PLAY/compare" 2>/dev/null || echo 0)"
END
chmod +x "$root/build/x86_64/tracetoll"

# play NAME-WORD TEXT: what a stub does when it hears the word; play alone: all is well again
play() {
	rm -rf "$PLAY" "$TOLD" "$here/results"
	mkdir "$PLAY"
	[ $# -eq 0 ] || printf '%s\n' "$2" >"$PLAY/$1"
}

# check_told WHAT PATTERN: some stub was told that
check_told() {
	check "$1" 0 '' grep -qE -- "$2" "$TOLD"
}

check_nothing_left() {
	check "$1: no folder is left" 0 '^0$' sh -c 'ls -A "$1" | wc -l' sh "$TMPDIR"
}

two=(riscv64 --before old --after new -o "$here/results")

check 'no word' 2 'name an architecture' "$ab"
check 'help' 0 usage: "$ab" --help
check 'unknown architecture' 2 'did you mean riscv64' "$ab" riscv46
check 'no kernel' 2 '--before is missing' "$ab" arm64
check 'one kernel' 2 '--after is missing' "$ab" arm64 --before old
check 'names and a patch' 2 'leave --before and --after out' "$ab" arm64 --before old --patch "$0"
check 'no patch there' 2 'cannot read the patch' "$ab" arm64 --patch "$here/none.patch"
: >"$here/empty.patch"
check 'an empty patch' 2 'is empty' "$ab" arm64 --patch "$here/empty.patch"
check 'no source there' 2 'no folder' "$ab" arm64 --patch "$0" --source "$here/none"
check 'a source for names' 2 'are for --patch' "$ab" "${two[@]}" --source "$here"
check 'no tree there' 2 "no folder $here/none" "$ab" arm64 --before "$here/none" --after new
check 'boots' 2 'whole number' "$ab" "${two[@]}" --boots none
check 'format' 2 'takes text' "$ab" "${two[@]}" -f html
check 'clock' 2 'exact or host' "$ab" "${two[@]}" --clock slow
check 'unknown option' 2 "no option '--boot'" "$ab" "${two[@]}" --boot 1
check 'a word for run without --' 2 'follows a --' "$ab" "${two[@]}" ops1
check 'the result file is not for run' 2 'before the --' "$ab" "${two[@]}" -- -o file
play kernel-odl 'exit 2'
check 'an unknown kernel' 2 '' "$ab" arm64 --before odl --after new
check 'ended before anything was done' 0 '^1 ' wc -l "$TOLD"

play
check 'two names' 0 '^table' "$ab" "${two[@]}" -- -c ops1
check_told 'the first is fetched' '^kernel fetch old riscv64'
check_told 'so is the second' '^kernel fetch new riscv64'
check_told 'both get a module, in one go' '^build --kernel old --kernel new riscv64$'
for boot in 1 2; do
	check_told "before boots with seed $boot" "^guest .*--kernel old .*--seed $boot .*before-$boot.jsonl -- run --seed $boot .*-c ops1"
	check_told "after boots with seed $boot" "^guest .*--kernel new .*--seed $boot .*after-$boot.jsonl -- run --seed $boot .*-c ops1"
done
check 'four boots' 0 '^4$' grep -c '^guest' "$TOLD"
check_told 'compared as sides, configurations may differ' \
	"compare --format commit --across config .* $here/results/before-1.jsonl $here/results/before-2.jsonl --after $here/results/after-1.jsonl $here/results/after-2.jsonl"
check_told 'with what makes it again' 'reproduce scripts/ab riscv64 --before old --after new --boots 2 -- -c ops1 /'
check_nothing_left 'two names'
check 'files are never overwritten' 2 'never overwritten' "$ab" "${two[@]}"

for code in 1 2 4 5 6; do
	play
	echo "$code" >"$PLAY/compare"
	check "what compare answers is handed out: $code" "$code" '^table' "$ab" "${two[@]}" --gate --floor 3 --across tool
done
check_told 'its options are handed on' 'compare --format commit --gate --floor 3 --across config,tool'

play
check 'one after the other, as seen by the order' 0 table "$ab" "${two[@]}" --clock host --boots 3
check 'by turns' 0 'before-1 after-1 before-2 after-2 before-3 after-3' \
	sh -c 'grep -o "[a-z]*-[0-9]*.jsonl --" "$1" | sed "s/.jsonl --//" | tr "\n" " "' sh "$TOLD"

play
check 'trees' 0 table "$ab" arm64 --before "$here/tree" --after "$here/tree/sub" -o "$here/results" --boots 1
check_told 'are told apart from names' "^build --kernel-dir $here/tree --kernel-dir $here/tree/sub arm64\$"
check_told 'this machine is not of their architecture' '^build x86_64$'
check_told 'by the guest, too' "^guest arm64 .*--kernel-dir $here/tree/sub .*after-1.jsonl"

play
echo change >"$here/fix.patch"
check 'a patch' 0 table "$ab" arm64 --patch "$here/fix.patch" --variant callops --btf -o "$here/results" --boots 1
check_told 'before is built without it' '^kernel build ab-[0-9a-f]{12} arm64 --source package --variant callops --btf$'
check_told 'after with it' "^kernel build ab-[0-9a-f]{12} arm64 --source package --variant callops --btf --patch $here/fix.patch$"
check 'under two names' 0 '^2$' sh -c 'grep -o "^kernel build [^ ]*" "$1" | sort -u | wc -l' sh "$TOLD"
check 'nothing else may differ' 1 '' grep -q -- --across "$TOLD"

play kernel-fix.patch 'echo "kernel: the patch does not apply" >&2; exit 2'
check 'a patch that does not apply' 2 'no kernel with fix.patch; nothing was measured' \
	"$ab" arm64 --patch "$here/fix.patch" -o "$here/results"
check 'nothing boots' 1 '' grep -q '^guest' "$TOLD"
check 'no folder for results' 1 '' test -e "$here/results"
play build-old 'exit 6'
check 'a module that does not build' 6 '' "$ab" "${two[@]}"
check 'nothing boots' 1 '' grep -q '^guest' "$TOLD"

# The other side is through: both begin at once.
play guest-new 'until ls "$PLAY"/../results*/before-1.jsonl >&/dev/null; do sleep 0.1; done
echo "guest: the last lines of its console:" >&2; echo "  | panic" >&2; exit 6'
check 'a kernel that does not boot' 6 'after \(new\): not measured' "$ab" "${two[@]}" --boots 5
check 'with its last words' 6 'after-1: .*panic' "$ab" "${two[@]}" --boots 5 -o "$here/results2"
check 'and what the other one gave is kept' 0 measured cat "$here/results2/before-1.jsonl"
check 'not all five are tried' 1 '' test -e "$here/results2/before-5.jsonl"
check_nothing_left 'a kernel that does not boot'

# The files stand in the guests' command lines; grep's own words would match later ones.
guests() {
	local files=(/proc/[0-9]*/cmdline)

	grep -ls "$here/results" "${files[@]}" || :
}

play guest-after-1.jsonl 'exec sleep 100'
mkdir "$here/results"
for signal in INT TERM; do
	env --default-signal=INT "$ab" "${two[@]}" --boots 1 >"$here/said" 2>&1 </dev/null &
	process=$!
	for _ in $(seq 600); do
		! grep -qs after-1 "$TOLD" || [ ! -e "$here/results/before-1.jsonl" ] || break
		sleep 0.1
	done
	kill -"$signal" "$process"
	status=0
	wait "$process" || status=$?
	check "SIG$signal: 6 ($status)" 0 '' test "$status" -eq 6
	check "SIG$signal: where the files are is said" 0 "measured until then is in $here/results" cat "$here/said"
	check "SIG$signal: no guest is left" 0 '' test -z "$(guests)"
	check_nothing_left "SIG$signal"
	rm -f "$here"/results/* "$TOLD"
done
