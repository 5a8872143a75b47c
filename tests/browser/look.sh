#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# look.sh plants|pages|injection|accessibility: opens what make.sh made in headless Chromium. The
# browser is Debian's: that of its own tree (scripts/toolroot --tree browser make), else
# this machine's. Exit 77: there is none, or no axe-core for what needs it.
set -eu

what=$1
: "${PAGES:?the folder that make.sh makes pages in}"
here=$PWD/tests/browser

if scripts/toolroot --tree browser path >/dev/null 2>&1; then
	browser=(scripts/toolroot --tree browser run --bind "$PAGES" -- env CHROMIUM=chromium-headless-shell)
else
	for program in chromium node pdftotext; do
		command -v "$program" >/dev/null || {
			echo "no $program here, and no tree with one; run scripts/toolroot --tree browser make"
			exit 77
		}
	done
	browser=(env CHROMIUM=chromium)
fi

axe=
if modules=$(scripts/browser-modules path 2>/dev/null); then
	axe=$modules/axe-core/axe.min.js
fi

look() {
	"${browser[@]}" node "$here/$1.mjs" "${@:2}"
}

mkdir -p "$PAGES"
case $what in
plants) look plants "$PAGES" ;;
pages) look pages "$PAGES" ;;
injection) look injection "$PAGES/strings" "$PAGES" ;;
accessibility)
	[ "$axe" ] || {
		echo "axe-core is not there; run scripts/browser-modules make"
		exit 77
	}
	look plants "$PAGES/strings" "$axe"
	look accessibility "$PAGES" "$axe"
	;;
*)
	echo "there is nothing called $what" >&2
	exit 2
	;;
esac
