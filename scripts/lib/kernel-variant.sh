# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Variants of a kernel: a piece of configuration, scripts/kernel-config/variant-NAME.config,
# and for one that no option gives a change of the tree. Needs say.sh and architecture.sh.
#
#	variant_use VARIANT	die 2 for an unknown one, 4 for one that this architecture
#				cannot have; sets $variant ('' asks for the usual one)
#	variant_changes		whether it changes the tree
#	variant_apply TREE	changes it; die 6 unless it changed what was meant
#
# A variant that changes the tree has a function variant_edit_NAME TREE.

: "${architecture:=}" "${source_name:=}" "${config_folder:=}"
variant=''

variant_use() {
	variant=$1
	if [ -z "$variant" ]; then
		variant=callops
		[ "$architecture" != x86_64 ] || variant=plain
	fi
	# shellcheck disable=SC2046 # one word a name
	[ -f "$config_folder/variant-$variant.config" ] || die_unknown variant "$variant" $(config_variants)
	case $architecture-$variant in
	x86_64-callops | x86_64-no-callops)
		die 4 "x86_64 has no CALL_OPS to be built with or without: there each ops has a trampoline of its own" ;;
	arm64-plain | riscv64-plain)
		die 4 "'plain' is for x86_64; $architecture has callops and no-callops" ;;
	esac
}

variant_edit() {
	printf 'variant_edit_%s' "${variant//[.-]/_}"
}

variant_changes() {
	declare -F "$(variant_edit)" >/dev/null
}

variant_apply() {
	"$(variant_edit)" "$1"
}

# variant_sed FILE LINES SCRIPT: changes exactly so many lines, or it is another tree than
# the one that this was written for.
variant_sed() {
	local file=$1 lines=$2 script=$3 changed

	[ -f "$file" ] || die 6 "$source_name has no ${file##*/source/}: the variant $variant does not know this source"
	sed -i.before -e "$script" "$file"
	changed=$(diff "$file.before" "$file" | grep -c '^<' || :)
	rm -f "$file.before"
	[ "$changed" -eq "$lines" ] ||
		die 6 "the variant $variant changes $lines lines of ${file##*/source/}, and found $changed in $source_name: it does not know this source"
}

# arm64 v6.3 (baaf553d3bc3), riscv v6.16 (c217157bcd1d) select it; nothing asks the user.
# riscv's makefile leaves room for the literal whether there is one or not, and
# ftrace_call_adjust() without CALL_OPS does not skip it: no site would be found.
variant_edit_no_callops() {
	case $architecture in
	arm64)
		variant_sed "$1/arch/arm64/Kconfig" 3 \
			'/^\tselect HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS \\$/,/[^\\]$/d'
		;;
	riscv64)
		variant_sed "$1/arch/riscv/Kconfig" 1 '/^\tselect HAVE_DYNAMIC_FTRACE_WITH_CALL_OPS if /d'
		variant_sed "$1/arch/riscv/Makefile" 2 \
			's/-fpatchable-function-entry=8,4$/-fpatchable-function-entry=4/; s/-fpatchable-function-entry=4,2$/-fpatchable-function-entry=2/'
		;;
	esac
}
