/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ASSERT_BETWEEN_H
#define ASSERT_BETWEEN_H

/* cmocka 2 deprecates assert_in_range(), and what it offers instead is not in cmocka 1. */
#define assert_between(value, low, high)                                        \
	do {                                                                    \
		const size_t given = (size_t)(value);                           \
		assert_true((size_t)(low) <= given && given <= (size_t)(high)); \
	} while (0)

#endif /* ASSERT_BETWEEN_H */
