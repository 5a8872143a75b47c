# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # of name and scratch, which the test has
# What a commit message must be: for cli/*.sh, which source fail.sh before.

# pasteable FILE: each line is plain ASCII of 72 columns at most, has no blank at its end, and is
# none that git am, git's editor or git interpret-trailers take for anything but text.
pasteable() {
	if LC_ALL=C grep -n '.\{73\}' "$1" >&2; then
		fail "$name: a line is wider than 72 columns"
	fi
	if LC_ALL=C grep -n '[^ -~]' "$1" >&2; then
		fail "$name: a byte is not printable ASCII"
	fi
	if grep -n ' $' "$1" >&2; then
		fail "$name: a line ends in a blank"
	fi
	if grep -nE '^(#|---|diff |Index: |From |\(cherry)' "$1" >&2; then
		fail "$name: git takes a line for something else"
	fi
	if grep -nE '^[A-Za-z0-9-]+[[:blank:]]*:' "$1" >&2; then
		fail "$name: git takes a line for a trailer"
	fi
	survives_mail "$1"
}

# survives_mail FILE: git gets the message back as it was out of a mail with a patch.
survives_mail() {
	command -v git >/dev/null || return 0
	{
		printf 'From: A <a@example.org>\nSubject: x\n\n'
		cat "$1"
		printf -- '---\n a | 1 +\n\ndiff --git a/a b/a\n'
	} >"$scratch/mail"
	git mailinfo "$scratch/message" "$scratch/patch" <"$scratch/mail" >/dev/null
	diff "$1" "$scratch/message" >&2 || fail "$name: git am would not keep the message"
}
