# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# The two kernels that scripts/ab compares. Needs say.sh, together.sh.
#
#	kernels_check		die 2 for words that name no two kernels; sets $kernel_words, which
#				name the same two again, and what may differ in $across
#	kernels_prepare		fetches, builds, and makes the module for both; sets before_option
#				and after_option, what scripts/guest is to be told
#
# From the words: $before, $after, $patches, $source_of, $variant, $btf, $build, $architecture.

: "${scripts:=}" "${architecture:=}" "${build:=}" "${source_of:=}" "${variant:=}" "${btf:=}"
# shellcheck disable=SC2034 # read by scripts/ab
kernel_words=() before_option=() after_option=()

is_folder_of_a_kernel() {
	case $1 in
	*/* | . | ..) return 0 ;;
	*) return 1 ;;
	esac
}

check_one() {
	[ -n "$2" ] || die 2 "name both kernels: $1 is missing (see scripts/ab --help)"
	if is_folder_of_a_kernel "$2"; then
		[ -d "$2" ] || die 2 "there is no folder $2 ($1)"
	elif ! "$scripts/kernel" known "$2"; then
		[ ! -d "$2" ] || say "the folder of that name is meant by $1 ./$2"
		exit 2
	fi
}

# The group config: two kernels by name differ in that as a rule, and the table says in what.
check_names() {
	[ -z "$source_of$variant$btf" ] || die 2 "--source, --variant and --btf are for --patch: named kernels are built already"
	check_one --before "$before"
	check_one --after "$after"
	kernel_words=(--before "$before" --after "$after")
	case ",$across," in
	*,config,*) ;;
	*) across=config${across:+,$across} ;;
	esac
}

# shellcheck disable=SC2154 # scripts/ab reads the words
check_patches() {
	local file

	[ -z "$before$after" ] || die 2 "--patch makes both kernels itself: leave --before and --after out"
	for file in "${patches[@]}"; do
		if [ ! -f "$file" ] || [ ! -r "$file" ]; then
			die 2 "cannot read the patch $file (--patch)"
		fi
		[ -s "$file" ] || die 2 "the patch $file is empty"
		kernel_words+=(--patch "$file")
	done
	: "${source_of:=package}"
	if [ "$source_of" != package ]; then
		[ -d "$source_of" ] || die 2 "there is no folder $source_of (--source)"
		kernel_words+=(--source "$source_of")
		source_of=$(cd "$source_of" && pwd -P)
	fi
	[ -z "$variant" ] || kernel_words+=(--variant "$variant")
	[ -z "$btf" ] || kernel_words+=(--btf)
}

kernels_check() {
	if [ ${#patches[@]} -gt 0 ]; then
		check_patches
	else
		check_names
	fi
}

# A kernel's name is in its release, so both have as many letters: not a byte of the two
# kernels is elsewhere for their names' sake. The same words have the same names, so that
# what was built is found again; whether it is still of that source, scripts/kernel looks.
digest_name() {
	local sum

	sum=$({
		printf '%s\n' "$source_of" "$variant" "$btf"
		[ $# -eq 0 ] || cat "$@"
	} | sha256sum)
	printf 'ab-%s' "${sum:0:12}"
}

name_patched() {
	before=$(digest_name)
	after=$(digest_name "${patches[@]}")
}

# $1: before or after. Takes the place of the shell that was made for it.
build_kernel() {
	local words=(--source "$source_of") file

	[ -z "$variant" ] || words+=(--variant "$variant")
	[ -z "$btf" ] || words+=(--btf)
	[ "$1" = after ] || exec "$scripts/kernel" build "$before" "$architecture" "${words[@]}"
	for file in "${patches[@]}"; do
		words+=(--patch "$file")
	done
	exec "$scripts/kernel" build "$after" "$architecture" "${words[@]}"
}

fetch_kernel() {
	exec "$scripts/kernel" fetch "$1" "$architecture" >/dev/null
}

# $1: an architecture. The module for both kernels; for this machine the command, which makes the
# table: a tree is only told for its own architecture.
build_programs() {
	local words=() kernel

	[ "$1" = "$architecture" ] || exec "$scripts/build" "$1"
	for kernel in "$before" "$after"; do
		if is_folder_of_a_kernel "$kernel"; then
			words+=(--kernel-dir "$kernel")
		else
			words+=(--kernel "$kernel")
		fi
	done
	exec "$scripts/build" "${words[@]}" "$1"
}

# In the background, so that a signal is answered at once.
get_kernels() {
	local kernel

	if [ ${#patches[@]} -gt 0 ]; then
		together 1 build_kernel before || die $? "there is no kernel to begin with; nothing was measured"
		together 1 build_kernel after || die $? "there is no kernel with ${patches[*]##*/}; nothing was measured"
		return
	fi
	for kernel in "$before" "$after"; do
		is_folder_of_a_kernel "$kernel" || together 1 fetch_kernel "$kernel" || exit $?
	done
}

# $1: a kernel; prints the words for scripts/guest, one a line
guest_words() {
	if is_folder_of_a_kernel "$1"; then
		printf '%s\n' --kernel-dir "$1"
	else
		printf '%s\n' --kernel "$1"
	fi
}

kernels_prepare() {
	[ ${#patches[@]} -eq 0 ] || name_patched
	if [ "$build" != no ]; then
		"$scripts/toolroot" make
		get_kernels
		together 1 build_programs "$architecture" || exit $?
		[ "$architecture" = x86_64 ] || together 1 build_programs x86_64 || exit $?
	fi
	# shellcheck disable=SC2034 # read by scripts/ab
	mapfile -t before_option < <(guest_words "$before")
	# shellcheck disable=SC2034
	mapfile -t after_option < <(guest_words "$after")
}
