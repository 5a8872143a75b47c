// SPDX-License-Identifier: GPL-2.0-only
/*
 * What two headers differ in, and which group that is.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "compare/environment.h"

/* As a riscv64 guest's, and short. */
static const char base[] =
	"{'tool':{'version':'0.1.0','compiler':'GNU 16'},'started':'1',"
	"'plan':{'seed':1,'blocks':3,'calls':0,'cpu':0,'configurations':['none'],"
	"'workloads':[{'name':'kloop','tracee':'t','cold':false,'flush':null}],"
	"'events':['cycles','instructions']},"
	"'counters':[{'name':'cycles','pmu':'cpu','source':null,'config':'0x0','read':'user','type':4}],"
	"'environment':{'arch':'riscv64','board':'b',"
	"'kernel':{'release':'7.2.0-a','version':'#1 SMP','config_digest':'d1',"
	"'config':{'HZ':'250','CC_VERSION_TEXT':'gcc 14','DYNAMIC_FTRACE_WITH_CALL_OPS':'y'}},"
	"'compiler':'Linux version 7.2.0-a (me@here) (gcc (Debian 14.2.0-19) 14, GNU ld 2.44) #1 SMP',"
	"'boot_id':'x','command_line':'console=ttyS0 nokaslr','module':{'build_id':'1','srcversion':null},"
	"'cpu':{'number':0,'marchid':'0x2a','isa':'rv64imac_zba_zbb','pmu':'cpu'},'core_type':null,"
	"'compatible':['riscv-virtio'],'frequency':{'scaling_governor':'performance',"
	"'scaling_cur_freq':'1'},'kaslr':'off','vulnerabilities':{'meltdown':'Not affected'},"
	"'tracing':{'current_tracer':'nop'},'bpf':{'jit_enable':'1'},"
	"'facts':{'load':{'fit':'fit','text':'0.0'},'boost':{'fit':'fit','text':'off'}},"
	"'emulation':{'emulated':true,'instruction_clock':true,'machine':'qemu-virt'}}}";

static void read_header(const char *text, struct result *result)
{
	char *copy = strdup(text);

	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	memset(result, 0, sizeof(*result));
	result->records = json_pack("[o]", json_loads(copy, 0, NULL));
	assert_non_null(result->records);
	free(copy);
}

/* The header with @from made @to, which is there once. */
static void read_changed(const char *from, const char *to, struct result *result)
{
	const char *at = strstr(base, from);
	char *text = NULL;

	assert_non_null(at);
	assert_true(asprintf(&text, "%.*s%s%s", (int)(at - base), base, to, at + strlen(from)) > 0);
	read_header(text, result);
	free(text);
}

struct change {
	const char *from;
	const char *to;
	unsigned int groups; /* that differ; 0: none */
	const char *said; /* of those groups */
};

#define BIT ENVIRONMENT_BIT

