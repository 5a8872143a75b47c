# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Kernels of the distribution, with what a module's build needs of them. Needs say.sh,
# cache.sh, archive.sh, suite.sh and architecture.sh.
#
#	fetch_inside REFRESH	we are in the toolroot; wants $name, $suite, $architecture,
#				and $place, where it is to be

: "${cache:=}" "${name:=}" "${place:=}" "${suite:=}" "${architecture:=}" "${architecture_debian:=}"

# From the meta package to names with versions: sets release, version and packages.
resolve() {
	local depends

	depends=$(field "linux-headers-$architecture_debian:$architecture_debian" Depends)
	release=$(sed -n 's/.*linux-headers-\([0-9][^ ,]*\).*/\1/p' <<<"$depends")
	[ -n "$release" ] || return 1
	version=$(field "linux-headers-$release:$architecture_debian" Version)
	depends=$(field "linux-headers-$release:$architecture_debian" Depends)
	packages=("linux-headers-$release:$architecture_debian"
		"$(grep -o 'linux-headers-[^ ,]*-common' <<<"$depends" | head -n 1)"
		"$(grep -o 'linux-kbuild-[^ ,]*' <<<"$depends" | head -n 1):amd64")
	# Newer kernels have the bare image in a package of its own, a tenth of the size.
	if [ -n "$(field "linux-binary-$release:$architecture_debian" Version)" ]; then
		packages+=("linux-binary-$release:$architecture_debian")
	else
		packages+=("linux-image-$release:$architecture_debian")
	fi
	[ -n "$version" ]
}

download() {
	(cd "$part/packages" && apt apt-get download "${packages[@]}") >"$log" 2>&1
}

# The packages' files as they are, without what an installation would do. Of the image
# package only the image; of the common headers not the other architectures.
unpack() {
	local package other exclude=()

	for other in alpha arc csky hexagon loongarch m68k microblaze mips nios2 openrisc parisc \
		powerpc s390 sh sparc um xtensa; do
		exclude+=("--exclude=./usr/src/*/arch/$other")
	done
	for package in "$part"/packages/*.deb; do
		case ${package##*/} in
		linux-binary-* | linux-image-*)
			dpkg-deb --fsys-tarfile "$package" |
				tar -x -C "$part/packages" --wildcards './boot/vmlinu*' './usr/lib/modules/*/vmlinu*' \
					2>/dev/null || :
			find "$part/packages" -name 'vmlinu*' -type f -exec mv {} "$part/image" \;
			;;
		*)
			dpkg-deb --fsys-tarfile "$package" |
				tar -x -C "$part/tree" --no-same-owner "${exclude[@]}" --exclude=./usr/share
			;;
		esac
	done
	rm -rf "$part/packages"
	[ -s "$part/image" ] || die 6 "the package of $release holds no kernel image; please report it"
}

# The header trees are made for /usr/src and for one compiler. All of their links are
# relative, so only the top Makefile names a place; a moved cache still works then.
adapt() {
	local headers=$part/tree/usr/src/linux-headers-$release common

	common=$(sed -n 's,^include .*/\([^/]*\)/Makefile$,\1,p' "$headers/Makefile")
	if [ -z "$common" ] || [ ! -f "$part/tree/usr/src/$common/Makefile" ] || [ ! -f "$headers/.kernelvariables" ]; then
		die 6 "the header packages of $release look different from all known ones; please report it"
	fi
	cat >"$headers/Makefile" <<-EOF
		header_tree := \$(realpath \$(dir \$(lastword \$(MAKEFILE_LIST))))
		KBUILD_OUTPUT = \$(header_tree)
		include \$(header_tree)/../$common/Makefile
	EOF
	sed -i 's/gcc-[0-9]*$/gcc/' "$headers/.kernelvariables"
	ln -s "tree/usr/src/linux-headers-$release" "$part/build"
	cp "$headers/.config" "$part/config"
	printf '%s\n' "$release" >"$part/release"
	printf '%s\n' "$version" >"$part/version"
}

# fetch_inside: we are in the toolroot
fetch_inside() {
	local refresh=$1 updated=''

	mkdir -p "$cache/kernels/$name"
	lock 8 "$cache/kernels/$name/$architecture.lock" "fetching $name for $architecture"
	# The run that we waited for may have done it.
	if [ -d "$place" ] && [ -z "$refresh" ]; then
		return 0
	fi
	need_space 1000 "a kernel"
	part=$cache/kernels/$name/$architecture.part
	log=$cache/kernels/$name/$architecture.log
	rm -rf "$part"
	# shellcheck disable=SC2064 # the values of now
	trap "rm -rf '$part'" EXIT
	trap 'exit 143' TERM HUP
	trap 'exit 130' INT
	mkdir -p "$part/packages" "$part/tree"
	index_lock
	index_open
	if [ -n "$refresh" ] || index_is_old; then
		index_update
		updated=yes
	fi
	if ! resolve; then
		[ -n "$updated" ] || index_update
		updated=yes
		resolve || die 6 "$suite has no complete kernel for $architecture now (missing or inconsistent index); try again later"
	fi
	exec 9>&-
	if [ -d "$place" ] && [ "$(cat "$place/version")" = "$version" ]; then
		say "$name for $architecture is the newest one already"
		return 0
	fi
	step "fetching $name for $architecture: $release"
	if ! download; then
		if [ -z "$updated" ] && [ "$(archive_failure "$log")" = suite ]; then
			index_lock
			index_update
			resolve || :
			exec 9>&-
			step "fetching $name for $architecture: $release"
			download || :
		fi
	fi
	if [ "$(find "$part/packages" -name '*.deb' | wc -l)" -ne "${#packages[@]}" ]; then
		case $(archive_failure "$log") in
		disk) die 6 "fetching $name failed: the disk of $cache is full; free 1 GB, or set TRACETOLL_CACHE" ;;
		network) die 6 "no network: fetching $name failed ($(archive_reason "$log")); connect, then run this again" ;;
		*) die 6 "fetching $name failed: $suite is not consistent now ($(archive_reason "$log")); try again later" ;;
		esac
	fi
	unpack
	adapt
	put_in_place "$part" "$place"
	trap - EXIT
	rm -f "$log"
	step_done "$(size_of "$place")"
}
