/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

/*
 * splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. Small, seeded by any value, the same on every machine:
 * what is drawn can be drawn again from the seed that a result file holds.
 */
uint64_t random_next(uint64_t *state);

/* Uniform in 0..bound-1. @bound must not be 0. */
uint64_t random_below(uint64_t *state, uint64_t bound);

#endif /* RANDOM_H */
