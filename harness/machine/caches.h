/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CACHES_H
#define CACHES_H

#include <stddef.h>

/*
 * Bytes of the largest cache for data that @cpu has, private or shared, by what sysfs tells
 * (Documentation/ABI/testing/sysfs-devices-system-cpu, cache/index*). 0: it is not known. Where the
 * device tree does not give them, arm64 and riscv64 name caches without their sizes, or the first
 * level alone; then the largest told is not the largest there is. @root is "" but for tests.
 */
size_t caches_largest(const char *root, int cpu);

#endif /* CACHES_H */
