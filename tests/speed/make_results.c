// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes result files as large as asked for, by the writer's own records: boots of two kernels
 * which differ in a few configurations by an instruction, or one boot each of boards whose cycles
 * and events differ and vary as hardware's do. For tests of how long reading takes.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/record.h"
#include "result/writer.h"

#define CALLS 1024
/* Of boots the first ones, of boards all. */
#define BOOT_EVENTS 3
#define BOARD_EVENTS 7
#define NAME_SIZE 32

/* What an emulated arm64 takes: of a list, each ops costs as much; see docs/reading-the-table.md.
 */
#define ENTRY 24
#define EACH_OPS 22

static const char *const events[BOARD_EVENTS] = {
	"kernel-instructions", "user-instructions", "cycles",      "branch-misses",
	"return-misses",       "l1i-misses",        "itlb-misses",
};

static const uint8_t site[48] = {
	0x1f, 0x20, 0x03, 0xd5, 0x1f, 0x20, 0x03, 0xd5, 0xc0, 0x73, 0xf0, 0x7a,
	0x00, 0x80, 0xff, 0xff, 0xe9, 0x03, 0x1e, 0xaa, 0x0b, 0x31, 0x45, 0x95,
	0xc0, 0x03, 0x5f, 0xd6, 0x1f, 0x20, 0x03, 0xd5, 0x1f, 0x20, 0x03, 0xd5,
	0x1f, 0x20, 0x03, 0xd5, 0x50, 0x10, 0x2f, 0x81, 0x00, 0x80, 0xff, 0xff,
};

/* What is asked for, and the file that is being written. */
struct making {
	const char *folder;
	const char *header; /* a file: a real header, whose plan and kernel are replaced */
	unsigned int boots; /* of each kernel */
	unsigned int configurations;
	unsigned int workloads;
	unsigned int blocks;
	bool after;
	bool boards; /* and no boots */
	unsigned int board; /* from 1 */
	unsigned int events;
	uint64_t random;
	unsigned int attachment; /* the next one's number */
	struct result_writer writer;
};

/* none, direct, ops1 ... ops49, ops1+irr1 ... ops1+irr49: names of the table. */
static void configuration_name(const struct making *making, unsigned int number, char *name)
{
	unsigned int lists = (making->configurations - 1) / 2;

	if (number < 2)
		snprintf(name, NAME_SIZE, "%s", number ? "direct" : "none");
	else if (number < 2 + lists)
		snprintf(name, NAME_SIZE, "ops%u", number - 1);
	else
		snprintf(name, NAME_SIZE, "ops1+irr%u", number - 1 - lists);
}

static const char *path_of(const char *name)
{
	if (!strcmp(name, "none"))
		return "nop";
	if (!strcmp(name, "direct"))
		return "direct";
	return strcmp(name, "ops1") && !strchr(name, '+') ? "list" : "callops-func";
}

static const char *workload_name(unsigned int number)
{
	static const char *const names[] = { "kloop", "getppid", "close-bad", "read-zero" };

	return names[number % 4];
}

/* The second kernel takes an instruction more in each tenth configuration. */
static uint64_t per_call(const struct making *making, unsigned int number)
{
	return 8 + (number ? ENTRY + (uint64_t)EACH_OPS * number : 0) +
	       (making->after && number % 10 == 3);
}

/* From 0 to less than @limit, by xorshift: always the same ones. */
static uint64_t noise(struct making *making, uint64_t limit)
{
	making->random ^= making->random << 13;
	making->random ^= making->random >> 7;
	making->random ^= making->random << 17;
	return making->random % limit;
}

/* Each board has cycles, a clock and misses of its own; an interval is some percent wide. */
static void measure_board(struct making *making, unsigned int number, uint64_t calls,
			  struct measurement *out)
{
	uint64_t instructions = 12237 + calls * per_call(making, number);
	uint64_t cycles = instructions * (60 + 10 * (uint64_t)making->board) / 100;
	uint64_t time;

