#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/toolroot without the archive: mmdebstrap is a stub that does what $TEST_STUB
# says. What needs namespaces is skipped where there are none; what needs a real tree
# uses the one in the cache, if there is one.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
real_tree=$(env -u TRACETOLL_SUITE "$repository/scripts/toolroot" path 2>/dev/null)
real_cache=${real_tree%/*}
inside=${TRACETOLL_IN_TOOLROOT:-}

# Trees of an ordinary user belong to other user ids, so only the script can remove them.
# The cache is named here: at the end of the test the variable means the real one.
finish() {
	TRACETOLL_CACHE=$here/cache "$copy/scripts/toolroot" remove >/dev/null 2>&1
	rm -rf "$here"
	conclude
}
trap finish EXIT

# The package list is changed below, so the scripts are copied.
copy=$here/copy
mkdir -p "$copy" "$here/bin" "$here/cache"
cp -r "$repository/scripts" "$copy/"
toolroot=$copy/scripts/toolroot
unset TRACETOLL_IN_TOOLROOT TRACETOLL_SUITE XDG_CACHE_HOME
export TRACETOLL_CACHE=$here/cache PATH=$here/bin:$PATH NO_COLOR=1

cat >"$here/bin/mmdebstrap" <<'EOF'
#!/bin/bash
tree=${!#}
suite=${*: -2:1}
echo run >>"$TRACETOLL_CACHE/../runs"
mkdir -p "$tree/etc"
case $TEST_STUB in
network) echo "E: Failed to fetch InRelease  Temporary failure resolving 'archive'" >&2; exit 25 ;;
disk) echo "dpkg: error: cannot write: No space left on device" >&2; exit 25 ;;
neither) echo "E: Unable to locate package gcc" >&2; exit 25 ;;
trixie) [ "$suite" = trixie ] || { echo "E: index has unexpected size" >&2; exit 25; } ;;
slow) sleep 1.5 ;;
hang) sleep 600 ;;
esac
EOF
chmod +x "$here/bin/mmdebstrap"

check 'no word' 2 usage: "$toolroot"
check 'help' 0 usage: "$toolroot" help
check 'unknown verb, the nearest is named' 2 'did you mean status' "$toolroot" statsu
check 'unknown suite, the nearest is named' 2 'did you mean forky' "$toolroot" make --suite forkie
check 'unknown suite in the environment' 2 'unknown suite' env TRACETOLL_SUITE=bookworm "$toolroot" path
check 'suite without a name' 2 'needs a name' "$toolroot" make --suite
check 'run without a command' 2 'needs a command' "$toolroot" run
check 'run with an unknown option' 2 'unknown option' "$toolroot" run --bnid / true
check 'run with a folder that is not there' 2 'no folder' "$toolroot" run --bind "$here/none" true
check 'path without a tree' 4 'toolroot make' "$toolroot" path
check 'status without a tree' 4 'no toolroot' "$toolroot" status
check 'inside, run just runs' 7 '' env TRACETOLL_IN_TOOLROOT=forky "$toolroot" run -- sh -c 'exit 7'
touch "$here/file"
check 'a cache that cannot be made' 6 'TRACETOLL_CACHE' env TRACETOLL_CACHE="$here/file/cache" "$toolroot" path

# Why it is refused is one of the tests; on such a machine nothing more can be tried.
if ! unshare --mount --pid --fork true 2>/dev/null &&
	! unshare --user --map-root-user --map-auto --mount --pid --fork true 2>/dev/null; then
	check 'no namespaces here' 3 'needs|switched off|too old|refused|has no range' env TEST_STUB=good "$toolroot" make
	exit
fi

check 'no network' 6 'no network' env TEST_STUB=network "$toolroot" make
check 'disk full' 6 'disk of .* is full' env TEST_STUB=disk "$toolroot" make
check 'no suite usable' 6 'tried forky and trixie' env TEST_STUB=neither "$toolroot" make
check 'the system is quoted' 6 'Unable to locate package gcc' env TEST_STUB=neither "$toolroot" make
check 'nothing half-made is left' 1 '' compgen -G "$here/cache/toolroot-*.part"
check 'trixie when forky cannot be had, and what it lacks' 0 'trixie has gcc 14' env TEST_STUB=trixie "$toolroot" make
check 'the tree is found again' 0 'toolroot-trixie-' "$toolroot" path
check 'status shows it' 0 'complete' "$toolroot" status
check 'no tree of the browser by that' 4 'toolroot make' "$toolroot" --tree browser path
check 'a tree that there is not, the nearest is named' 2 'did you mean browser' "$toolroot" --tree broswer path
check 'a tree without a name' 2 'needs a name' "$toolroot" --tree
check 'the tree of the browser' 0 'suite trixie' env TEST_STUB=trixie "$toolroot" --tree=browser make
check 'is another one' 0 'toolroot-browser-trixie-' "$toolroot" --tree browser path
check 'beside the toolroot, which stays' 0 '/toolroot-trixie-' "$toolroot" path
check 'status shows both' 0 '^2$' sh -c "'$toolroot' status | grep -c complete"
mkdir "$here/cache/toolroot-forky-0123.part"
check 'making the one leaves what is made of the other' 0 'suite forky' env TEST_STUB=good TRACETOLL_SUITE=forky "$toolroot" --tree browser make
check 'so that it can go on' 0 '' test -d "$here/cache/toolroot-forky-0123.part"
check 'remove' 0 'removing' "$toolroot" remove
check 'nothing is left of it' 1 '' compgen -G "$here/cache/toolroot-*"

rm -f "$here/runs"
TEST_STUB=slow "$toolroot" make >/dev/null 2>&1 &
first=$!
sleep 0.5
check 'a second run waits and says so' 0 'waiting for it' env TEST_STUB=slow "$toolroot" make
wait "$first"
check 'only one of the two made the tree' 0 '^1$' grep -c run "$here/runs"

echo another >>"$copy/scripts/toolroot.packages"
check 'a changed package list makes a new tree' 0 'another package list' env TEST_STUB=good "$toolroot" make
check 'a comment does not' 0 '' sh -c "echo '# why' >>'$copy/scripts/toolroot.packages'; '$toolroot' path"

exec 5>>"$("$toolroot" path).lock"
flock -s 5
check 'a tree in use is not removed' 3 'in use' "$toolroot" remove
exec 5>&-
"$toolroot" remove 2>/dev/null

for signal in TERM KILL; do
	TEST_STUB=hang setsid "$toolroot" make >/dev/null 2>&1 &
	interrupted=$!
	for _ in $(seq 50); do
		! compgen -G "$here/cache/toolroot-*.part/etc" >/dev/null || break
		sleep 0.1
	done
	kill "-$signal" "$interrupted"
	wait "$interrupted" 2>/dev/null
	sleep 0.3
	check "SIG$signal: no process is left" 1 '' pgrep -f "$here/cache/toolroot-.*part"
	check "SIG$signal: no tree is there" 4 '' "$toolroot" path
done
check 'what SIGKILL left is swept up' 0 'interrupted run' env TEST_STUB=good "$toolroot" make
check 'and gone' 1 '' compgen -G "$here/cache/toolroot-*.part"

if [ -z "$real_tree" ] || [ -n "$inside" ]; then
	echo "# no toolroot to enter here: what runs in one was not tried"
	exit
fi
toolroot=$repository/scripts/toolroot
export TRACETOLL_CACHE=$real_cache
# Nothing below may make, or remove, a tree of the real cache.
check 'the exit status is handed out' 9 '' "$toolroot" run sh -c 'exit 9'
check 'an unknown command' 127 'not found' "$toolroot" run no-such-command
check 'the folder is kept' 0 "^$here\$" sh -c "cd '$here' && '$toolroot' run pwd"
check 'builds see few variables' 0 '^unset$' env CFLAGS=-O0 "$toolroot" run sh -c "echo \${CFLAGS-unset}"
check 'standard input is passed on' 0 '^word$' sh -c "echo word | '$toolroot' run cat"
check 'standard input of one in the background' 0 '^word$' sh -c "(echo word | '$toolroot' run cat) & wait"
for signal in TERM HUP KILL; do
	setsid "$toolroot" run sh -c "sleep 3600.$$ & sleep 3600.$$" >/dev/null 2>&1 &
	interrupted=$!
	for _ in $(seq 50); do
		! pgrep -f "^sleep 3600.$$" >/dev/null || break
		sleep 0.1
	done
	kill "-$signal" "$interrupted"
	wait "$interrupted" 2>/dev/null
	sleep 0.3
	check "run, SIG$signal: no process is left" 1 '' pgrep -f "^sleep 3600.$$"
done
check 'no mount is left' 1 '' grep -q toolroot- /proc/self/mounts
