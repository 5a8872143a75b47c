#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Adding a workload, a fact, a type of BPF programs, an export or a plot is one file; adding a
# configuration or an event is one row. Done here on a copy of the tree, with nothing else edited: `list` and `run` must know
# them. Exit 77: no C compiler, cmake, jansson, SQLite, libmd, libbpf, clang or bpftool to build the copy with.
set -u

command -v cmake >/dev/null || exit 77
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
failures=0

fail() {
	echo "not ok: $1"
	failures=$((failures + 1))
}

cp -r CMakeLists.txt CMakePresets.json harness bench bpf kmod plots "$copy"
# Only what the program is made of: the rest would have to be built, too.
sed -i '/add_subdirectory(\(kmod\|scripts.*\|tests\))/d' "$copy/CMakeLists.txt"

cat >"$copy/bench/spin.c" <<'SPIN'
#include "bench/workload.h"

static int spin_run(const struct workload_run *run)
{
	(void)run;
	return 0;
}

static const struct workload spin = {
	.name = "spin-of-a-test",
	.what = "a workload that is one file",
	.tracee = "spin_function",
	.run = spin_run,
};
REGISTER_WORKLOAD(spin);
SPIN

cat >"$copy/harness/doctor/fact_of_a_test.c" <<'FACT'
#include "doctor/fact.h"

static void look(const struct fact_place *place, struct fact_state *state)
{
	fact_say(state, FACT_FIT, "cpu %d of a test", place->cpu);
}

static const struct fact fact_of_a_test = {
	.name = "fact-of-a-test",
	.order = 7,
	.effect = "none",
	.remedy = "none",
	.look = look,
};
REGISTER_FACT(fact_of_a_test);
FACT

cat >"$copy/bpf/type-of-a-test.bpf.c" <<'TYPE'
#include "bpf/program.h"

CONFIGURATION(.pattern = "type-of-a-test", .registers = "a type that is one file",
	      .names = "type-of-a-test", .bpf = "type-of-a-test", .brings = BRINGS_DIRECT,
	      .expected = EXPECT(DIRECT, CALLOPS_DIRECT, DIRECT, DIRECT));
ATTACHED(.hook = BPF_HOOK_FUNCTION, .program_type = BPF_PROG_TYPE_TRACING,
	 .attach_type = BPF_TRACE_FENTRY, .runs_per_call = 1);
PROGRAMS("fentry");
TYPE

cat >"$copy/harness/export/export_of_a_test.c" <<'EXPORT'
#include "export/export.h"

static int write_name(FILE *out, const struct export_input *inputs, size_t count)
{
	fprintf(out, "%zu of %s\n", count, inputs[0].board);
	return 0;
}

static const struct export_format export_of_a_test = {
	.name = "export-of-a-test",
	.file_name = "test.txt",
	.read_by = "a reader of one file",
	.write = write_name,
};
REGISTER_EXPORT(export_of_a_test);
EXPORT

cat >"$copy/plots/plot-of-a-test.gp" <<'PLOT'
# SPDX-License-Identifier: GPL-2.0-only
# title: Plot of a "test"
# shows: A plot that is one file; $x @y ${z} [1;2]
# data: report
set output ARG2
print "100 %;\n"
PLOT

# row FILE TEXT: puts a row behind the first line of the table "rows"
row() {
	sed -i "/^static const struct .*_row rows\[\] = {/a $2" "$copy/$1"
}
row harness/config/configuration.c \
	'{ .pattern = "pair-of-a-test#", .registers = "# pairs", .names = "pair-of-a-test3", .standard = true, .number_min = 3, .number_max = 5, .relevant = 2, .expected = EXPECT(LIST, LIST, GLOBAL, LIST) },'
row harness/config/event.c \
	'{ .name = "event-of-a-test", .counts = "nothing", .type = PERF_TYPE_SOFTWARE, .config = PERF_COUNT_SW_DUMMY, .kernel = true },'

