# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What apt and dpkg said, in a word and in a line.
#
#	archive_failure LOG	prints disk, network or suite (missing or inconsistent)
#	archive_reason LOG	prints the first error that says more than that there was one

archive_failure() {
	if grep -qaE 'No space left on device|Disk quota|enough free space' "$1"; then
		echo disk
	elif grep -qaE 'Temporary failure (in name resolution|resolving)|Could not (resolve|connect)|Unable to connect|Connection (refused|timed out|failed)|Network is unreachable|Cannot initiate' "$1"; then
		echo network
	else
		echo suite
	fi
}

archive_reason() {
	local line

	line=$(grep -aE '^(E|dpkg: error|dpkg-deb: error|tar|mount)(:| )' "$1" |
		grep -vE 'apt-get .* failed|mmdebstrap failed' | head -n 1)
	[ -n "$line" ] || line=$(grep -av '^[[:space:]]*$' "$1" | tail -n 1)
	line=${line//[[:space:]]/ }
	printf '%.200s' "${line:-no answer}"
}
