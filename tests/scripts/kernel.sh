#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/kernel without the archive: apt is a stub that hands out small packages made
# here, and the kernel trees are a few empty files.
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

unset TRACETOLL_IN_TOOLROOT TRACETOLL_SUITE XDG_CACHE_HOME
export TRACETOLL_CACHE=$here/cache NO_COLOR=1

check 'no word' 2 usage: "$kernel"
check 'help' 0 usage: "$kernel" help
check 'unknown verb, the nearest is named' 2 'did you mean fetch' "$kernel" fetsh
check 'unknown kernel, the nearest is named' 2 'did you mean debian-trixie' "$kernel" path debian-trixy arm64
check 'a suite without debian-' 2 'did you mean debian-forky' "$kernel" path forky arm64
check 'unknown architecture, the nearest is named' 2 'did you mean riscv64' "$kernel" path debian-forky riscv46
check 'the name that others use' 2 'called arm64 here' "$kernel" path debian-forky aarch64
check 'a word too few' 2 'needs a name' "$kernel" fetch debian-forky
check 'unknown option' 2 'unknown option' "$kernel" fetch --fresh debian-forky arm64
check 'list' 0 'riscv64 +not fetched' "$kernel" list
check 'path of one that was not fetched' 4 'fetch debian-forky arm64' "$kernel" path debian-forky arm64

place=$here/cache/kernels/debian-forky/arm64
mkdir -p "$place"
echo 7.2.0-test >"$place/release"
echo 7.2.0-1 >"$place/version"
check 'path' 0 "^$place\$" "$kernel" path debian-forky arm64
check 'fetch of one that is here' 0 'is here: 7.2.0-test' "$kernel" fetch debian-forky arm64
check 'list shows its version' 0 'arm64 +7.2.0-test' "$kernel" list

own=$here/own
mkdir -p "$own"
check 'no folder' 2 'no folder' "$kernel" --kernel-dir "$here/none" arm64
check 'no architecture' 2 'needs a folder' "$kernel" --kernel-dir "$own"
check 'not configured' 2 'no .config' "$kernel" --kernel-dir "$own" arm64
echo CONFIG_RISCV=y >"$own/.config"
check 'of another architecture' 2 'another architecture' "$kernel" --kernel-dir "$own" arm64
check 'not built: all that is missing' 2 'image in arch/riscv/boot.*Module.symvers.*kernel.release' "$kernel" --kernel-dir "$own" riscv64
mkdir -p "$own/arch/riscv/boot" "$own/include/config"
echo image >"$own/arch/riscv/boot/Image.gz"
echo 6.18.0-own >"$own/include/config/kernel.release"
check 'not built: only what is missing' 2 'missing: Module.symvers' "$kernel" --kernel-dir "$own" riscv64
: >"$own/Module.symvers"
check 'built' 0 "^$here/cache/kernels/own/riscv64-" "$kernel" --kernel-dir "$own" riscv64
place=$("$kernel" --kernel-dir "$own" riscv64)
check 'its release' 0 6.18.0-own cat "$place/release"
check 'its image' 0 image cat "$place/image"
check 'its configuration' 0 CONFIG_RISCV cat "$place/config"
check 'its folder for make' 0 "^$own\$" readlink "$place/build"

# What follows is the part of fetch that runs in the toolroot.
if [ ! -f /etc/apt/sources.list ] || ! command -v dpkg-deb >/dev/null; then
	echo "# not in a toolroot: unpacking was not tried"
	exit
fi

# package NAME FILE...: a Debian package of files that hold their own name
package() {
	local name=$1 file

	shift
	mkdir -p "$here/build/DEBIAN" "$here/packages"
	printf 'Package: %s\nVersion: 9.1-1\nArchitecture: all\nMaintainer: nobody <nobody@invalid>\nDescription: test\n' "$name" >"$here/build/DEBIAN/control"
	for file in "$@"; do
		mkdir -p "$here/build/${file%/*}"
		echo "$file" >"$here/build/$file"
	done
	[ "$name" != linux-headers-9.1-arm64 ] || {
		printf 'KBUILD_OUTPUT=/usr/src/%s\ninclude /usr/src/linux-headers-9.1-common/Makefile\n' "$name" >"$here/build/usr/src/$name/Makefile"
		echo 'CC = gcc-99' >"$here/build/usr/src/$name/.kernelvariables"
	}
	dpkg-deb --build --root-owner-group "$here/build" "$here/packages/$name.deb" >/dev/null
	rm -rf "$here/build"
}
headers=usr/src/linux-headers-9.1-arm64
package linux-headers-9.1-arm64 $headers/Makefile $headers/.config $headers/.kernelvariables
package linux-headers-9.1-common usr/src/linux-headers-9.1-common/Makefile \
	usr/src/linux-headers-9.1-common/arch/arm64/Makefile usr/src/linux-headers-9.1-common/arch/mips/Makefile
