# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# The cache folder: where it is, and how two runs share it. Needs say.sh.
#
#	cache_open		sets $cache and makes the folder; compiled files are kept below
#				it, too (ccache), whoever compiles
#	lock FD FILE WHAT	exclusive lock on FILE; says so when it has to wait
#	lock_shared FD FILE	shared lock: "this is in use"
#	need_space MEGABYTES WHAT	die 6 when the cache's disk is too full
#	size_of DIRECTORY	"1.3 GB"
#	put_in_place NEW OLD	NEW becomes OLD, in one rename for a reader
#
# A lock belongs to an open file, so it ends with the process, however that dies.

cache=''

cache_open() {
	[ -n "${TRACETOLL_CACHE:-${XDG_CACHE_HOME:-${HOME-}}}" ] ||
		die 3 "there is no place for the cache: HOME is not set; set it, or TRACETOLL_CACHE"
	cache=${TRACETOLL_CACHE:-${XDG_CACHE_HOME:-${HOME-}/.cache}/tracetoll}
	# Others' working directories differ: a relative name would mean several caches.
	case $cache in
	/*) ;;
	*) cache=$PWD/$cache ;;
	esac
	mkdir -p "$cache" 2>/dev/null ||
		die 6 "making the cache folder $cache failed; set TRACETOLL_CACHE to a folder that can be written"
	# Another checkout of the same source is the same work: paths are kept relative to it.
	export CCACHE_DIR=$cache/ccache CCACHE_MAXSIZE=4G CCACHE_NOHASHDIR=1 \
		CCACHE_BASEDIR=${repository:-${root:-/}}
}

lock() {
	local descriptor=$1 file=$2 what=$3 start

	eval "exec $descriptor>>\"\$file\"" 2>/dev/null ||
		die 6 "opening $file failed; is the cache folder writable and its disk not full?"
	flock -n "$descriptor" && return 0
	say "another run is $what; waiting for it"
	start=$(clock)
	flock "$descriptor"
	say "waited $(seconds_since "$start") s"
}

lock_shared() {
	local descriptor=$1 file=$2

	eval "exec $descriptor>>\"\$file\"" 2>/dev/null ||
		die 6 "opening $file failed; is the cache folder writable and its disk not full?"
	flock -s "$descriptor"
}

need_space() {
	local available

	available=$(df -Pm "$cache" | awk 'NR == 2 { print $4 }')
	[ "${available:-0}" -ge "$1" ] ||
		die 6 "$2 needs $1 MB, the disk of $cache has ${available:-0} MB left; free some, or set TRACETOLL_CACHE"
}

# Bytes as the files are long, not as the disk's blocks are: the same everywhere.
size_of() {
	du -sk --apparent-size "$1" 2>/dev/null |
		awk '{ if ($1 >= 1e6) printf "%.1f GB", $1 / 1e6; else printf "%.0f MB", $1 / 1e3 }'
}

put_in_place() {
	local new=$1 old=$2

	if [ -e "$old" ]; then
		mv -T "$old" "$new.replaced"
	fi
	mv -T "$new" "$old"
	rm -rf "$new.replaced"
}
