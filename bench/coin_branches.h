/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COIN_BRANCHES_H
#define COIN_BRANCHES_H

#include <stdint.h>

/*
 * @turns conditional branches that no predictor can learn: the top bit of a xorshift64
 * generator (Marsaglia, "Xorshift RNGs", 2003) decides. *coin, not 0, goes on from call to call.
 */
static inline void coin_branches(unsigned long turns, uint64_t *coin)
{
	uint64_t state = *coin;

	while (turns--) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		/* A compiler may not run it without the condition, so it has to branch. */
		if (state >> 63)
			__asm__ volatile("nop");
	}
	*coin = state;
}

#endif /* COIN_BRANCHES_H */
