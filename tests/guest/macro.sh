#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# hyperfine compares configurations of a whole command in a guest: each is proven, the time is
# that of the bare command, and what fails is said. Exit 77: hyperfine cannot be had now.
set -eu
# shellcheck source=tests/guest/tap/tap.sh
. tests/guest/tap/tap.sh
not_on_debug "it is about times"

calls=2000
read=(dd if=/dev/zero of=/dev/null bs=512 "count=$calls")

if ! scripts/guest-tools path "$architecture" >/dev/null 2>&1 &&
	! scripts/guest-tools fetch "$architecture" </dev/null; then
	echo "1..0 # SKIP hyperfine and busybox cannot be had now"
	exit 77
fi

# macro FOLDER WORD...: scripts/macro into $work/FOLDER
macro() {
	scripts/macro --arch "$architecture" --no-build --kernel "${kernels%%[[:space:]]*}" \
		-o "$work/$1" "${@:2}" </dev/null
}

says() {
	grep -qF -- "$1" "$work/$2"
}

# mean CONFIGURATION: nanoseconds by hyperfine, which are instructions here
mean() {
	awk -v wanted="\"$1\"" '
		$1 == "\"mean\":" { mean = $2 + 0 }
		$1 == "\"configuration\":" && $2 == wanted { printf "%.0f\n", mean * 1e9 }' \
		"$work/compared/hyperfine.json"
}

# adds MORE LESS LOW HIGH: what a call takes more with MORE is from LOW to HIGH instructions
adds() {
	local more less

	more=$(mean "$1") less=$(mean "$2")
	echo "# a call takes $(((more - less) / calls)) instructions more with $1 than with $2"
	[ $(((more - less) / calls)) -ge "$3" ] && [ $(((more - less) / calls)) -le "$4" ]
}

check "three configurations of dd: 0" \
	test "$(status_of macro compared -c none,ops1,ops2 --runs 5 -- "${read[@]}")" -eq 0
for word in 'times are instructions' 'does not interleave' 'Summary' 'configuration = none' \
	'configuration = ops1' 'configuration = ops2'; do
	check "it says: $word" says "$word" out
done
for configuration in none ops1 ops2; do
	check "$configuration: is proven" grep -q '"doubt":null' "$work/compared/hold-$configuration.json"
	check "$configuration: hyperfine's result" test -n "$(mean $configuration)"
done
for configuration in ops1 ops2; do
	# busybox is static: nothing but dd itself reads.
	check "$configuration: its calls are counted" \
		grep -q "\"calls\":$calls," "$work/compared/hold-$configuration.json"
done
# Loading the module and attaching take millions: they are not in it.
check "ops1 adds some instructions to each call" adds ops1 none 20 100
check "ops2 adds more" adds ops2 ops1 50 1000

check "one that is not there is left out: 0" \
	test "$(status_of macro left-out -c none,direct-far --runs 2 -- "${read[@]}")" -eq 0
if [ "$architecture" = riscv64 ]; then
	check "and named" says 'direct-far is left out' err
fi
check "nothing is there: 4" test "$(status_of macro nothing -c ops1 --tracee no_such -- "${read[@]}")" -eq 4
check "a command that fails is not timed: 6" test "$(status_of macro fails -c none -- dd if=/none)" -eq 6
check "and that is said" says 'the command ended with 1; what fails is not timed' err
check "an unknown configuration: 2" test "$(status_of macro unknown -c none,opps1 -- "${read[@]}")" -eq 2
check "with the nearest name" says "did you mean 'ops1'?" err
check "a command that is not there: 127" test "$(status_of macro gone -c none -- /none)" -eq 127
finish
