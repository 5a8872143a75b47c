# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
#	quoted TEXT	prints it as one word of a shell

quoted() {
	case $1 in
	'' | *[!A-Za-z0-9_./,:=+@%-]*) printf "'%s'" "${1//\'/\'\\\'\'}" ;;
	*) printf '%s' "$1" ;;
	esac
}
