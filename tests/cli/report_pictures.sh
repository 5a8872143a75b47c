#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll report -o, --format html and --plot: files that are whole or not there, and gnuplots that
# are missing or do not do what they should. TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")/.." || exit 1

# expect NAME CODE ARGUMENT...: runs report and checks its exit code.
expect() {
	name=$1
	code=$2
	shift 2
	"$TRACETOLL" report "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code"
		cat "$scratch/err" >&2
	fi
}

# says WORDS: standard error has them, in one line.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

is_quiet() {
	[ ! -s "$scratch/err" ] || {
		fail "$name: says something on standard error:"
		cat "$scratch/err" >&2
	}
}

prints_nothing() {
	[ ! -s "$scratch/out" ] || fail "$name: prints something"
}

# only NAME...: the folder $scratch/folder holds these and nothing else.
only() {
	ls -A "$scratch/folder" >"$scratch/there"
	printf '%s\n' "$@" | diff -u - "$scratch/there" >&2 || fail "$name: leaves other files"
}

# Killed, but whoever inherited it has not looked yet.
is_zombie() { grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

# fake LINE...: from now on this is gnuplot. It draws nothing by itself.
fake() {
	{
		echo '#!/bin/sh'
		printf '%s\n' "$@"
	} >"$scratch/gnuplot"
	chmod +x "$scratch/gnuplot"
	export TRACETOLL_GNUPLOT="$scratch/gnuplot"
}

# The words are -d -c SCRIPT DATA IMAGE WORKLOAD METRIC [MORE].
# shellcheck disable=SC2016
good='case $5 in
*.svg) echo "<svg width=\"400\"><path d=\"M0,1\"/></svg>" >"$5" ;;
*.png) printf "\211PNG\r\n\032\n0123456789IEND1234" >"$5" ;;
*.pdf) printf "%%PDF-1.5 0123456789\n%%%%EOF\n" >"$5" ;;
esac'

hardware=data/invented-hardware.jsonl
arm64=data/arm64-emulated.jsonl
mkdir "$scratch/folder" "$scratch/temporary"
page=$scratch/folder/page.html
export TMPDIR="$scratch/temporary"

# how_many FOLDER END...: how many files of the folder end so
how_many() {
	in=$1
	shift
	for end in "$@"; do
		find "$in" -name "*.$end"
	done | wc -l
}

# nothing_left: no temporary folder is.
nothing_left() {
	[ -z "$(ls -A "$scratch/temporary")" ] || fail "$name: leaves something in TMPDIR"
}

# A file is what would have been printed.
"$TRACETOLL" report $arm64 >"$scratch/printed"
expect output 0 $arm64 -o "$page"
prints_nothing
is_quiet
cmp -s "$page" "$scratch/printed" || fail "$name: the file is not what is printed"
only page.html
[ "$(stat -c %a "$page")" = "$(printf '%o' $((0666 & ~0$(umask))))" ] ||
	fail "$name: its mode is not that of any new file"
expect output-long 0 --output="$page" --format csv $arm64
head -n 1 "$page" | grep -q '^board,' || fail "$name: the file is no CSV"
expect output-standard 0 -o - $arm64
cmp -s "$scratch/out" "$scratch/printed" || fail "$name: is not what is printed"
expect output-device 0 -o /dev/stdout $arm64
cmp -s "$scratch/out" "$scratch/printed" || fail "$name: is not what is printed"
chmod 640 "$page"
ln -s page.html "$scratch/folder/link"
expect output-link 0 -o "$scratch/folder/link" $arm64
[ -L "$scratch/folder/link" ] || fail "$name: the link is none any more"
cmp -s "$page" "$scratch/printed" || fail "$name: what the link names is not what is printed"
[ "$(stat -c %a "$page")" = 640 ] || fail "$name: the mode is another one"
rm "$scratch/folder/link"
# The tables may be untrustworthy, and are there all the same.
expect output-untrusted 5 -o "$page" data/uneven.jsonl
says 'not to be relied on'
grep -q ops1 "$page" || fail "$name: the file has no table"

