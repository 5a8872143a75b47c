# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# A suite's packages by an apt of our own, in the toolroot. Needs say.sh, cache.sh and
# archive.sh; $suite says which, and $log where apt's words go.
#
#	index_lock		lock 9 on the suite's indexes; exec 9>&- gives it back
#	index_open		sets $index; makes it if there is none
#	index_is_old		whether index_update is due
#	index_update		reads the indexes anew
#	apt TOOL ARGUMENT...	apt-get or apt-cache on them; signatures are checked
#	field PACKAGE FIELD	prints a field of the newest version

: "${cache:=}"
suite='' index='' log=''

# How long an index is believed. Older ones still work until a package is gone.
index_minutes=1440

index_lock() {
	lock 9 "$cache/kernels/index-$suite.lock" "reading the indexes of $suite"
}

index_is_old() {
	[ -z "$(find "$index/updated" -mmin "-$index_minutes" 2>/dev/null)" ]
}

# Our own apt, beside the toolroot's: its suite can be another one, and its state stays
# as it was made.
apt() {
	local tool=$1

	shift
	"$tool" -o Dir::State::lists="$index/lists" -o Dir::State::status="$index/status" \
		-o Dir::Cache="$index/cache" -o Dir::Etc::sourcelist="$index/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root \
		-o Acquire::Check-Valid-Until=false -o Acquire::Languages=none \
		-o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
		-o APT::Architectures::=amd64 -o APT::Architectures::=arm64 -o APT::Architectures::=riscv64 "$@"
}

index_open() {
	local tree

	index=$cache/kernels/index-$suite
	[ ! -d "$index/lists" ] || return 0
	rm -rf "$index.part"
	mkdir -p "$index.part/cache/archives/partial"
	: >"$index.part/status"
	# The mirror is the one that the toolroot came from.
	sed "s/ $TRACETOLL_IN_TOOLROOT / $suite /" /etc/apt/sources.list >"$index.part/sources.list"
	tree=$cache/toolroot-$TRACETOLL_IN_TOOLROOT
	if [ "$suite" = "$TRACETOLL_IN_TOOLROOT" ]; then
		# Its indexes are here already. apt renames new files into place, so a link will do.
		for tree in "$tree"-*; do
			[ -d "$tree/var/lib/apt/lists/partial" ] || continue
			cp -a "$tree/var/lib/apt/lists" "$index.part/"
			touch -r "$tree/etc/tracetoll-toolroot" "$index.part/updated"
			break
		done
	fi
	mkdir -p "$index.part/lists/partial"
	rm -rf "$index"
	mv -T "$index.part" "$index"
}

index_update() {
	step "reading the indexes of $suite"
	if apt apt-get update >"$log" 2>&1; then
		touch "$index/updated"
		step_done
		return 0
	fi
	case $(archive_failure "$log") in
	disk) die 6 "reading the indexes failed: the disk of $cache is full; free 1 GB, or set TRACETOLL_CACHE" ;;
	network) die 6 "no network: reading the indexes of $suite failed ($(archive_reason "$log")); connect, then run this again" ;;
	esac
	# Often it is one architecture's index, and another one is wanted.
	warn "an index of $suite is not consistent ($(archive_reason "$log")); going on with the rest"
}

field() {
	apt apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n "s/^$2: //p" | head -n 1
}