static const struct change changes[] = {
	/* New with each boot or run. */
	{ "'started':'1'", "'started':'2'", 0, "" },
	{ "'seed':1", "'seed':2", 0, "" },
	{ "'blocks':3", "'blocks':4", 0, "" },
	{ "['none']", "['none','ops1']", 0, "" },
	{ "'boot_id':'x'", "'boot_id':'y'", 0, "" },
	{ "'text':'0.0'", "'text':'0.4'", 0, "" },
	{ "'scaling_cur_freq':'1'", "'scaling_cur_freq':'2'", 0, "" },
	{ "'type':4", "'type':10", 0, "" },
	{ "console=ttyS0 nokaslr", "nokaslr  console=ttyS0", 0, "" },
	{ "console=ttyS0 nokaslr", "BOOT_IMAGE=/v console=ttyS0 nokaslr initrd=/i", 0, "" },
	/* Only in older files, or not there yet. */
	{ ",'cold':false", "", 0, "" },
	{ ",'boost':{'fit':'fit','text':'off'}", "", 0, "" },
	{ "'jit_enable':'1'", "'jit_enable':null", 0, "" },
	{ "{'current_tracer':'nop'}", "null", 0, "" },
	/* The kernel's, which may always differ. */
	{ "'release':'7.2.0-a'", "'release':'7.2.0-b'", BIT(ENVIRONMENT_KERNEL),
	  "kernel: release 7.2.0-a -> 7.2.0-b" },
	{ "'config_digest':'d1'", "'config_digest':'d2'", BIT(ENVIRONMENT_KERNEL),
	  "kernel: configuration digest d1 -> d2" },
	{ "14, GNU ld", "15, GNU ld", BIT(ENVIRONMENT_KERNEL),
	  "kernel: compiler gcc (Debian 14.2.0-19) 14, GNU ld 2.44 -> gcc (Debian 14.2.0-19) 15, GNU ld 2.44" },
	{ "'CC_VERSION_TEXT':'gcc 14'", "'CC_VERSION_TEXT':'gcc 15'", 0, "" },
	{ "'meltdown':'Not affected'", "'meltdown':'Not affected','new':'Vulnerable'", 0, "" },
	/* What makes two things differ at once. */
	{ "'DYNAMIC_FTRACE_WITH_CALL_OPS':'y'", "'DYNAMIC_FTRACE_WITH_CALL_OPS':'n'",
	  BIT(ENVIRONMENT_CONFIG), "config: DYNAMIC_FTRACE_WITH_CALL_OPS y -> n" },
	{ "'HZ':'250',", "", BIT(ENVIRONMENT_CONFIG), "config: HZ 250 -> not known" },
	{ "ttyS0 nokaslr", "ttyS0 isolcpus=1", BIT(ENVIRONMENT_COMMAND_LINE),
	  "command-line: command line nokaslr -> isolcpus=1" },
	{ "ttyS0 nokaslr", "ttyS0", BIT(ENVIRONMENT_COMMAND_LINE),
	  "command-line: command line nokaslr -> not set" },
	{ "'kaslr':'off'", "'kaslr':'on'", BIT(ENVIRONMENT_COMMAND_LINE),
	  "command-line: KASLR off -> on" },
	{ "'board':'b'", "'board':'c'", BIT(ENVIRONMENT_MACHINE), "machine: board b -> c" },
	{ "'instruction_clock':true", "'instruction_clock':false", BIT(ENVIRONMENT_MACHINE),
	  "machine: instruction clock yes -> no" },
	{ "'machine':'qemu-virt'", "'simulated':false,'machine':'qemu-virt'", 0, "" },
	{ "'machine':'qemu-virt'", "'simulated':true,'machine':'qemu-virt'",
	  BIT(ENVIRONMENT_MACHINE), "machine: simulated no -> yes" },
	{ "['riscv-virtio']", "['riscv-virtio','a']", BIT(ENVIRONMENT_MACHINE),
	  "machine: compatible riscv-virtio -> riscv-virtio,a" },
	{ "'performance'", "'schedutil'", BIT(ENVIRONMENT_SETTINGS),
	  "settings: governor performance -> schedutil" },
	{ "'performance'", "null", BIT(ENVIRONMENT_SETTINGS),
	  "settings: governor performance -> not known" },
	{ "'text':'off'", "'text':'on'", BIT(ENVIRONMENT_SETTINGS), "settings: boost off -> on" },
	{ "'Not affected'", "'Vulnerable'", BIT(ENVIRONMENT_SETTINGS),
	  "settings: meltdown Not affected -> Vulnerable" },
	{ "'kaslr':'off'", "'kaslr':'off','tuned':[]", BIT(ENVIRONMENT_SETTINGS),
	  "settings: run --tune no -> yes" },
	{ "'read':'user'", "'read':'system-call'", BIT(ENVIRONMENT_SETTINGS),
	  "settings: cycles: read by user -> system-call" },
	{ "'nop'", "'function'", BIT(ENVIRONMENT_SETTINGS),
	  "settings: current tracer nop -> function" },
	{ "'jit_enable':'1'", "'jit_enable':'0'", BIT(ENVIRONMENT_SETTINGS),
	  "settings: BPF JIT 1 -> 0" },
	{ "'0.1.0'", "'0.2.0'", BIT(ENVIRONMENT_TOOL), "tool: tracetoll 0.1.0 -> 0.2.0" },
	{ "'srcversion':null", "'srcversion':'A'", BIT(ENVIRONMENT_TOOL),
	  "tool: module's source not known -> A" },
	{ "'build_id':'1'", "'build_id':'2'", BIT(ENVIRONMENT_TOOL),
	  "tool: module's build 1 -> 2" },
	{ "'calls':0", "'calls':100", BIT(ENVIRONMENT_PLAN), "plan: calls 0 -> 100" },
	{ "'cold':false", "'cold':true", BIT(ENVIRONMENT_PLAN), "plan: kloop: cold no -> yes" },
	{ "'tracee':'t'", "'tracee':'u'", BIT(ENVIRONMENT_PLAN), "plan: kloop: tracee t -> u" },
	{ "'name':'kloop'", "'name':'open'", BIT(ENVIRONMENT_PLAN),
	  "plan: workload kloop yes -> no, workload open no -> yes" },
	{ "['cycles','instructions']", "['instructions','cycles']", 0, "" },
	{ "['cycles','instructions']", "['cycles']", BIT(ENVIRONMENT_PLAN),
	  "plan: event instructions yes -> no" },
	{ "'config':'0x0'", "'config':'0x1'", BIT(ENVIRONMENT_PLAN),
	  "plan: cycles: config 0x0 -> 0x1" },
	/* Without a change of the kernel the machine says it. */
	{ "'rv64imac_zba_zbb'", "'rv64imac_zba_zbb_zbs'", BIT(ENVIRONMENT_MACHINE),
	  "machine: ISA rv64imac_zba_zbb -> rv64imac_zba_zbb_zbs" },
};

