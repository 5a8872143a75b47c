/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READ_MANY_H
#define READ_MANY_H

#include "result/reader.h"

/*
 * Reads @count files into @results, on all CPUs, each as result_read_lean_path() does. Returns 0,
 * or what that says of the first file that cannot be read, with its index in @at: the same as by
 * reading one after the other. On success the caller frees each; on failure nothing is left.
 */
int result_read_many(char *const *paths, size_t count, struct result *results, size_t *at,
		     struct result_error *error);

/* The same by result_read_path(), for whoever looks at the proofs. */
int result_read_many_whole(char *const *paths, size_t count, struct result *results, size_t *at,
			   struct result_error *error);

#endif /* READ_MANY_H */
