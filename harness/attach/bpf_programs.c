// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads what bpf/ holds, once for each tracee: with libbpf's reading of BTF that is too slow
 * for every block.
 */
#include "attach/bpf_programs.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attach/bpf_refusal.h"
#include "attach/bpf_target.h"
#include "attach/system_call_number.h"

#define LOG_SIZE (64 * 1024)

struct bpf_programs {
	const struct bpf_type *type;
	char target[128]; /* what they were loaded for; "": for anything */
	struct bpf_object *object;
	struct bpf_program *program[BPF_BODY_TOTAL];
	int *copies[BPF_BODY_TOTAL]; /* from the second on */
	unsigned int copy_count[BPF_BODY_TOTAL];
	char log[LOG_SIZE];
};

/* The names in bpf/program.h. */
static const char *const body_names[BPF_BODY_TOTAL] = {
	[BPF_BODY_EMPTY] = "tracetoll_empty",
	[BPF_BODY_COUNT] = "tracetoll_count",
	[BPF_BODY_MAP] = "tracetoll_map",
};

/* What of the order the loaded programs depend on. */
static const char *target_of(const struct bpf_type *type, const struct attach_order *order)
{
	switch (type->manner->hook) {
	case BPF_HOOK_FUNCTION:
		return order->tracee.name;
	case BPF_HOOK_RAW_TRACEPOINT:
		return order->system_call;
	default:
		return "";
	}
}

static int complain_of_load(const struct bpf_programs *programs, const struct attach_order *order,
			    int err, struct complaint *complaint)
{
	const struct bpf_step step = {
		.type = programs->type->name,
		.tracee = order->tracee.name,
		.loading = true,
		.log = programs->log,
	};

	return bpf_complain(&step, err, complaint);
}

/* Says what libbpf would take from the section's name, if it knew all of them. */
static int prepare_programs(struct bpf_programs *programs)
{
	const struct bpf_manner *manner = programs->type->manner;

	for (int body = 0; body < BPF_BODY_TOTAL; body++) {
		struct bpf_program *program =
			bpf_object__find_program_by_name(programs->object, body_names[body]);

		if (!program)
			return -ENOEXEC;
		programs->program[body] = program;
		bpf_program__set_type(program, (enum bpf_prog_type)manner->program_type);
		bpf_program__set_expected_attach_type(program,
						      (enum bpf_attach_type)manner->attach_type);
		bpf_program__set_log_buf(program, programs->log, sizeof(programs->log));
	}
	return 0;
}

/* Tells the programs which system call is meant (bpf/raw_tp.bpf.c). */
static int name_system_call(struct bpf_programs *programs, const char *system_call,
			    struct complaint *complaint)
{
	struct bpf_map *map = bpf_object__find_map_by_name(programs->object, ".rodata");
	int64_t number = system_call_number(system_call);
	int err;

	if (number < 0) {
		complain(complaint, EXIT_CODE_SKIPPED, 0, "",
			 "the number of the system call %s is not known", system_call);
		return -EOPNOTSUPP;
	}
	err = map ? bpf_map__set_initial_value(map, &number, sizeof(number)) : -ENOENT;
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot prepare the BPF programs %s", programs->type->name);
	return 0;
}

static int load(struct bpf_programs *programs, const struct attach_order *order,
		struct complaint *complaint)
{
	LIBBPF_OPTS(bpf_object_open_opts, options, .object_name = "tracetoll");
	const struct bpf_type *type = programs->type;
	size_t size;
	const void *elf = type->elf(&size);
	int err;

	programs->object = bpf_object__open_mem(elf, size, &options);
	err = programs->object ? prepare_programs(programs) : -errno;
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot read the BPF programs %s", type->name);
	if (type->manner->hook == BPF_HOOK_RAW_TRACEPOINT)
		err = name_system_call(programs, order->system_call, complaint);
	if (type->manner->hook == BPF_HOOK_FUNCTION)
		err = bpf_target_set(programs->program, BPF_BODY_TOTAL, order, complaint);
	if (err)
		return err;
	err = bpf_object__load(programs->object);
	return err ? complain_of_load(programs, order, err, complaint) : 0;
}

/* What the kernel made of a program. An interpreted one costs something else. */
static int look_at(int descriptor, struct bpf_prog_info *info, struct complaint *complaint)
{
	__u32 size = sizeof(*info);
	int err;

	memset(info, 0, sizeof(*info));
	err = bpf_obj_get_info_by_fd(descriptor, info, &size);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot ask the kernel about a BPF program");
	if (!info->jited_prog_len)
		return complain(complaint, EXIT_CODE_REFUSED, -EBUSY,
				"sysctl net.core.bpf_jit_enable=1 first",
				"cannot measure BPF programs that the kernel interprets");
	return 0;
}

int bpf_programs_load(const struct bpf_type *type, const struct attach_order *order,
		      struct bpf_programs **programs, struct complaint *complaint)
{
	struct bpf_programs *loaded = calloc(1, sizeof(*loaded));
	struct bpf_prog_info info;
	int err;

