// SPDX-License-Identifier: GPL-2.0-only
/*
 * The environment of three machines that are only files, and of one that is nothing.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/utsname.h>

#include <cmocka.h>

#include "config/dispatch.h"
#include "fake_pmus.h"
#include "fake_root.h"
#include "machine/environment.h"

#define DEVICE_TREE "/sys/firmware/devicetree/base"
#define TRACEFS "/sys/kernel/tracing"
#define CPU0 "/sys/devices/system/cpu/cpu0"
#define VULNERABILITIES "/sys/devices/system/cpu/vulnerabilities"
#define BUILD_ID "/sys/module/tracetoll/notes/.note.gnu.build-id"

static struct fake_root root;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static void write_strings(const char *path, const char *strings, size_t size)
{
	/* The size of the array: the last zero is the device tree's own. */
	fake_root_write_bytes(&root, path, strings, size);
}

/* The member at "a.b". */
static json_t *at(json_t *object, const char *path)
{
	char name[64];
	size_t length = strcspn(path, ".");
	json_t *found;

	snprintf(name, sizeof(name), "%.*s", (int)length, path);
	found = json_object_get(object, name);
	if (!found)
		fail_msg("there is no member '%s'", name);
	return path[length] ? at(found, path + length + 1) : found;
}

static void assert_text(json_t *environment, const char *path, const char *text)
{
	const char *found = json_string_value(at(environment, path));

	if (!found || strcmp(found, text))
		fail_msg("%s is '%s', not '%s'", path, found ? found : "no string", text);
}

static void assert_null_at(json_t *environment, const char *path)
{
	if (!json_is_null(at(environment, path)))
		fail_msg("%s is not null", path);
}

static void assert_json(json_t *environment, const char *path, const char *expected)
{
	json_t *parsed = json_loads(expected, 0, NULL);

	assert_non_null(parsed);
	if (!json_equal(at(environment, path), parsed))
		fail_msg("%s is not %s", path, expected);
	json_decref(parsed);
}

static json_t *collect(bool instruction_clock)
{
	json_t *environment = environment_collect(root.path, 0, instruction_clock);

	assert_non_null(environment);
	assert_text(environment, "arch", architecture_name(architecture_of_build()));
	return environment;
}

static void test_arm64_guest(void **state)
{
	static const char note[] = "\4\0\0\0\4\0\0\0\3\0\0\0GNU\0\xde\xad\xbe\xef";
	json_t *environment;

	(void)state;
	write_strings(DEVICE_TREE "/model", "linux,dummy-virt", 17);
	write_strings(DEVICE_TREE "/compatible", "linux,dummy-virt", 17);
	fake_root_write(&root, "/proc/cmdline", "console=ttyAMA0 nokaslr\n");
	fake_root_write(&root, "/proc/sys/kernel/random/boot_id", "0f1e-2d\n");
	fake_root_write(&root, "/proc/version", "Linux version 7.2.12 (gcc-14)\n");
	fake_root_write(&root, "/proc/cpuinfo", "processor\t: 0\nCPU part\t: 0xd0c\n");
	fake_root_write(&root, CPU0 "/regs/identification/midr_el1", "0x00000000413fd0c1\n");
	fake_root_write(&root, TRACEFS "/current_tracer", "nop\n");
	fake_root_write(&root, "/proc/sys/net/core/bpf_jit_harden", "2\n");
	fake_root_write(&root, "/sys/bus/event_source/devices/software/type", "1\n");
	fake_root_write(&root, "/sys/bus/event_source/devices/armv8_pmuv3_0/type", "10\n");
	fake_root_write(&root, "/sys/module/tracetoll/srcversion", "0123456789ABCDEF\n");
	fake_root_write_bytes(&root, BUILD_ID, note, sizeof(note) - 1);
	environment = collect(true);
	assert_text(environment, "board", "linux,dummy-virt");
	assert_json(environment, "compatible", "[\"linux,dummy-virt\"]");
	assert_text(environment, "command_line", "console=ttyAMA0 nokaslr");
	assert_text(environment, "boot_id", "0f1e-2d");
	assert_text(environment, "compiler", "Linux version 7.2.12 (gcc-14)");
	assert_text(environment, "cpu.midr_el1", "0x00000000413fd0c1");
	assert_null_at(environment, "cpu.mvendorid");
	assert_text(environment, "tracing.current_tracer", "nop");
	assert_text(environment, "bpf.jit_harden", "2");
	assert_null_at(environment, "bpf.jit_enable");
	assert_json(environment, "pmus", "[\"armv8_pmuv3_0\", \"software\"]");
	assert_text(environment, "module.srcversion", "0123456789ABCDEF");
	assert_text(environment, "module.build_id", "deadbeef");
	assert_text(environment, "kaslr", "off");
	assert_json(environment, "emulation",
		    "{\"emulated\":true,\"instruction_clock\":true,\"machine\":\"qemu-virt\"}");
	assert_null_at(environment, "frequency.scaling_governor");
	json_decref(environment);
}

