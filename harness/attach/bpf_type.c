// SPDX-License-Identifier: GPL-2.0-only
#include "attach/bpf_type.h"

#include <string.h>

/* Made by the linker for a section whose name is a C identifier; weak: there may be none. */
extern const struct bpf_type *const __start_tracetoll_bpf_types[] __attribute__((weak));
extern const struct bpf_type *const __stop_tracetoll_bpf_types[] __attribute__((weak));

const struct bpf_type *bpf_type_named(const char *name, size_t length)
{
	const struct bpf_type *const *entry = __start_tracetoll_bpf_types;

	for (; entry < __stop_tracetoll_bpf_types; entry++) {
		if (strlen((*entry)->name) == length && !strncmp((*entry)->name, name, length))
			return *entry;
	}
	return NULL;
}

const char *bpf_type_next(const char *list, const struct bpf_type **type)
{
	size_t length;

	if (!list || !*list)
		return NULL;
	length = strcspn(list, ",");
	*type = bpf_type_named(list, length);
	return list + length + (list[length] == ',');
}
