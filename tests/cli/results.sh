#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# scripts/results: what is published below results/ is what its files say, and so is what the
# README files quote; what is made again is held against it. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/../.." || exit 1

# expect WHAT CODE WORDS VERB...: the exit code, and what standard output or error say.
expect() {
	what=$1 code=$2 words=$3
	shift 3
	bash scripts/results "$@" >"$scratch/out" 2>&1 </dev/null
	got=$?
	[ "$got" -eq "$code" ] || fail "$what: exit code $got, not $code"
	[ -z "$words" ] || grep -qF -- "$words" "$scratch/out" || fail "$what: does not say '$words'"
	if [ "$got" -ne "$code" ]; then
		cat "$scratch/out" >&2
	fi
}

# The words of $1 that are numbers, outside of what is quoted from files. What stands in
# backticks is a name or a command.
numbers() {
	sed -e '/^<!-- results/,/^<!-- end/d' -e 's/`[^`]*`//g' -e 's/([^)]*\.md[^)]*)//g' "$1" |
		tr -s ' |' '\n' | sed 's/^[(*"~]*//; s/[]),.;:*"%]*$//' | grep -E '^[0-9]+(\.[0-9]+)?$' | sort -u
}

# What is published.
published=0
for folder in results/*/; do
	published=$((published + 1))
	for file in command tables; do
		[ -s "$folder$file" ] || fail "$folder has no $file"
	done
	[ -x "${folder}command" ] || fail "${folder}command cannot be run"
	sed -n 2p "${folder}command" | grep -q '^# SPDX-License-Identifier: GPL-2.0-only$' ||
		fail "${folder}command does not say its licence"
	# Times of several boards take more room than exact counts do.
	for page in "$folder"*.html; do
		[ ! -e "$page" ] || [ "$(wc -c <"$page")" -le 3000000 ] || fail "$page is larger than 3 MB"
	done
	case $folder in
	*simulated*) most=3500000 ;;
	*) most=600000 ;;
	esac
	[ "$(cat "$folder"*.jsonl | wc -c)" -le "$most" ] || fail "$folder is larger than $most bytes"
	grep -qF "$(basename "$folder")" results/README.md || fail "results/README.md does not name $folder"
	cut -d ' ' -f 1 "${folder}tables" | grep -v '^#' | sort >"$scratch/named"
	for file in "$folder"*; do
		case ${file##*/} in
		command | tables | published | *.jsonl) ;;
		*) grep -qx "${file##*/}" "$scratch/named" || fail "nothing prints $file" ;;
		esac
	done
done
[ "$published" -ge 1 ] || fail "there is nothing below results/"
expect 'the published tables' 0 '' print --check

# Every number in the text is one of a table beside it.
for number in $(numbers results/README.md); do
	grep -qwF -- "$number" results/*/*.txt results/*/*.md results/*/published results/*/command results/*/tables ||
		fail "results/README.md says $number, which none of the tables does"
done
[ "$(numbers results/README.md | grep -c ^)" -ge 5 ] || fail "no numbers were found in results/README.md"

# A result of one file, the one that the tests have; its command takes $FILE for a measurement.
cp README.md "$scratch/own-readme"
export TMPDIR="$scratch/temporary"
mkdir "$TMPDIR"
export TRACETOLL_RESULTS="$scratch/results"
export FILE="$PWD/tests/data/riscv64-emulated.jsonl"
mkdir -p "$scratch/results/one"
cat >"$scratch/results/one/command" <<'COMMAND'
#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# one file
exec cp "$FILE" "$1/one.jsonl"
COMMAND
chmod +x "$scratch/results/one/command"
printf '%s\n' 'table.txt tracetoll report one.jsonl' \
	'beside.md beside-published published kloop one.jsonl' >"$scratch/results/one/tables"
printf '%s\n' 'none 2' 'ops1 3-5' 'ops2 12' >"$scratch/results/one/published"
printf '%s\n' '# Read' '' '<!-- results/one/table.txt -->' 'old' '<!-- end -->' '' 'text' >"$scratch/results/README.md"
cp "$scratch/results/README.md" "$scratch/readme"

expect 'nothing is published yet' 6 'nothing of one is published' check one
expect make 0 'one file' make one
cmp -s "$FILE" "$scratch/results/one/one.jsonl" || fail "make keeps another file than was made"
"$TRACETOLL" report "$FILE" | cmp -s - "$scratch/results/one/table.txt" || fail "make prints another table"
sed 's/^    //' "$scratch/results/README.md" | grep -q '^none .* nop' || fail "README.md does not quote the table"
grep -q '^text$' "$scratch/results/README.md" || fail "what stands around a quotation is gone"
[ -z "$(ls "$TMPDIR")" ] || fail "left behind: $(ls "$TMPDIR")"
cmp -s README.md "$scratch/own-readme" || fail "results elsewhere change the repository's README.md"

# Two over the baseline in nanoseconds; the instructions are the report's.
overhead=$("$TRACETOLL" report -f csv "$FILE" | sed 's/^"[^"]*"/board/' |
	awk -F, '$4 == "kloop" && $5 == "ops1" && $7 == "kernel-instructions" { print $12 }')
grep -q "^| ops1 | [a-z-]* | $overhead | 2.00 | $(awk "BEGIN { printf \"%.0f\", 2000 / $overhead }") |$" \
	"$scratch/results/one/beside.md" || fail "published numbers beside ours: $(cat "$scratch/results/one/beside.md")"

expect 'the same again' 0 'rows as published' check one
expect 'the same again, all' 0 'rows as published' check --all
expect 'nothing to renew' 0 '' print --check one

# One instruction more in one sample.
line=$(grep -n -m 1 '"sample".*"configuration": "direct"' "$FILE" | cut -d : -f 1)
count=$(sed -n "${line}s/.*\"long\".*\"kernel-instructions\": \([0-9]*\).*/\1/p" "$FILE")
sed "${line}s/\"kernel-instructions\": $count,/\"kernel-instructions\": $((count + 1000)),/" "$FILE" >"$scratch/other.jsonl"
published=$FILE
FILE=$scratch/other.jsonl
expect 'other numbers' 5 'rows are not as published' check one
grep -q 'kloop direct kernel-instructions: published callops-direct 20 (20 to 20).*, now callops-direct 20 (20 to 21)' "$scratch/out" || fail "the row is not told"
grep -q 'other kernel' "$scratch/out" && fail "the same kernel is called another one"

