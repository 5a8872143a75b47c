# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What a night is to do: lines KEY = VALUE, no shell. Needs say.sh and nearest.sh.
#
#	settings_read PATH	a file, or a folder: all *.conf in it, of which fleet.conf is about
#				all boards and another one about the board that it is named after
#	settings_put BOARD KEY VALUE	as a line would; '' is all boards
#	settings_check		die 2 for what does not go together
#	settings_write		prints them, as a file that settings_read takes
#	setting_of BOARD KEY	sets $value: the board's, else that of all boards, else ''
#	$boards			their names, in the order of the lines

declare -A setting=()
# shellcheck disable=SC2034 # read by scripts/nightly
boards=() value=''

# Of all boards, and nothing of one.
settings_general=' folder history budget at-once confirm confirm-runs page pictures '
# Of a board; before the first [BOARD] they are about all of them.
settings_board=' arch kernel kernel-dir source variant pull refresh on measure prepare guest run
	configurations workloads commit branch time-limit module root '

# $1: where, for people
settings_line() {
	local where=$1 line=$2 key

	# A carriage return is another system's end of a line.
	line=${line%$'\r'}
	line=${line#"${line%%[![:space:]]*}"}
	line=${line%"${line##*[![:space:]]}"}
	case $line in
	'' | '#'*) return 0 ;;
	'['*']')
		line=${line#[}
		settings_section "$where" "${line%]}"
		return
		;;
	*=*) ;;
	*) die 2 "$where: '${line:0:60}' is neither KEY = VALUE nor [BOARD]" ;;
	esac
	key=${line%%=*}
	key=${key%"${key##*[![:space:]]}"}
	line=${line#*=}
	line=${line#"${line%%[![:space:]]*}"}
	settings_key "$where" "$key"
	setting[$section/$key]=$line
}

settings_section() {
	case $2 in
	'' | [!A-Za-z0-9]* | *[!A-Za-z0-9._+-]*)
		die 2 "$1: a board is named by letters, digits and . _ + -, not '${2:0:40}'" ;;
	esac
	# A night's folder has files of these names itself.
	case $2 in
	check | report | summary) die 2 "$1: a board cannot be called $2; take another name" ;;
	esac
	section=$2
	case " ${boards[*]-} " in
	*" $2 "*) ;;
	*) boards+=("$2") ;;
	esac
}

settings_key() {
	case $settings_board in
	*[[:space:]]"$2"[[:space:]]*) return 0 ;;
	esac
	case $settings_general in
	*" $2 "*)
		[ -z "$section" ] || die 2 "$1: $2 is about all boards; it stands before the first [BOARD]"
		return 0
		;;
	esac
	# shellcheck disable=SC2086 # lists of words
	die 2 "$1: there is no '$2'$(settings_near "$2" $settings_general $settings_board)"
}

settings_near() {
	local near

	near=$(nearest "$@")
	[ -z "$near" ] || printf '; did you mean %s?' "$near"
}

# settings_file FILE SECTION
settings_file() {
	local section=$2 line number=0

	if [ ! -f "$1" ] || [ ! -r "$1" ]; then
		die 2 "cannot read $1; it has lines KEY = VALUE (docs/nightly.md)"
	fi
	[ -z "$section" ] || settings_section "$1" "$section"
	while IFS= read -r line || [ -n "$line" ]; do
		number=$((number + 1))
		settings_line "$1, line $number" "$line"
	done <"$1"
}

settings_read() {
	local file name any=''

	if [ ! -d "$1" ]; then
		settings_file "$1" ''
		return
	fi
	for file in "$1"/*.conf; do
		[ -e "$file" ] || continue
		any=yes name=${file##*/}
		name=${name%.conf}
		[ "$name" != fleet ] || name=''
		settings_file "$file" "$name"
	done
	[ -n "$any" ] || die 2 "there is no *.conf in $1"
}

settings_put() {
	local section=''

	[ -z "$1" ] || settings_section "the words" "$1"
	settings_key "the words" "$2"
	setting[$1/$2]=$3
}

# shellcheck disable=SC2034 # $value is read by the caller
setting_of() {
	value=${setting[$1/$2]-${setting[/$2]-}}
}

settings_number() {
	setting_of "$1" "$2"
	case $value in
	'' | 0) ;;
	*[!0-9]* | 0* | ??????????*) die 2 "${1:-all boards}: $2 takes a whole number, not '$value'" ;;
	esac
}

settings_yes_or_no() {
	setting_of "$1" "$2"
	case $value in
	'' | yes | no) ;;
	*) die 2 "${1:-all boards}: $2 takes yes or no, not '$value'" ;;
	esac
}

# How a board is measured is said once.
settings_check_board() {
	local board=$1 key ways=''

	settings_number "$board" time-limit
	for key in pull refresh; do
		settings_yes_or_no "$board" "$key"
	done
	for key in on measure; do
		[ -z "${setting[$board/$key]-}" ] || ways="$ways $key"
	done
	[ -z "${setting[$board/kernel]-}${setting[$board/kernel-dir]-}" ] || ways="$ways kernel"
	case $ways in
	' '*' '*) die 2 "$board: how it is measured is said twice:$ways" ;;
	esac
	setting_of "$board" measure
	[ -z "$value" ] || return 0
	setting_of "$board" arch
	[ -n "$value" ] || die 2 "$board: arch is missing (arm64, riscv64 or x86_64), or a command: measure"
	(architecture_use "$value") || exit 2
	setting_of "$board" on
	case $value in
	-*) die 2 "$board: on takes a host for ssh, not '$value'" ;;
	esac
}

settings_check() {
	local board key

	[ ${#boards[@]} -gt 0 ] || die 2 "no board is named; add [NAME] and its lines (docs/nightly.md)"
	for key in at-once confirm-runs; do
		settings_number '' "$key"
		[ "$value" != 0 ] || die 2 "all boards: $key takes a number from 1 on"
	done
	for key in confirm page pictures; do
		settings_yes_or_no '' "$key"
	done
	for board in "${boards[@]}"; do
		settings_check_board "$board"
	done
}

settings_write() {
	local key board

	for key in "${!setting[@]}"; do
		case $key in
		/*) printf '%s = %s\n' "${key#/}" "${setting[$key]}" ;;
		esac
	done
	for board in "${boards[@]}"; do
		printf '[%s]\n' "$board"
		for key in "${!setting[@]}"; do
			[ "${key%%/*}" != "$board" ] || printf '%s = %s\n' "${key#*/}" "${setting[$key]}"
		done
	done
}
