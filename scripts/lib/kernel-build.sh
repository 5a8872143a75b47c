# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Builds a kernel from source and keeps it. Needs say.sh, cache.sh, architecture.sh and
# the other kernel-*.sh.
#
#	build_inside	we are in the toolroot; wants $name, $architecture, $variant, the
#			array $patches, $directory ('' for the package), $btf, $rebuild,
#			$refresh, and $place, where it is to be kept
#
# The kernel is built in a folder directly below its source, so every path in it is
# relative: compiled files are found again (ccache), and the same key gives the same bytes,
# wherever the cache is.

: "${cache:=}" "${name:=}" "${architecture:=}" "${architecture_cross:=}" "${architecture_kernel:=}" \
	"${architecture_source:=}" "${source_name:=}" "${source_tree:=}" "${source_digest:=}" "${variant:=}"
: "${place:=}" "${directory:=}" "${patches:=}" "${btf:=}" "${rebuild:=}" "${refresh:=}"
# Counts up when a kept kernel must be built again for another reason than its key.
build_layout=1
part='' key='' build_child=''

# All that decides what comes out, a line each. The name is in the release.
build_facts() {
	local file

	printf 'name %s\narchitecture %s\nvariant %s\nbtf %s\nlayout %s\n' \
		"$name" "$architecture" "$variant" "${btf:-no}" "$build_layout"
	printf 'source %s\ndigest %s\n' "$source_name" "$source_digest"
	for file in "${patches[@]}"; do
		printf 'patch %s %s\n' "$(sha256sum <"$file" | cut -c 1-40)" "${file##*/}"
	done
	printf 'configuration %s\n' "$(config_wanted "${pieces[@]}" | sha256sum | cut -c 1-40)"
	if variant_changes; then
		printf 'change %s\n' "$(declare -f "$(variant_edit)" | sha256sum | cut -c 1-40)"
	fi
	printf 'compiler %s\nlinker %s\n' "$("${architecture_cross}gcc" --version | head -n 1)" \
		"$("${architecture_cross}ld" --version | head -n 1)"
	[ -z "$btf" ] || printf 'pahole %s\n' "$(pahole --version)"
}

# Names of files do not change what is built.
build_digest() {
	local sum

	sum=$(sed -E 's/^(patch [0-9a-f]+) .*/\1/; /^source /d' "$1" | sha256sum)
	printf '%s' "${sum:0:12}"
}

# make in the build folder, as the kernel wants it. Nothing of the day or the machine goes
# into the kernel; its /proc/version shows the key instead. CCACHE_DEPEND: make has each file's
# headers listed by the compiler, so ccache need not run the preprocessor for them.
build_make() {
	local number status=0

	number=$(nproc)
	# In the background, and waited for: a signal is then ours at once, and passed on.
	env -u MAKEFLAGS -u KCFLAGS LC_ALL=C KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 1970' \
		KBUILD_BUILD_VERSION=1 KBUILD_BUILD_USER=tracetoll KBUILD_BUILD_HOST="$key" \
		CCACHE_BASEDIR='' CCACHE_SLOPPINESS=time_macros CCACHE_DEPEND=1 \
		nice make -s -j"$number" -C "$part/source" O=build ARCH="$architecture_kernel" \
		CROSS_COMPILE="$architecture_cross" CC="ccache ${architecture_cross}gcc" \
		HOSTCC='ccache gcc' LOCALVERSION="-$name" "$@" </dev/null >>"$log" 2>&1 &
	build_child=$!
	wait "$build_child" || status=$?
	build_child=''
	return "$status"
}

# However it ends: no process, and nothing half-made.
build_clean_up() {
	trap '' INT TERM HUP
	if [ -n "$build_child" ]; then
		kill -TERM "$build_child" 2>/dev/null || :
		wait "$build_child" 2>/dev/null || :
	fi
	rm -rf "$part"
}

build_not_written() {
	die 6 "writing to $cache failed while $name was built for $architecture; is its disk full?"
}

