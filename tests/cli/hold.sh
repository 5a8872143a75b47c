#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll hold as far as it comes without a module: its help, wrong words, no permission,
# no module. The command must never run. TRACETOLL is the command.
# UPDATE=1 writes what it prints into golden/ instead of comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# A copy has no module beside it: nothing must be loaded here, and nothing attached.
mkdir "$scratch/bin" "$scratch/place"
cp "$TRACETOLL" "$scratch/bin/tracetoll" || exit 1
chmod 755 "$scratch" "$scratch/bin" "$scratch/bin/tracetoll"
chmod 777 "$scratch/place"
ran=$scratch/place/ran
user=''

# expect NAME CODE WORD...: runs it; but for code 0 it says one line and prints nothing.
expect() {
	name=$1
	code=$2
	shift 2
	$user "$scratch/bin/tracetoll" hold "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code:"
		cat "$scratch/err" >&2
	fi
	[ ! -e "$ran" ] || {
		fail "$name: the command was run"
		rm -f "$ran"
	}
	[ "$code" -eq 0 ] && return
	[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
	[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: does not say one line"
}

# says WORDS: standard error has them.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

# The handler's name is the architecture's.
for word in --help -h; do
	expect "help by $word" 0 $word
	sed 's/__[a-z0-9]*_sys_read/HANDLER/' "$scratch/out" >"$scratch/shown"
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/shown" golden/hold-help.txt
	elif ! diff -u golden/hold-help.txt "$scratch/shown" >&2; then
		fail "help by $word: prints something else than golden/hold-help.txt"
	fi
done
expect 'help behind other words' 0 none --help
sed 's/__[a-z0-9]*_sys_read/HANDLER/' "$scratch/out" | cmp -s golden/hold-help.txt - ||
	fail 'help behind other words: is another one'

expect no-words 2
says 'there is no command: it stands behind a --; see: tracetoll hold --help'
expect no-command-mark 2 none touch "$ran"
says "is one word too many; the command stands behind a --"
expect no-command 2 none --
says 'there is no command behind the --'
expect empty-command 2 none -- ''
says 'there is no command behind the --'
expect no-configuration 2 -- touch "$ran"
says 'there is no configuration before the --'
expect unknown-configuration 2 opps1 -- touch "$ran"
says "there is no configuration 'opps1'; did you mean 'ops1'?"
expect out-of-range 2 ops257 -- touch "$ran"
says "the number in 'ops257' is out of range, it may be 2 to 256"
for several in all none,ops1; do
	expect "several: $several" 2 $several -- touch "$ran"
	says "hold takes one configuration, '$several' are several"
done
expect the-loop-of-a-workload 2 loop -- touch "$ran"
says "'loop' is about the loop of a workload, and a command has none"
expect two-configurations 2 none ops1 -- touch "$ran"
says "'ops1' is one word too many"
for option in --config -c --trace-e; do
	expect "unknown option $option" 2 none $option -- touch "$ran"
	says "'$option' is not known"
done
for option in tracee json module; do
	expect "no value for $option" 2 none --$option
	says "'--$option' is not known, or lacks its value"
	expect "empty value for $option" 2 none "--$option=" -- touch "$ran"
	says "'--$option=' lacks its value"
done
expect mark-as-a-value 2 none --json -- touch "$ran"
says "is one word too many"

release=$(uname -r)
if [ -e /sys/module/tracetoll ] || [ -e /dev/tracetoll ] ||
	[ -e "/lib/modules/$release/updates/tracetoll.ko" ]; then
	echo "skipped: all that needs a machine without the module: there is one" >&2
else
	if [ "$(id -u)" -eq 0 ]; then
		expect no-module 6 none -- touch "$ran"
		says 'build the module for this kernel, or name it: --module FILE'
		expect no-module-own-options-of-the-command 6 ops1 -- touch -- "$ran" --help
		expect no-such-module 6 none --module "$scratch/none.ko" -- touch "$ran"
		says "$scratch/none.ko: No such file or directory"
		# The file is there only if something is in it.
		expect no-module-json 6 none --json "$scratch/place/hold.json" -- touch "$ran"
		[ ! -e "$scratch/place/hold.json" ] || fail 'no-module-json: leaves an empty file'
		echo old >"$scratch/old.json"
		expect existing-file 2 none --json "$scratch/old.json" -- touch "$ran"
		says 'File exists; files are never overwritten: give another name (--json)'
		[ "$(cat "$scratch/old.json")" = old ] || fail 'existing-file: it was changed'
		expect no-folder 6 none --json "$scratch/no/hold.json" -- touch "$ran"
		says 'No such file or directory; give another file: --json FILE'
		user='setpriv --reuid=65534 --regid=65534 --clear-groups'
		$user "$scratch/bin/tracetoll" --version >/dev/null 2>&1 || {
			echo "skipped: what another user than root is told: setpriv cannot" >&2
			user=none
		}
	fi
	if [ "$user" != none ]; then
		expect not-root 3 none -- touch "$ran"
		says 'Operation not permitted; run as root'
	fi
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: hold"
