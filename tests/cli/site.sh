#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# tracetoll site: its words, and its exit codes on whatever kernel this is. TRACETOLL is the
# command. What it shows of a site is tested on made-up kernels (unit) and in guests.
set -u

# shellcheck source=tests/cli/shared/fail.sh
. "$(dirname "$0")/shared/fail.sh"
cd "$(dirname "$0")" || exit 1

# run NAME WORD...: runs site with the words; sets $got.
run() {
	name=$1
	shift
	"$TRACETOLL" site "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
}

# refused CODE TEXT: nothing but one line on standard error, with the text.
refused() {
	[ "$got" -eq "$1" ] || fail "$name: exit code $got, not $1"
	[ ! -s "$scratch/out" ] || fail "$name: prints something although it fails"
	[ "$(grep -c ^ "$scratch/err")" -eq 1 ] || fail "$name: does not say one line"
	grep -qF -- "$2" "$scratch/err" || {
		fail "$name: does not say '$2' but:"
		cat "$scratch/err" >&2
	}
}

run unknown-option --josn
refused 2 "'--josn' is not known; see: tracetoll site --help"
run option-with-value --json=yes schedule
refused 2 "tracetoll site: '--json=yes' is not known"

# A kernel that is open to us, or a line that says what is closed.
run no-such-function no_such_function_of_any_kernel
case $got in
3) refused 3 '; ' ;;
*) refused 4 "tracetoll: " ;;
esac
run all
case $got in
0) [ -s "$scratch/out" ] || fail 'all: prints nothing' ;;
3) refused 3 '; ' ;;
*) refused 4 'CONFIG_DYNAMIC_FTRACE' ;;
esac

# Nobody sees the kernel's addresses, or its memory.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	install -m 755 "$TRACETOLL" "$scratch/tracetoll"
	chmod 755 "$scratch"
	name=somebody
	setpriv --reuid 65534 --regid 65534 --clear-groups "$scratch/tracetoll" site schedule \
		</dev/null >"$scratch/out" 2>"$scratch/err"
	got=$?
	[ "$got" -eq 4 ] || refused 3 '; '
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: site"
