#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Which module is built for which kernel: two kernels of one release must not share one.
# The kernels are folders whose make writes its own name where the module would be.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT

# kernel NAME RELEASE: a folder in which a kernel was built
kernel() {
	mkdir -p "$here/$1/include/config"
	echo "$2" >"$here/$1/include/config/kernel.release"
	: >"$here/$1/Module.symvers"
	printf 'modules:\n\techo %s >$(M)/tracetoll.ko\n' "$1" >"$here/$1/Makefile"
}

build() {
	cmake -S "$here" -B "$here/project" -DTRACETOLL_ARCH=x86_64 "-DTRACETOLL_KERNEL_DIRS=$1" &&
		cmake --build "$here/project"
}

# module KERNEL: as scripts/guest finds it
module() {
	local folder=$here/$1 sum

	sum=$(printf '%s' "$folder" | sha256sum)
	cat "$here/build/$(cat "$folder/include/config/kernel.release").${sum:0:8}/tracetoll.ko"
}

here=$(readlink -e "$here")
printf 'cmake_minimum_required(VERSION 3.25)\nproject(modules NONE)\nadd_subdirectory(%s ../build)\n' \
	"$repository/kmod" >"$here/CMakeLists.txt"
kernel one 9.1.0-same
kernel two 9.1.0-same
kernel three 9.1.0-other
ln -s two "$here/link"
check 'two of one release and another one' 0 '' build "$here/one;$here/two;$here/three"
check 'the first has its own' 0 '^one$' module one
check 'the second has its own' 0 '^two$' module two
check 'the other one has its own' 0 '^three$' module three
check 'the release alone is the one named last' 0 '^two$' cat "$here/build/9.1.0-same/tracetoll.ko"
check 'in another order' 0 '' build "$here/two;$here/one"
check 'it is the other one' 0 '^one$' cat "$here/build/9.1.0-same/tracetoll.ko"
check 'the first has its own still' 0 '^two$' module two
check 'a link to a folder is that folder' 0 '' build "$here/link"
check 'and shares its module' 0 '^two$' cat "$here/build/9.1.0-same/tracetoll.ko"
rm "$here/build/9.1.0-same"
mkdir "$here/build/9.1.0-same"
echo old >"$here/build/9.1.0-same/tracetoll.ko"
check 'over a folder that an older version made' 0 '' build "$here/one"
check 'which is replaced' 0 '^one$' cat "$here/build/9.1.0-same/tracetoll.ko"
printf 'modules:\n\techo again >$(M)/tracetoll.ko\n' >"$here/one/Makefile"
sleep 1
touch "$here/one/Module.symvers"
check 'a kernel that was built again' 0 '' build "$here/one"
check 'gets a module again' 0 '^again$' module one
