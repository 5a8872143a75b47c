// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is written into tracefs for each kind, and whether a kernel can do it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "attach/tracefs_instance.h"
#include "attach/tracefs_kind.h"
#include "fake_root.h"

#define TRACEFS "/sys/kernel/tracing"
#define ADDRESS UINT64_C(0xffff800080012340)

/* Of 7.2's README, and of 6.12's, which lacks "f". */
#define README_KPROBE                                                                  \
	"tracing mini-HOWTO:\n"                                                        \
	"  dynamic_events\t\t- Create/append/remove/show the generic dynamic events\n" \
	"\t   Format: p[:[<group>/][<event>]] <place> [<args>]\n"                      \
	"\t           r[maxactive][:[<group>/][<event>]] <place> [<args>]\n"
#define README_FPROBE README_KPROBE "\t           f[:[<group>/][<event>]] <func-name>[%return]\n"

static void make_kernel(struct fake_root *root)
{
	fake_root_make(root);
	fake_root_write(root, TRACEFS "/README", README_FPROBE);
	fake_root_write(root, TRACEFS "/available_tracers", "blk function_graph function nop\n");
	fake_root_write(root, TRACEFS "/dynamic_events", "");
	fake_root_write(root, TRACEFS "/events/syscalls/enable", "0\n");
}

static int available(const struct fake_root *root, const char *name, struct complaint *complaint)
{
	struct configuration configuration;

	memset(complaint, 0, sizeof(*complaint));
	assert_int_equal(configuration_parse(name, &configuration), 0);
	return tracefs_available(root->path, configuration.row, complaint);
}

static void assert_missing(const struct fake_root *root, const char *name, const char *why)
{
	struct complaint complaint;

	assert_int_equal(available(root, name, &complaint), -EOPNOTSUPP);
	if (!strstr(complaint.tried, why))
		fail_msg("%s: '%s' is not in '%s'", name, why, complaint.tried);
}

/* Each row that wants tracefs finds its kind, and each says one way. */
static void test_every_row_has_its_kind(void **state)
{
	const struct configuration_row *row;
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		const struct tracefs_kind *kind;

		if (!row->tracefs)
			continue;
		kind = tracefs_kind_find(row->tracefs);
		assert_non_null(kind);
		assert_int_equal(!!kind->tracer + !!kind->probe + !!kind->event, 1);
		assert_int_equal(!!kind->probe, kind->place != PLACE_NONE);
		assert_int_equal(!!kind->event, row->system_call);
		assert_true(kind->entries > 0);
		assert_non_null(kind->option);
		rows++;
	}
	assert_true(rows >= 8);
	assert_null(tracefs_kind_find("tracer"));
}

static void test_tracee_of_a_symbol(void **state)
{
	static const char *const none[] = { "0xffff800080012340", "",          "vfs_read",
					    "vfs_read+0x4/0x18",  "+0x0/0x18", "vfs_read+0x0" };
	struct tracefs_tracee tracee;
	char word[256];

	(void)state;
	assert_true(tracefs_tracee_read(ADDRESS, "vfs_read+0x0/0x330", &tracee));
	assert_string_equal(tracee.name, "vfs_read");
	assert_string_equal(tracee.module, "");
	tracefs_filter_word(&tracee, word, sizeof(word));
	assert_string_equal(word, "vfs_read");
	assert_true(tracefs_tracee_read(ADDRESS, "f.part.0+0x0/0x18 [tracetoll]", &tracee));
	assert_string_equal(tracee.module, "tracetoll");
	tracefs_filter_word(&tracee, word, sizeof(word));
	assert_string_equal(word, "f.part.0:mod:tracetoll");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_false(tracefs_tracee_read(ADDRESS, none[i], &tracee));
}

static void assert_defined(const char *name, const char *wanted)
{
	struct tracefs_tracee tracee;
	char text[256];

	assert_true(tracefs_tracee_read(ADDRESS, "f+0x0/0x18 [tracetoll]", &tracee));
	tracefs_definition(tracefs_kind_find(name), "group", "event", &tracee, text, sizeof(text));
	assert_string_equal(text, wanted);
}

static void test_definitions(void **state)
{
	(void)state;
	assert_defined("event-kprobe", "p:group/event 0xffff800080012340");
	assert_defined("event-kretprobe", "r:group/event 0xffff800080012340");
	assert_defined("event-fprobe", "f:group/event f");
	assert_defined("event-fprobe-exit", "f:group/event f%return");
}

static void test_kernel_with_all(void **state)
{
	const struct configuration_row *row;
	struct fake_root root;
	struct complaint complaint;

	(void)state;
	make_kernel(&root);
	for (size_t i = 0; (row = configuration_row_at(i)); i++)
		assert_int_equal(tracefs_available(root.path, row, &complaint), 0);
	fake_root_remove(&root);
}

static void test_kernels_that_lack_something(void **state)
{
	struct fake_root root;
	struct complaint complaint;
	char path[256];

	(void)state;
	make_kernel(&root);
	fake_root_write(&root, TRACEFS "/README", README_KPROBE);
	assert_missing(&root, "event-fprobe", "no fprobe events (CONFIG_FPROBE_EVENTS)");
	assert_missing(&root, "event-fprobe-exit", "no fprobe events (CONFIG_FPROBE_EVENTS)");
	assert_int_equal(available(&root, "event-kretprobe", &complaint), 0);

	/* One tracer's name begins another's. */
	fake_root_write(&root, TRACEFS "/available_tracers", "function_graph nop\n");
	assert_missing(&root, "tracer-function", "no tracer function (CONFIG_FUNCTION_TRACER)");
	assert_int_equal(available(&root, "tracer-graph", &complaint), 0);
	fake_root_write(&root, TRACEFS "/available_tracers", "nop\n");
	assert_missing(&root, "tracer-graph", "(CONFIG_FUNCTION_GRAPH_TRACER)");

	snprintf(path, sizeof(path), "%s" TRACEFS "/dynamic_events", root.path);
	assert_int_equal(unlink(path), 0);
	assert_missing(&root, "event-kprobe", "no kprobe events (CONFIG_KPROBE_EVENTS)");

	snprintf(path, sizeof(path), "%s" TRACEFS "/events/syscalls/enable", root.path);
	assert_int_equal(unlink(path), 0);
	*strrchr(path, '/') = '\0';
	assert_int_equal(rmdir(path), 0);
	assert_missing(&root, "event-syscall", "system calls (CONFIG_FTRACE_SYSCALLS)");
	fake_root_remove(&root);
}

