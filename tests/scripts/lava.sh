#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/lava without LAVA and without a device: the words, the device's part of the job with
# stubs for what it calls, and the result file's way through a log.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
lava=$repository/scripts/lava
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT
# A cache of their own: there may be no HOME, and no kernel.
export NO_COLOR=1 TMPDIR=$here/temporary TRACETOLL_CACHE=$here/cache
mkdir "$TMPDIR"

check 'job: help' 0 'usage: scripts/lava/job' "$lava/job" --help
check 'job: no word' 2 'name an architecture first' "$lava/job"
check 'job: an unknown architecture' 2 'did you mean riscv64' "$lava/job" riscv46 -o "$here/job"
check 'job: one that has none' 2 'arm64 and riscv64 only' "$lava/job" x86_64 -o "$here/job"
check 'job: no folder' 2 'into which folder' "$lava/job" arm64
check 'job: a word without the mark' 2 'stand behind a --' "$lava/job" arm64 -o "$here/job" ops1
check 'job: an unknown kernel' 2 'did you mean debian-trixie' "$lava/job" arm64 --kernel debian-trixy -o "$here/job"
check 'job: the result file' 2 'names the result file itself' "$lava/job" arm64 -o "$here/job" -- -o file
# Each of them would end a quoted string of YAML or of the shell, or would be expanded.
for word in "it's" 'a b' '$HOME' '*' '`id`' 'a"b' $'a\nb' '@FILES@' '{x}' ''; do
	check "job: the word $(printf %q "$word")" 2 'cannot hand on the word' "$lava/job" arm64 -o "$here/job" -- -w "$word"
done
check 'job: a quote in the command' 2 'without a single quote' "$lava/job" arm64 -o "$here/job" --upload "echo 'x'"
check 'job: a quote in the command line' 2 'no quotes' "$lava/job" arm64 -o "$here/job" --append "a='b'"
check 'job: a board with a blank' 2 '--board takes' "$lava/job" arm64 -o "$here/job" --board 'my board'
check 'job: tags with a bracket' 2 '--tags takes' "$lava/job" arm64 -o "$here/job" --tags 'a]'
check 'job: a device tree for no board' 2 'add --board' "$lava/job" arm64 -o "$here/job" --dtb "$0"
for value in '' 0 many -1 1.5; do
	check "job: minutes '$value'" 2 'takes a whole number' "$lava/job" arm64 -o "$here/job" --minutes "$value"
	[ "$value" = 0 ] ||
		check "job: priority '$value'" 2 'takes low, medium, high' "$lava/job" arm64 -o "$here/job" --priority "$value"
done
check 'job: none was begun' 0 '' test ! -e "$here/job"
check 'run: no folder' 2 'which job' "$lava/run"
check 'run: an empty one' 2 'no job.yaml' "$lava/run" "$here"
check 'result: no log' 2 'which log' "$lava/result" -o "$here/x"
check 'result: no file' 2 'into which file' "$lava/result" "$0"
check 'result: a log that is not there' 2 'cannot read the log' "$lava/result" "$here/none" -o "$here/x"
check 'result: nothing in it' 4 'no whole result file' "$lava/result" "$0" -o "$here/x"

# What the session calls. LAVA's own write on the console, in this form.
mkdir "$here/bin"
cat >"$here/bin/tracetoll" <<'END'
#!/bin/bash
case $1 in
doctor) exit "${DOCTOR:-0}" ;;
run)
	echo "words: $*"
	[ -z "${RESULT-}" ] || cp "$RESULT" "${@: -1}"
	exit "${RUN:-0}"
	;;
export)
	cp "$NUMBERS" "${@: -1}"
	exit "${EXPORT:-0}"
	;;
esac
END
cat >"$here/bin/lava-test-case" <<'END'
#!/bin/sh
echo "<LAVA_SIGNAL_TESTCASE $*>"
END
cat >"$here/bin/lava-test-raise" <<'END'
#!/bin/sh
echo "<LAVA_SIGNAL_TESTRAISE $*>"
exit 1
END
cat >"$here/bin/lava-test-reference" <<'END'
#!/bin/sh
echo "<LAVA_SIGNAL_TESTREFERENCE $*>"
END
chmod +x "$here"/bin/*
cat >"$here/numbers" <<'END'
# tracetoll, a board
lava-test-case 'getppid.none.cycles' --result pass --measurement 100.25 --units 'cycles'
lava-test-case 'getppid.ops1.cycles-overhead' --result pass --measurement 40.25 --units 'cycles'
# not on this machine
lava-test-case 'getppid.direct' --result skip
END
export NUMBERS=$here/numbers RESULT=$here/full PATH=$here/bin:$PATH
# More lines than a screen has, and no two alike.
seq 1 20000 | sha256sum >"$RESULT"
seq 1 9000 | awk '{ print $1 * 7919 % 104729, $1 * 104729 % 7919 }' >>"$RESULT"

# session UPLOAD: as the test definition calls it
session() {
	sh "$lava/session.sh" tracetoll "$1" -c none,ops1
}

check 'session: all is well' 0 'TESTCASE run --result pass' session ''
check 'session: a number' 0 'TESTCASE getppid.none.cycles --result pass --measurement 100.25 --units cycles>' session ''
check 'session: the words' 0 '^words: run -c none,ops1 -o [^ ]*/result.jsonl$' session ''
check 'session: the board' 0 '^words: run --board rack3-7 -c none,ops1 -o' \
	env LAVA_DEVICE_HOSTNAME=rack3-7 sh "$lava/session.sh" tracetoll '' -c none,ops1
