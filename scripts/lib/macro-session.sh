#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The part of scripts/macro that runs on the machine that is measured, a guest's too: plain
# sh, with tracetoll, hyperfine and a few usual commands.
#
#	macro-session.sh compare FOLDER CONFIGURATIONS TRACEE TRACETOLL HYPERFINE-WORD... -- COMMAND...
#		one proof of each configuration (FOLDER/hold-CONFIGURATION.json), then
#		hyperfine on all of them (FOLDER/hyperfine.json), which prints. CONFIGURATIONS
#		are joined by commas; TRACEE may be empty. FOLDER is "guest" in a guest: the
#		files then leave it as an archive, by /result
#	macro-session.sh start CONFIGURATION, macro-session.sh stop
#		what hyperfine calls around the runs of a configuration
#
# Between start and stop tracetoll holds a shell that waits in one read. So what hyperfine
# times is the bare command: neither the start of hold nor the module's loading is in it.
set -eu

self=$0

fail() {
	code=$1
	shift
	echo "macro: $*" >&2
	exit "$code"
}

# What tracetoll holds: it runs, so the path is proven; then it waits. The other end of
# "stop" is open as long as anybody is there who could want it to end.
# shellcheck disable=SC2016 # for the inner shell
waiter='echo held 1<>"$1/said"; read -r _ <"$1/stop" || :'

# hold CONFIGURATION WORD...: tracetoll hold with the tracee that was asked for
hold() {
	held=$1
	shift
	"$MACRO_TRACETOLL" hold "$held" ${MACRO_TRACEE:+--tracee "$MACRO_TRACEE"} "$@"
}

# start CONFIGURATION: returns when the path is proven
start() {
	[ -z "$MACRO_GUEST" ] || echo "macro: $1" >/dev/console
	(
		status=0
		hold "$1" -- sh -c "$waiter" sh "$MACRO_WORK" 2>>"$MACRO_WORK/errors" || status=$?
		echo "ended $status" 1<>"$MACRO_WORK/said"
	) </dev/null >/dev/null 2>&1 8>&- 9>&- &
	read -r word status <"$MACRO_WORK/said"
	if [ "$word" != held ]; then
		echo "$status" >"$MACRO_WORK/code"
		exit 1
	fi
	: >"$MACRO_WORK/holding"
}

# stop: returns when all is detached; fails if the path was not the same all the time
stop() {
	[ -e "$MACRO_WORK/holding" ] || return 0
	echo stop >"$MACRO_WORK/stop"
	read -r _ status <"$MACRO_WORK/said"
	rm "$MACRO_WORK/holding"
	[ "$status" = 0 ] || {
		echo "$status" >"$MACRO_WORK/code"
		exit 1
	}
}

# However it ends: nothing stays attached, and what there is goes to the host.
clean_up() {
	trap '' INT TERM HUP
	(stop) || :
	rm -rf "$MACRO_WORK"
	[ -z "$MACRO_GUEST" ] || tar -c -f - -C "$folder" . >/result
}

# prove CONFIGURATION COMMAND...: runs it once, counted; false: there is none of it here
prove() {
	configuration=$1
	json=$folder/hold-$1.json
	status=0
	shift
	hold "$configuration" --json "$json" -- "$@" </dev/null >/dev/null 2>"$MACRO_WORK/errors" || status=$?
	if [ "$status" -eq 0 ] && [ -s "$json" ]; then
		return 0
	fi
	cat "$MACRO_WORK/errors" >&2
	if [ ! -s "$json" ] && [ "$status" -eq 4 ]; then
		echo "macro: $configuration is left out" >&2
		return 1
	fi
	[ -s "$json" ] || fail "$status" "$configuration cannot be held, or the command cannot be started"
	grep -q '"doubt":null' "$json" || exit 5
	fail 6 "the command ended with $status; what fails is not timed"
}

# quoted WORD...: one line that hyperfine takes apart into the words again
quoted() {
	for word in "$@"; do
		printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
	done
}

# tell_time: what the numbers are
tell_time() {
	if grep -q '"instruction_clock":true' "$1"; then
		echo "emulated: times are instructions, one a nanosecond, no hardware's"
	elif grep -q '"emulated":true' "$1"; then
		echo "emulated: times are the emulator's, no hardware's; do not rely on them"
	fi
	echo "one configuration after the other: hyperfine does not interleave them"
}

# compare FOLDER CONFIGURATIONS TRACEE TRACETOLL HYPERFINE-WORD... -- COMMAND...
compare() {
	MACRO_GUEST='' folder=$1 asked=$2 MACRO_TRACEE=$3 MACRO_TRACETOLL=$4
	shift 4
	options=''
	while [ "$1" != -- ]; do
		options="$options $1"
		shift
	done
	shift
	if [ "$folder" = guest ]; then
		MACRO_GUEST=yes folder=/tmp/macro
		mkdir "$folder"
	fi
	MACRO_WORK=$(mktemp -d)
	export MACRO_GUEST MACRO_TRACEE MACRO_TRACETOLL MACRO_WORK
	trap clean_up EXIT
	trap 'exit 6' INT TERM HUP
	mkfifo "$MACRO_WORK/said" "$MACRO_WORK/stop"
	# Open here, they never end for those who wait; and end with us.
	exec 8<>"$MACRO_WORK/said" 9<>"$MACRO_WORK/stop"

	proven=''
	for each in $(echo "$asked" | tr , ' '); do
		! prove "$each" "$@" || proven=${proven:+$proven,}$each
	done
	[ -n "$proven" ] || fail 4 "none of $asked is there on this machine"
	tell_time "$folder/hold-${proven%%,*}.json"
	: >"$MACRO_WORK/errors"
	# shellcheck disable=SC2086 # words without blanks
	hyperfine --shell none --style basic $options --export-json "$folder/hyperfine.json" \
		--parameter-list configuration "$proven" --command-name "$*" \
		--setup "'$self' start {configuration}" --cleanup "'$self' stop" \
		"$(quoted "$@")" </dev/null || {
		cat "$MACRO_WORK/errors" >&2
		[ ! -e "$MACRO_WORK/code" ] || exit "$(cat "$MACRO_WORK/code")"
		fail 6 "hyperfine failed"
	}
}

verb=$1
shift
case $verb in
compare | start | stop) "$verb" "$@" ;;
*) fail 2 "there is no $verb" ;;
esac
