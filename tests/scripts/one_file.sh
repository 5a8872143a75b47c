#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A type of BPF programs is one file, and so is a workload: each is added to a copy of the
# sources, nothing else is edited, and `list` knows it.
set -u

repository=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
# shellcheck source=tests/scripts/shared/check.sh
. "$repository/tests/scripts/shared/check.sh"

finish() {
	rm -rf "$here"
	conclude
}
trap finish EXIT
export NO_COLOR=1

copy() {
	mkdir "$here/source" &&
		cp -a "$repository"/{CMakeLists.txt,bench,bpf,harness,kmod,scripts,tests} "$here/source"
}

configure() {
	cmake -S "$here/source" -B "$here/build" -DCMAKE_BUILD_TYPE=Debug -DTRACETOLL_KERNEL_DIRS=
}

build() {
	cmake --build "$here/build" --target tracetoll --parallel 2
}

# As one that there is: what is new is the file, not what it does.
new_type() {
	sed -e 's/"fentry"/"added-type"/' -e 's/"fentry,fentry-count,fentry-map"/"added-type"/' \
		-e 's/\.bpf = "fentry"/.bpf = "added-type"/' "$repository/bpf/fentry.bpf.c" \
		>"$here/source/bpf/added-type.bpf.c"
	# Its section is the kernel's word, not ours.
	sed -i 's/^PROGRAMS("added-type")/PROGRAMS("fentry")/' "$here/source/bpf/added-type.bpf.c"
}

new_workload() {
	sed 's/"getpgid",$/"added-workload",/;s/\.system_call = "added-workload"/.system_call = "getpgid"/' \
		"$repository/bench/getpgid.c" >"$here/source/bench/added_workload.c"
}

check 'the sources are copied' 0 '' copy
check 'and configured' 0 '' configure
check 'they build' 0 '' build
check 'a configuration that is not there is not known' 2 "no configuration 'added-type'" \
	"$here/build/tracetoll" run -c added-type
new_type
new_workload
check 'with two files more they build' 0 '' build
check 'list knows the configuration' 0 '^\+ added-type ' "$here/build/tracetoll" list configs
check 'and its reason or path, as JSON' 0 '"added-type"' "$here/build/tracetoll" list --json configs
check 'list knows the workload' 0 '^\+ added-workload ' "$here/build/tracetoll" list workloads
