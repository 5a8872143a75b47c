# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # set and read by scripts/nightly and its other parts
#
# How much disk a fleet's folder may take. Needs say.sh, and of the other parts keep.
#
#	budget_set SIZE	a number with K, M or G; sets $budget, in kilobytes
#	budget_used	sets $kept, the kilobytes of what may be pruned, as the disk has them
#	budget_keep	prunes the oldest; never what the history lacks; counts in $pruned

budget=0 kept=0 pruned=0

budget_set() {
	local number=${1%[KMGkmg]}

	case $number in
	'' | *[!0-9]* | 0* | ????????*) die 2 "budget takes a size as 500M or 2G, not '$1'" ;;
	esac
	case $1 in
	*[Kk]) budget=$number ;;
	*[Mm]) budget=$((number * 1024)) ;;
	*[Gg]) budget=$((number * 1024 * 1024)) ;;
	*) die 2 "budget takes a size as 500M or 2G, not '$1'" ;;
	esac
}

budget_used() {
	local size rest

	kept=0
	while IFS=$'\t' read -r -d '' size rest; do
		kept=$((kept + size))
	done < <(du -sk0 "$folder/archive" "$folder/nights" "$folder/failed" 2>/dev/null)
}

# Raw files that wait for the history stay, and what is said of them.
budget_prune_night() {
	local file gone=0

	for file in "$1"/*; do
		[ -e "$file" ] || continue
		case $file in
		*.jsonl) continue ;;
		*.words) [ ! -e "${file%.words}.jsonl" ] || continue ;;
		esac
		rm -rf -- "$file" && gone=1
	done
	rmdir "$1" 2>/dev/null || :
	pruned=$((pruned + gone))
}

# The oldest first: what nobody can use, then what can be made again, then raw files.
budget_keep() {
	local file name day

	budget_used
	[ "$kept" -gt "$budget" ] || return 0
	for file in "$folder"/failed/*; do
		[ -e "$file" ] || continue
		rm -rf -- "$file" || :
		pruned=$((pruned + 1))
	done
	budget_used
	for day in "$folder"/nights/*/; do
		[ "$kept" -gt "$budget" ] || return 0
		day=${day%/}
		[ "$day" != "$night" ] || continue
		budget_prune_night "$day"
		budget_used
	done
	for file in "$folder"/archive/????-??-??*; do
		[ "$kept" -gt "$budget" ] || return 0
		name=${file##*/}
		[ -e "$file" ] || continue
		keep_is_in_history "$name" || {
			note "$name is not pruned: the history lacks it and does not take it: ${added:-no words}"
			continue
		}
		rm -f -- "$file" || continue
		pruned=$((pruned + 1))
		budget_used
	done
	[ "$kept" -le "$budget" ] || note "the budget is exceeded: $kept KB of $budget"
}
