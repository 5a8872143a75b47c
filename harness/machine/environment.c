// SPDX-License-Identifier: GPL-2.0-only
#include "machine/environment.h"

#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "config/dispatch.h"
#include "config/tracefs.h"
#include "machine/kernel_config.h"
#include "machine/pmu.h"
#include "machine/system_file.h"

#define TEXT_SIZE 4096
#define CPUINFO_SIZE (4U << 20) /* a thousand CPUs of x86, at 1.5 KiB each, and room */
/*
 * Sorted by address, so the text's first symbol is near the top; but x86 before 6.15 has
 * its per-CPU offsets there, hundreds of them.
 */
#define KALLSYMS_SIZE (256U << 10)
#define DEVICE_TREE "/sys/firmware/devicetree/base"

/* A file's text as a JSON string; null if there is none or it is no UTF-8. */
/* clang-format off */
#define FILE_TEXT(root, ...) \
	text_object(system_file_line(root, (char[TEXT_SIZE]){ 0 }, TEXT_SIZE, __VA_ARGS__))
/* clang-format on */

static json_t *string_or_null(json_t *string)
{
	return string ? string : json_null();
}

static json_t *text_object(const char *text)
{
	return string_or_null(*text ? json_string(text) : NULL);
}

/* What vendors leave in DMI's tables where they have no name. */
static bool is_filler(const char *name)
{
	static const char *const fillers[] = {
		"",
		"System Product Name",
		"To be filled by O.E.M.",
		"Default string",
		"Not Specified",
		"Not Applicable",
		"Product Name",
		"None",
		"Unknown",
		"O.E.M.",
	};

	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++) {
		if (!strcasecmp(name, fillers[i]))
			return true;
	}
	return false;
}

static json_t *dmi_object(const char *root, const char *file)
{
	char text[TEXT_SIZE];

	system_file_line(root, text, sizeof(text), "/sys/class/dmi/id/%s", file);
	return text_object(is_filler(text) ? "" : text);
}

/* The device tree's "compatible": strings behind one another, each ended by a zero. */
static json_t *compatible_object(const char *root)
{
	char text[TEXT_SIZE];
	ssize_t length = system_file_read(root, text, sizeof(text), DEVICE_TREE "/compatible");
	json_t *array;

	if (length <= 0)
		return json_null();
	array = json_array();
	for (ssize_t at = 0; at < length; at += (ssize_t)strlen(text + at) + 1)
		json_array_append_new(array, text_object(text + at));
	return array;
}

static json_t *first_compatible(const char *root)
{
	json_t *all = compatible_object(root);
	json_t *first = string_or_null(json_incref(json_array_get(all, 0)));

	json_decref(all);
	return first;
}

static json_t *board_object(const char *root)
{
	json_t *board = FILE_TEXT(root, DEVICE_TREE "/model");
	char name[HOST_NAME_MAX + 1] = "";

	if (json_is_null(board))
		board = dmi_object(root, "product_name");
	if (json_is_null(board))
		board = dmi_object(root, "board_name");
	if (json_is_null(board))
		board = first_compatible(root);
	if (!json_is_null(board))
		return board;
	gethostname(name, sizeof(name) - 1);
	return text_object(name);
}

/* The part of /proc/cpuinfo about one CPU; cores of one machine may differ. */
static const char *cpuinfo_of(const char *cpuinfo, int cpu)
{
	for (const char *at = strstr(cpuinfo, "processor"); at; at = strstr(at, "\nprocessor")) {
		const char *colon = strchr(at, ':');

		if (colon && strtol(colon + 1, NULL, 10) == cpu)
			return at;
		at++;
	}
	return "";
}