package linux-kbuild-9.1 usr/lib/linux-kbuild-9.1/scripts/mod
package linux-binary-9.1-arm64 usr/lib/modules/9.1-arm64/vmlinuz usr/lib/modules/9.1-arm64/dtb/board

mkdir -p "$here/bin"
cat >"$here/bin/apt-cache" <<'EOF'
#!/bin/bash
case ${!#} in
linux-headers-arm64:arm64) echo "Depends: linux-headers-9.1-arm64 (= 9.1-1)" ;;
linux-headers-9.1-arm64:arm64)
	echo "Version: 9.1-1"
	echo "Depends: gcc-99, linux-headers-9.1-common (= 9.1-1), linux-kbuild-9.1" ;;
linux-binary-9.1-arm64:arm64) echo "Version: 9.1-1" ;;
*) exit 100 ;;
esac
EOF
cat >"$here/bin/apt-get" <<'EOF'
#!/bin/bash
while [ "$1" = -o ]; do shift 2; done
case $1:$TEST_STUB in
update:offline | download:offline)
	echo "E: Failed to fetch InRelease  Temporary failure resolving 'archive'" >&2; exit 100 ;;
update:*) echo update >>"$TRACETOLL_CACHE/../updates" ;;
download:slow) sleep 1.5; cp "$TRACETOLL_CACHE"/../packages/* . ;;
download:gone)
	[ -e "$TRACETOLL_CACHE/../updates" ] || { echo "E: Failed to fetch x.deb  404  Not Found" >&2; exit 100; }
	cp "$TRACETOLL_CACHE"/../packages/* . ;;
download:bad) echo "E: Failed to fetch x.deb  Hash Sum mismatch" >&2; exit 100 ;;
download:*) cp "$TRACETOLL_CACHE"/../packages/* . ;;
esac
EOF
chmod +x "$here"/bin/*
export PATH=$here/bin:$PATH TRACETOLL_IN_TOOLROOT=forky
place=$here/cache/kernels/debian-trixie/arm64

check 'no network' 6 'no network' env TEST_STUB=offline "$kernel" fetch debian-trixie arm64
check 'an architecture that the index lacks' 6 'no complete kernel for riscv64' env TEST_STUB=good "$kernel" fetch debian-trixie riscv64
check 'an archive that is not consistent' 6 'Hash Sum mismatch' env TEST_STUB=bad "$kernel" fetch debian-trixie arm64
check 'nothing half-made is left' 1 '' compgen -G "$here/cache/kernels/debian-trixie/*.part"
rm -f "$here/updates"
check 'a package that is gone: a new index, once more' 0 'reading the indexes' env TEST_STUB=gone "$kernel" fetch debian-trixie arm64
check 'the image' 0 vmlinuz cat "$place/image"
check 'the release' 0 '^9.1-arm64$' cat "$place/release"
check 'the version' 0 '^9.1-1$' cat "$place/version"
check 'the configuration' 0 config cat "$place/config"
check 'no absolute path in the Makefile' 1 '' grep -E '(=|include )/' "$place/build/Makefile"
check 'no version of the compiler' 0 '^CC = gcc$' cat "$place/build/.kernelvariables"
check 'headers of this architecture' 0 '' test -f "$place/build/../linux-headers-9.1-common/arch/arm64/Makefile"
check 'none of others' 1 '' test -e "$place/build/../linux-headers-9.1-common/arch/mips"
check 'refresh of the newest one' 0 'newest one already' env TEST_STUB=good "$kernel" fetch debian-trixie arm64 --refresh
echo 9.0-1 >"$place/version"
check 'refresh of an older one' 0 'fetching' env TEST_STUB=good "$kernel" fetch --refresh debian-trixie arm64
check 'is in its place' 0 '^9.1-1$' cat "$place/version"

rm -rf "$place"
mkdir -p "$place.part/packages" && touch "$place.part/packages/left.deb"
TEST_STUB=slow "$kernel" fetch debian-trixie arm64 >/dev/null 2>&1 &
first=$!
sleep 0.5
check 'a second run waits and says so' 0 'waiting for it' env TEST_STUB=slow "$kernel" fetch debian-trixie arm64
wait "$first"
check 'what an interrupted run left is swept up' 1 '' test -e "$place.part"
