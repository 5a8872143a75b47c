/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIES_IMPOSSIBLE_H
#define LIES_IMPOSSIBLE_H

/*
 * Why @word, a configuration or the first word of what is told, cannot be on the running
 * kernel; NULL if it must be possible. By what is known of kernels, not by what the harness
 * or the lies say of this one.
 */
const char *impossible(const char *word);

#endif /* LIES_IMPOSSIBLE_H */