# The compiler's own words if there are some, else the last ones.
build_failed() {
	local said

	if grep -qaE 'No space left on device|Disk quota exceeded' "$log"; then
		die 6 "$1 failed: the disk of $cache is full; free 1 GB, or set TRACETOLL_CACHE"
	fi
	said=$(grep -m 8 -aE '(error|undefined reference|Error|\*\*\*)[: ]' "$log" || :)
	[ -n "$said" ] || said=$(tail -n 8 "$log")
	printf '%s\n' "$said" | sed 's/^/  | /' >&2
	die 6 "$1 failed; the whole log is in $log"
}

build_tree() {
	if [ ${#patches[@]} -gt 0 ] || variant_changes; then
		source_copy "$part/source" || build_not_written
		! variant_changes || variant_apply "$part/source"
		[ ${#patches[@]} -eq 0 ] || source_patch "$part/source" "${patches[@]}"
	else
		source_show "$part/source" || build_not_written
	fi
	mkdir "$part/source/build" || build_not_written
}

build_configure() {
	config_wanted "${pieces[@]}" >"$part/wanted"
	build_make KCONFIG_ALLCONFIG="$part/wanted" allnoconfig || build_failed "configuring $name for $architecture"
	config_check "$part/wanted" "$part/source/build/.config" "$part/source"
}

build_image() {
	case $architecture in
	x86_64) printf 'bzImage' ;;
	*) printf 'Image' ;;
	esac
}

# What a module's build needs of a build folder and its source: a tenth of both. The
# kernel's own script knows; programs for this machine are built already (CC = HOSTCC).
build_keep_headers() {
	local tree=$part/source file

	# It does not follow links, and of links is what the source is shown by.
	[ ! -L "$tree/include" ] || tree=$source_tree
	(
		cd "$part/source/build"
		srctree=$tree SRCARCH=$architecture_source CC=gcc HOSTCC=gcc MAKE=make \
			sh ../scripts/package/install-extmod-build "$part/kept/build"
	) >>"$log" 2>&1 || build_failed "keeping the headers of $name for $architecture"
	for file in Makefile scripts/mod/modpost include/linux/module.h include/generated/autoconf.h; do
		[ -f "$part/kept/build/$file" ] ||
			die 6 "keeping the headers of $name for $architecture failed: $file is missing, this source keeps them in another way"
	done
	rm -rf "$part/kept/build/include/dt-bindings" "$part/kept/build/scripts/dtc"
}

build_keep() {
	local output=$part/source/build

	mkdir "$part/kept" || build_not_written
	build_keep_headers
	{
		cp "$output/arch/$architecture_source/boot/$(build_image)" "$part/kept/image" &&
			cp "$output/.config" "$part/kept/config" &&
			cp "$output/.config" "$part/kept/build/.config" &&
			cp "$output/include/config/kernel.release" "$part/kept/release" &&
			printf '%s\n' "$source_name" >"$part/kept/version" &&
			cp "$part/facts" "$part/kept/facts" &&
			printf '%s\n' "$key" >"$part/kept/key"
	} || build_not_written
}

build_inside() {
	local pieces=() image

	mapfile -t pieces < <(config_pieces "$variant" "$btf")
	mkdir -p "$cache/kernels/$name"
	lock 8 "$cache/kernels/$name/$architecture.lock" "building $name for $architecture"
	log=$cache/kernels/$name/$architecture.log
	part=$cache/kernels/$name/$architecture.part
	# What a killed run left.
	rm -rf "$part"
	if [ -n "$directory" ]; then
		source_directory "$directory"
	else
		source_package "$refresh"
	fi
	trap build_clean_up EXIT
	trap 'exit 143' TERM HUP
	trap 'exit 130' INT
	{ mkdir -p "$part" && build_facts >"$part/facts"; } || build_not_written
	key=$(build_digest "$part/facts")
	if [ -z "$rebuild" ] && [ -f "$place/key" ] && [ "$(cat "$place/key")" = "$key" ]; then
		say "$name for $architecture is here: $(cat "$place/release") ($variant, key $key)"
		return 0
	fi
	need_space 1500 "building a kernel"
	: >"$log"
	build_tree
	step "building $name for $architecture: $source_name, $variant"
	build_configure
	image=$(build_image)
	build_make "$image" modules || build_failed "building $name for $architecture"
	build_keep
	put_in_place "$part/kept" "$place"
	rm -rf "$part"
	trap - EXIT
	rm -f "$log"
	step_done "$(size_of "$place")"
}
