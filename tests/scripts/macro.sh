#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/macro without a module and without hyperfine: both are stubs that write down what
# they were called with. The order of things, the words, and how it ends.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
macro=$repository/scripts/macro
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT
# A cache of their own: there may be no HOME.
export NO_COLOR=1 TMPDIR=$here/temporary TRACETOLL_CACHE=$here/cache
mkdir "$TMPDIR"

check 'help' 0 'usage: scripts/macro' "$macro" --help
check 'an unknown option' 2 "no option '--fast'" "$macro" --fast
check 'no mark before the command' 2 'the command stands behind a --' "$macro" dd
check 'an unknown architecture' 2 'did you mean riscv64' "$macro" --arch riscv46
check 'the name that others use' 2 'called arm64 here' "$macro" --arch aarch64
check 'no value' 2 '-c takes a value' "$macro" -c
check 'an unknown kernel' 2 'did you mean debian-trixie' "$macro" --arch arm64 --kernel debian-trixy
check 'a kernel without a guest' 2 'add --arch' "$macro" --kernel debian-forky
for list in '' ',' 'none,' ',none' 'none,,ops1' 'none ops1' "none';x"; do
	check "a wrong list: '$list'" 2 'with commas between them' "$macro" -c "$list"
done
for value in '' many -1 2.5 010; do
	check "runs: '$value'" 2 'takes a whole number' "$macro" --runs "$value"
done
check 'one run' 2 'no spread' "$macro" --runs 1
mkdir "$here/full"
: >"$here/full/file"
check 'a folder with something in it' 2 'never overwritten' "$macro" -o "$here/full"
check 'a file' 2 'never overwritten' "$macro" -o "$here/full/file"

check 'guest-tools: no word' 2 'usage:' "$repository/scripts/guest-tools"
check 'guest-tools: an unknown verb' 2 'did you mean fetch' "$repository/scripts/guest-tools" fetsh
check 'guest-tools: a word too few' 2 'needs an architecture' "$repository/scripts/guest-tools" path
check 'guest-tools: nothing there' 4 'scripts/guest-tools fetch arm64' \
	env TRACETOLL_CACHE="$here/cache" "$repository/scripts/guest-tools" path arm64

# tracetoll hold CONFIGURATION [--tracee F] [--json FILE] -- COMMAND...
mkdir "$here/bin"
cat >"$here/bin/tracetoll" <<'END'
#!/bin/sh
configuration=$2 json=''
shift 2
while [ "$1" != -- ]; do
	[ "$1" != --json ] || json=$2
	[ "$1" != --tracee ] || echo "tracee $2" >>"$BOOK"
	shift 2
done
shift
[ "$configuration" != nowhere ] || { echo "tracetoll: there is no nowhere" >&2; exit 4; }
[ "$configuration" != refused ] || { echo "tracetoll: refused" >&2; exit 3; }
echo "attach $configuration" >>"$BOOK"
status=0
"$@" || status=$?
[ -z "$json" ] || echo '"doubt":null' >"$json"
echo "detach $configuration" >>"$BOOK"
[ "$configuration" != doubted ] || [ "$json" ] || { echo "tracetoll: do not rely on it" >&2; exit 5; }
exit $status
END
cat >"$here/bin/timed" <<'END'
#!/bin/sh
echo "command $1" >>"$BOOK"
exit "${2:-0}"
END
# Setup, two runs and cleanup for each value of the list, as hyperfine does it.
cat >"$here/bin/hyperfine" <<'END'
#!/bin/bash
while [ $# -gt 1 ]; do
	case $1 in
	--parameter-list) list=$3 && shift 3 ;;
	--setup) setup=$2 && shift 2 ;;
	--cleanup) cleanup=$2 && shift 2 ;;
	--export-json) : >"$2" && shift 2 ;;
	*) shift ;;
	esac
done
for value in ${list//,/ }; do
	bash -c "${setup/"{configuration}"/$value}" >/dev/null 2>&1 || exit 1
	bash -c "$1" || exit 1
	[ -z "${KILLED:-}" ] || { kill -KILL $PPID; exit 1; }
	bash -c "$1" || exit 1
	bash -c "$cleanup" >/dev/null 2>&1 || exit 1
done
END
chmod +x "$here"/bin/*
export BOOK=$here/book PATH=$here/bin:$PATH TRACETOLL=$here/bin/tracetoll

# book TEXT: what was done, in order
book() {
	check "$1" 0 "^$2\$" paste -sd ' ' "$BOOK"
	rm -f "$BOOK"
}

check 'two configurations' 0 'the results are in' "$macro" -c none,ops1 -o "$here/two" -- timed "it's"
each() {
	printf 'attach %s command %s command %s detach %s' "$1" "it's" "it's" "$1"
}
book 'each is proven, then held around its runs' \
	"attach none command it's detach none attach ops1 command it's detach ops1 $(each none) $(each ops1)"
check 'its files' 0 'hold-none.json hold-ops1.json hyperfine.json' sh -c "cd '$here/two' && echo *"
check 'names with an underscore' 0 'the results are in' "$macro" -c raw_tp,fmod_ret -o "$here/names" -- timed a
rm -f "$BOOK"
check 'a tracee' 0 'the results are in' "$macro" -c none --tracee vfs_read -o "$here/tracee" -- timed a
check 'is handed on, to the proof and to the hold' 0 '^2$' grep -c 'tracee vfs_read' "$BOOK"
rm -f "$BOOK"
check 'one that is not there is left out' 0 'nowhere is left out' \
	"$macro" -c none,nowhere -o "$here/left" -- timed a
check 'none is there' 4 'none of nowhere is there' "$macro" -c nowhere -o "$here/nowhere" -- timed a
check 'no folder is left then' 0 '' test ! -e "$here/nowhere"
check 'refused' 3 'tracetoll: refused' "$macro" -c none,refused -o "$here/refused" -- timed a
check 'a command that fails' 6 'the command ended with 9' "$macro" -c none -o "$here/fails" -- timed a 9
check 'a path that changed while it was timed' 5 'do not rely on it' \
	"$macro" -c none,doubted -o "$here/doubted" -- timed a
rm -f "$BOOK"
check 'the session is killed' 137 '' env KILLED=yes "$macro" -c none -o "$here/killed" -- timed a
for _ in $(seq 50); do
	[ "$(grep -c detach "$BOOK")" -lt 2 ] || break
	sleep 0.1
done
check 'what it held is detached all the same' 0 '^2$' grep -c 'detach none' "$BOOK"