	*programs = NULL;
	if (!loaded)
		return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "",
				"cannot load BPF programs");
	libbpf_set_print(NULL);
	loaded->type = type;
	snprintf(loaded->target, sizeof(loaded->target), "%s", target_of(type, order));
	err = load(loaded, order, complaint);
	if (!err)
		err = look_at(bpf_program__fd(loaded->program[BPF_BODY_EMPTY]), &info, complaint);
	if (err) {
		bpf_programs_free(loaded);
		return err;
	}
	*programs = loaded;
	return 0;
}

void bpf_programs_free(struct bpf_programs *programs)
{
	for (int body = 0; body < BPF_BODY_TOTAL; body++) {
		for (unsigned int i = 0; i < programs->copy_count[body]; i++)
			close(programs->copies[body][i]);
		free(programs->copies[body]);
	}
	bpf_object__close(programs->object);
	free(programs);
}

bool bpf_programs_are(const struct bpf_programs *programs, const struct bpf_type *type,
		      const struct attach_order *order)
{
	return programs->type == type && !strcmp(programs->target, target_of(type, order));
}

const struct bpf_type *bpf_programs_type(const struct bpf_programs *programs)
{
	return programs->type;
}

/* Loads once more what libbpf loaded, with the maps that it made. */
static int load_copy(struct bpf_programs *programs, enum bpf_body body, struct complaint *complaint)
{
	const struct bpf_manner *manner = programs->type->manner;
	const struct bpf_program *first = programs->program[body];
	LIBBPF_OPTS(bpf_prog_load_opts, options,
		    .expected_attach_type = (enum bpf_attach_type)manner->attach_type);
	struct bpf_prog_info info;
	int btf = -1;
	int err = look_at(bpf_program__fd(first), &info, complaint);

	if (err)
		return err;
	if (info.attach_btf_id) {
		btf = bpf_btf_get_fd_by_id(info.attach_btf_obj_id);
		options.attach_btf_id = info.attach_btf_id;
		options.attach_btf_obj_fd = btf < 0 ? 0 : (__u32)btf;
	}
	err = bpf_prog_load((enum bpf_prog_type)manner->program_type, body_names[body], "GPL",
			    bpf_program__insns(first), bpf_program__insn_cnt(first), &options);
	if (btf >= 0)
		close(btf);
	if (err < 0)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot load one more BPF program %s", programs->type->name);
	return err;
}

int bpf_programs_descriptor(struct bpf_programs *programs, enum bpf_body body, unsigned int copy,
			    struct complaint *complaint)
{
	while (programs->copy_count[body] < copy) {
		unsigned int count = programs->copy_count[body];
		int *copies = realloc(programs->copies[body], (count + 1) * sizeof(*copies));
		int fd;

		if (!copies)
			return complain(complaint, EXIT_CODE_FAILED, -ENOMEM, "",
					"cannot load BPF programs");
		programs->copies[body] = copies;
		fd = load_copy(programs, body, complaint);
		if (fd < 0)
			return fd;
		copies[count] = fd;
		programs->copy_count[body]++;
	}
	return copy ? programs->copies[body][copy - 1] : bpf_program__fd(programs->program[body]);
}

/* Reads the counters of all CPUs, which the kernel hands out only together. */
static int sum_counters(int map, bool all_cpus, uint64_t *hits)
{
	int cpus = libbpf_num_possible_cpus();
	int cpu = sched_getcpu();
	const __u32 first = 0;
	uint64_t *counters;
	int err;

	if (cpus < 0 || cpu < 0)
		return cpus < 0 ? cpus : -errno;
	counters = calloc((size_t)cpus, sizeof(*counters));
	if (!counters)
		return -ENOMEM;
	err = bpf_map_lookup_elem(map, &first, counters);
	*hits = 0;
	for (int i = 0; !err && i < cpus; i++)
		*hits += all_cpus || i == cpu ? counters[i] : 0;
	free(counters);
	return err;
}

int bpf_programs_demand_untimed(const struct bpf_programs *programs, enum bpf_body body,
				struct complaint *complaint)
{
	struct bpf_prog_info info;
	int err = look_at(bpf_program__fd(programs->program[body]), &info, complaint);

	/* The kernel counts what it times, and only that (bpf_enable_runtime_stats). */
	if (!err && info.run_cnt)
		return complain(complaint, EXIT_CODE_REFUSED, -EBUSY,
				"end what asks for BPF statistics (bpftool prog profile, "
				"sysctl kernel.bpf_stats_enabled)",
				"cannot measure BPF programs while the kernel times each of them");
	return err;
}

int bpf_programs_hits(const struct bpf_programs *programs, bool all_cpus, uint64_t *hits,
		      struct complaint *complaint)
{
	int map = bpf_object__find_map_fd_by_name(programs->object, "hits");
	int err = bpf_programs_demand_untimed(programs, BPF_BODY_COUNT, complaint);

	if (err)
		return err;
	err = map < 0 ? map : sum_counters(map, all_cpus, hits);
	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot read what BPF programs counted");
	return 0;
}
