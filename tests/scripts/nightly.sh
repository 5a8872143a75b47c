#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/nightly without guests, boards or kernels: what it does with its words and settings,
# what it hands to those that measure, and its lock. Its bad days and the year of nights are in
# tests/simulation/nights.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
nightly=$repository/scripts/nightly
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
: "${here:?}"

finish() {
	[ -z "${sleeper-}" ] || kill "$sleeper" 2>/dev/null
	rm -rf "$here"
	conclude
}
trap finish EXIT
: "${TRACETOLL:?is set by ctest}"
export NO_COLOR=1 TRACETOLL
unset TRACETOLL_HISTORY TRACETOLL_BOARD TRACETOLL_COMMIT TRACETOLL_OUTPUT TRACETOLL_ROUND \
	TRACETOLL_CONFIGURATIONS TRACETOLL_WORKLOADS TRACETOLL_BRANCH

check 'help' 0 'usage: scripts/nightly' "$nightly" --help
check 'an unknown option' 2 "no option '--fast'" "$nightly" --fast
check 'no boards' 2 'which boards' "$nightly"
check 'no value' 2 '--arch takes a value' "$nightly" --arch
check 'an unknown architecture' 2 'did you mean riscv64' "$nightly" --arch riscv46
check 'two ways' 2 'not both' "$nightly" --on pi --measure true
check 'a wrong date' 2 'takes a day' "$nightly" --folder "$here/f" --date yesterday --measure true
check 'two settings' 2 'one file or folder' "$nightly" a b
check 'no such file' 2 'cannot read' "$nightly" "$here/none"
check 'no folder of its own' 2 'give --folder' env -u HOME -u XDG_STATE_HOME "$nightly" --measure true

# settings LINE...: a file of these lines
settings() {
	printf '%s\n' "$@" >"$here/fleet.conf"
}
# shellcheck disable=SC2120 # check gives them
run() {
	"$nightly" --folder "$here/f" --no-report "$@" "$here/fleet.conf"
}
check 'a day that is none' 2 'there is no day 2026-02-31' "$nightly" --folder "$here/f" --date 2026-02-31 --measure true
check 'a command of two lines' 2 'takes one line' "$nightly" --folder "$here/f" --measure $'true\ntrue'
settings '[check]' 'measure = true'
check "a board of a file's name" 2 'cannot be called check' run
settings 'at-once = 0' '[pi]' 'measure = true'
check 'nothing at once' 2 'at-once takes a number from 1 on' run
settings '[pi]' 'measure = kill -9 $$'
check 'killed' 6 'pi +FAILED +it was killed by signal 9' run
settings '[pi]' 'measure = exit 1'
check 'failed without a word' 6 'pi +FAILED +its command ended with 1' run
rm -rf "$here/f"
settings
check 'a file of nothing' 2 'no board is named' run
settings '[pi' 'on = pi'
check 'half a section' 2 "line 1: '\[pi' is neither" run
settings '[../pi]'
check 'a name that is a path' 2 'a board is named by' run
settings '[pi]' 'budjet = 1G'
check 'an unknown key' 2 "line 2: there is no 'budjet'; did you mean budget" run
settings '[pi]' 'budget = 1G'
check 'a key of all boards in one' 2 'stands before the first' run
settings '[pi]' 'on = pi'
check 'no architecture' 2 'pi: arch is missing' run
settings '[pi]' 'on = pi' 'measure = true'
check 'measured twice' 2 'said twice: on measure' run
settings '[pi]' 'on = -oProxyCommand=x' 'arch = arm64'
check 'a host that is an option' 2 'takes a host' run
for size in 1 0G 10X -1G G; do
	settings "budget = $size" '[a]' 'measure = true'
	check "a wrong budget: $size" 2 'takes a size' run
