#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/kernel build without a kernel: the source is a folder of a few files, whose
# Makefile does what the targets of a kernel's do, and the compilers only tell a version.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
kernel=$repository/scripts/kernel
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

for program in make patch; do
	command -v "$program" >/dev/null || {
		echo "1..0 # SKIP there is no $program"
		trap - EXIT
		rm -rf "$here"
		exit 77
	}
done

unset TRACETOLL_SUITE XDG_CACHE_HOME MAKEFLAGS
export TRACETOLL_CACHE=$here/cache NO_COLOR=1 TRACETOLL_IN_TOOLROOT=forky
# As in the toolroot: nothing of it is to be called here.
# shellcheck source=tests/scripts/shared/fake_kernel.sh
. "$repository/tests/scripts/shared/fake_kernel.sh"
fake_compilers "$here/bin"
export PATH=$here/bin:$PATH

# The package's source is here already; what fetches it, kernel_source.sh tests.
package=$here/cache/kernels/source/9.1-1
fake_kernel "$package" 9.1.0
ln -s 9.1-1 "$here/cache/kernels/source/forky"
sum_of() {
	(cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum)
}
untouched=$(sum_of "$package")
built=$here/cache/kernels/mine/arm64

# the words
check 'no architecture' 2 'needs a name and an architecture' "$kernel" build mine
check 'unknown option' 2 "unknown option '--fast'" "$kernel" build mine arm64 --fast
check 'a value is missing' 2 '--patch takes a value' "$kernel" build mine arm64 --patch
check 'unknown variant, the nearest is named' 2 'did you mean no-callops' "$kernel" build mine arm64 --variant no-calops
check 'unknown architecture' 2 'did you mean arm64' "$kernel" build mine arm46
check 'x86_64 without CALL_OPS' 4 'x86_64 has no CALL_OPS' "$kernel" build mine x86_64 --variant no-callops
check 'a name that hides a distribution kernel' 2 'would hide' "$kernel" build debian-forky arm64
check 'a name of the cache' 2 'is taken' "$kernel" build source arm64
check 'a name with a slash' 2 'cannot be' "$kernel" build a/b arm64
check 'a name with a capital' 2 'cannot be' "$kernel" build Mine arm64
check 'a name that is too long' 2 'too long' "$kernel" build "$(printf 'a%.0s' {1..33})" arm64
check 'no such patch' 2 'cannot read the patch' "$kernel" build mine arm64 --patch "$here/none.patch"
check 'no such source' 2 'no folder' "$kernel" build mine arm64 --source "$here/none"
check 'a source that is none' 2 'no kernel.s source tree' "$kernel" build mine arm64 --source "$here/bin"
check 'nothing was made for wrong words' 1 '' test -e "$here/cache/kernels/mine/arm64.part"

# a build
check 'not known before' 2 'unknown kernel' "$kernel" known mine
check 'build' 0 'building mine for arm64: .* s$' "$kernel" build mine arm64
check 'known' 0 '' "$kernel" known mine
check 'path' 0 "^$built\$" "$kernel" path mine arm64
check 'not for another architecture' 4 'build mine riscv64' "$kernel" path mine riscv64
check 'fetch of a built one' 0 'is here: 9.1.0-mine' "$kernel" fetch mine arm64
check 'fetch of one that was not built' 4 'build it' "$kernel" fetch mine riscv64
check 'its release ends in its name' 0 '^9.1.0-mine$' cat "$built/release"
check 'its image' 0 '^image CALL_OPS' cat "$built/image"
check 'its configuration' 0 '^CONFIG_FPROBE=y$' cat "$built/config"
check 'its folder for modules' 0 '' test -f "$built/build/Module.symvers"
check 'with the headers' 0 '' test -f "$built/build/include/linux/module.h"
check 'list' 0 'arm64 +9.1.0-mine \(callops, linux-source 9.1-1, ' "$kernel" list
check 'nothing is left beside it' 0 '^arm64 arm64.lock $' bash -c "ls '${built%/*}' | tr '\n' ' '"
check 'the image names the key' 0 "$(cat "$built/key")" cat "$built/image"

