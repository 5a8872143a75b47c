/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BPF_TYPE_H
#define BPF_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a program is hung on. */
enum bpf_hook {
	BPF_HOOK_FUNCTION, /* the function that it was loaded for, by BTF */
	BPF_HOOK_KPROBE, /* a perf event that is a kprobe on the function's address */
	BPF_HOOK_MULTI, /* an fprobe on the function's address */
	BPF_HOOK_RAW_TRACEPOINT, /* sys_enter, which every system call passes */
	BPF_HOOK_SYSTEM_CALL_EVENT, /* the trace event of the workload's system call */
};

/* How programs of a type are loaded and attached. */
struct bpf_manner {
	enum bpf_hook hook;
	uint32_t program_type; /* enum bpf_prog_type */
	uint32_t attach_type; /* enum bpf_attach_type; 0 where the kernel asks for none */
	bool at_return; /* KPROBE, MULTI: at the exit */
	bool linked; /* perf events: by a link, else by PERF_EVENT_IOC_SET_BPF */
	unsigned int runs_per_call; /* how often a call of the tracee calls the program */
};

/* A file bpf/NAME.bpf.c. */
struct bpf_type {
	const char *name;
	const struct bpf_manner *manner;
	const void *(*elf)(size_t *size); /* what clang made of it; static */
};

/*
 * Registers a type from the source that CMake makes for its file: the linker gathers the
 * pointers of this section. It wants the "manner" of the file.
 */
/* clang-format off */
#define REGISTER_BPF_TYPE(type_name, elf_bytes) \
	static const struct bpf_type type = { \
		.name = (type_name), .manner = &manner, .elf = (elf_bytes), \
	}; \
	__attribute__((section("tracetoll_bpf_types"), used)) \
	static const struct bpf_type *const type_registered = &type
/* clang-format on */

/* The type whose name is the first @length bytes of @name, or NULL. */
const struct bpf_type *bpf_type_named(const char *name, size_t length);

/*
 * Takes the first name off a configuration's list, "kprobe,fentry": *@type becomes its type,
 * or NULL if there is none of the name. Returns what is behind it, or NULL, and *@type
 * unchanged, where the list is at its end.
 */
const char *bpf_type_next(const char *list, const struct bpf_type **type);

#endif /* BPF_TYPE_H */
