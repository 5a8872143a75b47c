/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KCORE_H
#define KCORE_H

#include <stddef.h>
#include <stdint.h>

#include "config/dispatch.h"

#define KCORE_PATH "/proc/kcore"

struct kcore_segment {
	uint64_t address, length, offset;
};

/* The kernel's memory as an ELF core file. */
struct kcore {
	int fd;
	enum architecture architecture; /* whose memory it is */
	struct kcore_segment *segments;
	size_t count;
};

/*
 * Opens the file at @path. Returns 0, a negative errno, or -ENOEXEC if it is no core file
 * of a 64-bit architecture that tracetoll knows. The caller closes, in every case.
 */
int kcore_open(const char *path, struct kcore *kcore);
void kcore_close(struct kcore *kcore);

/*
 * Reads @length bytes of kernel memory. Returns 0, a negative errno, or -ENXIO if not all
 * of them are in the file. The kernel writes zeros for what it cannot read itself.
 */
int kcore_read(const struct kcore *kcore, uint64_t address, void *bytes, size_t length);

/* The pointer at @address, likewise. */
int kcore_read_u64(const struct kcore *kcore, uint64_t address, uint64_t *value);

#endif /* KCORE_H */