# keys
printf x >>"$built/image"
check 'the same again is here' 0 'is here: 9.1.0-mine \(callops, key' "$kernel" build mine arm64
check 'and was not built' 0 'x$' cat "$built/image"
check 'unless it is asked for' 0 'building mine' "$kernel" build mine arm64 --rebuild
check 'and then was' 1 '' grep -q 'x$' "$built/image"
first=$(cat "$built/key")
check 'another variant' 0 'building mine' "$kernel" build mine arm64 --variant no-callops
check 'has no CALL_OPS' 0 '^image no CALL_OPS' cat "$built/image"
check 'is another key' 1 '' grep -qx "$first" "$built/key"
check 'and told by list' 0 'no-callops' "$kernel" list
check 'types are another key' 0 'building mine' "$kernel" build mine arm64 --btf
check 'another name is another kernel' 0 'building other' "$kernel" build other arm64
check 'with its own release' 0 '^9.1.0-other$' cat "$here/cache/kernels/other/arm64/release"
check 'riscv64 without CALL_OPS' 0 'building other' "$kernel" build other riscv64 --variant no-callops
check 'x86_64' 0 'building other' "$kernel" build other x86_64
check 'compilers count' 0 'building other' env TEST_GCC=99.9 "$kernel" build other x86_64

# patches
make_patch() {
	printf -- '--- a/kernel/file.c\n+++ b/kernel/file.c\n@@ -1,3 +1,3 @@\n one\n-%s\n+%s\n three\n' "$2" "$3" >"$1"
}
make_patch "$here/good.patch" two TWO
make_patch "$here/more.patch" TWO Two
make_patch "$here/bad.patch" zwei drei
check 'a patch' 0 'building patched' "$kernel" build patched arm64 --patch "$here/good.patch"
place=$here/cache/kernels/patched/arm64
check 'has the headers, too' 0 '' test -f "$place/build/include/linux/module.h"
check 'is in the image' 0 TWO cat "$place/image"
check 'two patches, in their order' 0 '' "$kernel" build patched arm64 --patch "$here/good.patch" --patch "$here/more.patch"
check 'are in the image' 0 Two cat "$place/image"
check 'list names them' 0 'patched by good.patch more.patch' "$kernel" list
check 'a patch that does not apply' 2 'bad.patch does not apply to linux-source 9.1-1: kernel/file.c: Hunk #1 FAILED' \
	"$kernel" build unpatched arm64 --patch "$here/bad.patch"
sed 's/file\.c/other.c/' "$here/good.patch" >"$here/elsewhere.patch"
check 'a patch for another tree' 2 'does not apply.*file to patch' "$kernel" build unpatched arm64 --patch "$here/elsewhere.patch"
printf 'not a patch\n' >"$here/text"
check 'a text that is no patch' 2 'does not apply' "$kernel" build unpatched arm64 --patch "$here/text"
check 'leaves nothing' 1 '' compgen -G "$here/cache/kernels/unpatched/arm64*part"
check 'and no kernel of that name' 2 'unknown kernel' "$kernel" known unpatched
check 'the old one stays when a new one fails' 2 'does not apply' "$kernel" build patched arm64 --patch "$here/bad.patch"
check 'as it was' 0 Two cat "$place/image"
check 'the unpacked source is as it was' 0 "${untouched%% *}" sum_of "$package"

