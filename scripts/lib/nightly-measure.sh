# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# One board, measured once. Needs say.sh, quoted.sh, $scripts and $root, and of the other parts
# settings.
#
#	measure_prepare BOARD	gets its kernel, or lets it be got; sets $commit and $commit_date
#	measure_board BOARD OUTPUT	writes the result file; its exit status is tracetoll's
#	measure_bad_kernel BOARD	sees to it that $commit is what will be measured again
#	measure_stop		ends what runs
#
# Commands get what to measure from their environment: TRACETOLL_BOARD, _ARCH, _DATE, _COMMIT,
# _BRANCH, _ROUND (0: the night's own run), _CONFIGURATIONS, _WORKLOADS and _OUTPUT; prepare may
# write commit=... and date=... into the file TRACETOLL_WORDS.

commit='' commit_date='' measure_child=''

# A signal is to meet the command, and not to wait until that has ended.
measure_run() {
	local status=0

	# The lock is ours, and not of what a command may leave behind.
	setpriv --pdeathsig TERM -- "$@" </dev/null 9>&- &
	measure_child=$!
	wait "$measure_child" || status=$?
	measure_child=''
	return "$status"
}

measure_stop() {
	[ -z "$measure_child" ] || kill -TERM "$measure_child" 2>/dev/null || :
	[ -z "$measure_child" ] || wait "$measure_child" 2>/dev/null || :
}

measure_limited() {
	local limit

	setting_of "$1" time-limit
	limit=${value:-14400}
	shift
	measure_run timeout --kill-after 60 "$limit" "$@"
}

# The variables of a command. $1: the board, $2: the file to be written
measure_variables() {
	export TRACETOLL_BOARD=$1 TRACETOLL_OUTPUT=$2 TRACETOLL_DATE=$date TRACETOLL_COMMIT=$commit
	export TRACETOLL_ROUND=${TRACETOLL_ROUND:-0}
	setting_of "$1" arch
	export TRACETOLL_ARCH=$value
	setting_of "$1" branch
	export TRACETOLL_BRANCH=${value:-main}
	[ "$TRACETOLL_ROUND" = 0 ] || return 0
	setting_of "$1" configurations
	export TRACETOLL_CONFIGURATIONS=$value
	setting_of "$1" workloads
	export TRACETOLL_WORKLOADS=$value
}

# What the board's own command wrote down: no shell, and nothing but these two.
measure_words() {
	local line

	[ -f "$1" ] || return 0
	while IFS= read -r line || [ -n "$line" ]; do
		case $line in
		commit=*) commit=${line#*=} ;;
		date=*) commit_date=${line#*=} ;;
		esac
	done <"$1"
}

# A checkout names the commit, whoever builds it.
measure_source() {
	local source

	setting_of "$1" source
	source=$value
	[ -n "$source" ] || return 0
	setting_of "$1" pull
	if [ "$value" = yes ]; then
		measure_run timeout 1800 git -C "$source" pull --ff-only --quiet || {
			echo "git pull in $source failed; give it a branch that can be fast-forwarded, or pull = no"
			return 6
		}
	fi
	read -r commit commit_date < <(git -C "$source" log -1 --format='%H %cI' 2>/dev/null) || :
}

# The kernel of a guest. One of the suite that cannot be had anew is measured as it is.
measure_kernel() {
	local arch kernel source words=()

	setting_of "$1" kernel-dir
	[ -z "$value" ] || return 0
	setting_of "$1" arch
	arch=$value
	setting_of "$1" source
	source=$value
	setting_of "$1" kernel
	kernel=$value
	if [ -n "$source" ]; then
		setting_of "$1" variant
		measure_run "$scripts/kernel" build "${kernel:-nightly-$1}" "$arch" --source "$source" ${value:+--variant "$value"}
		return
	fi
	setting_of "$1" refresh
	[ "$value" = no ] || words=(--refresh)
	measure_run "$scripts/kernel" fetch "${kernel:-debian-forky}" "$arch" "${words[@]}" >/dev/null && return 0
	echo "no newer kernel could be fetched; the one that is here is measured again"
	measure_run "$scripts/kernel" path "${kernel:-debian-forky}" "$arch" >/dev/null
}

measure_prepare() {
	local board=$1 prepare

	setting_of "$board" commit
	commit=$value
	measure_source "$board" || return
	setting_of "$board" prepare
	prepare=$value
	if [ -n "$prepare" ]; then
		measure_variables "$board" ''
		TRACETOLL_WORDS=$night/$board.said measure_limited "$board" sh -c "$prepare" || return 6
		measure_words "$night/$board.said"
	fi
	setting_of "$board" measure
	[ -z "$value" ] || return 0
	setting_of "$board" on
	[ -z "$value" ] || return 0
	measure_kernel "$board"
}