	cycles += noise(making, cycles / 50 + 1);
	time = cycles * 10 / (12 + making->board);
	*out = (struct measurement){
		.calls = calls,
		.counters = { instructions, 200, cycles },
		.time_ns = time,
		.enabled_ns = time + 900,
		.running_ns = time + 900,
	};
	for (unsigned int i = BOOT_EVENTS; i < BOARD_EVENTS; i++)
		out->counters[i] = 40 + calls * i * (number % 7 + making->board) / 20 +
				   noise(making, calls / 4);
}

static void measure(struct making *making, unsigned int number, uint64_t calls,
		    struct measurement *out)
{
	uint64_t instructions = 12237 + calls * per_call(making, number);

	if (making->boards) {
		measure_board(making, number, calls, out);
		return;
	}

	*out = (struct measurement){
		.calls = calls,
		.counters = { instructions, 200, instructions - 1242 },
		.time_ns = instructions + 16224,
		.enabled_ns = instructions + 8608,
		.running_ns = instructions + 8608,
	};
}

static int write_sample(struct making *making, unsigned int block, unsigned int workload,
			unsigned int number, const char *name)
{
	struct sample sample = {
		.block = block,
		.workload = workload_name(workload),
		.configuration = name,
		.attachment = making->attachment,
		.attempt = 1,
		.path_before = path_of(name),
		.path_after = path_of(name),
		.expected_path = path_of(name),
		.status = SAMPLE_VALID,
	};

	measure(making, number, CALLS, &sample.short_run);
	measure(making, number, 2 * (uint64_t)CALLS, &sample.long_run);
	return result_writer_append_line(&making->writer,
					 record_sample(&sample, events, making->events));
}

static int write_proof(struct making *making, unsigned int block, unsigned int workload,
		       unsigned int number, const char *name)
{
	const struct named_address target = { UINT64_C(0xffff80008004f7b8),
					      "ftrace_caller+0x0/0x9c", "ftrace-caller", 0 };
	const struct named_address behind = { UINT64_C(0xffff80007af02b40),
					      "empty_callback+0x0/0x8 [tracetoll]", "unknown", 0 };
	const struct proof proof = {
		.block = block,
		.workload = workload_name(workload),
		.configuration = name,
		.attachment = making->attachment,
		.path = path_of(name),
		.expected_path = path_of(name),
		.function = UINT64_C(0xffff80007af03388),
		.site_start = UINT64_C(0xffff80007af03378),
		.site = site,
		.site_length = sizeof(site),
		.literal = { UINT64_C(0xffff80007af073c0), "relevant+0x0/0xd040 [tracetoll]",
			     "relevant-ops", 0 },
		.target = number ? target : (struct named_address){ .address = 0 },
		.behind = number ? behind : (struct named_address){ .address = 0 },
		.enabled_functions = "tracetoll_tracee [tracetoll] (1) O M ops: "
				     "relevant+0x0/0xd040 [tracetoll] "
				     "(empty_callback+0x0/0x8 [tracetoll])",
		.system_known = true,
		.ops_in_system = number,
		.graph_known = true,
		.kprobes_known = true,
		.hits_known = number > 0,
		.hits = 16,
		.hits_expected = 16,
	};

	return result_writer_append(&making->writer, record_proof(&proof));
}

static json_t *plan_of(const struct making *making, unsigned int boot)
{
	json_t *plan =
		json_pack("{s:i, s:i, s:i, s:i, s:i, s:n, s:i, s:i, s:i, s:b}", "seed", (int)boot,
			  "blocks", (int)making->blocks, "samples", 1, "reload", 0, "settle_ms", 40,
			  "precision", "time_limit_s", 0, "calls", 0, "cpu", 0, "allow_dirty", 0);
	json_t *configurations = json_array();
	json_t *workloads = json_array();
	json_t *names = json_array();

	for (unsigned int i = 0; i < making->configurations; i++) {
		char name[NAME_SIZE];

		configuration_name(making, i, name);
		json_array_append_new(configurations, json_string(name));
	}
	for (unsigned int i = 0; i < making->workloads; i++)
		json_array_append_new(workloads,
				      json_pack("{s:s, s:n}", "name", workload_name(i), "tracee"));
	for (unsigned int i = 0; i < making->events; i++)
		json_array_append_new(names, json_string(events[i]));
	json_object_set_new(plan, "configurations", configurations);
	json_object_set_new(plan, "workloads", workloads);
	json_object_set_new(plan, "events", names);
	return plan;
}

