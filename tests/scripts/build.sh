#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# For which kernels scripts/build has modules made: the toolroot is a stub that notes what it
# was told to build.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

here=$(readlink -e "$here")
export NO_COLOR=1 TOLD=$here/told TRACETOLL_CACHE=$here/cache
build=$here/root/scripts/build
mkdir -p "$here/root/scripts/lib" "$here/one" "$here/two" "$here/cache/kernels/fetched/arm64" \
	"$here/cache/kernels/made/arm64"
cp "$repository/scripts/build" "$here/root/scripts/"
cp "$repository"/scripts/lib/*.sh "$here/root/scripts/lib/"
cat >"$here/root/scripts/toolroot" <<'END'
#!/bin/bash
[ "$1" != path ] || exec echo /tree
echo "$*" | tr '\n' ' ' >>"$TOLD"
END
printf '#!/bin/bash\nexit 0\n' >"$here/root/scripts/kernel"
chmod +x "$here/root/scripts/toolroot" "$here/root/scripts/kernel"
echo 7.0 | tee "$here/cache/kernels/fetched/arm64/release" >"$here/cache/kernels/made/arm64/release"
echo 0123 >"$here/cache/kernels/made/arm64/key"
ln -s two "$here/link"
: >"$here/file"
fetched=$here/cache/kernels/fetched/arm64/build
made=$here/cache/kernels/made/arm64/build

# check_built WHAT FOLDERS WORD...: modules for FOLDERS, joined by ";", by scripts/build WORD...
check_built() {
	rm -f "$TOLD"
	check "$1" 0 '' "$build" "${@:3}"
	check "$1: modules for these" 0 " arm64 $2 \$" cat "$TOLD"
}

check 'no word' 2 usage: "$build"
check 'no folder' 2 "no folder $here/none" "$build" --kernel-dir "$here/none" arm64
check 'a file' 2 "$here/file is no folder" "$build" --kernel-dir "$here/file" arm64
check 'one of two is none' 2 "no folder $here/none" "$build" --kernel-dir "$here/one" --kernel-dir "$here/none" arm64
check_built 'what was fetched' "$fetched" arm64
check_built 'what was built here, if asked for' "$fetched;$made" --kernel made arm64
check_built 'a tree' "$fetched;$here/one" --kernel-dir "$here/one" arm64
check_built 'two trees' "$fetched;$here/one;$here/two" --kernel-dir "$here/one" --kernel-dir "$here/link" arm64
check 'both are to be seen in there' 0 "^run --bind $here/one --bind $here/two -- " cat "$TOLD"
check_built 'all of them' "$fetched;$made;$here/two" --kernel-dir "$here/two" --kernel made arm64
