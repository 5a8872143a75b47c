/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_KERNEL_H
#define FAKE_KERNEL_H

#include <bpf/btf.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>

#include "fake_kcore.h"
#include "fake_root.h"

#define FAKE_DIRECT_CALL 192 /* where direct_call lies in its struct ftrace_ops */

/* All that `tracetoll site` reads of a kernel, below a folder. */
struct fake_kernel {
	struct fake_root root;
	struct fake_kcore kcore;
	char symbols[4096];
	char book[4096]; /* enabled_functions */
};

/* Adds a line to one of the texts. */
__attribute__((format(printf, 3, 4))) static inline void fake_kernel_add(char *text, size_t size,
									 const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + used, size - used, format, arguments);
	va_end(arguments);
	if (strlen(text) + 1 == size)
		abort();
}

#define fake_kernel_symbol(kernel, address, type_and_name)                                   \
	fake_kernel_add((kernel)->symbols, sizeof((kernel)->symbols), "%016" PRIx64 " %s\n", \
			(uint64_t)(address), type_and_name)
#define fake_kernel_list(kernel, ...) \
	fake_kernel_add((kernel)->book, sizeof((kernel)->book), __VA_ARGS__)

static inline struct fake_kernel *fake_kernel_make(uint16_t machine)
{
	struct fake_kernel *kernel = calloc(1, sizeof(*kernel));

	if (!kernel)
		abort();
	fake_root_make(&kernel->root);
	kernel->kcore.machine = machine;
	return kernel;
}

/* A BTF that holds struct ftrace_ops and what it is made of. */
static inline void fake_kernel_write_btf(const struct fake_root *root, bool direct_calls)
{
	struct btf *btf = btf__new_empty();
	int word = btf__add_int(btf, "unsigned long", 8, 0);
	const void *bytes;
	uint32_t size;

	btf__add_struct(btf, "ftrace_ops", 256);
	btf__add_field(btf, "func", word, 0, 0);
	btf__add_field(btf, "next", word, 64, 0);
	btf__add_field(btf, "flags", word, 128, 0);
	if (direct_calls)
		btf__add_field(btf, "direct_call", word, 8 * FAKE_DIRECT_CALL, 0);
	bytes = btf__raw_data(btf, &size);
	if (!bytes)
		abort();
	fake_root_write_bytes(root, "/sys/kernel/btf/vmlinux", bytes, size);
	btf__free(btf);
}

/* Writes all of it; may be done again after a change. */
static inline void fake_kernel_write(const struct fake_kernel *kernel)
{
	fake_root_write(&kernel->root, "/proc/kallsyms", kernel->symbols);
	fake_kcore_write(&kernel->kcore, &kernel->root);
	fake_kernel_write_btf(&kernel->root, true);
	fake_root_write(&kernel->root, "/proc/sys/kernel/ftrace_enabled", "1\n");
	fake_root_write(&kernel->root, "/sys/kernel/tracing/enabled_functions", kernel->book);
}

static inline void fake_kernel_remove_file(const struct fake_kernel *kernel, const char *path)
{
	char whole[256];

	snprintf(whole, sizeof(whole), "%s%s", kernel->root.path, path);
	if (remove(whole))
		abort();
}

static inline void fake_kernel_free(struct fake_kernel *kernel)
{
	fake_root_remove(&kernel->root);
	free(kernel);
}

#endif /* FAKE_KERNEL_H */