generator=()
command -v ninja >/dev/null && generator=(-G Ninja)
if ! cmake "${generator[@]}" -S "$copy" -B "$copy/build" -DCMAKE_BUILD_TYPE=None \
	>"$copy/log" 2>&1; then
	grep -qE 'jansson, the JSON|SQLite, which|libmd, which|libbpf, which loads|clang, which|bpftool, which|CMAKE_C_COMPILER' "$copy/log" && exit 77
	cat "$copy/log"
	exit 1
fi
cmake --build "$copy/build" --parallel "$(nproc)" --target tracetoll >"$copy/log" 2>&1 || {
	cat "$copy/log"
	exit 1
}
tracetoll=$copy/build/tracetoll

# shows WORDS TEXT: the list has it
shows() {
	# shellcheck disable=SC2086
	"$tracetoll" list $1 | grep -qF -- "$2" || fail "list $1 does not show '$2'"
}
shows workloads 'spin-of-a-test'
shows workloads 'a workload that is one file'
shows 'workloads --json' '"tracee": "spin_function"'
shows configs 'pair-of-a-testN'
shows configs 'N is 3 to 5; without -c: pair-of-a-test3'
shows configs 'type-of-a-test'
shows configs 'a type that is one file'
shows events 'event-of-a-test'
shows exports 'a reader of one file'
[ "$("$tracetoll" export tests/data/arm64-emulated.jsonl --to export-of-a-test)" = '1 of QEMU virt' ] ||
	fail 'export does not know export-of-a-test'

"$tracetoll" doctor --root "$copy" | grep -qx 'fit       fact-of-a-test cpu 0 of a test' ||
	fail 'doctor does not show fact-of-a-test'

# Nothing is drawn here: the folder holds what was built in.
TRACETOLL_GNUPLOT=/nowhere "$tracetoll" report --plot "$copy/pictures" tests/data/arm64-emulated.jsonl 2>"$copy/log"
cmp -s "$copy/plots/plot-of-a-test.gp" "$copy/pictures/plot-of-a-test.gp" ||
	fail 'report --plot has not the very script'
# shellcheck disable=SC2016
for text in 'Plot of a "test" on kloop, kernel instructions per call' \
	'A plot that is one file; $x @y ${z} [1;2]' \
	'gnuplot -d -c plot-of-a-test.gp plot-of-a-test-kloop-kernel-instructions'; do
	grep -qF -- "$text" "$copy/pictures/README" || fail "report --plot does not say '$text'"
done
# A script that tells nobody what it shows stops the build.
sed -i '/^# shows:/d' "$copy/plots/plot-of-a-test.gp"
cmake --build "$copy/build" --target tracetoll >"$copy/log" 2>&1 && fail 'a plot without "# shows:" is built in'
tr -s '\n ' '  ' <"$copy/log" | grep -q 'plot-of-a-test.gp: .* need "# shows: ..."' ||
	fail 'the build does not say what the plot lacks'

# says TEXT WORD...: run takes the words for what they are, or suggests the new name
says() {
	local text=$1

	shift
	"$tracetoll" run -o "$copy/out" "$@" 2>&1 | grep -qF -- "$text" ||
		fail "run $* does not say '$text'"
}
says "did you mean 'spin-of-a-test'?" -w spin-of-test
says "did you mean 'pair-of-a-test3'?" -c pear-of-a-test3
says "did you mean 'type-of-a-test'?" -c typo-of-a-test
says "it may be 3 to 5" -c pair-of-a-test6
says "did you mean 'event-of-a-test'?" -e events-of-a-test
says 'one word too many' -w spin-of-a-test -c pair-of-a-test4,type-of-a-test-count -e event-of-a-test more

[ "$failures" -eq 0 ] || exit 1
echo 'ok: a workload, a fact, a BPF type or a plot is one file, a configuration or an event is one row'
