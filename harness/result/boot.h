/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RESULT_BOOT_H
#define RESULT_BOOT_H

#include <stdbool.h>

#include "result/result.h"

/*
 * Whether both were measured in one boot of a machine, by its boot_id. False where a file does not
 * say, and of an emulated machine whose clock counts instructions, which draws the same numbers at
 * each boot.
 */
bool result_is_same_boot(const struct result *one, const struct result *other);

/* Whether both are one run, so that one of them is a copy. */
bool result_is_same_run(const struct result *one, const struct result *other);

#endif /* RESULT_BOOT_H */
