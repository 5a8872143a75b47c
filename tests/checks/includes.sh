#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Includes point one way: each folder includes only what its row allows. The measuring side
# and the reading side share the result file and never see each other.
set -u

# What a folder may include: whole folders, or single headers by their path.
table() {
	sed 's/#.*//' <<'TABLE'
	config   config exit_code.h
	result   result config
	stats    stats config result
	report   report stats result config
	compare  compare report stats result config
	boards   boards compare report stats result config
	plot     plot boards report stats result config plot_scripts.h
	page     page plot boards compare report stats result config page_files.inc
	track    track compare report stats result config
	export   export report stats result config
	site     site config
	attach   attach site machine config result kmod/tracetoll_ioctl.h system_calls.h
	machine  machine config result
	doctor   doctor machine config result
	measure  measure attach site machine config result bench stats/interval.h stats/order.h stats/walsh.h known_loop.h clock_count.h counter_read.h kmod/tracetoll_ioctl.h
	verify   verify measure attach site machine config result bench kmod/tracetoll_ioctl.h
	bench    bench config/nearest.h kmod/tracetoll_ioctl.h system_call.h known_loop.h clock_count.h return_instruction.h
	verbs    anything
	main.c   verbs config version.h
	bpf      bpf attach/bpf_type.h config/configuration.h
	kmod     kmod   # builds alone, against the kernel's own headers
TABLE
}

# No way leads from these to those, however long.
reading='stats report compare boards plot page track export'
measuring='verify doctor measure attach site machine'

# allowed FOLDER: its row
allowed() {
	table | awk -v folder="$1" '$1 == folder { $1 = ""; print; found = 1 } END { exit !found }'
}

# within FOLDER TARGET: whether the row has the target, or the folder it lies in
within() {
	local word row

	row=$(allowed "$1") || return 1
	for word in $row; do
		[[ $word == anything || $word == "$2" || $word == "${2%%/*}" ]] && return 0
	done
	return 1
}

# check_includes TREE: a line for each include that no row allows
check_includes() {
	local file line target folder seen=0 bad=0

	while IFS=: read -r file line target; do
		seen=$((seen + 1))
		folder=${file#harness/}
		folder=${folder%%/*}
		target=${target#*\"}
		target=${target%%\"*}
		# A header of the same folder may be named without it.
		[[ $target != */* && -e $1/${file%/*}/$target && $file == */*/* ]] &&
			target=$folder/$target
		[[ $target != */* && $folder == kmod ]] && target=kmod/$target
		if ! allowed "$folder" >/dev/null; then
			echo "$file:$line: there is no row for $folder in tests/checks/includes.sh"
		elif [[ $target == *..* ]]; then
			echo "$file:$line: \"$target\" climbs; includes start at harness/ or the root"
		elif ! within "$folder" "$target"; then
			echo "$file:$line: $folder may not include \"$target\", only$(allowed "$folder")"
		else
			continue
		fi
		bad=$((bad + 1))
	done < <(cd "$1" && grep -rnE --include='*.[chS]' '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' \
		harness bench bpf kmod)
	[ "$bad" -eq 0 ] && [ "$seen" -gt 0 ]
}

# reached FOLDER...: they and all that rows lead on to, one a line
reached() {
	local found="$*" before='' folder

	while [[ $found != "$before" ]]; do
		before=$found
		for folder in $found; do
			found+=" $(allowed "${folder%%/*}" || true)"
		done
		found=$(tr -s ' ' '\n' <<<"$found" | sort -u | xargs)
	done
	tr ' ' '\n' <<<"$found"
}

failures=0
fail() {
	echo "not ok: $1"
	failures=$((failures + 1))
}

check_includes . || fail 'an include points the wrong way'

# shellcheck disable=SC2086
for folder in $measuring; do
	reached $reading | sed 's,/.*,,' | grep -qx "$folder" &&
		fail "the table lets the reading side reach $folder"
done

# The check itself: each planted include must be found, and a clean tree be clean.
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/harness/{config,stats,report,measure,verbs,site,plot,garden} "$tree"/{bench/arm64,bpf,kmod}

# plant FILE INCLUDE FOUND: 1 if the check must complain of it, 0 if not
plant() {
	local found=0

	echo "#include \"config/path.h\"" >"$tree/harness/config/sound.c"
	echo "	#  include \"$2\"" >"$tree/$1"
	check_includes "$tree" >"$tree/said" || found=1
	[ "$found" -eq "$3" ] || fail "$1 with \"$2\" planted: found $found, not $3"
	[ "$found" -eq 0 ] || grep -q "^$1:1: " "$tree/said" || fail "$1: named wrongly"
	rm "$tree/$1"
}
plant harness/stats/a.c measure/plan.h 1
plant harness/report/a.h site/site.h 1
plant harness/report/a.c attach/device.h 1
plant harness/stats/a.c kmod/tracetoll_ioctl.h 1
plant harness/config/a.c result/record.h 1
plant harness/measure/a.c stats/summary.h 1
plant harness/measure/a.c verbs/verb.h 1
plant harness/site/a.c ../measure/plan.h 1
plant harness/garden/a.c config/path.h 1
plant harness/plot/a.c measure/plan.h 1
plant harness/plot/a.c page/page.h 1
plant bench/a.c config/path.h 1
plant bench/arm64/a.h measure/plan.h 1
plant kmod/a.c harness/config/path.h 1
plant kmod/a.S config/path.h 1
plant bpf/a.bpf.c attach/device.h 1
plant bpf/a.bpf.c kmod/tracetoll_ioctl.h 1
plant harness/main.c measure/plan.h 1
plant harness/measure/a.c bench/workload.h 0
plant harness/verbs/a.c report/report.h 0
plant harness/report/a.c stats/summary.h 0
plant bench/a.c config/nearest.h 0
plant bpf/a.bpf.c bpf/program.h 0
plant bpf/program.h attach/bpf_type.h 0
plant kmod/a.c tracee.h 0
rm -r "$tree"/harness/config/sound.c
check_includes "$tree" >/dev/null && fail 'a tree without includes passes'

[ "$failures" -eq 0 ] || exit 1
echo 'ok: every include points the allowed way'