# What is there stays until the new one is whole.
echo before >"$page"
expect output-alien 2 -o "$page" cli/report.sh
expect output-nowhere 6 -o "$scratch/nowhere/page.html" $arm64
says "cannot write $scratch/nowhere/page.html: No such file or directory; name another file"
expect output-folder 6 -o "$scratch/folder" $arm64
says 'Is a directory'
if [ -w /dev/full ]; then
	expect output-full 6 -o /dev/full $arm64
	says 'cannot write /dev/full: No space left on device; make room or write elsewhere'
fi
# A limit to the size of files is a disk that is full, whoever asks.
(
	ulimit -f 1
	trap '' XFSZ
	"$TRACETOLL" report --format json $hardware -o "$page" 2>"$scratch/err"
)
got=$?
name='output-limit'
[ "$got" -eq 6 ] || fail "$name: exit code $got, not 6"
says 'File too large'
[ "$(cat "$page")" = before ] || fail 'a file that could not be written anew is not what it was'
only page.html

# A result file is not written over by a slip.
cp $arm64 "$scratch/folder/result.jsonl"
expect output-input 2 -o "$scratch/folder/result.jsonl" $hardware "$scratch/folder/result.jsonl"
says 'is a result file that is to be read; name another one'
ln "$scratch/folder/result.jsonl" "$scratch/folder/other"
expect output-input-link 2 "$scratch/folder/result.jsonl" -o "$scratch/folder/other"
cmp -s $arm64 "$scratch/folder/result.jsonl" || fail 'the result file is another one'
rm "$scratch/folder/"*

# Words that do not go together.
while IFS='|' read -r words hint; do
	# shellcheck disable=SC2086
	expect "$words" 2 $words $arm64
	prints_nothing
	says "$hint"
done <<'WORDS'
--plot x --format csv|--plot writes pictures and nothing else
--plot x -o y|--plot writes pictures and nothing else
--plot x --json|--plot writes pictures and nothing else
--plot x --decompose|--plot writes pictures and nothing else
--plot x --chart|--plot writes pictures and nothing else
--plot=|--plot names no folder
--output=|-o names no file
--format html --decompose|leave --decompose, --samples and --chart away
--format html --chart|leave --decompose, --samples and --chart away
--format html --samples|leave --decompose, --samples and --chart away
--decompose --samples|only one of --decompose, --samples and --chart
--chart --samples|only one of --decompose, --samples and --chart
--chart --format csv|for --format text; --format html has pictures
--samples --format commit|samples are too many for a commit message
--format htm|did you mean 'html'?
WORDS
if [ -e x ] || [ -e y ]; then
	fail 'wrong words leave a file'
fi
expect no-file 2 --format html
says 'no result file is named'

# A page with and without gnuplot.
fake "$good"
expect page 0 --format html -o "$page" $hardware $arm64
is_quiet
grep -q '<svg role="img"' "$page" || fail "$name: there is no picture in it"
nothing_left
expect page-printed 0 --format html $hardware $arm64
cmp -s "$page" "$scratch/out" || fail "$name: it is not the one that is written"
expect page-untrusted 5 --format html -o "$page" data/uneven.jsonl
says 'not to be relied on'

