# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Several at once.
#
#	together NUMBER COMMAND WORD...	COMMAND WORD for each word, so many at the same
#					time; the status is the worst of all
#	together_stop			ends those that run, and waits for them
#
# COMMAND is best a function that ends in exec: it runs in a shell of its own, and only what
# takes that one's place meets the signal of together_stop.

together_processes=''

together() {
	local number=$1 command=$2 ended running=0 status=0 worst=0

	shift 2
	together_processes=''
	while [ $# -gt 0 ] || [ "$running" -gt 0 ]; do
		if [ $# -gt 0 ] && [ "$running" -lt "$number" ]; then
			"$command" "$1" &
			together_processes="$together_processes $!"
			running=$((running + 1))
			shift
			continue
		fi
		# shellcheck disable=SC2086 # a list of processes
		wait -n -p ended $together_processes || status=$?
		together_processes=$(together_without "$ended")
		running=$((running - 1))
		[ "$status" -le "$worst" ] || worst=$status
		status=0
	done
	return "$worst"
}

# The processes but $1.
together_without() {
	local process rest=''

	for process in $together_processes; do
		[ "$process" = "$1" ] || rest="$rest $process"
	done
	echo "$rest"
}

together_stop() {
	local processes

	# Not from the list: the signal may have come before the last one stood in it.
	processes=$(jobs -p)
	# shellcheck disable=SC2086 # a list of processes
	[ -z "$processes" ] || kill -TERM $processes 2>/dev/null || true
	wait
}
