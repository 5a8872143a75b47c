/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULE_FILE_H
#define MODULE_FILE_H

#include <stdbool.h>

#include "config/complaint.h"

#define MODULE_NEAR "tracetoll"
/* A second one, out of branch range of the first; wants the first to be loaded. */
#define MODULE_FAR "tracetoll_far"

/*
 * Loads the module @name if it is not loaded yet. @file is the one of MODULE_NEAR, and
 * MODULE_FAR lies beside it; NULL: beside this program (kmod/RELEASE/) or in the kernel's
 * own module folder. *loaded tells whether it was loaded here, and so is to be removed
 * again. Returns 0 or a negative errno (-ENOEXEC: it was built for another kernel).
 */
int module_load(const char *name, const char *file, bool *loaded, struct complaint *complaint);

/* Removes the module. Returns 0, also if another process uses it now. */
int module_remove(const char *name, struct complaint *complaint);

#endif /* MODULE_FILE_H */