static void test_each(void **state)
{
	struct result before;
	char said[256];

	(void)state;
	read_header(base, &before);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct environment_differences differences;
		struct result after;

		read_changed(changes[i].from, changes[i].to, &after);
		assert_int_equal(environment_compare(&before, &after, &differences), 0);
		environment_say(&differences, environment_groups(&differences), said, sizeof(said));
		assert_string_equal(said, changes[i].said);
		assert_int_equal(environment_groups(&differences), changes[i].groups);
		environment_free(&differences);
		json_decref(after.records);
	}
	json_decref(before.records);
}

/* Another kernel tells more of the same machine, and has its own build of the module. */
static void test_another_kernel(void **state)
{
	static const char *const isas[] = { "rv64imac_zba_zbb", "rv64imac_zba_zbs" };
	struct environment_differences differences;
	struct result before, after;

	(void)state;
	read_header(base, &before);
	for (int i = 0; i < 2; i++) {
		json_t *environment;

		read_changed("'release':'7.2.0-a'", "'release':'7.2.0-b'", &after);
		environment = json_object_get(json_array_get(after.records, 0), "environment");
		json_object_set_new(json_object_get(environment, "module"), "build_id",
				    json_string("2"));
		json_object_set_new(json_object_get(environment, "cpu"), "isa",
				    json_string(i ? isas[1] : "rv64imac_zicbop_zba_zbb"));
		assert_int_equal(environment_compare(&before, &after, &differences), 0);
		/* Each has what the other lacks: that is no one machine. */
		assert_int_equal(environment_groups(&differences),
				 BIT(ENVIRONMENT_KERNEL) | (i ? BIT(ENVIRONMENT_MACHINE) : 0U));
		environment_free(&differences);
		json_decref(after.records);
	}
	json_decref(before.records);
}

static void test_rows_are_by_group(void **state)
{
	struct environment_differences differences;
	struct result before, after;
	json_t *environment;
	char said[512], groups[64];

	(void)state;
	read_header(base, &before);
	read_changed("'0.1.0'", "'0.2.0'", &after);
	environment = json_object_get(json_array_get(after.records, 0), "environment");
	json_object_set_new(environment, "board", json_string("c\n"));
	json_object_set_new(json_object_get(json_object_get(environment, "kernel"), "config"), "HZ",
			    json_string("100"));
	assert_int_equal(environment_compare(&before, &after, &differences), 0);
	for (size_t i = 1; i < differences.count; i++)
		assert_true(differences.rows[i - 1].group <= differences.rows[i].group);
	environment_say(&differences, ~0U, said, sizeof(said));
	assert_string_equal(said, "config: HZ 250 -> 100; machine: board b -> c?; "
				  "tool: tracetoll 0.1.0 -> 0.2.0");
	environment_say(&differences, BIT(ENVIRONMENT_CONFIG), said, sizeof(said));
	assert_string_equal(said, "config: HZ 250 -> 100");
	/* Cut, not overrun. */
	environment_say(&differences, ~0U, said, 12);
	assert_string_equal(said, "config: HZ ");
	environment_say_groups(environment_groups(&differences), groups, sizeof(groups));
	assert_string_equal(groups, "config,machine,tool");
	environment_free(&differences);
	json_decref(after.records);
	json_decref(before.records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_another_kernel),
		cmocka_unit_test(test_rows_are_by_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