static void test_not_mounted(void **state)
{
	struct fake_root root;
	struct complaint complaint;

	(void)state;
	fake_root_make(&root);
	assert_missing(&root, "tracer-function", "tracefs is not mounted");
	assert_int_equal(available(&root, "event-kprobe", &complaint), -EOPNOTSUPP);
	assert_non_null(strstr(complaint.advice, "mount -t tracefs"));
	assert_int_equal(available(&root, "ops1", &complaint), 0);
	/* In debugfs it is found, too. */
	fake_root_write(&root, "/sys/kernel/debug/tracing/README", README_KPROBE);
	fake_root_write(&root, "/sys/kernel/debug/tracing/dynamic_events", "");
	assert_int_equal(available(&root, "event-kprobe", &complaint), 0);
	fake_root_remove(&root);
}

/* An instance whose files are there already. */
static void make_instance(struct fake_root *root, struct tracefs_instance *instance)
{
	fake_root_make(root);
	snprintf(instance->path, sizeof(instance->path), "%s/x", root->path);
}

static int filter_holds(const struct fake_root *root, const struct tracefs_instance *instance,
			const char *text, const char *name, const char *module)
{
	fake_root_write(root, "/x/set_ftrace_filter", text);
	return tracefs_instance_check_filter(instance, name, module);
}

static void test_filter_is_read_back(void **state)
{
	struct tracefs_instance instance;
	struct fake_root root;

	(void)state;
	make_instance(&root, &instance);
	assert_int_equal(filter_holds(&root, &instance, "f\n", "f", ""), 0);
	assert_int_equal(filter_holds(&root, &instance, "f [m]\n", "f", "m"), 0);
	assert_int_equal(filter_holds(&root, &instance, "f [m]\n", "f", ""), -ESRCH);
	assert_int_equal(filter_holds(&root, &instance, "g\n", "f", ""), -ESRCH);
	assert_int_equal(
		filter_holds(&root, &instance, "#### all functions enabled ####\n", "f", ""),
		-ESRCH);
	assert_int_equal(filter_holds(&root, &instance, "f\nf\n", "f", ""), -ENOTUNIQ);
	assert_int_equal(filter_holds(&root, &instance, "f\nf [m]\n", "f", ""), -ENOTUNIQ);
	fake_root_remove(&root);
}

static void test_entries(void **state)
{
	static const char stats[] = "entries: %u\noverrun: %u\ncommit overrun: 9\nbytes: 1\n"
				    "now ts:     0.497474\ndropped events: 0\nread events: 0\n";
	struct tracefs_instance instance;
	struct fake_root root;
	char text[256];
	uint64_t entries;

	(void)state;
	make_instance(&root, &instance);
	snprintf(text, sizeof(text), stats, 5, 100);
	fake_root_write(&root, "/x/per_cpu/cpu0/stats", text);
	snprintf(text, sizeof(text), stats, 1, 0);
	fake_root_write(&root, "/x/per_cpu/cpu12/stats", text);
	assert_int_equal(tracefs_instance_entries(&instance, 0, &entries), 0);
	assert_int_equal(entries, 105);
	assert_int_equal(tracefs_instance_all_entries(&instance, &entries), 0);
	assert_int_equal(entries, 106);
	assert_int_equal(tracefs_instance_entries(&instance, 1, &entries), -ENOENT);
	fake_root_write(&root, "/x/per_cpu/cpu0/stats", "entries: many\n");
	assert_int_equal(tracefs_instance_entries(&instance, 0, &entries), -EBADMSG);
	assert_int_equal(tracefs_instance_all_entries(&instance, &entries), -EBADMSG);
	fake_root_remove(&root);
}

static void test_instance_is_noted_and_not_taken_from_others(void **state)
{
	struct tracefs_instance instance, second;
	struct fake_root root;
	struct journal journal;
	struct complaint complaint;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/instances/other/trace", "");
	assert_int_equal(journal_open(root.path, &journal, &complaint), 0);
	assert_int_equal(tracefs_instance_make(&instance, root.path, &journal, &complaint), 0);
	assert_int_equal(access(instance.path, F_OK), 0);
	assert_int_equal(tracefs_instance_make(&second, root.path, &journal, &complaint), -EEXIST);
	assert_non_null(strstr(complaint.advice, "tracetoll restore"));
	assert_int_equal(journal_undo(&journal, 0, &complaint), 0);
	assert_int_not_equal(access(instance.path, F_OK), 0);
	journal_close(&journal);
	fake_root_remove(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_has_its_kind),
		cmocka_unit_test(test_tracee_of_a_symbol),
		cmocka_unit_test(test_definitions),
		cmocka_unit_test(test_kernel_with_all),
		cmocka_unit_test(test_kernels_that_lack_something),
		cmocka_unit_test(test_not_mounted),
		cmocka_unit_test(test_filter_is_read_back),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_instance_is_noted_and_not_taken_from_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
