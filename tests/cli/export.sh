#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll export: every format, every exit code, and files that no format likes. TRACETOLL is the
# command. UPDATE=1 writes what it prints into golden/ instead of comparing it. What the formats'
# own readers say is export_readers.sh's.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1
# shellcheck source=tests/cli/shared/export_files.sh
. cli/shared/export_files.sh

formats='bmf gbench gobench hyperfine junit kcidb ktap lava openmetrics otava otava-config'

# expect NAME CODE ARGUMENT...: runs export on $input and checks its exit code.
input=/dev/null
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" export "$@" <"$input" >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	fi
	case $code in
	0) [ ! -s "$scratch/err" ] || fail "$name: says something on standard error" ;;
	*) [ "$(grep -c ^ "$scratch/err")" -ge 1 ] || fail "$name: gives no reason" ;;
	esac
}

# golden FILE: what was printed is what golden/FILE holds. Names of files are the test's own.
golden() {
	sed "s,$scratch/,,g" "$scratch/out" >"$scratch/shown"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/shown" "cli/golden/$1"
	elif ! diff -u "cli/golden/$1" "$scratch/shown" >&2; then
		fail "$name: prints something else than golden/$1"
	fi
}

# says WORDS: standard error has them, in one line.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

# refuses NAME WORDS ARGUMENT...: exit code 2, one line that has the words, and nothing else.
refuses() {
	name=$1
	words=$2
	shift 2
	expect "$name" 2 "$@"
	says "$words"
	[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
	[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: does not say one line"
}

has() {
	grep -qF -- "$1" "$scratch/out" || fail "$name: has no '$1'"
}

lacks() {
	! grep -qF -- "$1" "$scratch/out" || fail "$name: has '$1'"
}

sender='--origin lab --build-id lab:next-1'

# Formats.
for format in bmf gbench gobench hyperfine junit ktap lava openmetrics; do
	expect "$format" 0 "$short" --to $format
	golden "export-$format.txt"
done
# shellcheck disable=SC2086
expect kcidb 0 "$short" --to kcidb $sender --commit 0123abc --branch next --name nightly
golden export-kcidb.txt
expect otava 0 "$scratch/night3.jsonl" "$scratch/night1.jsonl" "$scratch/night2.jsonl" --to otava --commit c3,c1,c2
golden export-otava.txt
expect otava-config 0 "$scratch"/night[123].jsonl --to otava-config --name a.board
golden export-otava-config.txt

# What is not to be relied on, cannot be had or was not measured is said in the format's own way.
for format in bmf gobench junit kcidb ktap lava openmetrics; do
	# shellcheck disable=SC2086
	expect "unavailable-$format" 5 data/unavailable.jsonl --to $format $sender
	golden "export-unavailable-$format.txt"
	says 'not to be relied on: 2 invalid samples (first: the path is nop, not global)'
done
expect unavailable-otava 5 data/unavailable.jsonl --to otava
[ "$(cat "$scratch/out")" = time,commit,branch,board,kernel ] || fail "$name: is more than a heading"
# shellcheck disable=SC2086
expect kernel-log 5 data/kernel-log.jsonl --to kcidb $sender
has '"status": "FAIL"'
lacks '"status": "DONE"'
lacks '"status": "ERROR"'
# shellcheck disable=SC2086
expect uneven 5 data/uneven.jsonl --to kcidb $sender
has '"status": "ERROR"'
lacks '"status": "FAIL"'
for format in gobench bmf kcidb ktap lava openmetrics otava otava-config junit; do
	# shellcheck disable=SC2086
	expect "nothing-$format" 4 data/nothing-valid.jsonl --to $format $sender
	says 'there is no valid sample in it'
done
head -n 5 "$short" >"$scratch/early.jsonl"
sed '1s/\["none", "direct"\]/["none", "direct", "ops1"]/' "$scratch/early.jsonl" >"$scratch/missing.jsonl"
# shellcheck disable=SC2086
expect missing 0 "$scratch/missing.jsonl" --to kcidb $sender
has '"status": "MISS"'
expect missing-junit 0 "$scratch/missing.jsonl" --to junit
has '<error type="not-measured" message="not measured before the run ended"/>'
head -n 1 "$short" >"$scratch/header.jsonl"
for format in $formats; do
	# shellcheck disable=SC2086
	expect "header-$format" 4 "$scratch/header.jsonl" --to $format $sender
done
# An untrusted time is still no success to whoever reads times.
sed -e '3s/"status": "valid", "reason": null/"status": "invalid", "reason": "a <test>"/' "$short" >"$scratch/spoiled.jsonl"
expect spoiled-hyperfine 5 "$scratch/spoiled.jsonl" --to hyperfine
! sed -n '/"exit_codes"/,/]/p' "$scratch/out" | grep -qw 0 || fail "$name: has exit codes of success"
expect spoiled-gbench 5 "$scratch/spoiled.jsonl" --to gbench
has '"error_occurred": true'
lacks '"real_time"'
! grep '"name"' "$scratch/out" | grep -qv '_error",' || fail "$name: compare.py would compare it"
expect spoiled-junit 5 "$scratch/spoiled.jsonl" --to junit
has 'message="1 invalid sample (a &lt;test&gt;)"/>'

# Emulated and simulated numbers are nobody's for hardware's.
for format in gbench hyperfine; do
	for file in data/emulated-no-counter.jsonl data/arm64-emulated.jsonl; do
		expect "emulated-$format" 4 "$file" --to $format
		says "$file: there is no valid time of hardware in it"
		[ ! -s "$scratch/out" ] || fail "$name: prints something"
	done
done
sed '1s/"instruction_clock": false/"instruction_clock": false, "simulated": true/' "$short" >"$scratch/simulated.jsonl"
# every FORMAT PATTERN FILE: all lines with a number of the format are marked.
every() {
	# shellcheck disable=SC2086
	"$TRACETOLL" export "$3" --to "$1" $sender 2>/dev/null | grep -E -- "$2" >"$scratch/marked"
	[ -s "$scratch/marked" ] || fail "$1: there is no number in it"
	! grep -vE 'simulated|emulated' "$scratch/marked" >&2 || fail "$1: a number of $3 is not marked"
}
for file in "$scratch/simulated.jsonl" data/emulated-no-counter.jsonl; do
	every gobench ^Benchmark "$file"
	every bmf '^    "' "$file"
	every kcidb '"unit"' "$file"
	every ktap 'value=' "$file"
	every lava measurement "$file"
	every openmetrics '^tracetoll_(value|overhead)' "$file"
	every junit '<property name="time(-[a-z]+)?"|-unit"' "$file"
done
every gbench '"(run_name|name)"' "$scratch/simulated.jsonl"
every hyperfine '"command"' "$scratch/simulated.jsonl"
every otava-config 'column: "' "$scratch/simulated.jsonl"
expect simulated-junit 0 "$scratch/simulated.jsonl" --to junit
! grep -q '<testcase.* time=' "$scratch/out" || fail "$name: an invented time is a test's"

# No number is other than the CSV's.
"$TRACETOLL" report --format csv "$short" | awk -F, 'NR > 1 { print $4 "." $5 "." $7, $9; if ($12 != "") print $4 "." $5 "." $7 "-overhead", $12 }' >"$scratch/numbers"
"$TRACETOLL" export "$short" --to lava | awk -F "[' ]" '/^lava/ { print $3, $8 }' | diff - "$scratch/numbers" >&2 ||
	fail "lava has other numbers than the CSV"

# Several files, several boards.
for format in gobench ktap junit openmetrics kcidb; do
	# shellcheck disable=SC2086
	expect "two-$format" 0 "$short" data/riscv64-emulated.jsonl --to $format $sender
	has 'QEMU virt'
	has 'Invented Board 9'
done
expect one-column 0 "$scratch/night1.jsonl" "$scratch/night2.jsonl" --to gobench --commit old,new
[ "$(grep -c '^commit: ' "$scratch/out")" -eq 2 ] || fail "$name: benchstat cannot tell the files apart"
for format in bmf gbench hyperfine lava; do
	refuses "two-$format" "$format has room for one FILE; export each by itself" "$short" data/dirty.jsonl --to $format
done
refuses two-boards 'are of two boards' "$short" data/dirty.jsonl --to otava
refuses two-boards-config 'are of two boards' "$short" data/dirty.jsonl --to otava-config
refuses one-board 'are of one board' "$scratch"/night[12].jsonl --to openmetrics
one=../results/simulated-boards/big-1.jsonl
cp "$one" "$scratch/copy.jsonl"
refuses copy 'are one run, which counts once' "$one" "$scratch/copy.jsonl" --to junit
refuses twice 'are one run, which counts once' "$short" "$short" --to junit

# Each run has its own ids, and always the same ones.
# shellcheck disable=SC2086
"$TRACETOLL" export "$scratch"/night[123].jsonl --to kcidb $sender | grep '"id"' >"$scratch/ids"
[ -z "$(sort "$scratch/ids" | uniq -d)" ] || fail "kcidb: two tests have one id"
# shellcheck disable=SC2086
"$TRACETOLL" export "$scratch"/night3.jsonl --to kcidb $sender | grep '"id"' >"$scratch/again"
tail -n "$(grep -c ^ "$scratch/again")" "$scratch/ids" | diff - "$scratch/again" >&2 ||
	fail "kcidb: the ids of a run change with the files beside it"

# Emulated guests may measure twice the same, byte for byte.
cp data/arm64-emulated.jsonl "$scratch/again.jsonl"
# shellcheck disable=SC2086
refuses same-ids 'are one run to KCIDB' data/arm64-emulated.jsonl "$scratch/again.jsonl" --to kcidb $sender

# What a format demands.
refuses no-origin 'give --origin ORIGIN' "$short" --to kcidb --build-id lab:1
refuses no-build 'give --build-id ORIGIN:ID' "$short" --to kcidb --origin lab
refuses wrong-origin '--origin is no origin' "$short" --to kcidb --origin Lab-1 --build-id lab:1
refuses wrong-build '--build-id is no ORIGIN:ID' "$short" --to kcidb --origin lab --build-id 12
refuses wrong-build-origin '--build-id is no ORIGIN:ID' "$short" --to kcidb --origin lab --build-id :12
refuses commits '--commit says 2 for 1 FILE;' "$short" --to bmf --commit a,b
refuses builds '--build-id says 2 for 3 FILEs;' "$scratch"/night[123].jsonl --to kcidb --origin a --build-id a:1,a:2
refuses empty-commit 'one of --commit is empty' "$scratch"/night[123].jsonl --to otava --commit a,,b
refuses empty-word 'what --commit says is empty' "$short" --to bmf --commit ''
refuses control-word 'not printable ASCII' "$short" --to bmf --branch "$(printf 'a\033b')"

# The words are wrong.
refuses no-format 'no format is named; give --to FORMAT' "$short"
refuses unknown-format "there is no format 'junti'; did you mean 'junit'?" "$short" --to junti
refuses no-file 'no result file is named' --to junit
refuses unknown-option "'--form' is not known" "$short" --form junit
refuses missing-file 'cannot read it: No such file or directory' "$scratch/none" --to junit
refuses no-result 'not a result file' cli/golden/export-help.txt --to junit
refuses over-itself '-o '"$short"' is a result file that is to be read' "$short" --to junit -o "$short"

# Standard input, a file, help.
input=$short
expect stdin 0 - --to lava
golden export-lava.txt
input=/dev/null
refuses stdin-empty 'standard input: not a result file: the file is empty' - --to lava
expect output 0 "$short" --to lava -o "$scratch/written"
diff "$scratch/written" cli/golden/export-lava.txt >&2 || fail "$name: writes something else into a file"
[ ! -s "$scratch/out" ] || fail "$name: prints, too"
expect help 0 --help
golden export-help.txt
for format in $formats; do
	grep -qw -- "$format" cli/golden/export-help.txt || fail "help: does not name $format"
done
[ "$("$TRACETOLL" list exports --json | sed -n 's/.*"name": "\(.*\)",/\1/p' | xargs)" = "$formats" ] ||
	fail "list exports has other formats than this test"

# Nothing that a file says leaves its place, and no two names become one.
for format in $formats; do
	# shellcheck disable=SC2086
	expect "hostile-$format" 0 "$hostile" --to $format $sender
	if LC_ALL=C grep -n '[^ -~]' "$scratch/out" >&2; then
		fail "$name: a byte is not printable ASCII"
	fi
	cp "$scratch/out" "$scratch/hostile.$format"
done
mkdir "$scratch/bin"
cat >"$scratch/bin/lava-test-case" <<'CASE'
#!/bin/sh
[ $# -ge 3 ] || echo "too few words: $*" >&2
case $1 in
*[!A-Za-z0-9_.-]*) echo "no name: $1" >&2 ;;
esac
echo "$1"
CASE
chmod +x "$scratch/bin/lava-test-case"
(cd "$scratch" && PATH=$scratch/bin:$PATH sh ./hostile.lava) >"$scratch/cases" 2>"$scratch/err"
[ ! -s "$scratch/err" ] || {
	fail "lava: hostile names do not stay quoted"
	cat "$scratch/err" >&2
}
[ -z "$(sort "$scratch/cases" | uniq -d)" ] || fail "lava: two cases have one name"
[ "$(grep -c ^ "$scratch/cases")" -eq 44 ] || fail "lava: there are other cases than 44"
[ ! -e "$scratch/touched" ] || fail "lava: a name was run"

# Two thousand rows, a pipe that is closed early, a full disk.
large
for format in $formats; do
	# shellcheck disable=SC2086
	expect "large-$format" 0 "$large" --to $format $sender
	[ "$(wc -c <"$scratch/out")" -ge 70000 ] || fail "$name: is too short"
	[ -c /dev/full ] || continue
	# shellcheck disable=SC2086
	"$TRACETOLL" export "$short" --to $format $sender >/dev/full 2>"$scratch/err"
	[ $? -eq 6 ] || fail "full disk: $format is not exit code 6"
	says 'cannot write to standard output: No space left on device; make room or write elsewhere'
done
{
	"$TRACETOLL" export "$large" --to junit 2>"$scratch/err"
	echo $? >"$scratch/code"
} | head -c 1 >/dev/null
[ "$(cat "$scratch/code")" -ne 0 ] || fail "a pipe that is closed early is taken for a whole file"
expect no-folder 6 "$short" --to junit -o "$scratch/none/x"
says "cannot write $scratch/none/x: No such file or directory; name another file"

# The examples of the page are what is printed.
awk '
	/^## / { format = $2 }
	/^    / && format { sub(/^    /, ""); if ($0 !~ /^[$] |^\.\.\.$/) print format "\t" $0 }' ../docs/exports.md |
	while IFS="$(printf '\t')" read -r format line; do
		[ -e "$scratch/page.$format" ] || {
			case $format in
			otava*) set -- "$scratch"/night[123].jsonl --commit c1,c2,c3 ;;
			*) set -- data/invented-verdicts.jsonl ;;
			esac
			# shellcheck disable=SC2086
			"$TRACETOLL" export "$@" --to "$format" $sender >"$scratch/page.$format"
		}
		grep -qxF -- "$line" "$scratch/page.$format" || echo "$format: $line"
	done >"$scratch/missing-lines"
[ ! -s "$scratch/missing-lines" ] ||
	fail "docs/exports.md has lines that are not printed: $(cat "$scratch/missing-lines")"
for format in $formats; do
	grep -q "^## $format$" ../docs/exports.md || fail "docs/exports.md does not explain $format"
done

[ "$failures" -eq 0 ] || exit 1
echo "ok: export"
