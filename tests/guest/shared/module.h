/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_MODULE_H
#define GUEST_MODULE_H

#include <stdbool.h>

#define LIES_FILE "/bin/tracetoll_lies.ko"

/* Loads a module's file. Returns 0 or a negative errno. */
int module_insert(const char *file);

/* Loads one of tracetoll's for the running kernel, by its name. */
int module_insert_own(const char *name);

bool module_is_loaded(const char *name);

/* False if it is in use, or not loaded. */
bool module_delete(const char *name);

/* Whether any of tracetoll's is loaded, and whether all of them could be removed. */
bool modules_are_loaded(void);
bool modules_delete(void);

#endif /* GUEST_MODULE_H */
