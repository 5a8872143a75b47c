// SPDX-License-Identifier: GPL-2.0-only
#include "site/ops.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

static int say_nothing(enum libbpf_print_level level, const char *format, va_list arguments)
{
	(void)level;
	(void)format;
	(void)arguments;
	return 0;
}

static int offset_of(const struct btf *btf, const struct btf_type *type, const char *name)
{
	const struct btf_member *members = btf_members(type);

	for (unsigned int i = 0; i < btf_vlen(type); i++) {
		const char *member = btf__name_by_offset(btf, members[i].name_off);

		if (member && !strcmp(member, name) && !btf_member_bitfield_size(type, i))
			return (int)(btf_member_bit_offset(type, i) / 8);
	}
	return -1;
}

int ops_layout_read(const char *path, struct ops_layout *layout)
{
	libbpf_print_fn_t print = libbpf_set_print(say_nothing);
	struct btf *btf = btf__parse(path, NULL);
	int error = btf ? 0 : -errno;
	int id = btf ? btf__find_by_name_kind(btf, "ftrace_ops", BTF_KIND_STRUCT) : error;

	*layout = (struct ops_layout){ .func = 0, .next = 8, .direct_call = -1 };
	if (id > 0) {
		const struct btf_type *type = btf__type_by_id(btf, (__u32)id);

		layout->func = offset_of(btf, type, "func");
		layout->next = offset_of(btf, type, "next");
		layout->direct_call = offset_of(btf, type, "direct_call");
	} else if (!error) {
		error = id < 0 ? id : -ENOENT;
	}
	btf__free(btf);
	libbpf_set_print(print);
	return error;
}

int ops_read(const struct kcore *kcore, const struct ops_layout *layout, uint64_t address,
	     struct ops *ops)
{
	int error = 0;

	memset(ops, 0, sizeof(*ops));
	if (layout->func >= 0)
		error = kcore_read_u64(kcore, address + (uint64_t)layout->func, &ops->func);
	if (!error && layout->next >= 0)
		error = kcore_read_u64(kcore, address + (uint64_t)layout->next, &ops->next);
	if (!error && layout->direct_call >= 0)
		error = kcore_read_u64(kcore, address + (uint64_t)layout->direct_call,
				       &ops->direct_call);
	return error;
}
