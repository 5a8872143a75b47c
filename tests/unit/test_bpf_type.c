// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registered BPF types, and the rows of the table that name them.
 */
#include <bpf/libbpf.h>
#include <linux/bpf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "attach/bpf_type.h"
#include "config/configuration.h"

/* Those that there are at least. */
static const char *const types[] = {
	"fentry", "fexit",        "fmod_ret",        "fsession",       "kprobe", "kretprobe",
	"tp",     "kprobe-multi", "kretprobe-multi", "kprobe-session", "raw_tp", "perf-kprobe",
};

#define TYPES (sizeof(types) / sizeof(types[0]))

static void test_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < TYPES; i++) {
		const struct bpf_type *type = bpf_type_named(types[i], strlen(types[i]));

		if (!type)
			fail_msg("there is no type %s", types[i]);
		assert_string_equal(type->name, types[i]);
	}
	assert_null(bpf_type_named("kprobe", 3));
	assert_null(bpf_type_named("fentry2", 7));
	assert_null(bpf_type_named("", 0));
	assert_string_equal(bpf_type_named("kprobe-multi,fentry", 6)->name, "kprobe");
}

static void test_list(void **state)
{
	const struct bpf_type *type = NULL;
	const char *rest = bpf_type_next("kprobe,nosuch,fentry", &type);

	(void)state;
	assert_string_equal(type->name, "kprobe");
	rest = bpf_type_next(rest, &type);
	assert_null(type);
	rest = bpf_type_next(rest, &type);
	assert_string_equal(type->name, "fentry");
	assert_null(bpf_type_next(rest, &type));
	assert_null(bpf_type_next(NULL, &type));
	assert_null(bpf_type_next("", &type));
}

/* What a row names must be there: nothing else looks before it is attached. */
static void test_every_row_has_its_types(void **state)
{
	const struct configuration_row *row;
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		const struct bpf_type *type;

		for (const char *list = row->bpf; (list = bpf_type_next(list, &type)); rows++) {
			if (!type)
				fail_msg("%s names no type: %s", row->pattern, row->bpf);
		}
		if (row->bpf)
			assert_true(row->brings);
	}
	assert_true(rows >= TYPES);
}

/* Registered rows come after the table, by their names, each once. */
static void test_rows_are_in_order(void **state)
{
	const struct configuration_row *row;
	const char *before = NULL;
	size_t registered = 0;

	(void)state;
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		if (!row->bpf || strcmp(row->bpf, row->pattern))
			continue;
		if (before)
			assert_true(strcmp(before, row->pattern) < 0);
		before = row->pattern;
		registered++;
	}
	assert_true(registered >= TYPES);
}

static void test_bodies_are_names(void **state)
{
	static const char *const suffixes[BPF_BODY_TOTAL] = { "", "-count", "-map" };

	(void)state;
	for (size_t i = 0; i < TYPES; i++) {
		for (int body = 0; body < BPF_BODY_TOTAL; body++) {
			struct configuration configuration;
			char name[64];

			snprintf(name, sizeof(name), "%s%s", types[i], suffixes[body]);
			assert_int_equal(configuration_parse(name, &configuration), 0);
			assert_string_equal(configuration.row->pattern, types[i]);
			assert_int_equal(configuration.bpf_body, body);
			assert_int_equal(configuration.bpf_programs, 1);
		}
	}
}

/* Two instructions, "r0 = 0" and "exit": what is measured is the way to it. */
static void assert_empty(const struct bpf_type *type, struct bpf_object *object)
{
	const struct bpf_program *program =
		bpf_object__find_program_by_name(object, "tracetoll_empty");
	const struct bpf_insn *instructions;

	assert_non_null(program);
	instructions = bpf_program__insns(program);
	if (bpf_program__insn_cnt(program) != 2)
		fail_msg("%s: the empty program has %zu instructions", type->name,
			 bpf_program__insn_cnt(program));
	assert_int_equal(instructions[0].imm, 0);
	assert_int_equal(instructions[1].code, BPF_JMP | BPF_EXIT);
}

static void test_programs(void **state)
{
	(void)state;
	libbpf_set_print(NULL);
	for (size_t i = 0; i < TYPES; i++) {
		const struct bpf_type *type = bpf_type_named(types[i], strlen(types[i]));
		struct bpf_object *object;
		size_t size;
		const void *elf = type->elf(&size);

		object = bpf_object__open_mem(elf, size, NULL);
		assert_non_null(object);
		assert_empty(type, object);
		assert_non_null(bpf_object__find_program_by_name(object, "tracetoll_count"));
		assert_non_null(bpf_object__find_program_by_name(object, "tracetoll_map"));
		assert_non_null(bpf_object__find_map_by_name(object, "hits"));
		assert_true(type->manner->runs_per_call == 1 || type->manner->runs_per_call == 2);
		bpf_object__close(object);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_every_row_has_its_types),
		cmocka_unit_test(test_rows_are_in_order),
		cmocka_unit_test(test_bodies_are_names),
		cmocka_unit_test(test_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