done
settings 'at-once = many' '[a]' 'measure = true'
check 'a wrong number' 2 'takes a whole number' run
settings '[a]' 'measure = true'
check 'an unknown board' 2 "unknown board 'b'" run --board b
mkdir "$here/folder"
printf 'at-once = 3\n' >"$here/folder/fleet.conf"
# What looks like shell in a file of settings is text, but for the commands.
cat >"$here/folder/one.conf" <<ONE
measure = echo \$TRACETOLL_BOARD >>"$here/order"; exit 6
ONE
cat >"$here/folder/two.conf" <<TWO
measure = echo two >>"$here/order"; exit 6
commit = \$(touch "$here/broken")\`touch "$here/broken"\`
TWO
check 'a folder of files' 6 '0 of 2 boards' "$nightly" --folder "$here/f" --no-report "$here/folder"
check 'each was measured' 0 '^one two ' sh -c "sort '$here/order' | tr '\n' ' '"
check 'settings are no shell' 1 '' test -e "$here/broken"

# What a command is told; and that no answer of its own is a regression.
cat >"$here/measure" <<'MEASURE'
#!/bin/sh
env | grep ^TRACETOLL_ | sort >"$BOOK"
echo "a last word"
exit "${ANSWER:-6}"
MEASURE
chmod +x "$here/measure"
export BOOK=$here/book
answers() {
	ANSWER=$1 run
}
settings 'configurations = none,ops1' '[a]' 'arch = arm64' 'workloads = kloop' 'branch = next' \
	'commit = abc' "measure = $here/measure"
check 'a command that fails' 6 'a +FAILED +a last word' run --date 2026-03-01
for word in BOARD=a ARCH=arm64 DATE=2026-03-01 COMMIT=abc BRANCH=next ROUND=0 \
	CONFIGURATIONS=none,ops1 WORKLOADS=kloop; do
	check "it is told $word" 0 "^TRACETOLL_$word$" cat "$BOOK"
done
for answer in 1 2 7 126; do
	check "its $answer is no regression" 6 'Subject: .*nothing to judge' answers $answer
done
check 'refused' 3 'REFUSED' answers 3
check 'nothing there to be measured' 4 'NOTHING' answers 4
check 'no file although it is done' 6 'it wrote no result file' answers 0
settings 'time-limit = 1' '[a]' 'measure = sleep 60'
check 'a command that hangs' 6 'took longer than 1 s' run
# shellcheck disable=SC2016 # for the command
settings '[a]' 'prepare = echo commit=c0ffee >"$TRACETOLL_WORDS"' "measure = $here/measure"
check 'the commit by prepare' 6 '' run
check 'it is handed on' 0 'COMMIT=c0ffee' cat "$BOOK"
settings '[a]' 'prepare = echo no kernel; exit 1' "measure = touch '$here/measured'"
check 'prepare fails' 6 'FAILED +no kernel' run
check 'and nothing is measured' 1 '' test -e "$here/measured"
settings '[a]' "measure = printf '\\033[31mred\\001\\n'; exit 6"
check 'what a board says' 6 'red' run
check 'is printable' 1 '' grep -q '[^[:print:]]' "$here/output"

# Guests and boards by ssh: a copy of the scripts, with others that write down their words.
mkdir -p "$here/copy/scripts" "$here/copy/build/arm64" "$here/bin"
cp -r "$repository/scripts/nightly" "$repository/scripts/lib" "$here/copy/scripts/"
for script in guest kernel build; do
	cat >"$here/copy/scripts/$script" <<SCRIPT
#!/bin/bash
echo "$script \$*" >>"$here/words"
[ ! -e "$here/no-$script" ] || exit 6
while [ "$script" = guest ] && [ \$# -gt 0 ]; do
	[ "\$1" != -o ] || sed "s/\"seed\": 42/\"seed\": \$RANDOM\$RANDOM/" "$repository/tests/data/arm64-emulated.jsonl" >"\$2"
	shift
done
exit 0
SCRIPT
	chmod +x "$here/copy/scripts/$script"
done
copied() {
	rm -f "$here/words"
	"$here/copy/scripts/nightly" --folder "$here/g" --no-report --no-confirm "$@"
}
# The folder of the night that was the last one.
newest() {
	local one

	for one in "$here"/g/nights/*/; do
		[ "${night:-}" != "" ] && [ ! "$one" -nt "$night" ] || night=${one%/}
	done
}
check 'a guest' 0 'guest-arm64 +[0-9.]+ s' copied --arch arm64
check 'its kernel was fetched anew' 0 'kernel fetch debian-forky arm64 --refresh' cat "$here/words"
check 'it was run' 0 'guest arm64 -o .*/guest-arm64.jsonl -- run --board guest-arm64$' cat "$here/words"
: >"$here/no-kernel"
# A program of its own: none is built, and none is in PATH.
check 'a fresh checkout builds the program' 6 'is not built yet' \
	env -u TRACETOLL PATH=/usr/bin:/bin "$here/copy/scripts/nightly" --folder "$here/fresh" --no-report --arch arm64
check 'in the toolroot' 0 'build x86_64$' cat "$here/words"
check 'no kernel can be had' 6 'FAILED' copied --arch arm64
rm "$here/no-kernel"
settings '[g]' 'arch = arm64' 'kernel = mine' 'configurations = ops1' 'run = --blocks 3' \
	'guest = --kaslr' 'refresh = no'
check 'a guest of settings' 0 '' copied "$here/fleet.conf"
check 'its words' 0 'guest arm64 --kaslr --kernel mine -o .* -- run --board g -c ops1 --blocks 3$' cat "$here/words"
check 'not fetched anew' 1 '' grep -q refresh "$here/words"
again() {
	rm -f "$here/words" "$here/again.jsonl"
	TRACETOLL_BOARD=g TRACETOLL_OUTPUT=$here/again.jsonl TRACETOLL_ROUND=2 TRACETOLL_COMMIT=$1 \
		TRACETOLL_CONFIGURATIONS=none,ops10 TRACETOLL_WORKLOADS=kloop \
		"$here/copy/scripts/nightly" --again "$night"
}
newest
check 'measured again' 0 '' again "$(cat "$night/g.commit")"
check 'as it is asked for' 0 'guest arm64 --kaslr --kernel mine --no-build --seed 3 -o .*/again.jsonl -- run --board g -c none,ops10 -w kloop --blocks 3$' cat "$here/words"
check 'and kept' 0 "-g-again-2.jsonl.*again$" cat "$here/g/archive/index"
check 'a kernel that is gone is not measured as another' 4 '' again 7.1.0
check 'nothing was measured for it' 1 '' test -e "$here/words"
check 'it is said' 0 'not here any more' cat "$night/g.again.log"

commit_as() {
	git -C "$here/linux" -c user.name=a -c user.email=a@example.org commit -q --allow-empty -m "$1"
	git -C "$here/linux" rev-parse HEAD
}

if command -v git >/dev/null; then
	git init -q "$here/linux"
	one=$(commit_as one)
	two=$(commit_as two)
	settings '[g]' 'arch = arm64' "source = $here/linux" 'variant = callops'
	check 'a kernel of a checkout' 0 "commit ${two:0:20}" copied "$here/fleet.conf"
	check 'it was built' 0 "kernel build nightly-g arm64 --source $here/linux --variant callops" cat "$here/words"
	check 'it was run' 0 'guest arm64 --kernel nightly-g -o' cat "$here/words"
	newest
	check 'an older commit is built again' 0 '' again "$one"
	check 'from its own tree' 0 "kernel build nightly-again-g arm64 --source $night/g.source --variant callops" cat "$here/words"
	check 'and measured' 0 'guest arm64 --kernel nightly-again-g --no-build' cat "$here/words"
	check 'the tree is gone' 1 '' test -e "$night/g.source"
else
	echo '# git is not installed here: kernels of a checkout are not tried'
fi

# A board by ssh is this machine.
cat >"$here/bin/ssh" <<SSH
#!/bin/bash
echo "ssh \$*" >>"$here/words"
[ ! -e "$here/no-ssh" ] || exit 255
while [ "\$1" != -- ]; do shift; done
shift 2
exec sh -c "\$*"
SSH
cat >"$here/copy/build/arm64/tracetoll" <<PROGRAM
#!/bin/bash
echo "tracetoll \$*" >>"$here/words"
echo "\${0%/*}" >"$here/place"
sed "s/\"seed\": 42/\"seed\": \$RANDOM\$RANDOM/" "$repository/tests/data/arm64-emulated.jsonl" >"\${@: -1}"
PROGRAM
chmod +x "$here/bin/ssh" "$here/copy/build/arm64/tracetoll"
by_ssh() {
	PATH=$here/bin:$PATH copied "$here/fleet.conf"
}
settings '[pi]' 'arch = arm64' 'on = root@pi' 'root = env' 'configurations = ops1' "run = --note it's"
check 'a board by ssh' 0 'pi +[0-9.]+ s' by_ssh
check 'its words' 0 "tracetoll run --board pi -c ops1 --note it's -o /tmp/tracetoll\.[A-Za-z0-9]*/result" cat "$here/words"
check 'nothing stays there' 1 '' test -e "$(cat "$here/place")"
: >"$here/no-ssh"
check 'a board that is off' 6 'does not answer by ssh' by_ssh

# The lock: the second night says so, and touches nothing.
settings '[a]' "measure = touch '$here/begun'; sleep 33.3"
"$nightly" --folder "$here/f" --no-report "$here/fleet.conf" >"$here/first" 2>&1 &
sleeper=$!
for _ in {1..300}; do
	[ -e "$here/begun" ] || sleep 0.1
done
check 'two nights at once' 6 'another night is at work \(process' run
kill -TERM "$sleeper"
wait "$sleeper"
check 'stopped by a signal' 0 '^6 .*stopped by a signal' echo "$? $(cat "$here/first")"
sleeper=''
check 'and nobody is left' 1 '' pgrep -f "touch '$here/begun'"
