/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RETURN_INSTRUCTION_H
#define RETURN_INSTRUCTION_H

/* A function that does nothing, as the four bytes of a number in memory: ret, and three int3 behind
 * it. */
#define RETURN_INSTRUCTION 0xccccccc3U

#endif /* RETURN_INSTRUCTION_H */
