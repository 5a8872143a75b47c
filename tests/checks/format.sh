#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The C sources look as .clang-format says. Exit 77: there is no clang-format 14, and
# another one would want other line breaks.
set -eu

formatter=$(command -v clang-format-14 || command -v clang-format) || exit 77
"$formatter" --version | grep -q 'version 14\.' || exit 77
find harness bench bpf kmod tests scripts -name '*.[ch]' -print0 |
	xargs -0 "$formatter" --dry-run -Werror
echo "every C source is formatted"
