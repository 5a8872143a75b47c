/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef MODULE_FILE_H
#define MODULE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "attach/module_image.h"
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

/* As module_load(), but reads the file into @image, to be loaded from there, now and later. */
int module_read(const char *name, const char *file, struct module_image *image,
		struct complaint *complaint);

/* Loads the module from @image. -EEXIST: it is loaded already. */
int module_load_image(const struct module_image *image, struct complaint *complaint);

/* Whether it is loaded, by whomever. */
bool module_is_there(const char *name);

/* Removes the module. Returns 0, also if another process uses it now. */
int module_remove(const char *name, struct complaint *complaint);

/*
 * As module_remove(), but waits for whoever still uses it: BPF programs hold a module until
 * RCU is done with them. -EBUSY: it was used for too long.
 */
int module_remove_surely(const char *name, struct complaint *complaint);

#endif /* MODULE_FILE_H */
