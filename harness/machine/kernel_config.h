/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_CONFIG_H
#define KERNEL_CONFIG_H

#include <jansson.h>
#include <stdbool.h>

#include "config/dispatch.h"

/* The text of the running kernel's configuration. */
struct kernel_config {
	char *text; /* NULL: not to be had */
};

/*
 * Looks where distributions and builders leave it: /boot/config-RELEASE, then the
 * module folder's config and build/.config. Returns 0 or -ENOENT.
 */
int kernel_config_read(const char *root, const char *release, struct kernel_config *config);
void kernel_config_free(struct kernel_config *config);

/* Whether CONFIG_@name is set to y or m. */
bool kernel_config_has(const struct kernel_config *config, const char *name);

/* What the configuration says that the kernel can do. */
struct kernel_abilities kernel_config_abilities(const struct kernel_config *config);

/*
 * "fnv1a64:..." over the text: tells whether two kernels were configured alike
 * (Fowler, Noll and Vo; RFC 9923). A name for a configuration, no protection. Null if there is no
 * text.
 */
json_t *kernel_config_digest(const struct kernel_config *config);

/* The options that change what a traced call costs, name to value; null likewise. */
json_t *kernel_config_options(const struct kernel_config *config);

#endif /* KERNEL_CONFIG_H */