# without NAME WORDS: there is a page without pictures, one line says why, and that is no failure.
without() {
	expect "$1" 0 --format html -o "$page" $hardware
	[ "$(wc -l <"$scratch/err")" -eq 1 ] || fail "$name: says more than a line, or none"
	says "$2"
	grep -q '<svg role="img"' "$page" && fail "$name: there are pictures"
	[ "$(grep -c '<table' "$page")" -gt 0 ] || fail "$name: there is no table"
	nothing_left
}
export TRACETOLL_GNUPLOT=/nowhere/gnuplot
without page-no-gnuplot "there is no program '/nowhere/gnuplot', which TRACETOLL_GNUPLOT names"
unset TRACETOLL_GNUPLOT
name='page-none'
env PATH=/nowhere "$(command -v "$TRACETOLL")" report --format html $hardware >"$scratch/out" 2>"$scratch/err"
got=$?
[ "$got" -eq 0 ] || fail "$name: exit code $got, not 0"
says 'gnuplot is not installed (Debian: apt install gnuplot-nox)'
# shellcheck disable=SC2016
fake 'printf "\n\"$3\" line 7: undefined function\n" >&2' 'exit 1'
without page-failing 'line 7: undefined function'
fake 'exit 0'
without page-nothing 'gnuplot wrote nothing'
# shellcheck disable=SC2016
fake 'head -c 1000 /dev/urandom >"$5"'
without page-garbage 'what gnuplot wrote is no svg'
# shellcheck disable=SC2016
fake 'echo "<svg><script>alert(1)</script><path onload=\"x()\" d=\"M1,2\"/></svg>" >"$5"'
expect page-script 0 --format html -o "$page" $hardware
! grep -q 'alert\|onload' "$page" || fail "$name: a script of gnuplot's is in the page"

# Pictures as files.
fake "$good"
rm -rf "$scratch/folder"
expect plot 0 --plot "$scratch/folder" $hardware $arm64
is_quiet
nothing_left
count=$(how_many "$scratch/folder" svg)
[ "$count" -gt 0 ] || fail "$name: there is no picture"
grep -qF "$scratch/folder: $count pictures, each as SVG, PNG and PDF" "$scratch/out" ||
	fail "$name: says something else: $(cat "$scratch/out")"
for svg in "$scratch/folder"/*.svg; do
	for end in png pdf csv; do
		[ -s "${svg%svg}$end" ] || fail "$name: ${svg##*/} is there without $end"
	done
done
for script in ../plots/*.gp; do
	cmp -s "$script" "$scratch/folder/${script##*/}" || fail "$name: $script is another one there"
done
# A picture is of some columns of what CSV has, in its own rows.
for csv in "$scratch/folder"/overhead-*.csv; do
	head -n 1 "$csv" | diff -u cli/golden/csv-heading.txt - >&2 || fail "$name: $csv: heading"
	[ "$(cut -d , -f 4,7 "$csv" | sort -u | wc -l)" -eq 2 ] ||
		fail "$name: $csv has more than one workload and metric"
done
# Each command of README draws its picture.
commands=0
while IFS= read -r line; do
	commands=$((commands + 1))
	# shellcheck disable=SC2086
	set -- $line
	[ "$1 $2 $3" = 'gnuplot -d -c' ] || fail "$name: README has another command: $line"
	for file in "$4" "$5" "$6"; do
		[ -e "$scratch/folder/$file" ] || fail "$name: README names $file, which is not there"
	done
done <<COMMANDS
$(grep '^    gnuplot ' "$scratch/folder/README")
COMMANDS
[ "$commands" -eq "$count" ] || fail "$name: README has $commands commands of $count pictures"

# Without gnuplot all is there that it takes, and no picture of another day.
export TRACETOLL_GNUPLOT=/nowhere/gnuplot
expect plot-no-gnuplot 6 --plot "$scratch/folder" $hardware $arm64
says "$count of $count pictures could not be drawn: there is no program '/nowhere/gnuplot'"
says "their data and scripts are in $scratch/folder, and README there tells how they are drawn"
prints_nothing
[ "$(how_many "$scratch/folder" svg png pdf)" -eq 0 ] ||
	fail "$name: there are pictures of before"
[ "$(how_many "$scratch/folder" csv)" -ge "$count" ] || fail "$name: there are no data"
grep -qF "there is no program '/nowhere/gnuplot'" "$scratch/folder/README" ||
	fail "$name: README does not say it"
