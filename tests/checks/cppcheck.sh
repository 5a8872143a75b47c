#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The C sources of user space are clean under cppcheck. Exit 77: there is none to ask.
set -eu

command -v cppcheck >/dev/null || exit 77
# syntaxError: it does not parse register variables that a macro declares.
# comparePointers, subtractPointers: the two ends of a linker section are one array for us, two for it.
cppcheck --quiet --std=c17 --error-exitcode=1 --inline-suppr --max-configs=4 \
	--enable=warning,performance,portability \
	--suppress=missingIncludeSystem '--suppress=syntaxError:bench/*/system_call.h' --suppress=comparePointers --suppress=subtractPointers \
	--library=tests/checks/jansson.cfg --library=tests/checks/libbpf.cfg \
	-D_GNU_SOURCE -D__x86_64__ -Iharness -I. -Ibench/x86_64 \
	harness bench scripts/guest-init
echo "cppcheck has nothing to say"
