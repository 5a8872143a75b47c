/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_VERIFY_MASK_H
#define TRACETOLL_VERIFY_MASK_H

#include <linux/types.h>

/* Bit n: register n was found with another value than it should hold. @count <= 32. */
static inline __u32 tracetoll_wrong_registers(const __u64 *expected, const __u64 *found,
					      unsigned int count)
{
	__u32 wrong = 0;
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (expected[i] != found[i])
			wrong |= (__u32)1 << i;
	}
	return wrong;
}

/*
 * What register @n (of all that are looked at) holds in the @call-th call: never twice
 * the same, as the factor is odd, with bits in all bytes, as it is 2^64 by the golden ratio.
 */
static inline __u64 tracetoll_register_value(__u32 call, unsigned int n)
{
	return (((__u64)call << 5) + n + 1) * 0x9e3779b97f4a7c15ULL;
}

#endif /* TRACETOLL_VERIFY_MASK_H */
