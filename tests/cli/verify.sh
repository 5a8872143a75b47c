#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll verify as far as it comes without a module: its help, wrong words, no permission,
# no module. TRACETOLL is the command. UPDATE=1 writes what it prints into golden/ instead of
# comparing it.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# A copy has no module beside it: nothing must be loaded here, and nothing attached.
mkdir "$scratch/bin"
cp "$TRACETOLL" "$scratch/bin/tracetoll" || exit 1
chmod 755 "$scratch" "$scratch/bin" "$scratch/bin/tracetoll"
user=''

# expect NAME CODE WORD...: runs it; but for code 0 it says one line and prints nothing.
expect() {
	name=$1
	code=$2
	shift 2
	$user "$scratch/bin/tracetoll" verify "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code:"
		cat "$scratch/err" >&2
	fi
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

for word in --help -h; do
	expect "help by $word" 0 $word
	if [ "${UPDATE:-}" ]; then
		cp "$scratch/out" golden/verify-help.txt
	elif ! diff -u golden/verify-help.txt "$scratch/out" >&2; then
		fail "help by $word: prints something else than golden/verify-help.txt"
	fi
done
expect 'help behind other words' 0 -c ops1 --help
cmp -s golden/verify-help.txt "$scratch/out" || fail 'help behind other words: is another one'

expect unknown-configuration 2 -c none,opps1
says "there is no configuration 'opps1'; did you mean 'ops1'?"
expect out-of-range 2 -c ops257
says "the number in 'ops257' is out of range, it may be 2 to 256"
expect empty-list 2 -c ''
says 'the list of configs is empty'
expect no-value 2 -c
says "'-c' is not known, or lacks its value; see: tracetoll verify --help"
expect no-module-named 2 --module
expect unknown-option 2 --json
says "'--json' is not known"
expect one-word-too-many 2 ops1
says "'ops1' is one word too many; see: tracetoll verify --help"

release=$(uname -r)
if [ -e /sys/module/tracetoll ] || [ -e /dev/tracetoll ] ||
	[ -e "/lib/modules/$release/updates/tracetoll.ko" ]; then
	echo "skipped: all that needs a machine without the module: there is one" >&2
else
	if [ "$(id -u)" -eq 0 ]; then
		expect no-module 6
		says 'build the module for this kernel, or name it: --module FILE'
		expect no-module-one-configuration 6 -c none
		expect no-such-module 6 --module "$scratch/none.ko"
		says "$scratch/none.ko: No such file or directory"
		user='setpriv --reuid=65534 --regid=65534 --clear-groups'
		$user "$scratch/bin/tracetoll" --version >/dev/null 2>&1 || {
			echo "skipped: what another user than root is told: setpriv cannot" >&2
			user=none
		}
	fi
	if [ "$user" != none ]; then
		expect not-root 3
		says 'Operation not permitted; run as root'
	fi
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: verify"