static void test_riscv_board(void **state)
{
	static const char compatible[] = "milkv,jupiter\0spacemit,k1-x";
	json_t *environment;

	(void)state;
	write_strings(DEVICE_TREE "/model", "Milk-V Jupiter", 15);
	write_strings(DEVICE_TREE "/compatible", compatible, sizeof(compatible));
	fake_root_write(&root, "/proc/cpuinfo",
			"processor\t: 0\nhart\t\t: 0\nisa\t\t: rv64imafdcv_zicsr\nmmu\t\t: sv39\n"
			"uarch\t\t: spacemit,x60\nmvendorid\t: 0x710\nmarchid\t\t: "
			"0x8000000058000001\nmimpid\t\t: 0x1000000049772200\n\n"
			"processor\t: 1\nuarch\t\t: another\n");
	fake_root_write(&root, CPU0 "/cpufreq/scaling_governor", "performance\n");
	fake_root_write(&root, CPU0 "/cpufreq/scaling_max_freq", "1600000\n");
	environment = collect(false);
	assert_text(environment, "board", "Milk-V Jupiter");
	assert_json(environment, "compatible", "[\"milkv,jupiter\", \"spacemit,k1-x\"]");
	assert_text(environment, "cpu.mvendorid", "0x710");
	assert_text(environment, "cpu.marchid", "0x8000000058000001");
	assert_text(environment, "cpu.isa", "rv64imafdcv_zicsr");
	assert_text(environment, "cpu.uarch", "spacemit,x60");
	assert_null_at(environment, "cpu.midr_el1");
	assert_text(environment, "frequency.scaling_governor", "performance");
	assert_text(environment, "frequency.scaling_max_freq", "1600000");
	assert_null_at(environment, "frequency.scaling_min_freq");
	assert_json(environment, "emulation",
		    "{\"emulated\":false,\"instruction_clock\":false,\"machine\":null}");
	json_decref(environment);

	/* Cores may differ: what counts is the one that is measured on. */
	environment = environment_collect(root.path, 1, false);
	assert_text(environment, "cpu.uarch", "another");
	assert_null_at(environment, "cpu.isa");
	json_decref(environment);
}

/* A header is about one type of cores, and says which and what others there are. */
static void test_core_types(void **state)
{
	json_t *environment;

	(void)state;
	fake_big_little(&root);
	environment = environment_collect(root.path, 5, false);
	assert_text(environment, "cpu.pmu", "armv8_cortex_a72");
	assert_text(environment, "core_type", "armv8_cortex_a72");
	assert_json(environment, "cpu.core_types",
		    "{\"armv8_cortex_a53\": \"0-3\", \"armv8_cortex_a72\": \"4-5\"}");
	json_decref(environment);
	environment = environment_collect(root.path, 0, false);
	assert_text(environment, "cpu.pmu", "armv8_cortex_a53");
	assert_text(environment, "core_type", "armv8_cortex_a53");
	json_decref(environment);
	/* One that no PMU counts. */
	environment = environment_collect(root.path, 6, false);
	assert_null_at(environment, "cpu.pmu");
	assert_null_at(environment, "core_type");
	json_decref(environment);
}

static void test_cores_that_are_alike(void **state)
{
	json_t *environment;

	(void)state;
	fake_riscv(&root);
	environment = collect(false);
	assert_text(environment, "cpu.pmu", "cpu");
	assert_null_at(environment, "cpu.core_types");
	assert_null_at(environment, "core_type");
	json_decref(environment);
}

