# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# The configuration of a kernel that is built here: pieces in scripts/kernel-config, of
# which a later one has the last word. Needs say.sh and architecture.sh.
#
#	config_variants		prints the variants that there are
#	config_pieces VARIANT BTF	prints the files of the pieces, in order; BTF: yes or ''
#	config_wanted FILE...	prints their options, each once: the last word on it
#	config_check WANTED GOT TREE	die 6 unless GOT (a .config) has all of WANTED; an
#				option that TREE's kernel does not know at all is a warning
#
# An option whose own needs are not met is dropped by kconfig without a word. A kernel
# without it would be measured and believed, so each is looked for afterwards.

: "${repository:=}" "${architecture:=}"
config_folder=$repository/scripts/kernel-config

config_variants() {
	local file

	for file in "$config_folder"/variant-*.config; do
		file=${file##*/variant-}
		printf '%s\n' "${file%.config}"
	done
}

config_pieces() {
	local variant=$1 btf=$2 piece

	for piece in base tracing measuring "$architecture" ${btf:+btf} "variant-$variant" \
		"variant-$variant-$architecture"; do
		[ ! -f "$config_folder/$piece.config" ] || printf '%s\n' "$config_folder/$piece.config"
	done
}

# Lines as in a .config, in the order in which each option came first.
config_wanted() {
	cat "$@" | awk '
		/^CONFIG_[A-Za-z0-9_]+=/ { name = substr($0, 1, index($0, "=") - 1); line = $0 }
		/^CONFIG_[A-Za-z0-9_]+=n$/ { line = "# " name " is not set" }
		/^# CONFIG_[A-Za-z0-9_]+ is not set$/ { name = $2; line = $0 }
		name != "" {
			if (!(name in last))
				order[++count] = name
			last[name] = line
			name = ""
		}
		END { for (i = 1; i <= count; i++) print last[order[i]] }'
}

# Options of $1 that $2 does not have so, one a line.
config_missing() {
	awk '
		FNR == NR { if (/^CONFIG_/) got[substr($0, 1, index($0, "=") - 1)] = $0; next }
		/^CONFIG_/ {
			name = substr($0, 1, index($0, "=") - 1)
			if (got[name] != $0)
				print
		}
		/^# / && ($2 in got) { print }' "$2" "$1"
}

# config_known TREE OPTION: does any Kconfig of the tree define it? The tree may be links.
config_known() {
	grep -RqsE --include='Kconfig*' "^[[:space:]]*(menu)?config ${2#CONFIG_}\$" "$1"/
}

config_check() {
	local wanted=$1 got=$2 tree=$3 line option lost='' unknown=''

	while read -r line; do
		[ -n "$line" ] || continue
		case $line in
		'#'*) lost="$lost $line," ;;
		*)
			option=${line%%=*}
			if config_known "$tree" "$option"; then
				lost="$lost $line,"
			else
				unknown="$unknown ${option#CONFIG_}"
			fi
			;;
		esac
	done <<<"$(config_missing "$wanted" "$got")"
	lost=${lost# ,}
	[ -z "$lost" ] || die 6 "this source did not take every option that was asked for:${lost%,}; what they depend on is missing or has changed (scripts/kernel-config says why each is there)"
	[ -z "$unknown" ] || warn "this source knows no$unknown: built without"
}
