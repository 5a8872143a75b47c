/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <jansson.h>
#include <stdbool.h>

/*
 * Collects what a reader of the numbers would ask for: the header's "environment".
 * @root is "" but for tests. @cpu is the one that is measured on, and
 * @instruction_clock what was found out about its clock. What cannot be read is
 * null. Returns a new object, or NULL when memory ran out.
 */
json_t *environment_collect(const char *root, int cpu, bool instruction_clock);

/*
 * The kind of emulated or virtual machine this is ("qemu-virt", "qemu-pc",
 * "hypervisor"), by device tree, DMI and CPU flags; NULL for hardware. Times of such a
 * machine are not hardware's.
 */
const char *environment_virtual_machine(const char *root);

/*
 * "on", "off" or "unknown": where the kernel's text begins against where it is
 * linked to. Needs root, else the command line's nokaslr decides.
 */
const char *environment_kaslr(const char *root);

#endif /* ENVIRONMENT_H */
