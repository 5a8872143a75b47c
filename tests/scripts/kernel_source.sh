#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Where scripts/kernel build takes its source from: apt and dpkg-deb are stubs that hand
# out a small archive made here.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
kernel=$repository/scripts/kernel
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"
# shellcheck source=tests/scripts/shared/fake_kernel.sh
. "$repository/tests/scripts/shared/fake_kernel.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

for program in make xz; do
	command -v "$program" >/dev/null || {
		echo "1..0 # SKIP there is no $program"
		trap - EXIT
		rm -rf "$here"
		exit 77
	}
done

unset TRACETOLL_SUITE XDG_CACHE_HOME MAKEFLAGS
export TRACETOLL_CACHE=$here/cache NO_COLOR=1 TRACETOLL_IN_TOOLROOT=forky TEST_HERE=$here
fake_compilers "$here/bin"
export PATH=$here/bin:$PATH
mkdir -p "$here/cache/kernels/index-forky/lists"
touch "$here/cache/kernels/index-forky/updated"

# package VERSION: what the archive has now
package() {
	fake_kernel "$here/linux-source-9.1" "$1"
	mkdir -p "$here/usr/src"
	tar -C "$here" -cJf "$here/usr/src/linux-source-9.1.tar.xz" linux-source-9.1
	tar -C "$here" -cf "$here/package" ./usr
	echo "$1-1" >"$here/version"
	rm -rf "${here:?}/linux-source-9.1" "${here:?}/usr"
}
cat >"$here/bin/apt-cache" <<'EOS'
#!/bin/bash
case ${!#} in
linux-source) echo "Depends: linux-source-9.1" ;;
linux-source-9.1) echo "Version: $(cat "$TEST_HERE/version")" ;;
esac
EOS
cat >"$here/bin/apt-get" <<'EOS'
#!/bin/bash
while [ "$1" = -o ]; do shift 2; done
case $1:${TEST_STUB-} in
*:offline) echo "E: Failed to fetch  Temporary failure resolving 'archive'" >&2; exit 100 ;;
download:full) echo "E: Write error - write (28: No space left on device)" >&2; exit 100 ;;
download:*) cp "$TEST_HERE/package" linux-source.deb ;;
esac
EOS
printf '#!/bin/sh\ncat "$2"\n' >"$here/bin/dpkg-deb"
chmod +x "$here"/bin/*

package 9.1.0
sources=$here/cache/kernels/source
check 'no network' 6 'no network' env TEST_STUB=offline "$kernel" build mine arm64
check 'a full disk' 6 'disk of .* is full' env TEST_STUB=full "$kernel" build mine arm64
check 'no source is there then' 1 '' test -e "$sources/forky"
check 'it is fetched' 0 'fetching linux-source-9.1 9.1.0-1' "$kernel" build mine arm64
check 'and built' 0 '^9.1.0-mine$' cat "$here/cache/kernels/mine/arm64/release"
check 'nothing half-made is left' 1 '' compgen -G "$sources/*.part"
package 9.1.1
check 'a newer one is not taken by itself' 0 'is here: 9.1.0-mine' "$kernel" build mine arm64
check 'nor the network needed' 0 'building other' env TEST_STUB=offline "$kernel" build other arm64
check 'but if it is asked for' 0 'fetching linux-source-9.1 9.1.1-1' "$kernel" build mine arm64 --refresh
check 'it is' 0 '^9.1.1-mine$' cat "$here/cache/kernels/mine/arm64/release"
check 'a refresh of the newest one' 0 'is here: 9.1.1-mine' "$kernel" build mine arm64 --refresh
: >"$here/package"
echo 9.1.2-1 >"$here/version"
check 'a package without a source' 6 '' "$kernel" build mine arm64 --refresh
check 'the old source stays' 0 '^9.1.1-1$' readlink "$sources/forky"