# the user's own tree
own=$here/own
fake_kernel "$own" 9.2.0
mkdir "$own/.git"
echo secret >"$own/.git/config"
untouched=$(sum_of "$own")
check 'from a tree' 0 'building own-tree' "$kernel" build own-tree arm64 --source "$own"
place=$here/cache/kernels/own-tree/arm64
check 'its release' 0 '^9.2.0-own-tree$' cat "$place/release"
check 'list names the tree' 0 "$own" "$kernel" list
check 'nothing has changed in it' 0 'is here' "$kernel" build own-tree arm64 --source "$own"
check 'from a tree, with a patch' 0 'building own-tree' "$kernel" build own-tree arm64 --source "$own" --patch "$here/good.patch"
check 'the tree is as it was' 0 "${untouched%% *}" sum_of "$own"
echo changed >>"$own/kernel/file.c"
check 'a changed tree is another key' 0 'building own-tree' "$kernel" build own-tree arm64 --source "$own"
: >"$own/.config"
check 'a tree that was built in' 2 'is not clean.*mrproper' "$kernel" build own-tree arm64 --source "$own"
rm "$own/.config"

# bad days
check 'a build that fails' 6 'building failing for arm64 failed; the whole log is in' env TEST_KERNEL=fails "$kernel" build failing arm64
cp "$here/output" "$here/said"
check 'its words are shown' 0 'kernel/x.c:1:1: error: that is wrong' cat "$here/said"
check 'its log is kept' 0 'that is wrong' cat "$here/cache/kernels/failing/arm64.log"
check 'an option that is dropped' 6 'did not take every option.*CONFIG_FPROBE=y' env TEST_KERNEL=drops "$kernel" build dropping arm64
check 'an option that this source does not know' 0 'knows no FPROBE' env TEST_KERNEL=drops "$kernel" build old arm64 --source "$(fake_kernel "$here/old" 9.0.0 && sed -i '/FPROBE$/d' "$here/old/Kconfig" && echo "$here/old")"
check 'a full disk' 6 'disk of .* is full' env TEST_KERNEL=full "$kernel" build filling arm64
check 'a tree that the variant does not know' 6 'does not know this source' "$kernel" build strange arm64 --variant no-callops \
	--source "$(fake_kernel "$here/strange" 9.3.0 && sed -i /CALL_OPS/d "$here/strange/arch/arm64/Kconfig" && echo "$here/strange")"
check 'nothing half-made is left' 1 '' compgen -G "$here/cache/kernels/*/*.part"

# two at once, and an end from outside
TEST_KERNEL=slow "$kernel" build twice arm64 >/dev/null 2>&1 &
sleep 1
check 'a second run waits and says so' 0 'waiting for it' "$kernel" build twice arm64
cp "$here/output" "$here/said"
check 'and does not build it again' 0 'is here' cat "$here/said"
wait
TEST_KERNEL=slow "$kernel" build stopped arm64 >/dev/null 2>&1 &
process=$!
sleep 1
check 'it is being built' 0 '' test -d "$here/cache/kernels/stopped/arm64.part"
ended=$SECONDS
kill -TERM "$process"
wait "$process" 2>/dev/null
check 'the time that it takes to end is short' 0 '' test $((SECONDS - ended)) -le 2
check 'no process is left' 1 '' pgrep -f "$here/cache/kernels/stopped"
check 'an end from outside leaves nothing' 1 '' test -e "$here/cache/kernels/stopped/arm64.part"
check 'and no kernel' 2 'unknown kernel' "$kernel" path stopped arm64
mkdir -p "$here/cache/kernels/stopped/arm64.part/source"
check 'what a killed one left is swept up' 0 'building' "$kernel" build stopped arm64

# removing
check 'remove of a distribution kernel' 2 'comes with scripts/kernel fetch' "$kernel" remove debian-forky
check 'remove of one that is not here' 2 'unknown kernel' "$kernel" remove none
check 'remove for an architecture' 0 '' "$kernel" remove other riscv64
check 'only that one is gone' 0 '' test -f "$here/cache/kernels/other/x86_64/key"
check 'remove for one that it was not built for' 4 'is not here' "$kernel" remove other riscv64
check 'remove' 0 '' "$kernel" remove other
check 'all of it is gone' 1 '' test -e "$here/cache/kernels/other"