# shellcheck disable=SC2016
fake 'case $5 in *-time-*) echo "no time" >&2; exit 1 ;; esac' "$good"
expect plot-some 6 --plot "$scratch/folder" $hardware
says 'pictures could not be drawn: gnuplot failed: no time;'
fake "$good"
expect plot-untrusted 5 --plot "$scratch/folder" data/uneven.jsonl
says 'not to be relied on'
expect plot-nothing 4 --plot "$scratch/folder" data/nothing-valid.jsonl
says 'there is nothing to draw'
expect plot-nowhere 6 --plot "$scratch/nowhere/at/all" $hardware
says "cannot write $scratch/nowhere/at/all: No such file or directory; name another folder"
# A folder that is somebody else's keeps its README, and gets nothing.
mkdir "$scratch/project"
echo 'My project' >"$scratch/project/README"
expect plot-project 6 --plot "$scratch/project" $hardware
says "cannot write $scratch/project/README: File exists; name another folder"
[ "$(cat "$scratch/project/README")" = 'My project' ] || fail "$name: README is another one now"
[ "$(ls -A "$scratch/project")" = README ] || fail "$name: leaves files there"
echo file >"$scratch/file"
expect plot-file 6 --plot "$scratch/file" $hardware
says 'Not a directory'
nothing_left

# What gnuplot leaves running ends with it, and a pipe in an image's place is none.
# shellcheck disable=SC2016
fake 'sleep 60 >/dev/null 2>&1 & echo $! >>"'"$scratch/left"'"' "$good"
expect plot-forks 0 --plot "$scratch/folder" $hardware
while read -r process; do
	! kill -0 "$process" 2>/dev/null || is_zombie "$process" || fail "$name: process $process is left"
done <"$scratch/left"
nothing_left
# shellcheck disable=SC2016
fake 'mkfifo "$5"'
expect plot-pipe 6 --plot "$scratch/folder" $hardware
says 'what gnuplot wrote is no svg'
nothing_left

# A signal ends it, and the temporary folder is gone.
fake 'sleep 60'
"$TRACETOLL" report --plot "$scratch/stopped" $hardware >/dev/null 2>&1 &
process=$!
tries=0
while [ -z "$(ls -A "$scratch/temporary")" ] && [ "$tries" -lt 200 ]; do
	sleep 0.05
	tries=$((tries + 1))
done
kill -TERM "$process"
wait "$process" 2>/dev/null
got=$?
name='plot-stopped'
[ "$got" -eq 143 ] || fail "$name: exit code $got, not that of the signal"
nothing_left

mkdir "$scratch/pages"
"$TRACETOLL" report --format html -o "$scratch/pages/page.html" $hardware >/dev/null 2>&1 &
process=$!
tries=0
while [ -z "$(ls -A "$scratch/temporary")" ] && [ "$tries" -lt 200 ]; do
	sleep 0.05
	tries=$((tries + 1))
done
kill -TERM "$process"
wait "$process" 2>/dev/null
got=$?
name='page-stopped'
[ "$got" -eq 143 ] || fail "$name: exit code $got, not that of the signal"
[ -z "$(ls -A "$scratch/pages")" ] || fail "$name: leaves $(ls -A "$scratch/pages")"
nothing_left

# Names of a result file are words, whatever is in them.
# shellcheck disable=SC2016
sed 's/"kloop"/"kl\\"o,op $(touch x) `touch x` <b> %s @x \\\\n \&lt; '"'"'; touch x; '"'"'"/g' \
	$hardware >"$scratch/hostile.jsonl"
if command -v gnuplot >/dev/null; then
	unset TRACETOLL_GNUPLOT
	expect hostile 0 --plot "$scratch/hostile" "$scratch/hostile.jsonl"
	is_quiet
	if [ -e "$scratch/hostile/x" ] || [ -e x ]; then
		fail "$name: a name was run"
	fi
	(cd "$scratch/hostile" && grep '^    gnuplot .*overhead' README | head -n 1 >again &&
		rm ./*.svg && sh again) 2>"$scratch/err" ||
		fail "$name: the command of README fails: $(cat "$scratch/err")"
	[ ! -e "$scratch/hostile/x" ] || fail "$name: the command of README runs a name"
	[ "$(how_many "$scratch/hostile" svg)" -eq 1 ] || fail "$name: it draws nothing"
	nothing_left
fi

[ "$failures" -eq 0 ] || exit 1
echo 'ok: report, pictures'
