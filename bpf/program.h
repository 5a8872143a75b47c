/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each file bpf/TYPE.bpf.c is written in. It is compiled twice. Clang makes the programs
 * of it; to the host's compiler it is a row of the table of configurations and a registered
 * type (harness/attach/bpf_type.h), which also gets the bytes of what clang made.
 */
#ifndef BPF_PROGRAM_H
#define BPF_PROGRAM_H

#ifdef __bpf__

#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#define CONFIGURATION(...) _Static_assert(1, "for the host's compiler")
#define ATTACHED(...) _Static_assert(1, "for the host's compiler")

/* What the counting body counts: each CPU for itself, as programs that count do. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} hits SEC(".maps");

/* What the map body updates: one element, always the same. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} elements SEC(".maps");

/* Some of what is attached here may only be called by programs under the GPL. */
char program_license[] SEC("license") = "GPL";

static __always_inline void body_count(void)
{
	const __u32 first = 0;
	__u64 *here = bpf_map_lookup_elem(&hits, &first);

	if (here)
		++*here;
}

static __always_inline void body_map(void)
{
	const __u32 key = 0;
	const __u64 value = 1;

	bpf_map_update_elem(&elements, &key, &value, BPF_ANY);
}

/*
 * One program for each body (enum bpf_body): a body that were chosen in the program would
 * be measured with the choice. The condition is one on "context": whether a call
 * is to be counted, where a program also sees calls that nobody asked about.
 */
/* clang-format off */
#define PROGRAMS_IF(section, condition) \
	SEC(section) int tracetoll_empty(void *context) \
	{ \
		(void)context; \
		return 0; \
	} \
	SEC(section) int tracetoll_count(void *context) \
	{ \
		(void)context; \
		if (condition) \
			body_count(); \
		return 0; \
	} \
	SEC(section) int tracetoll_map(void *context) \
	{ \
		(void)context; \
		if (condition) \
			body_map(); \
		return 0; \
	} \
	_Static_assert(1, "a semicolon follows")
/* clang-format on */

#else

#include <linux/bpf.h>

#include "attach/bpf_type.h"
#include "config/configuration.h"

/* clang-format off */
#define CONFIGURATION(...) \
	static const struct configuration_row row = { __VA_ARGS__ }; \
	REGISTER_CONFIGURATION(row)
/* clang-format on */
#define ATTACHED(...) static const struct bpf_manner manner = { __VA_ARGS__ }
#define PROGRAMS_IF(section, condition) _Static_assert(1, "for clang")

#endif

#define PROGRAMS(section) PROGRAMS_IF(section, 1)

#endif /* BPF_PROGRAM_H */
