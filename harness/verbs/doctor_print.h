/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DOCTOR_PRINT_H
#define DOCTOR_PRINT_H

#include <stdio.h>

#include "doctor/survey.h"

/* One screen: what is not fit first, each with what it does and how it is changed; a verdict last.
 */
void doctor_print(FILE *out, const struct survey *survey);

/* All of it for programs. Returns a new object, or NULL when memory ran out. */
json_t *doctor_object(const struct fact_place *place, const struct survey *survey);

#endif /* DOCTOR_PRINT_H */