# Other numbers by another kernel, and the same ones.
sed -i '1s/"release": "[^"]*"/"release": "9.9.9-other"/' "$scratch/other.jsonl"
expect 'other numbers, other kernel' 4 'other kernel than published: 9.9.9-other' check one
sed '1s/"release": "[^"]*"/"release": "9.9.9-other"/' "$published" >"$scratch/other.jsonl"
expect 'other kernel, same numbers' 0 'other kernel than published: 9.9.9-other' check one

# A row less, a file more, and a command that fails.
grep -v '"configuration": "ops1"' "$published" >"$scratch/other.jsonl"
expect 'a row less' 5 'kloop ops1 kernel-instructions: published callops-func 63 (63 to 63), overhead 48, 0 invalid, now not available' check one
FILE=$scratch/nowhere
expect 'a command that fails' 6 'the command of one ended with 1' check one
grep -q nowhere "$scratch/out" || fail "what the command said is not told"
FILE=$published

# Tables that are not what the files say.
sed -i '2s/exact/inexact/' "$scratch/results/one/table.txt"
cp "$scratch/results/one/table.txt" "$scratch/table"
expect 'a stale table' 5 'one/table.txt is not what its files say' print --check
cmp -s "$scratch/table" "$scratch/results/one/table.txt" || fail "print --check changes a table"
expect 'a table renewed' 0 '' print one
expect 'nothing is stale' 0 '' print --check
cp "$scratch/readme" "$scratch/results/README.md"
expect 'a stale quotation' 5 'README.md is not what its files say' print --check
expect 'a quotation renewed' 0 '' print

# A page is held to its files by all but its pictures, which are another gnuplot's each time.
cat >"$scratch/gnuplot" <<'GNUPLOT'
#!/bin/sh
echo "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' viewBox='0 0 9 9'><text>$$ $FILE</text></svg>" >"$5"
GNUPLOT
chmod +x "$scratch/gnuplot"
export TRACETOLL_GNUPLOT="$scratch/gnuplot"
echo 'page.html tracetoll report --format html one.jsonl' >>"$scratch/results/one/tables"
page="$scratch/results/one/page.html"
expect 'a page' 0 '' print one
grep -q '<svg' "$page" || fail "the page has no picture"
cp "$page" "$scratch/page"
expect 'a page with other pictures' 0 '' print --check one
cmp -s "$page" "$scratch/page" || fail "print --check changes a page"
sed -i 's/kloop/kl00p/' "$page"
expect 'a stale page' 5 'one/page.html is not what its files say' print --check one
grep -q '^[-+].*<svg' "$scratch/out" && fail "print --check shows pictures"
expect 'a page renewed' 0 '' print one
expect 'a page as it should be' 0 '' print --check one
echo 'one.svg picture overhead-kloop-kernel-instructions-1 one.jsonl' >>"$scratch/results/one/tables"
expect 'a picture that is not there' 5 'one/one.svg is not there' print --check one
expect 'a picture' 0 '' print one
grep -q '^<svg' "$scratch/results/one/one.svg" || fail "the picture is none"
expect 'a picture that is there' 0 '' print --check one
sed -i 's/picture overhead-kloop/picture overhead-kl00p/' "$scratch/results/one/tables"
expect 'a picture that there is not' 6 'the files give no picture overhead-kl00p' print one

# Words that are wrong.
expect 'no such result' 2 "did you mean one?" make onne
expect 'no name' 2 'name a result' check
expect 'no such verb' 2 "did you mean make?" mak
expect 'a list' 0 'one: one file' list
printf 'x.txt nobody one.jsonl\n' >"$scratch/results/one/tables"
expect 'a table that nothing prints' 6 "nobody" print one

[ -z "$(ls "$TMPDIR")" ] || fail "left behind at last: $(ls "$TMPDIR")"
[ "$failures" -eq 0 ]