/* One "name : value" of a CPU's part, which ends with an empty line. */
static json_t *cpuinfo_value(const char *cpuinfo, const char *name)
{
	size_t length = strlen(name);

	if (*cpuinfo == '\n')
		cpuinfo++;
	for (const char *line = cpuinfo; line && *line && *line != '\n';) {
		if (!strncmp(line, name, length)) {
			const char *colon = line + length + strspn(line + length, " \t");
			const char *value = colon + 1 + strspn(colon + 1, " \t");

			if (*colon == ':')
				return string_or_null(json_stringn(value, strcspn(value, "\n")));
		}
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return json_null();
}

/* Which PMU counts, and which others there are: each belongs to one type of core. */
static void set_core_types(json_t *object, const struct pmu_cores *cores, int cpu)
{
	const struct pmu *pmu = pmu_of_cpu(cores, cpu);
	json_t *types = cores->count > 1 ? json_object() : json_null();

	for (size_t i = 0; cores->count > 1 && i < cores->count; i++)
		json_object_set_new(types, cores->pmus[i].name, text_object(cores->pmus[i].cpus));
	json_object_set_new(object, "pmu", text_object(pmu ? pmu->name : ""));
	json_object_set_new(object, "core_types", types);
}

/* Where all cores are alike there is no name to tell them by. */
static json_t *core_type_object(const struct pmu_cores *cores, int cpu)
{
	const struct pmu *pmu = pmu_of_cpu(cores, cpu);

	return text_object(cores->count > 1 && pmu ? pmu->name : "");
}

static json_t *cpu_object(const char *root, const struct pmu_cores *cores, int cpu)
{
	static const char *const names[] = { "model name", "microcode", "mvendorid", "marchid",
					     "mimpid",     "isa",       "uarch" };
	char *cpuinfo = calloc(1, CPUINFO_SIZE);
	json_t *object = json_object();
	const char *own = "";

	if (cpuinfo) {
		system_file_read(root, cpuinfo, CPUINFO_SIZE, "/proc/cpuinfo");
		own = cpuinfo_of(cpuinfo, cpu);
	}
	json_object_set_new(object, "number", json_integer(cpu));
	json_object_set_new(
		object, "midr_el1",
		FILE_TEXT(root, "/sys/devices/system/cpu/cpu%d/regs/identification/midr_el1", cpu));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		json_object_set_new(object, names[i], cpuinfo_value(own, names[i]));
	free(cpuinfo);
	set_core_types(object, cores, cpu);
	return object;
}

static json_t *frequency_object(const char *root, int cpu)
{
	static const char *const names[] = { "scaling_governor", "scaling_min_freq",
					     "scaling_max_freq", "scaling_cur_freq" };
	json_t *object = json_object();

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		json_object_set_new(
			object, names[i],
			FILE_TEXT(root, "/sys/devices/system/cpu/cpu%d/cpufreq/%s", cpu, names[i]));
	return object;
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The names in a folder, sorted; with @values the text of each file, too. */
static json_t *folder_object(const char *root, const char *folder, bool values)
{
	char path[PATH_MAX];
	struct dirent **entries;
	json_t *object;
	int count;

	snprintf(path, sizeof(path), "%s%s", root, folder);
	count = scandir(path, &entries, visible, alphasort);
	if (count < 0)
		return json_null();
	object = values ? json_object() : json_array();
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (values)
			json_object_set_new(object, name, FILE_TEXT(root, "%s/%s", folder, name));
		else
			json_array_append_new(object, text_object(name));
		free(entries[i]);
	}
	free(entries);
	return object;
}

/* An ELF note: three words of header, the name "GNU" in four bytes, then the id. */
static json_t *build_id_object(const char *root)
{
	char note[256];
	char text[2 * sizeof(note)] = "";
	ssize_t length = system_file_read(root, note, sizeof(note),
					  "/sys/module/tracetoll/notes/.note.gnu.build-id");

	for (ssize_t i = 16; i < length; i++)
		snprintf(text + 2 * (i - 16), 3, "%02x", (unsigned char)note[i]);
	return text_object(text);
}

const char *environment_virtual_machine(const char *root)
{
	char text[TEXT_SIZE];
	ssize_t length = system_file_read(root, text, sizeof(text), DEVICE_TREE "/compatible");

	for (ssize_t at = 0; at < length; at += (ssize_t)strlen(text + at) + 1) {
		if (!strcmp(text + at, "linux,dummy-virt") || !strcmp(text + at, "riscv-virtio"))
			return "qemu-virt";
	}
	system_file_line(root, text, sizeof(text), "/sys/class/dmi/id/sys_vendor");
	if (!strcmp(text, "QEMU"))
		return "qemu-pc";
	system_file_read(root, text, sizeof(text), "/proc/cpuinfo");
	/* x86: the CPU says so itself, among its flags. */
	return strstr(text, " hypervisor") ? "hypervisor" : NULL;
}

/* KASLR moves by whole 2 MiB or more; without it the text starts within the first 16. */
static bool is_near(uint64_t base, uint64_t linked)
{
	return base - linked <= (UINT64_C(16) << 20);
}

/* Whether the text begins where it is linked to. */
static bool is_where_linked(uint64_t base)
{
	/* KERNEL_LINK_ADDR of riscv, __START_KERNEL_map of x86 */
	if (architecture_of_build() != ARCHITECTURE_ARM64)
		return is_near(base, UINT64_C(0xffffffff80000000));
	/* KIMAGE_VADDR: 2 GiB of modules above the middle of VA_BITS_MIN bits, 36 to 48 */
	for (unsigned int bits = 36; bits <= 48; bits++) {
		if (is_near(base, (UINT64_C(1) << 31) - (UINT64_C(1) << (bits - 1))))
			return true;
	}
	return false;
}

/* The address of the kernel's text by /proc/kallsyms; 0 if it is not told. */
static uint64_t text_base(const char *root)
{
	char *text = malloc(KALLSYMS_SIZE);
	const char *symbol = NULL;
	uint64_t base = 0;

	if (text && system_file_read(root, text, KALLSYMS_SIZE, "/proc/kallsyms") > 0)
		symbol = strstr(text, " _text\n");
	/* "ffff800080000000 T" stands before it. */
	if (symbol && symbol - text >= 18)
		base = strtoull(symbol - 18, NULL, 16);
	free(text);
	return base;
}

const char *environment_kaslr(const char *root)
{
	char text[TEXT_SIZE];
	uint64_t base = text_base(root);

	if (base)
		return is_where_linked(base) ? "off" : "on";
	system_file_line(root, text, sizeof(text), "/proc/cmdline");
	return strstr(text, "nokaslr") ? "off" : "unknown";
}

static json_t *kernel_object(const char *root)
{
	struct kernel_config config;
	struct utsname kernel;
	json_t *object;

	uname(&kernel);
	kernel_config_read(root, kernel.release, &config);
	object = json_pack("{s:s, s:s, s:o, s:o}", "release", kernel.release, "version",
			   kernel.version, "config_digest", kernel_config_digest(&config), "config",
			   kernel_config_options(&config));
	kernel_config_free(&config);
	return object;
}

static json_t *emulation_object(const char *root, bool instruction_clock)
{
	const char *machine = environment_virtual_machine(root);

	return json_pack("{s:b, s:b, s:o}", "emulated", (int)(machine || instruction_clock),
			 "instruction_clock", (int)instruction_clock, "machine",
			 text_object(machine ? machine : ""));
}

/* What decides how BPF programs run; hardening changes what they cost (bpf_jit_blind_constants). */
static json_t *bpf_object(const char *root)
{
	return json_pack("{s:o, s:o, s:o}", "jit_enable",
			 FILE_TEXT(root, "/proc/sys/net/core/bpf_jit_enable"), "jit_harden",
			 FILE_TEXT(root, "/proc/sys/net/core/bpf_jit_harden"), "stats_enabled",
			 FILE_TEXT(root, "/proc/sys/kernel/bpf_stats_enabled"));
}

json_t *environment_collect(const char *root, int cpu, bool instruction_clock)
{
	json_t *tracing = json_pack(
		"{s:o}", "current_tracer",
		FILE_TEXT(root, "%s/current_tracer", tracefs_folder(root, "current_tracer")));
	json_t *module = json_pack("{s:o, s:o}", "build_id", build_id_object(root), "srcversion",
				   FILE_TEXT(root, "/sys/module/tracetoll/srcversion"));
	struct pmu_cores cores;

	pmu_cores_read(root, &cores);
	return json_pack(
		"{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}",
		"arch", architecture_name(architecture_of_build()), "board", board_object(root),
		"kernel", kernel_object(root), "compiler", FILE_TEXT(root, "/proc/version"),
		"boot_id", FILE_TEXT(root, "/proc/sys/kernel/random/boot_id"), "command_line",
		FILE_TEXT(root, "/proc/cmdline"), "module", module, "cpu",
		cpu_object(root, &cores, cpu), "core_type", core_type_object(&cores, cpu),
		"compatible", compatible_object(root), "frequency", frequency_object(root, cpu),
		"kaslr", environment_kaslr(root), "pmus",
		folder_object(root, "/sys/bus/event_source/devices", false), "vulnerabilities",
		folder_object(root, "/sys/devices/system/cpu/vulnerabilities", true), "tracing",
		tracing, "bpf", bpf_object(root), "emulation",
		emulation_object(root, instruction_clock));
}
