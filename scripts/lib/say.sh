# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What a script says, and how it ends. Everything goes to standard error: standard
# output is for answers. Set say_name before sourcing this to change the prefix.
#
#	say TEXT...		one line
#	step TEXT...		a line now, and the clock starts
#	step_done [TEXT]	the same line again with the seconds it took
#	warn TEXT...		one line that asks for attention
#	die CODE TEXT...	one line, then exit CODE
#
# Exit codes (the same in every script):
#	2 the words were wrong			4 nothing that was asked for exists
#	3 a permission or a setting is missing	6 the surroundings failed (network, disk, ...)

: "${say_name:=${0##*/}}"

# A closed standard error would become the next file that is opened.
[ -L /proc/$$/fd/2 ] || exec 2>/dev/null

say_faint='' say_yellow='' say_red='' say_plain=''
if [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	say_faint=$'\033[2m' say_yellow=$'\033[33m' say_red=$'\033[31m' say_plain=$'\033[0m'
fi

# Steps may be nested by hand: each script has at most one open at a time.
step_text='' step_start=0

say() {
	# With nobody to hear it the work goes on, and the exit code is the work's.
	printf '%s%s:%s %s\n' "$say_faint" "$say_name" "$say_plain" "$*" >&2 2>/dev/null || :
}

warn() {
	printf '%s%s: warning:%s %s\n' "$say_yellow" "$say_name" "$say_plain" "$*" >&2 2>/dev/null || :
}

die() {
	local code=$1

	shift
	printf '%s%s:%s %s\n' "$say_red" "$say_name" "$say_plain" "$*" >&2 2>/dev/null || :
	exit "$code"
}

# Microseconds: bash has no fractions, and `date` for every line would be slow.
# In some languages the clock's fraction follows a comma.
clock() {
	printf '%s' "${EPOCHREALTIME//[.,]/}"
}

# seconds_since CLOCK: "3.2"
seconds_since() {
	local tenths

	tenths=$((($(clock) - $1 + 50000) / 100000))
	printf '%d.%d' "$((tenths / 10))" "$((tenths % 10))"
}

step() {
	step_text=$*
	step_start=$(clock)
	say "$step_text ..."
}

step_done() {
	say "$step_text: ${1:+$1, }$(seconds_since "$step_start") s"
}
