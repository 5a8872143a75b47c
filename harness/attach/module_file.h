/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULE_FILE_H
#define MODULE_FILE_H

#include <stdbool.h>

#include "config/complaint.h"

/*
 * Loads tracetoll.ko if it is not loaded yet: from @file, or for NULL from beside
 * this program (kmod/RELEASE/tracetoll.ko) or the kernel's own module folder.
 * *loaded tells whether it was loaded here, and so is to be removed again. Returns
 * 0 or a negative errno (-ENOEXEC: it was built for another kernel).
 */
int module_load(const char *file, bool *loaded, struct complaint *complaint);

/* Removes the module. Returns 0, also if another process uses it now. */
int module_remove(struct complaint *complaint);

#endif /* MODULE_FILE_H */
