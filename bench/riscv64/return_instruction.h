/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RETURN_INSTRUCTION_H
#define RETURN_INSTRUCTION_H

/* A function that does nothing, as the four bytes of a number in memory: jalr zero, 0(ra). */
#define RETURN_INSTRUCTION 0x00008067U

#endif /* RETURN_INSTRUCTION_H */
