# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Where a kernel's source comes from. Needs say.sh, cache.sh, archive.sh, suite.sh and
# architecture.sh.
#
#	source_package REFRESH	the source package of the toolroot's suite, unpacked once
#	source_directory DIR	the user's own tree
#		both set $source_tree, $source_name (for people) and $source_digest
#	source_show FOLDER	a folder that shows that tree, to build below it
#	source_copy FOLDER	the same as a copy that may be changed
#	source_patch FOLDER FILE...	applies patches to a copy; die 2 if one does not apply
#
# The unpacked tree is never changed: a copy of it has its files as further links, and
# both patch and sed put a new file in a changed one's place.

# shellcheck disable=SC2034 # read by kernel-build.sh
: "${cache:=}" "${part:=}" "${suite:=}" "${log:=}" "${architecture_source:=}" \
	"${architecture_kernel:=}"
source_tree='' source_name='' source_digest=''

# From the meta package to the one with a version: sets package and version.
source_resolve() {
	package=$(field linux-source Depends | grep -o 'linux-source-[0-9][^ ,]*' | head -n 1)
	[ -n "$package" ] || return 1
	version=$(field "$package" Version)
	[ -n "$version" ]
}

source_download() {
	(cd "$source_part" && apt apt-get download "$package") >"$log" 2>&1
}

source_failed() {
	case $(archive_failure "$log") in
	disk) die 6 "fetching $package failed: the disk of $cache is full; free 3 GB, or set TRACETOLL_CACHE" ;;
	network) die 6 "no network: fetching $package failed ($(archive_reason "$log")); connect, then run this again" ;;
	*) die 6 "fetching $package failed: $suite is not consistent now ($(archive_reason "$log")); try again later" ;;
	esac
}

# The package holds an archive of the source: from the one into the other, without a copy.
source_unpack() {
	mkdir "$source_part/tree"
	dpkg-deb --fsys-tarfile "$source_part"/*.deb 2>"$log" |
		tar -x -O --wildcards './usr/src/linux-source-*.tar.xz' 2>>"$log" |
		xz -dc 2>>"$log" |
		tar -x -C "$source_part/tree" --strip-components=1 --no-same-owner 2>>"$log" || source_failed
	[ -f "$source_part/tree/Kconfig" ] || die 6 "the package $package holds no kernel source; please report it"
}

source_fetch() {
	local updated='' refresh=$1

	index_open
	if [ -n "$refresh" ] || index_is_old; then
		index_update
		updated=yes
	fi
	if ! source_resolve; then
		[ -n "$updated" ] || index_update
		updated=yes
		source_resolve || die 6 "$suite has no source package linux-source now (missing or inconsistent index); try again later"
	fi
	[ ! -d "$sources/$version" ] || return 0
	need_space 3000 "a kernel's source"
	source_part=$sources/$version.part
	rm -rf "$source_part"
	mkdir -p "$source_part"
	step "fetching $package $version"
	if ! source_download; then
		[ -n "$updated" ] || [ "$(archive_failure "$log")" != suite ] || {
			index_update
			source_resolve || :
			source_download || :
		}
	fi
	[ -n "$(find "$source_part" -name '*.deb')" ] || source_failed
	source_unpack
	put_in_place "$source_part/tree" "$sources/$version"
	rm -rf "$source_part"
	step_done "$(size_of "$sources/$version")"
}

source_package() {
	local refresh=$1 sources=$cache/kernels/source source_part='' package='' version=''

	suite=$TRACETOLL_IN_TOOLROOT
	mkdir -p "$sources"
	# The newest that is here will do: a source that changed on its own would build every
	# kernel anew, and a comparison be one of two releases.
	if [ ! -d "$sources/$suite" ] || [ -n "$refresh" ]; then
		lock 7 "$sources/$suite.lock" "fetching the kernel source of $suite"
		if [ ! -d "$sources/$suite" ] || [ -n "$refresh" ]; then
			log=$sources/$suite.log
			index_lock
			source_fetch "$refresh"
			exec 9>&-
			ln -sfn "$version" "$sources/$suite"
			rm -f "$log"
		fi
		exec 7>&-
	fi
	version=$(readlink "$sources/$suite")
	source_tree=$sources/$version
	source_name="linux-source $version"
	source_digest=$version
}

# What a tree holds: names, sizes and times. git would know more, and is not in the toolroot.
source_content() {
	(cd "$1" && find . \( -path ./.git -o -path ./build \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort)
}

source_directory() {
	local sum

	source_tree=$1
	if [ ! -f "$1/Kconfig" ] || [ ! -f "$1/Makefile" ] || [ ! -d "$1/arch/$architecture_source" ]; then
		die 2 "$1 is no kernel's source tree: it has no Kconfig, Makefile or arch/$architecture_source"
	fi
	# As the kernel's own makefile asks, in one line of ours.
	if [ -e "$1/.config" ] || [ -d "$1/include/config" ] || [ -d "$1/arch/$architecture_source/include/generated" ]; then
		die 2 "the tree $1 is not clean, a kernel was built in it; make ARCH=$architecture_kernel mrproper there (keep its .config), and build in a folder of its own (make O=...)"
	fi
	source_name=$1
	sum=$(source_content "$1" | sha256sum)
	source_digest=${sum:0:40}
}

# The entries of the tree's top, but for what is the user's: history, and build folders.
source_entries() {
	find "$source_tree" -mindepth 1 -maxdepth 1 ! -name .git ! -name build -print0
}

source_show() {
	mkdir -p "$1"
	source_entries | xargs -0 ln -s -t "$1" --
}

source_copy() {
	mkdir -p "$1"
	if [ "${source_tree#"$cache/"}" != "$source_tree" ] && [ "$(stat -c %d "$source_tree")" = "$(stat -c %d "$1")" ]; then
		source_entries | xargs -0 cp -al -t "$1" --
	else
		source_entries | xargs -0 cp -a --reflink=auto -t "$1" --
	fi
}

source_patch() {
	local folder=$1 file said status

	shift
	for file; do
		status=0
		said=$(cd "$folder" && LC_ALL=C patch -p1 --batch --forward --fuzz=0 --no-backup-if-mismatch \
			--reject-file=- -i "$file" 2>&1) || status=$?
		[ "$status" -ne 0 ] || continue
		die 2 "the patch $file does not apply to $source_name: $(patch_reason "$said")"
	done
}

# The first words of patch that tell where; it names the file in a line before.
patch_reason() {
	awk '
		/^(checking|patching) file / { file = $3 }
		/^Hunk #[0-9]+ (FAILED|ignored)/ { print file ": " $0; found = 1; exit }
		/^Hunk #[0-9]+/ { next }
		/can.t find file to patch|malformed|Only garbage|Reversed|ignored|No such file/ { print (file != "" ? file ": " : "") $0; found = 1; exit }
		END { if (!found) print "no hunk was found in it" }' <<<"$1" | head -n 1
}
