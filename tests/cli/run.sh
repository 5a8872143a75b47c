#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll run as far as it comes without a module: wrong words, no permission, no module.
# Each ends with its exit code and one clear line, and leaves nothing behind.
# TRACETOLL is the command.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"

# A copy has no module beside it: nothing must be loaded here, and nothing measured.
mkdir "$scratch/bin" "$scratch/place" "$scratch/kept"
cp "$TRACETOLL" "$scratch/bin/tracetoll" || exit 1
chmod 755 "$scratch" "$scratch/bin" "$scratch/bin/tracetoll"
chmod 777 "$scratch/place"
cd "$scratch/place" || exit 1
user=''

# expect NAME CODE WORD...: runs it in a place that must be empty afterwards.
expect() {
	name=$1
	code=$2
	shift 2
	$user "$scratch/bin/tracetoll" run "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	if [ "$got" -ne "$code" ]; then
		fail "$name: exit code $got, not $code:"
		cat "$scratch/err" >&2
	fi
	[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
	[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: does not say one line"
	for file in * .[!.]*; do
		[ ! -e "$file" ] || {
			fail "$name: leaves $file behind"
			rm -rf "$file"
		}
	done
}

# says WORDS: standard error has them.
says() {
	grep -qF -- "$1" "$scratch/err" || {
		fail "$name: does not say '$1' but:"
		cat "$scratch/err" >&2
	}
}

# The words are wrong.
expect unknown-configuration 2 -c none,opps1
says "there is no configuration 'opps1'; did you mean 'ops1'?"
expect unknown-workload 2 -w getppidd
says "there is no workload 'getppidd'; did you mean 'getppid'?"
expect unknown-event 2 -e cycle
says "there is no event 'cycle'; did you mean 'cycles'?"
expect far-from-any 2 -c unheard-of
says "there is no configuration 'unheard-of'; see: tracetoll list configs"
expect out-of-range 2 -c ops257
says "the number in 'ops257' is out of range, it may be 2 to 256"
expect empty-list 2 -c ''
says 'the list of configs is empty'
expect trailing-comma 2 -c none,
for option in blocks seed calls cpu; do
	expect "no number for $option" 2 --$option many
	says "--$option takes a whole number from"
	expect "no value for $option" 2 --$option
	expect "negative $option" 2 --$option -1
done
expect no-blocks 2 --blocks 0
expect no-calls 2 --calls 0
expect one-word-too-many 2 -c none kloop
says "'kloop' is one word too many; see: tracetoll run --help"
expect unknown-option 2 --block 3 --fast
says 'see: tracetoll run --help'
expect no-name-for-the-file 2 -o ''

# Whoever may not measure is told so, and nothing of his file (below).
if [ "$(id -u)" -eq 0 ]; then
	# A result file is never overwritten, and stays as it is.
	printf '{"record":"header"}\n' >"$scratch/kept/old.jsonl"
	cp "$scratch/kept/old.jsonl" "$scratch/kept/copy"
	expect existing-file 2 -o "$scratch/kept/old.jsonl"
	says 'File exists; result files are never overwritten'
	cmp -s "$scratch/kept/old.jsonl" "$scratch/kept/copy" || fail "existing-file: it was changed"

	# Places that cannot be written.
	expect folder 6 -o "$scratch/kept"
	says 'Is a directory; give another file: -o FILE'
	expect no-folder 6 -o no/folder.jsonl
	says 'No such file or directory; give another file: -o FILE'
fi

release=$(uname -r)
if [ -e /sys/module/tracetoll ] || [ -e /dev/tracetoll ] ||
	[ -e "/lib/modules/$release/updates/tracetoll.ko" ]; then
	echo "skipped: all that needs a machine without the module: there is one" >&2
else
	if [ "$(id -u)" -eq 0 ]; then
		# A CPU that no machine of this size has.
		[ -e /sys/devices/system/cpu/cpu1023 ] || {
			expect no-such-cpu 3 --cpu 1023
			says 'cannot pin to CPU 1023'
		}
		expect no-module 6 -o out.jsonl
		says 'no module for this kernel, neither'
		says 'build the module for this kernel, or name it: --module FILE'
		expect no-module-default-name 6
		expect no-module-standard-output 6 -o -
		# A file that was there before, by mktemp say, is not ours to remove.
		: >"$scratch/kept/empty"
		expect no-module-empty-file 6 -o "$scratch/kept/empty"
		[ -e "$scratch/kept/empty" ] || fail "no-module-empty-file: it was removed"
		expect no-such-module 6 --module "$scratch/none.ko"
		says "$scratch/none.ko: No such file or directory"
		user='setpriv --reuid=65534 --regid=65534 --clear-groups'
		$user "$scratch/bin/tracetoll" --version >/dev/null 2>&1 || {
			echo "skipped: what another user than root is told: setpriv cannot" >&2
			user=none
		}
	fi
	if [ "$user" != none ]; then
		expect not-root 3 -o out.jsonl
		says 'Operation not permitted; run as root'
		expect not-root-default-name 3
		expect not-root-own-module 3 --module /none.ko
	fi
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: run"