/* Boards that were put together by hand: what their vendor did not fill in names nothing. */
static void test_names_that_vendors_leave(void **state)
{
	json_t *environment;

	(void)state;
	fake_root_write(&root, "/sys/class/dmi/id/product_name", "To Be Filled By O.E.M.\n");
	fake_root_write(&root, "/sys/class/dmi/id/board_name", "X570 Taichi\n");
	environment = collect(false);
	assert_text(environment, "board", "X570 Taichi");
	json_decref(environment);
	fake_root_write(&root, "/sys/class/dmi/id/board_name", "Default string\n");
	environment = collect(false);
	assert_string_not_equal(json_string_value(json_object_get(environment, "board")),
				"Default string");
	json_decref(environment);
	/* Better than the host's name, which says nothing of the board. */
	write_strings(DEVICE_TREE "/compatible", "vendor,board\0vendor,chip", 25);
	environment = collect(false);
	assert_text(environment, "board", "vendor,board");
	json_decref(environment);
}

static void test_x86_pc(void **state)
{
	char path[256], text[64] = "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y\nCONFIG_HZ=250\n";
	struct utsname kernel;
	json_t *environment;

	(void)state;
	uname(&kernel);
	snprintf(path, sizeof(path), "/boot/config-%s", kernel.release);
	fake_root_write(&root, path, text);
	fake_root_write(&root, "/sys/class/dmi/id/product_name", "OptiPlex 7050\n");
	fake_root_write(&root, "/sys/class/dmi/id/sys_vendor", "Dell Inc.\n");
	fake_root_write(&root, "/proc/cpuinfo",
			"processor\t: 0\nmodel\t\t: 158\nmodel name\t: Intel(R) Core(TM) i5-7500\n"
			"microcode\t: 0xf8\nflags\t\t: fpu vme de\n");
	fake_root_write(&root, VULNERABILITIES "/retbleed", "Mitigation: IBRS\n");
	fake_root_write(&root, VULNERABILITIES "/meltdown", "Mitigation: PTI\n");
	environment = collect(false);
	assert_text(environment, "board", "OptiPlex 7050");
	assert_text(environment, "cpu.model name", "Intel(R) Core(TM) i5-7500");
	assert_text(environment, "cpu.microcode", "0xf8");
	assert_json(environment, "vulnerabilities",
		    "{\"meltdown\": \"Mitigation: PTI\", \"retbleed\": \"Mitigation: IBRS\"}");
	assert_text(environment, "kernel.release", kernel.release);
	assert_text(environment, "kernel.config.HZ", "250");
	assert_text(environment, "kernel.config.DYNAMIC_FTRACE_WITH_DIRECT_CALLS", "y");
	assert_int_equal(
		strncmp(json_string_value(at(environment, "kernel.config_digest")), "fnv1a64:", 8),
		0);
	assert_null_at(environment, "compatible");
	assert_json(environment, "emulation",
		    "{\"emulated\":false,\"instruction_clock\":false,\"machine\":null}");
	json_decref(environment);
}

static void test_nothing_at_all(void **state)
{
	static const char *const nulls[] = {
		"kernel.config_digest",
		"kernel.config",
		"compiler",
		"boot_id",
		"command_line",
		"module.build_id",
		"module.srcversion",
		"cpu.midr_el1",
		"cpu.model name",
		"cpu.isa",
		"cpu.pmu",
		"cpu.core_types",
		"core_type",
		"compatible",
		"frequency.scaling_governor",
		"frequency.scaling_cur_freq",
		"pmus",
		"vulnerabilities",
		"tracing.current_tracer",
		"emulation.machine",
	};
	json_t *environment = collect(false);

	(void)state;
	for (size_t i = 0; i < sizeof(nulls) / sizeof(nulls[0]); i++)
		assert_null_at(environment, nulls[i]);
	assert_text(environment, "kaslr", "unknown");
	assert_int_equal(json_integer_value(at(environment, "cpu.number")), 0);
	assert_true(json_is_false(at(environment, "emulation.emulated")));
	json_decref(environment);
	/* An instruction clock is an emulator's, whatever the files do not say. */
	environment = collect(true);
	assert_true(json_is_true(at(environment, "emulation.emulated")));
	json_decref(environment);
}

/* Whatever a firmware writes, the header can be written and says null there. */
static void test_text_that_is_no_utf8(void **state)
{
	static const char compatible[] = "good,board\0b\xe4"
					 "d,board";
	json_t *environment;
	char *dumped;

	(void)state;
	write_strings(DEVICE_TREE "/model",
		      "Stra\xdf"
		      "e",
		      7);
	write_strings(DEVICE_TREE "/compatible", compatible, sizeof(compatible));
	fake_root_write(&root, "/sys/class/dmi/id/product_name", "The other name\n");
	fake_root_write(&root, "/proc/cmdline", "quiet \xff\xfe\n");
	fake_root_write(&root, "/proc/cpuinfo",
			"processor\t: 0\nmodel name\t: Fuj\xefitsu\nisa\t\t: rv64gc\n");
	environment = collect(false);
	assert_text(environment, "board", "The other name");
	assert_json(environment, "compatible", "[\"good,board\", null]");
	assert_null_at(environment, "command_line");
	assert_null_at(environment, "cpu.model name");
	assert_text(environment, "cpu.isa", "rv64gc");
	dumped = json_dumps(environment, JSON_COMPACT);
	assert_non_null(dumped);
	free(dumped);
	json_decref(environment);
}

