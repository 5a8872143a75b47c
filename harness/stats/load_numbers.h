/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LOAD_NUMBERS_H
#define LOAD_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

/* A number of each block, and the load of the module that it is of. */
struct load_numbers {
	double *numbers;
	int64_t *loads;
	size_t count;
};

/* Room for @room of them. Returns 0 or -ENOMEM; load_numbers_free() is right in both cases. */
int load_numbers_init(struct load_numbers *numbers, size_t room);

void load_numbers_add(struct load_numbers *numbers, double number, int64_t load);

/*
 * One number for each load instead of one for each block: blocks of one load have its layout in
 * common, so they are no independent draws of it. @centre: of numbers in order.
 */
void load_numbers_join(struct load_numbers *numbers,
		       double (*centre)(const double *sorted, size_t count));

void load_numbers_free(struct load_numbers *numbers);

#endif /* LOAD_NUMBERS_H */