check 'session: what cannot be had' 0 'TESTCASE getppid.direct --result skip>' session ''
check 'session: how many there are' 0 'numbers --result pass --units numbers --measurement 3>' session ''
session '' >"$here/log" 2>&1
check 'session: nothing failed' 1 '' grep -E 'RAISE|result fail' "$here/log"
check 'result: out of the log' 0 'the result file is' "$lava/result" "$here/log" -o "$here/taken"
check 'result: the very same' 0 '' cmp "$here/taken" "$RESULT"
check 'result: not over an old one' 2 'never overwritten' "$lava/result" "$here/log" -o "$here/taken"
# As LAVA keeps it, with a message of the kernel between two lines, and one line twice.
awk '{ gsub(/"/, "\\\""); print "- {\"dt\": \"2026-11-22\", \"lvl\": \"target\", \"msg\": \"" $0 "\"}" }
	/ 7 / { print; print "[   12.3] usb 1-1: new device" }' "$here/log" >"$here/yaml"
check 'result: out of YAML' 0 'the result file is' "$lava/result" "$here/yaml" -o "$here/from-yaml"
check 'result: the very same' 0 '' cmp "$here/from-yaml" "$RESULT"
check 'result: from standard input' 0 'the result file is' \
	sh -c "'$lava/result' - -o '$here/from-input' <'$here/yaml'"
{
	sed -n '/tracetoll-result begin/,/tracetoll-result 5 /p' "$here/log"
	cat "$here/yaml"
} >"$here/twice"
check 'result: the boot was tried again' 0 'the result file is' "$lava/result" "$here/twice" -o "$here/second"
check 'result: the last one is taken' 0 '' cmp "$here/second" "$RESULT"
sed '/tracetoll-result 7 /d' "$here/log" >"$here/damaged"
check 'result: a line is missing' 5 'was damaged' "$lava/result" "$here/damaged" -o "$here/none"
sed 's/\(tracetoll-result 7 \)./\1/' "$here/log" >"$here/damaged"
check 'result: a byte is missing' 5 'was damaged' "$lava/result" "$here/damaged" -o "$here/none"
sed '/tracetoll-result end/d' "$here/log" >"$here/damaged"
check 'result: cut off' 4 'no whole result file' "$lava/result" "$here/damaged" -o "$here/none"
check 'result: nothing is left of them' 0 '' test ! -e "$here/none"
check 'result: nor in the temporary folder' 0 '^1$' sh -c "ls '$TMPDIR' | wc -l"

check 'session: a command takes the file' 0 'REFERENCE result-file-place --result pass --reference http://x/full' \
	session 'cp "$1" "$RESULT.copy" && echo http://x/full'
check 'session: the very same' 0 '' cmp "$RESULT.copy" "$RESULT"
check 'session: it cannot' 1 'RAISE tracetoll: the result file is lost' session 'false'

# fails NAME CODE: the session raises, has a failed test case, and tells no number
fails() {
	session '' >"$here/log" 2>&1
	check "session: $1" 0 "RAISE tracetoll: .*(exit code $2)" cat "$here/log"
	check "session: $1: as a failed test case" 0 'TESTCASE run --result fail' cat "$here/log"
	check "session: $1: no number" 1 '' grep measurement.*cycles "$here/log"
}

RUN=5 fails 'not to be relied on' 5
check 'session: the file is kept all the same' 0 'the result file is' "$lava/result" "$here/log" -o "$here/kept"
for code in 2 3 4 6 137; do
	RUN=$code RESULT='' fails "run says $code" $code
done
RUN=6 fails 'stopped half way' 6
check 'session: what was measured is kept' 0 'the result file is' "$lava/result" "$here/log" -o "$here/half"
EXPORT=5 session '' >"$here/log" 2>&1
check 'session: the export says it is not to be relied on' 0 'RAISE tracetoll: .*(exit code 5)' cat "$here/log"
check 'session: then there is no number' 1 '' grep measurement.*cycles "$here/log"
EXPORT=6 session '' >"$here/log" 2>&1
check 'session: the export fails' 0 'RAISE tracetoll: exporting failed .exit code 6' cat "$here/log"
RESULT='' session '' >"$here/log" 2>&1
check 'session: no file though all went well' 0 'RAISE' cat "$here/log"
DOCTOR=3 session '' >"$here/log" 2>&1
check 'session: the doctor refuses' 0 'TESTCASE doctor --result fail' cat "$here/log"