/* A machine of its own, and no emulator. */
static void make_board(const struct making *making, json_t *header)
{
	json_t *environment = json_object_get(header, "environment");
	json_t *counters = json_object_get(header, "counters");
	char name[NAME_SIZE];

	snprintf(name, sizeof(name), "Invented board %u", making->board);
	json_object_set_new(environment, "board", json_string(name));
	json_object_set_new(
		environment, "emulation",
		json_pack("{s:b, s:b, s:n}", "emulated", 0, "instruction_clock", 0, "machine"));
	for (unsigned int i = BOOT_EVENTS; i < BOARD_EVENTS; i++) {
		json_t *counter = json_deep_copy(json_array_get(counters, BOOT_EVENTS - 1));

		json_object_set_new(counter, "name", json_string(events[i]));
		json_array_append_new(counters, counter);
	}
}

static int write_header(struct making *making, unsigned int boot)
{
	json_t *header = json_load_file(making->header, 0, NULL);
	json_t *kernel = json_object_get(json_object_get(header, "environment"), "kernel");

	if (!kernel) {
		json_decref(header);
		return -EBADMSG;
	}
	json_object_set_new(kernel, "release",
			    json_string(making->after ? "7.2.13-arm64" : "7.2.12-arm64"));
	json_object_set_new(header, "plan", plan_of(making, boot));
	if (making->boards)
		make_board(making, header);
	return result_writer_append(&making->writer, header);
}

static int write_blocks(struct making *making)
{
	unsigned int cells = making->workloads * making->configurations;
	int error = 0;

	making->attachment = 0;
	for (unsigned int i = 0; i < making->blocks * cells && !error; i++) {
		unsigned int block = i / cells;
		unsigned int workload = i % cells / making->configurations;
		/* Any order will do, but not the plan's: 37 has no divisor in common with most. */
		unsigned int number = (i * 37 + block * 11) % making->configurations;
		char name[NAME_SIZE];

		configuration_name(making, number, name);
		error = write_proof(making, block, workload, number, name);
		if (!error)
			error = write_sample(making, block, workload, number, name);
		making->attachment++;
	}
	return error;
}

static int write_file(struct making *making, unsigned int boot)
{
	const struct run_end end = {
		.status = "complete",
		.samples = making->attachment,
		.stop_by = "blocks",
		.engine_ns = 30368,
	};
	char path[4096];
	int error;

	snprintf(path, sizeof(path), "%s/%s-%03u.jsonl", making->folder,
		 making->boards  ? "board"
		 : making->after ? "after"
				 : "before",
		 boot);
	error = result_writer_open(&making->writer, path);
	if (error)
		return error;
	error = write_header(making, boot);
	if (!error)
		error = write_blocks(making);
	if (!error)
		error = result_writer_append(&making->writer, record_end(&end));
	result_writer_close(&making->writer);
	return error;
}

static unsigned int number_of(const char *word)
{
	return (unsigned int)strtoul(word, NULL, 10);
}

int main(int argc, char **argv)
{
	struct making making = { .folder = NULL };
	int error = 0;

	making.boards = argc == 8 && !strcmp(argv[7], "boards");
	if (argc != 7 && !making.boards) {
		fprintf(stderr, "usage: make_results FOLDER HEADER BOOTS CONFIGURATIONS WORKLOADS "
				"BLOCKS [boards]\n");
		return 2;
	}
	making.events = making.boards ? BOARD_EVENTS : BOOT_EVENTS;
	making.random = UINT64_C(0x9e3779b97f4a7c15);
	making.folder = argv[1];
	making.header = argv[2];
	making.boots = number_of(argv[3]);
	making.configurations = number_of(argv[4]);
	making.workloads = number_of(argv[5]);
	making.blocks = number_of(argv[6]);
	for (unsigned int i = 0; i < (making.boards ? 1 : 2) * making.boots && !error; i++) {
		making.after = i >= making.boots;
		making.board = i + 1;
		error = write_file(&making, i % making.boots);
	}
	if (!error)
		return 0;
	fprintf(stderr, "make_results: %s\n", strerror(-error));
	return 6;
}