# The bad commit may be some nights old. A command of the user's is told it; of a checkout it is
# built again; a kernel that came as a package, or with the board, is not to be had any more.
measure_bad_kernel() {
	local board=$1 newest='' source place=$night/$1.source status=0

	setting_of "$board" measure
	[ -z "$value" ] || return 0
	read -r newest 2>/dev/null <"$night/$board.commit" || :
	[ "$newest" != "$commit" ] || return 0
	setting_of "$board" source
	source=$value
	setting_of "$board" on
	if [ -z "$source" ] || [ -n "$value" ]; then
		echo "the kernel of $commit is not here any more; here is $newest"
		return 4
	fi
	measure_run git -C "$source" worktree add --detach --force "$place" "$commit" || return 4
	setting_of "$board" arch
	set -- "$board" "$value"
	setting_of "$board" variant
	measure_run "$scripts/kernel" build "nightly-again-$board" "$2" --source "$place" ${value:+--variant "$value"} || status=6
	measure_run git -C "$source" worktree remove --force "$place" || :
	setting[$board/kernel]=nightly-again-$board
	[ "$status" -ne 0 ] || measure_run "$scripts/build" --kernel "nightly-again-$board" "$2" || status=6
	return "$status"
}

# What tracetoll run is to be told. Sets $words.
measure_run_words() {
	local board=$1

	words=(run --board "$board" -c "${TRACETOLL_CONFIGURATIONS:-}" -w "${TRACETOLL_WORKLOADS:-}")
	[ -n "${TRACETOLL_WORKLOADS:-}" ] || unset 'words[5]' 'words[6]'
	[ -n "${TRACETOLL_CONFIGURATIONS:-}" ] || unset 'words[3]' 'words[4]'
	words=("${words[@]}")
	setting_of "$board" run
	# shellcheck disable=SC2206 # words with blanks between them
	words+=($value)
}

measure_guest() {
	local board=$1 output=$2 arch words guest=()

	setting_of "$board" arch
	arch=$value
	setting_of "$board" guest
	# shellcheck disable=SC2206 # words with blanks between them
	guest=($value)
	setting_of "$board" kernel-dir
	[ -z "$value" ] || guest+=(--kernel-dir "$value")
	setting_of "$board" kernel
	[ -z "$value" ] || guest+=(--kernel "$value")
	setting_of "$board" source
	[ -z "$value" ] || [ -n "${setting[$board/kernel]-}" ] || guest+=(--kernel "nightly-$board")
	# Another boot, where one is to be had: what a seed alone makes is no change of the kernel.
	[ "$TRACETOLL_ROUND" = 0 ] || guest+=(--no-build --seed "$((TRACETOLL_ROUND + 1))")
	measure_run_words "$board"
	measure_limited "$board" "$scripts/guest" "$arch" "${guest[@]}" -o "$output" -- "${words[@]}"
}

# Commands on the board: no question, no terminal, and not for ever.
measure_ssh() {
	ssh -n -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=30 -- "$@"
}

measure_copy() {
	local host=$1 place=$2 file=$3 name=$4

	ssh -o BatchMode=yes -o ConnectTimeout=30 -- "$host" "cat >$place/$name && chmod 755 $place/$name" <"$file"
}

# The program and the module go to the board, the result comes back, and nothing stays there.
measure_on() {
	local board=$1 output=$2 host=$3 place release words word line='' status=0 module as_root

	setting_of "$board" arch
	[ -x "$root/build/$value/tracetoll" ] || measure_run "$scripts/build" "$value" || return 6
	place=$(measure_ssh "$host" "mktemp -d /tmp/tracetoll.XXXXXX") || {
		echo "$host does not answer by ssh, or has no room in /tmp"
		return 6
	}
	case $place in
	/tmp/tracetoll.??????) ;;
	*)
		echo "$host answers with more than was asked for; its shell is to be quiet without a terminal"
		return 6
		;;
	esac
	release=$(measure_ssh "$host" "uname -r") || return 6
	measure_copy "$host" "$place" "$root/build/$value/tracetoll" tracetoll || status=6
	setting_of "$board" module
	module=$value
	[ -z "$module" ] || [ "$status" -ne 0 ] || measure_copy "$host" "$place" "$module" tracetoll.ko || status=6
	measure_run_words "$board"
	[ -z "$module" ] || words+=(--module "$place/tracetoll.ko")
	for word in "${words[@]}"; do
		line="$line $(quoted "$word")"
	done
	setting_of "$board" root
	as_root=$value
	if [ "$status" -eq 0 ]; then
		echo "measuring on $host, Linux $release"
		measure_limited "$board" ssh -n -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=30 -- \
			"$host" "$as_root $place/tracetoll $line -o $place/result" || status=$?
		# What was measured until then is a file, too.
		measure_ssh "$host" "$as_root cat $place/result" >"$output" 2>/dev/null || [ "$status" -ne 0 ] || status=6
	fi
	measure_ssh "$host" "$as_root rm -rf $place" || :
	[ -s "$output" ] || rm -f "$output"
	return "$status"
}

measure_board() {
	local board=$1 output=$2

	measure_variables "$board" "$output"
	setting_of "$board" measure
	if [ -n "$value" ]; then
		measure_limited "$board" sh -c "$value"
		return
	fi
	setting_of "$board" on
	if [ -n "$value" ]; then
		measure_on "$board" "$output" "$value"
		return
	fi
	measure_guest "$board" "$output"
}
