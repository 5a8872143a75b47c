# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Which kernels there are, by name. Needs say.sh, cache.sh, nearest.sh, architecture.sh.
#
#	$names_debian		the distribution's kernels, which are fetched
#	names_built		prints those that were built from source here
#	name_use NAME		die 2 for an unknown one, else sets $name, and for one of the
#				distribution $suite (empty for a built one)
#	name_is_new NAME	die 2 unless a kernel may be built under that name
#
# A built kernel is a folder $cache/kernels/NAME/ARCH with a file "key".

# shellcheck disable=SC2034 # read by the scripts that source this
: "${cache:=}"
# debian-SUITE; which version that is, the suite's meta packages say when it is fetched.
names_debian='debian-forky debian-trixie'
name='' suite=''

names_built() {
	local folder last=''

	for folder in "$cache"/kernels/*/*/key; do
		[ -f "$folder" ] || continue
		folder=${folder%/*/key}
		[ "$folder" = "$last" ] || printf '%s\n' "${folder##*/}"
		last=$folder
	done
}

name_use() {
	local built

	name=$1 suite=''
	# shellcheck disable=SC2086 # one word a name
	case " $names_debian " in
	*" $name "*)
		suite=${name#debian-}
		return 0
		;;
	esac
	built=$(names_built | tr '\n' ' ')
	# shellcheck disable=SC2086 # one word a name
	case " $built" in
	*" $name "*) ;;
	*) die_unknown kernel "$name" $names_debian $built ;;
	esac
}

# The name is the end of the release, and a folder's: 64 letters are there for all of it.
name_is_new() {
	case $1 in
	debian | debian-*)
		die 2 "'$1' would hide a kernel of the distribution; take a name that does not begin with debian" ;;
	own | source | index | index-*)
		die 2 "'$1' is taken for the cache's own; take another name" ;;
	'' | [!a-z0-9]* | *[!a-z0-9._-]* | *.part | *.lock | *.log)
		die 2 "'$1' cannot be a kernel's name: a letter or digit, then letters, digits, '.', '_' and '-', all small" ;;
	esac
	[ ${#1} -le 32 ] || die 2 "the name '$1' is too long: 32 letters are what a release has room for"
	name=$1
}
