/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STOP_H
#define STOP_H

#include "result/result.h"

/*
 * Why no block followed, as the beginning of a sentence that the file's own text ends; NULL if
 * there is nothing to say, which is so of every run that measured the blocks it was asked for.
 */
const char *stop_said(const struct result_stop *stop);

#endif /* STOP_H */