static void assert_machine(const char *name)
{
	const char *found = environment_virtual_machine(root.path);

	if (!name)
		assert_null(found);
	else
		assert_string_equal(found, name);
}

static void test_virtual_machines(void **state)
{
	static const char second[] = "sifive,hifive\0riscv-virtio";

	(void)state;
	assert_machine(NULL);
	fake_root_write(&root, "/proc/cpuinfo", "flags\t\t: fpu hypervisor lahf_lm\n");
	assert_machine("hypervisor");
	fake_root_write(&root, "/sys/class/dmi/id/sys_vendor", "QEMU\n");
	assert_machine("qemu-pc");
	write_strings(DEVICE_TREE "/compatible", second, sizeof(second));
	assert_machine("qemu-virt");
	write_strings(DEVICE_TREE "/compatible", "linux,dummy-virtual", 20);
	assert_machine("qemu-pc");
}

/* Where this architecture's kernels are linked to, as their own sources have it. */
static uint64_t link_address(void)
{
	switch (architecture_of_build()) {
	case ARCHITECTURE_ARM64:
		return UINT64_C(0xffff800080000000);
	case ARCHITECTURE_RISCV64:
		return UINT64_C(0xffffffff80000000);
	case ARCHITECTURE_X86_64:
		break;
	}
	return UINT64_C(0xffffffff81000000);
}

static void assert_kaslr(const char *expected, unsigned int symbols_before, uint64_t text)
{
	size_t size = 100 * ((size_t)symbols_before + 4);
	char *kallsyms = malloc(size);
	size_t used = 0;
	const char *found;

	assert_non_null(kallsyms);
	for (unsigned int i = 0; i < symbols_before; i++)
		used += (size_t)snprintf(kallsyms + used, size - used,
					 "%016x A per_cpu_variable_%u\n", 64 * i, i);
	snprintf(kallsyms + used, size - used,
		 "%016" PRIx64 " T _stext\n%016" PRIx64 " T _text\n%016" PRIx64 " t after\n", text,
		 text, text);
	fake_root_write(&root, "/proc/kallsyms", kallsyms);
	free(kallsyms);
	found = environment_kaslr(root.path);
	if (strcmp(found, expected))
		fail_msg("text at %" PRIx64 " behind %u symbols: '%s', not '%s'", text,
			 symbols_before, found, expected);
}

static void test_kaslr_by_symbols(void **state)
{
	const uint64_t base = link_address();

	(void)state;
	/* The symbols decide, even against the command line. */
	fake_root_write(&root, "/proc/cmdline", "nokaslr\n");
	assert_kaslr("off", 0, base);
	assert_kaslr("on", 0, base + (UINT64_C(18) << 20));
	assert_kaslr("on", 0, base + UINT64_C(0x2814e2a00000));
	assert_kaslr("on", 0, base - (UINT64_C(32) << 20));
	/* x86 before 6.15 puts hundreds of per-CPU offsets before the text. */
	assert_kaslr("on", 2000, base + (UINT64_C(18) << 20));
	assert_kaslr("off", 2000, base);
}

static void test_kaslr_by_command_line(void **state)
{
	(void)state;
	/* Without the privilege all addresses are 0. */
	assert_kaslr("unknown", 0, 0);
	fake_root_write(&root, "/proc/cmdline", "quiet nokaslr ro\n");
	assert_kaslr("off", 0, 0);
	fake_root_write(&root, "/proc/kallsyms", " _text\n");
	assert_string_equal(environment_kaslr(root.path), "off");
	fake_root_write(&root, "/proc/kallsyms", "");
	fake_root_write(&root, "/proc/cmdline", "quiet ro\n");
	assert_string_equal(environment_kaslr(root.path), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_arm64_guest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_riscv_board, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names_that_vendors_leave, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_core_types, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cores_that_are_alike, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_x86_pc, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_at_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_text_that_is_no_utf8, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_virtual_machines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kaslr_by_symbols, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_kaslr_by_command_line, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
