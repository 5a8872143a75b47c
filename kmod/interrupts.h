/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_INTERRUPTS_H
#define TRACETOLL_INTERRUPTS_H

struct tracetoll_interrupts;

/* Fills in count and cpu of the CPU that it runs on. Returns 0 or -EOPNOTSUPP. */
int tracetoll_count_interrupts(struct tracetoll_interrupts *interrupts);

#endif /* TRACETOLL_INTERRUPTS_H */
